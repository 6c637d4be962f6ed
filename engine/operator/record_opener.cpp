#include "operator/record_opener.h"

#include <algorithm>

#include "operator/challenge_check.h"
#include "operator/operator_errors.h"
#include "operator/registration_facts.h"

namespace countersign {

OpenedRecord::~OpenedRecord() {
    wipe(payload.fields);
    for (auto* picture : {&payload.portraitJpeg, &payload.bestFrameJpeg, &payload.supportingJpeg})
        wipe(*picture);
}

Result<RecordPayload> RecordOpener::openPayload(const Envelope& envelope) const {
    const auto key = std::ranges::find_if(m_keys, [&](const OpeningKey& each) {
        return each.sealingKey().id() == envelope.header.operatorKeyId;
    });
    if (key == m_keys.end()) return failure(payloadNotOpened("sealed to a key that is not here"));
    auto plain = key->open(envelope.sealedPayload);
    if (!plain) return failure(payloadNotOpened("the seal is damaged"));
    auto payload = decodePayload(*plain);
    wipe(*plain);
    if (!payload) return failure(payloadNotOpened("no registration was sealed: " + payload.error().detail));
    return payload;
}

Result<OpenedRecord> RecordOpener::open(const RecordRow& row) const {
    const auto body = m_bodies.get(row.bodyHash);
    if (!body) return failure(body.error());
    auto envelope = parseEnvelope(*body);
    // It was read when it was taken in, and its bytes are still those.
    if (!envelope) return failure(payloadNotOpened("no envelope: " + envelope.error().detail));
    const auto device = m_ledger.device(row.deviceId);
    if (!device) return failure(device.error());
    auto payload = openPayload(*envelope);
    if (!payload) return failure(payload.error());
    OpenedRecord opened;
    opened.payload = std::move(*payload);
    opened.genuine = *device && verifyEnvelope(*envelope, (*device)->key).has_value();
    opened.header = std::move(envelope->header);
    if (!*device) return opened;
    opened.challenge =
        checkChallenge(opened.header.evidence, opened.header.recordId, (*device)->challengeKey);
    opened.counterSetAside = (*device)->setAside;
    return opened;
}

}  // namespace countersign
