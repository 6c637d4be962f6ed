#include "operator/contact_desk.h"

#include <algorithm>

#include "operator/certificates.h"
#include "operator/operator_errors.h"
#include "protocol/certificate.h"
#include "protocol/signed_policy.h"

namespace countersign {

ContactDesk::ContactDesk(Ledger& ledger, const OperatorIdentity& identity, const Clock& clock)
    : m_ledger(ledger), m_identity(identity), m_clock(clock), m_policyVersion(0) {
    if (const auto policy = verifyPolicy(identity.policy, identity.policyRules()))
        m_policyVersion = policy->version;
}

Result<ContactAnswer> ContactDesk::answer(ByteView bytes, ContactWay way,
                                          const std::optional<DeviceId>& channel) {
    ContactAnswer reply;
    const auto refuse = [&](Refusal refusal) {
        reply.refusal = refusal;
        return std::move(reply);
    };
    const auto read = readContact(bytes);
    if (!read) return refuse(refusalOf(read.error().code));
    const Contact& contact = read->contact;
    reply.deviceId = contact.deviceId;
    if (channel && *channel != contact.deviceId) return refuse(Refusal::UnknownDevice);
    const auto device = m_ledger.device(contact.deviceId);
    if (!device) return failure(device.error());
    if (!*device) return refuse(Refusal::UnknownDevice);
    if (const auto genuine = verifyMessage(read->message, (*device)->key); !genuine)
        return refuse(refusalOf(genuine.error().code));
    if ((*device)->state != DeviceState::Active) return refuse(Refusal::DeviceSwitchedOff);

    const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
    auto taken = m_ledger.takeContact(contact, now, way);
    if (!taken) return failure(taken.error());
    reply.alarm = taken->alarm;
    Notice notice;
    notice.deviceId = contact.deviceId;
    if (way == ContactWay::Network) notice.nonce = contact.nonce;
    notice.at = now;
    notice.auditHeld = taken->auditHeld;
    notice.sequenceLimit = taken->sequenceLimit;
    notice.highestSequence = taken->highestSequence;
    notice.setAside = taken->setAside;
    notice.orders = std::move(taken->orders);
    const bool early = m_identity.rollout && m_identity.rollout->reaches(contact.deviceId);
    if ((early ? m_identity.rollout->version : m_policyVersion) > contact.policyVersion)
        notice.policy = m_identity.policyFor(contact.deviceId);
    for (auto& order : notice.orders) {
        if (order.receipt.empty()) continue;
        // Made under a key that is retired by now: this counter may believe the present one only.
        if (auto anew = signReceiptAnew(order.receipt, m_identity.retiredKeys, m_identity.signingKey))
            order.receipt = std::move(*anew);
    }
    if ((*device)->replacedAt) {
        notice.replaced = true;
        // A program too old to know that word stops at its limit.
        notice.sequenceLimit = std::max<std::uint64_t>(contact.lastReserved, 1);
    }
    if (contact.keysVersion) notice.keys = m_identity.bundlesAfter(contact.deviceId, *contact.keysVersion);
    // May be of an office that the counter knows by these keys only. It asks again at once.
    if (!notice.keys.empty()) notice.policy.clear();
    if (!contact.certificateKey.empty() && way == ContactWay::Network && m_identity.counterAuthority) {
        auto made = makeDeviceCertificate(*m_identity.counterAuthority,
                                          {SignatureAlgorithm::EcdsaP256, contact.certificateKey},
                                          contact.deviceId, now);
        // A key that is no point of the curve gets none, and the contact is answered all the same.
        if (const auto der = made.and_then([](const std::string& pem) { return certificatesIn(pem); }))
            notice.certificate = der->front();
    }
    auto signedNotice = signNotice(notice, m_identity.signingKey);
    if (!signedNotice && signedNotice.error().code == ErrorCode::MessageTooLarge && !notice.keys.empty()) {
        // No room for both. A counter that took no keys since its last contact may never take these, and its
        // orders can't wait for that: it gets one or the other, by the nonce's chance, which needs no memory.
        const bool stuck = (*device)->keysVersion == contact.keysVersion;
        if (stuck && static_cast<unsigned char>(contact.nonce.back()) % 2 != 0)
            notice.keys.clear();
        else
            notice.orders.clear();
        signedNotice = signNotice(notice, m_identity.signingKey);
    }
    if (!signedNotice) return failure(signedNotice.error());
    reply.notice = std::move(*signedNotice);
    return reply;
}

}  // namespace countersign
