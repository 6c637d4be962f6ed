#include "sync/enrolment_client.h"

#include <utility>

#include "protocol/device_enrolment.h"
#include "protocol/refusal.h"
#include "protocol/routes.h"
#include "sync/failures.h"

namespace countersign {
namespace {

Error enrolmentRefused(const std::string& why) {
    return makeError(ErrorCode::EnrolmentRefused, why);
}

// What was asked, and by which key.
struct Asked {
    Sha256 requestHash{};
    VerifyingKey deviceKey;
};

Result<DeviceIdentity> judge(const GatewayClient::Outcome& outcome, const Asked& asked,
                             const GatewayAddress& address, const IdentityFolder& folder,
                             const EnrolmentRules& rules) {
    if (!outcome) return failure(outcome.error().error);
    if (outcome->status == 200 || outcome->status == 201) {
        const auto answer = readEnrolmentResponse(outcome->body, asked.deviceKey);
        if (!answer) return failure(answer.error());
        if (const auto ours = checkRequest(*answer, asked.requestHash); !ours) return failure(ours.error());
        return folder.complete(address, outcome->body, rules);
    }
    if (outcome->status >= 400 && outcome->status < 500) {
        const auto refusal = parseRefusal(outcome->body);
        return failure(enrolmentRefused(refusal ? std::string(refusalName(*refusal))
                                                : "status " + std::to_string(outcome->status)));
    }
    return failure(answerUnreadable("enrolment: status " + std::to_string(outcome->status)));
}

}  // namespace

EnrolmentClient::EnrolmentClient(GatewayClient& client, GatewayAddress address, IdentityFolder folder,
                                 EnrolmentRules rules)
    : m_client(client),
      m_address(std::move(address)),
      m_folder(std::move(folder)),
      m_rules(std::move(rules)) {}

void EnrolmentClient::enrol(std::string_view code, std::string_view application, Done done) {
    const auto normal = normaliseEnrolmentCode(code);
    if (!normal) return done(failure(enrolmentRefused("this can't be a code")));
    const auto key = m_folder.prepareKey();
    if (!key) return done(failure(key.error()));
    auto request = makeEnrolmentRequest(*normal, application, **key, m_folder.keysVersion());
    if (!request) return done(failure(request.error()));
    Asked asked{sha256Of(*request), (*key)->verifyingKey()};
    m_client.post({std::string(kEnrolRoute), std::string(kMessageContentType), std::move(*request)},
                  [asked = std::move(asked), address = m_address, folder = m_folder, rules = m_rules,
                   done = std::move(done)](const GatewayClient::Outcome& outcome) {
                      done(judge(outcome, asked, address, folder, rules));
                  });
}

}  // namespace countersign
