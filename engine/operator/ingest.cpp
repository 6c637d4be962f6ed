#include "operator/ingest.h"

#include <algorithm>

#include "operator/challenge_check.h"
#include "operator/channel.h"
#include "operator/operator_errors.h"
#include "protocol/envelope.h"

namespace countersign {
Ingest::Ingest(Ledger& ledger, BodyStore& bodies, const Signer& signer, std::vector<SealingKey> sealingKeys,
               const Clock& clock, IngestPoints& points, DeviceRate* rate)
    : m_ledger(ledger),
      m_bodies(bodies),
      m_group(ledger, bodies, points),
      m_signer(signer),
      m_clock(clock),
      m_points(points),
      m_rate(rate) {
    for (const auto& key : sealingKeys) m_sealingKeys.push_back(key.id());
}

bool Ingest::known(const KeyId& sealingKey) const {
    return std::find(m_sealingKeys.begin(), m_sealingKeys.end(), sealingKey) != m_sealingKeys.end();
}

Result<Bytes> Ingest::receiptFor(const RecordRow& row) const {
    return signReceipt(Receipt{row.recordId,
                               row.deviceId,
                               row.sequence,
                               row.payloadHash,
                               row.receivedAt,
                               row.status,
                               row.reason,
                               row.revision,
                               {}},
                       m_signer);
}

Result<Bytes> Ingest::receiptAgain(const RecordRow& row) const {
    const auto stored = parseReceipt(row.receipt);
    if (stored && stored->operatorKeyId != m_signer.verifyingKey().id()) return receiptFor(row);
    return row.receipt;
}

Result<Ingest::Examined> Ingest::examine(ByteView bytes, const std::optional<DeviceId>& channel) {
    Examined examined;
    IngestOutcome& outcome = examined.outcome;
    const auto refuse = [&](Refusal refusal) {
        outcome.refusal = refusal;
        return std::move(examined);
    };
    const auto envelope = parseEnvelope(bytes);
    if (!envelope) return refuse(refusalOf(envelope.error().code));
    const auto& header = envelope->header;
    outcome.deviceId = header.deviceId;
    const auto device = m_ledger.device(header.deviceId);
    if (!device) return failure(device.error());
    if (!*device) return refuse(Refusal::UnknownDevice);
    const auto may = mayBring(m_ledger, channel, **device);
    if (!may) return failure(may.error());
    if (!*may) return refuse(Refusal::UnknownDevice);
    if (const auto genuine = verifyEnvelope(*envelope, (*device)->key); !genuine) {
        return refuse(refusalOf(genuine.error().code));
    }
    // Only after the signature: a stranger learns nothing about the state of a counter.
    if ((*device)->state != DeviceState::Active) return refuse(Refusal::DeviceSwitchedOff);
    if (m_rate != nullptr && !m_rate->admit(header.deviceId)) return refuse(Refusal::TooMany);
    const auto hash = envelopeHash(*envelope);
    if ((*device)->setAside || !known(header.operatorKeyId)) {
        // What is held gets its receipt again; nothing new. Of all others the ledger tells when they are
        // added.
        const auto stored = m_ledger.find(header.deviceId, header.recordId);
        if (!stored) return failure(stored.error());
        if (!*stored || (*stored)->envelopeHash != hash)
            return refuse((*device)->setAside ? Refusal::DeviceSetAside : Refusal::UnknownOperatorKey);
    }
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
    if ((*device)->replacedAt)
        row.late = header.sequence <= (*device)->lastReserved ? Lateness::Known : Lateness::Unknown;
    auto receipt = receiptFor(row);
    if (!receipt) return failure(receipt.error());
    row.receipt = std::move(*receipt);
    examined.row = std::move(row);
    return examined;
}

Result<IngestOutcome> Ingest::take(ByteView envelope, const std::optional<DeviceId>& channel) {
    auto outcomes = take(std::span(&envelope, 1), channel);
    if (!outcomes) return failure(outcomes.error());
    return std::move(outcomes->front());
}

Result<std::vector<IngestOutcome>> Ingest::take(std::span<const ByteView> envelopes,
                                                const std::optional<DeviceId>& channel) {
    std::vector<IngestOutcome> outcomes;
    std::vector<BodyStore::Body> bodies;
    std::vector<RecordRow> rows;
    std::vector<std::size_t> places;  // of each row among the outcomes
    for (const auto& bytes : envelopes) {
        auto examined = examine(bytes, channel);
        if (!examined) return failure(examined.error());
        if (examined->row) {
            places.push_back(outcomes.size());
            bodies.push_back({examined->row->bodyHash, bytes});
            rows.push_back(std::move(*examined->row));
        }
        outcomes.push_back(std::move(examined->outcome));
    }
    if (rows.empty()) return outcomes;

    auto added = m_group.store(bodies, rows);
    if (!added) return failure(added.error());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        IngestOutcome& outcome = outcomes[places[i]];
        AddOutcome& stored = (*added)[i];
        if (stored.result == AddResult::Conflict) {
            // The alarm names it by its hash; the counter keeps what was not acknowledged.
            if (const auto gone = m_bodies.drop(rows[i].bodyHash); !gone) return failure(gone.error());
            outcome.refusal = Refusal::Conflict;
            continue;
        }
        outcome.repeated = stored.result == AddResult::Repeated;
        // The same envelope under another signature, of which ECDSA has many: no row names this body.
        if (outcome.repeated && stored.row.bodyHash != rows[i].bodyHash) {
            if (const auto gone = m_bodies.drop(rows[i].bodyHash); !gone) return failure(gone.error());
        }
        if (!outcome.repeated) outcome.challenge = rows[i].challenge;
        // What was signed a moment ago is by the present key.
        auto receipt =
            outcome.repeated ? receiptAgain(stored.row) : Result<Bytes>(std::move(rows[i].receipt));
        if (!receipt) return failure(receipt.error());
        outcome.receipt = std::move(*receipt);
    }
    return outcomes;
}

}  // namespace countersign
