#include "operator/ingest.h"

#include <algorithm>

#include "operator/challenge_check.h"
#include "protocol/envelope.h"

namespace countersign {
namespace {

Refusal refusalFor(ErrorCode code) {
    switch (code) {
        case ErrorCode::MessageTooLarge:
            return Refusal::TooLarge;
        case ErrorCode::MessageVersionUnsupported:
        case ErrorCode::AlgorithmUnknown:
            return Refusal::VersionUnsupported;
        case ErrorCode::SignatureInvalid:
            return Refusal::SignatureInvalid;
        default:
            return Refusal::Malformed;
    }
}

}  // namespace

Ingest::Ingest(Ledger& ledger, BodyStore& bodies, const Signer& signer, std::vector<SealingKey> sealingKeys,
               const Clock& clock, IngestPoints& points, DeviceRate* rate)
    : m_ledger(ledger), m_bodies(bodies), m_signer(signer), m_clock(clock), m_points(points), m_rate(rate) {
    for (const auto& key : sealingKeys) m_sealingKeys.push_back(key.id());
}

bool Ingest::known(const KeyId& sealingKey) const {
    return std::find(m_sealingKeys.begin(), m_sealingKeys.end(), sealingKey) != m_sealingKeys.end();
}

Result<IngestOutcome> Ingest::take(ByteView bytes) {
    IngestOutcome outcome;
    const auto refuse = [&](Refusal refusal) {
        outcome.refusal = refusal;
        return outcome;
    };
    const auto envelope = parseEnvelope(bytes);
    if (!envelope) return refuse(refusalFor(envelope.error().code));
    const auto& header = envelope->header;
    outcome.deviceId = header.deviceId;

    const auto device = m_ledger.device(header.deviceId);
    if (!device) return failure(device.error());
    if (!*device) return refuse(Refusal::UnknownDevice);
    if (const auto genuine = verifyEnvelope(*envelope, (*device)->key); !genuine) {
        return refuse(refusalFor(genuine.error().code));
    }
    // Only after the signature: a stranger learns nothing about the state of a counter.
    if ((*device)->state != DeviceState::Active) return refuse(Refusal::DeviceSwitchedOff);
    if (m_rate != nullptr && !m_rate->admit(header.deviceId)) return refuse(Refusal::TooMany);
    const auto hash = envelopeHash(*envelope);
    const auto stored = m_ledger.find(header.deviceId, header.recordId);
    if (!stored) return failure(stored.error());
    if (*stored && (*stored)->envelopeHash == hash) {
        // The counter erases its copy for this receipt: a body that the disk lost meanwhile is put back
        // first.
        const auto& bodyHash = (*stored)->bodyHash;
        if (!m_bodies.get(bodyHash) && sha256Of(bytes) == bodyHash) {
            if (const auto written = m_bodies.put(bodyHash, bytes); !written) return failure(written.error());
        }
        outcome.receipt = (*stored)->receipt;
        outcome.repeated = true;
        return outcome;
    }
    if (!known(header.operatorKeyId)) return refuse(Refusal::UnknownOperatorKey);
    m_points.reached(IngestPoint::Verified);

    RecordRow row;
    row.recordId = header.recordId;
    row.deviceId = header.deviceId;
    row.sequence = header.sequence;
    row.envelopeHash = hash;
    row.payloadHash = header.payloadHash;
    row.previousHash = header.previousHash;
    row.bodyHash = sha256Of(bytes);
    row.bodySize = bytes.size();
    row.createdAt = header.createdAt;
    row.receivedAt = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
    row.application = header.application;
    row.practice = header.practice;
    // Whatever comes of it, the record is stored and acknowledged: the counter could do nothing about a
    // refusal.
    row.challenge = checkChallenge(header.evidence, header.recordId, (*device)->challengeKey);
    auto receipt = signReceipt(Receipt{row.recordId,
                                       row.deviceId,
                                       row.sequence,
                                       row.payloadHash,
                                       row.receivedAt,
                                       row.status,
                                       row.reason,
                                       row.revision,
                                       {}},
                               m_signer);
    if (!receipt) return failure(receipt.error());
    row.receipt = std::move(*receipt);

    // A conflict is told by the ledger alone, under its lock; the body of one stays as evidence.
    if (const auto written = m_bodies.put(row.bodyHash, bytes); !written) return failure(written.error());
    m_points.reached(IngestPoint::BodyWritten);
    auto added = m_ledger.add(row);
    if (!added) return failure(added.error());
    m_points.reached(IngestPoint::RowWritten);
    if (added->result == AddResult::Conflict) return refuse(Refusal::Conflict);
    outcome.receipt = std::move(added->row.receipt);
    outcome.repeated = added->result == AddResult::Repeated;
    if (!outcome.repeated) outcome.challenge = row.challenge;
    return outcome;
}

}  // namespace countersign
