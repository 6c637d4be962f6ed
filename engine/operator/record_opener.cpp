#include "operator/record_opener.h"

#include <algorithm>

#include "operator/challenge_check.h"
#include "operator/operator_errors.h"
#include "operator/registration_facts.h"
#include "protocol/envelope_head.h"

namespace countersign {

OpenedRecord::~OpenedRecord() {
    wipe(payload.fields);
    for (auto* picture : {&payload.portraitJpeg, &payload.bestFrameJpeg, &payload.supportingJpeg})
        wipe(*picture);
}

bool RecordOpener::has(const KeyId& key) const {
    return std::ranges::any_of(m_keys, [&](const OpeningKey& each) { return each.sealingKey().id() == key; });
}

bool RecordOpener::lacksKey(const RecordRow& row) const {
    if (idsAlone(row)) return false;
    auto held = m_bodies.get(row.bodyHash);
    if (!held) held = m_bodies.head(row.bodyHash);
    if (!held) return false;
    const auto head = parseEnvelopeHead(*held);
    return head && !has(head->header.operatorKeyId);
}

bool RecordOpener::isForGood(const Error& error) const {
    if (error.code == ErrorCode::PayloadNotOpened) return true;
    const bool ofTheBody = error.code == ErrorCode::BodyDamaged || error.code == ErrorCode::FileUnreadable;
    return ofTheBody && m_bodies.readable();
}

Result<RecordPayload> RecordOpener::openPayload(const KeyId& id, ByteView sealed) const {
    const auto key =
        std::ranges::find_if(m_keys, [&](const OpeningKey& each) { return each.sealingKey().id() == id; });
    if (key == m_keys.end()) return failure(payloadNotOpened("sealed to a key that is not here"));
    auto plain = key->open(sealed);
    if (!plain) return failure(payloadNotOpened("the seal is damaged"));
    auto payload = decodePayload(*plain);
    wipe(*plain);
    if (!payload) return failure(payloadNotOpened("no registration was sealed: " + payload.error().detail));
    return payload;
}

Result<RecordPayload> RecordOpener::openDetails(const RecordRow& row) const {
    const auto kept = m_book.retention(row.deviceId, row.recordId);
    if (!kept) return failure(kept.error());
    if (!*kept || (*kept)->details.empty()) return failure(payloadNotOpened("it was erased"));
    // They are sealed to the key of the day on which the pictures went.
    for (const auto& key : m_keys) {
        if (auto payload = openPayload(key.sealingKey().id(), (*kept)->details)) return payload;
    }
    return failure(payloadNotOpened("what is kept is sealed to a key that is not here"));
}

Result<OpenedRecord> RecordOpener::open(const RecordRow& row) const {
    const auto device = m_ledger.device(row.deviceId);
    if (!device) return failure(device.error());
    OpenedRecord opened;
    if (idsAlone(row)) {
        // The ledger has what was kept, whatever month was moved; nothing tells here who signed it.
        auto payload = openDetails(row);
        if (!payload) return failure(payload.error());
        opened.payload = std::move(*payload);
        opened.picturesErased = true;
        opened.header.deviceId = row.deviceId;
        opened.header.recordId = row.recordId;
        return opened;
    }
    const auto body = m_bodies.get(row.bodyHash);
    if (body) {
        auto envelope = parseEnvelope(*body);
        // It was read when it was taken in, and its bytes are still those.
        if (!envelope) return failure(payloadNotOpened("no envelope: " + envelope.error().detail));
        auto payload = openPayload(envelope->header.operatorKeyId, envelope->sealedPayload);
        if (!payload) return failure(payload.error());
        opened.payload = std::move(*payload);
        opened.genuine = *device && verifyEnvelope(*envelope, (*device)->key).has_value();
        opened.header = std::move(envelope->header);
    } else {
        const auto left = m_bodies.head(row.bodyHash);
        if (!left) return failure(body.error());
        auto head = parseEnvelopeHead(*left);
        if (!head) return failure(payloadNotOpened("no envelope: " + head.error().detail));
        auto payload = openDetails(row);
        if (!payload) return failure(payload.error());
        opened.payload = std::move(*payload);
        opened.picturesErased = true;
        opened.genuine = *device && envelopeHash(*head) == row.envelopeHash &&
                         verifyEnvelopeHead(*head, (*device)->key).has_value();
        opened.header = std::move(head->header);
    }
    if (!*device) return opened;
    opened.challenge =
        checkChallenge(opened.header.evidence, opened.header.recordId, (*device)->challengeKey);
    opened.counterSetAside = (*device)->setAside;
    return opened;
}

}  // namespace countersign
