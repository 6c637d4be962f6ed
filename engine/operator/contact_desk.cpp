#include "operator/contact_desk.h"

#include "operator/operator_errors.h"
#include "protocol/signed_policy.h"

namespace countersign {

ContactDesk::ContactDesk(Ledger& ledger, const OperatorIdentity& identity, const Clock& clock)
    : m_ledger(ledger), m_identity(identity), m_clock(clock), m_policyVersion(0) {
    if (const auto policy = verifyPolicy(identity.policy, identity.verifyingKeys))
        m_policyVersion = policy->version;
}

Result<ContactAnswer> ContactDesk::answer(ByteView bytes, ContactWay way) {
    ContactAnswer reply;
    const auto refuse = [&](Refusal refusal) {
        reply.refusal = refusal;
        return std::move(reply);
    };
    const auto read = readContact(bytes);
    if (!read) return refuse(refusalOf(read.error().code));
    const Contact& contact = read->contact;
    reply.deviceId = contact.deviceId;
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
    if (m_policyVersion > contact.policyVersion) notice.policy = m_identity.policy;
    auto signedNotice = signNotice(notice, m_identity.signingKey);
    if (!signedNotice) return failure(signedNotice.error());
    reply.notice = std::move(*signedNotice);
    return reply;
}

}  // namespace countersign
