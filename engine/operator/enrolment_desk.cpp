#include "operator/enrolment_desk.h"

#include <vector>

#include "operator/operator_errors.h"
#include "protocol/device_enrolment.h"

namespace countersign {
namespace {

// 60 random bits that live for a day: a plain hash is enough to keep the ledger's readers from using them.
Sha256 codeHash(std::string_view normalised) {
    return sha256Of(toBytes("countersign-enrolment-code:" + std::string(normalised)));
}

}  // namespace

Result<std::string> issueEnrolmentCode(Ledger& ledger, const Clock& clock, std::chrono::hours validFor) {
    auto code = randomEnrolmentCode();
    const auto now = clock.wall();
    if (const auto added =
            ledger.addCode(codeHash(normaliseEnrolmentCode(code).value_or("")), now, now + validFor);
        !added) {
        return failure(added.error());
    }
    return code;
}

Result<std::string> issueReplacementCode(Ledger& ledger, const DeviceId& lost, const Clock& clock,
                                         std::chrono::hours validFor) {
    auto code = randomEnrolmentCode();
    const auto now = clock.wall();
    const auto hash = codeHash(normaliseEnrolmentCode(code).value_or(""));
    if (const auto done = ledger.replaceDevice(lost, hash, now, now + validFor); !done)
        return failure(done.error());
    return code;
}

EnrolmentDesk::EnrolmentDesk(Ledger& ledger, const OperatorIdentity& identity, const Clock& clock)
    : m_ledger(ledger), m_identity(identity), m_clock(clock) {}

Result<EnrolmentOutcome> EnrolmentDesk::enrol(ByteView bytes) {
    EnrolmentOutcome outcome;
    const auto refuse = [&](Refusal refusal) {
        outcome.refusal = refusal;
        return outcome;
    };
    const auto request = readEnrolmentRequest(bytes);
    if (!request) return refuse(refusalOf(request.error().code));
    DeviceRow candidate;
    candidate.id = DeviceId::random();
    candidate.key = request->deviceKey;
    candidate.keyProtection = request->keyProtection;
    candidate.application = request->application;
    candidate.enrolledAt = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
    candidate.challengeKey = ChallengeKey::random();
    const auto enrolled = m_ledger.enrol(codeHash(request->code), candidate);
    if (!enrolled) return failure(enrolled.error());
    if (enrolled->result == EnrolResult::CodeInvalid) return refuse(Refusal::CodeInvalid);
    outcome.deviceId = enrolled->device.id;
    const auto keys = m_identity.keysFor(enrolled->device.id);
    EnrolmentResponse response{enrolled->device.id,
                               enrolled->device.key.id(),
                               keys.verifyingKeys,
                               keys.sealingKey,
                               enrolled->device.enrolledAt,
                               m_identity.policyFor(enrolled->device.id),
                               enrolled->device.challengeKey,
                               keys.bundle,
                               keys.officeKeys};
    response.requestHash = sha256Of(bytes);
    // A counter that slept through a change of the office's keys knows none that the newest bundle is by.
    if (request->keysVersion)
        response.links = m_identity.linksAfter(enrolled->device.id, *request->keysVersion);
    std::erase(response.links, keys.bundle);
    auto answer = makeEnrolmentResponse(response, m_identity.signingKey);
    if (!answer && answer.error().code == ErrorCode::MessageTooLarge && !response.links.empty()) {
        // Most counters know who signed the newest bundle.
        response.links.clear();
        answer = makeEnrolmentResponse(response, m_identity.signingKey);
    }
    if (!answer) return failure(answer.error());
    outcome.response = std::move(*answer);
    return outcome;
}

}  // namespace countersign
