#include "gateway_answers.h"

#include <algorithm>
#include <array>

#include "client_address.h"
#include "deletion_page.h"
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

constexpr std::string_view kArgument = "{code}";
constexpr std::string_view kDeletionsPath = "/v1/deletions/{code}";
static_assert(kDeletionsPath.substr(0, kDeletionsPath.size() - kArgument.size()) == kDeletionsRoute);
constexpr char kRetryGuessSeconds[] = "60";  // when a code's bucket has a token again

constexpr std::array<RouteRule, 8> kRoutes{{
    {Route::Health, "GET", kHealthRoute, 0, false},
    {Route::Description, "GET", kDescriptionRoute, 0, false},
    {Route::Enrol, "POST", kEnrolRoute, kMaxMessageBytes, false},
    {Route::Records, "POST", kRecordsRoute, kMaxEnvelopeBytes, true},
    {Route::Batch, "POST", kBatchRoute, kMaxBatchBytes, true},
    {Route::Contact, "POST", kContactRoute, kMaxMessageBytes},
    {Route::Part, "POST", kPartRoute, kPartHeadBytes + kMaxPartBytes, true},
    {Route::Deletion, "GET", kDeletionsPath, 0, false},
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
        case Refusal::NotKnown:
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

// A page for whoever wants one. The same headers with every word, so that they tell nothing either.
Answer asPage(Answer answer, std::string_view html, PageLanguage language) {
    answer.body = toBytes(html);
    answer.contentType = "text/html; charset=utf-8";
    answer.headers = {{"Content-Security-Policy", std::string(deletionPagePolicy())},
                      {"Content-Language", std::string(languageTag(language))},
                      {"Referrer-Policy", "no-referrer"},  // the code stands in the address
                      {"X-Content-Type-Options", "nosniff"},
                      {"X-Robots-Tag", "noindex"}};
    return answer;
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
        if (rule.method != method) return false;
        if (!rule.path.ends_with(kArgument)) return rule.path == path;
        const auto before = rule.path.substr(0, rule.path.size() - kArgument.size());
        return path.size() > before.size() && path.starts_with(before);
    });
    return found == kRoutes.end() ? nullptr : &*found;
}

std::string_view argumentOf(const RouteRule& rule, std::string_view path) {
    if (!rule.path.ends_with(kArgument)) return {};
    return path.substr(rule.path.size() - kArgument.size());
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

Answer GatewayAnswers::to(const GatewayRequest& request) {
    const auto body = request.body;
    const auto& channel = request.channel;
    switch (request.route) {
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
        case Route::Deletion:
            return deletion(request);
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

// For anybody: the code is the only secret, and guesses are counted before anything is looked up.
Answer GatewayAnswers::deletion(const GatewayRequest& request) {
    const DeletionPageSetting setting{pageLanguage(request.acceptLanguage), m_desks.operatorName};
    const bool page = wantsPage(request.accept);
    const auto refused = [&](Refusal refusal) {
        auto answer = refuse(refusal);
        if (refusal == Refusal::TooMany) answer.retryAfter = kRetryGuessSeconds;
        return page ? asPage(std::move(answer), deletionPage(refusal, setting), setting.language) : answer;
    };
    const auto code = parseReceiptCode(request.argument);
    if (!code) return refused(Refusal::Malformed);
    const AskedFrom from{request.address, siteOf(request.address)};
    if (!m_desks.deletions.admit(*code, from)) return refused(Refusal::TooMany);
    const auto word = m_desks.deletions.look(*code, from);
    if (!word) return failed(word.error());
    if (word->state == DeletionState::NotKnown) return refused(Refusal::NotKnown);
    auto answer = word->state == DeletionState::Erased ? done(word->signedBytes, "erased")
                                                       : done(toBytes(heldJson()), "held");
    return page ? asPage(std::move(answer), deletionPage(*word, setting), setting.language) : answer;
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
