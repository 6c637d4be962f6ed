#include "gateway_answers.h"

#include <algorithm>
#include <array>

#include "gatewayDescription.h"
#include "operator/operator_errors.h"
#include "protocol/batch.h"
#include "protocol/envelope.h"
#include "protocol/routes.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

constexpr std::string_view kStoredWithOtherChallenge = "stored_challenge_differs";
constexpr std::string_view kStored = "stored";
constexpr std::string_view kRepeated = "repeated";

constexpr std::array<RouteRule, 7> kRoutes{{
    {Route::Health, "GET", kHealthRoute, 0, false},
    {Route::Description, "GET", kDescriptionRoute, 0, false},
    {Route::Enrol, "POST", kEnrolRoute, kMaxMessageBytes, false},
    {Route::Records, "POST", kRecordsRoute, kMaxEnvelopeBytes, true},
    {Route::Batch, "POST", kBatchRoute, kMaxBatchBytes, true},
    {Route::Contact, "POST", kContactRoute, kMaxMessageBytes},
    {Route::Part, "POST", kPartRoute, kPartHeadBytes + kMaxPartBytes, true},
}};

unsigned httpStatus(Refusal refusal) {
    switch (refusal) {
        case Refusal::Malformed:
            return 400;
        case Refusal::TooLarge:
            return 413;
        case Refusal::VersionUnsupported:
        case Refusal::UnknownOperatorKey:
            return 422;
        case Refusal::UnknownDevice:
        case Refusal::DeviceSwitchedOff:
        case Refusal::DeviceSetAside:
        case Refusal::CodeInvalid:
            return 403;
        case Refusal::SignatureInvalid:
            return 401;
        case Refusal::Conflict:
            return 409;
        case Refusal::TryLater:
            return 503;
        case Refusal::NoSuchRoute:
            return 404;
        case Refusal::TooMany:
            return 429;
    }
    return 500;
}

Answer done(Bytes body, std::string_view result) {
    Answer answer;
    answer.body = std::move(body);
    answer.result = result;
    return answer;
}

std::string_view wordOn(const IngestOutcome& outcome) {
    if (outcome.refusal) return refusalName(*outcome.refusal);
    if (outcome.challenge == ChallengeOutcome::Differs) return kStoredWithOtherChallenge;
    return outcome.repeated ? kRepeated : kStored;
}

// Of one envelope.
Answer said(IngestOutcome outcome) {
    const auto word = wordOn(outcome);
    auto answer = outcome.refusal ? refuse(*outcome.refusal) : done(std::move(outcome.receipt), word);
    answer.deviceId = outcome.deviceId;
    answer.alarm = answer.alarm || word == kStoredWithOtherChallenge;
    answer.records.push_back(word);
    return answer;
}

}  // namespace

std::span<const RouteRule> routeRules() {
    return kRoutes;
}

const RouteRule* findRoute(std::string_view method, std::string_view path) {
    const auto found = std::find_if(kRoutes.begin(), kRoutes.end(), [&](const RouteRule& rule) {
        return rule.method == method && rule.path == path;
    });
    return found == kRoutes.end() ? nullptr : &*found;
}

std::string_view routeName(Route route) {
    const auto found = std::find_if(kRoutes.begin(), kRoutes.end(),
                                    [&](const RouteRule& rule) { return rule.route == route; });
    return found == kRoutes.end() ? std::string_view("other") : found->path;
}

Answer refuse(Refusal refusal) {
    auto answer = done(encodeRefusal(refusal), refusalName(refusal));
    answer.status = httpStatus(refusal);
    // A signed contradiction is an alarm: a clone, a rolled-back disk or an attack.
    answer.alarm = refusal == Refusal::Conflict;
    return answer;
}

Answer GatewayAnswers::to(Route route, ByteView body, const std::optional<DeviceId>& channel) {
    switch (route) {
        case Route::None:
            break;
        case Route::Health:
            return health();
        case Route::Description:
            return done(toBytes(gatewayDescription()), "ok");
        case Route::Enrol: {
            auto outcome = m_desks.enrolment.enrol(body);
            if (!outcome) return failed(outcome.error());
            auto answer =
                outcome->refusal ? refuse(*outcome->refusal) : done(std::move(outcome->response), "enrolled");
            answer.deviceId = outcome->deviceId;
            return answer;
        }
        case Route::Records: {
            auto outcome = m_desks.ingest.take(body, channel);
            if (!outcome) return failed(outcome.error());
            return said(std::move(*outcome));
        }
        case Route::Batch:
            return batch(body, channel);
        case Route::Contact: {
            auto outcome = m_desks.contacts.answer(body, ContactWay::Network, channel);
            if (!outcome) return failed(outcome.error());
            auto answer =
                outcome->refusal ? refuse(*outcome->refusal) : done(std::move(outcome->notice), "answered");
            answer.deviceId = outcome->deviceId;
            answer.alarm = answer.alarm || outcome->alarm;
            return answer;
        }
        case Route::Part: {
            auto outcome = m_desks.parts.take(body, channel);
            if (!outcome) return failed(outcome.error());
            if (outcome->whole) return said(std::move(*outcome->whole));
            auto answer =
                outcome->refusal ? refuse(*outcome->refusal) : done(encodeHeld(outcome->held), "held");
            answer.deviceId = outcome->deviceId;
            return answer;
        }
    }
    return refuse(Refusal::NoSuchRoute);
}

// Says nothing but yes or no: anybody may ask.
Answer GatewayAnswers::health() {
    const auto asked = m_desks.ledger.device(DeviceId());
    if (!asked) return failed(asked.error());
    if (!m_desks.bodies.usable()) return refuse(Refusal::TryLater);
    auto answer = done(toBytes("ok\n"), "ok");
    answer.contentType = "text/plain";
    return answer;
}

Answer GatewayAnswers::batch(ByteView body, const std::optional<DeviceId>& channel) {
    const auto envelopes = splitBatch(body);
    if (!envelopes) return refuse(refusalOf(envelopes.error().code));
    auto outcomes = m_desks.ingest.take(*envelopes, channel);
    if (!outcomes) return failed(outcomes.error());
    Answer answer = done({}, kStored);
    std::vector<BatchItem> items;
    for (auto& outcome : *outcomes) {
        if (!answer.deviceId) answer.deviceId = outcome.deviceId;
        answer.records.push_back(wordOn(outcome));
        if (outcome.refusal) {
            answer.result = "stored_in_part";
            answer.alarm = answer.alarm || *outcome.refusal == Refusal::Conflict;
            items.emplace_back(*outcome.refusal);
        } else {
            answer.alarm = answer.alarm || outcome.challenge == ChallengeOutcome::Differs;
            items.emplace_back(std::move(outcome.receipt));
        }
    }
    auto text = encodeBatchAnswer(items);
    if (!text) return failed(text.error());
    answer.body = std::move(*text);
    return answer;
}

Answer GatewayAnswers::failed(const Error& error) {
    m_log.error("gateway", describe(error));
    return refuse(Refusal::TryLater);
}

}  // namespace countersign
