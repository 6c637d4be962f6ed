#include "console_answers.h"

#include <sodium.h>

#include <algorithm>

#include "console_cases.h"
#include "console_files.h"
#include "operator/review_reasons.h"
#include "operator/reviewer_accounts.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::string_view kCookieRules = "; Path=/; Secure; HttpOnly; SameSite=Strict";

// What was said, once it is no longer needed, is overwritten: passwords and people's data.
Bytes textOf(json& object) {
    auto text = object.dump(-1, ' ', false, json::error_handler_t::replace);
    Bytes bytes(text.begin(), text.end());
    sodium_memzero(text.data(), text.size());
    wipe(object);
    return bytes;
}

ConsoleAnswer said(json object, std::string_view result) {
    ConsoleAnswer answer;
    answer.body = textOf(object);
    answer.result = result;
    return answer;
}

// `name` is a fixed word that the page has a sentence for.
ConsoleAnswer refused(unsigned status, std::string_view name) {
    auto answer = said({{"error", name}}, name);
    answer.status = status;
    return answer;
}
ConsoleAnswer malformed() {
    return refused(400, "malformed");
}

// Only a page of this very address may change anything. A browser says with each POST where it comes from and
// lets no page say anything else.
bool fromOwnPage(const ConsoleRequest& request) {
    if (!request.fetchSite.empty() && request.fetchSite != "same-origin") return false;
    return !request.host.empty() && request.origin == "https://" + std::string(request.host);
}

bool same(std::string_view one, std::string_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

json meJson(const ReviewerRow& who, const std::string& csrf) {
    json reasons{{"refused", json::array()}, {"come_back", json::array()}};
    for (const auto& each : reviewReasons())
        reasons[std::string(receiptStatusName(each.status))].push_back(each.code);
    return {{"id", who.id},
            {"name", who.name},
            {"role", reviewerRoleName(who.role)},
            {"csrf", csrf},
            {"reasons", std::move(reasons)}};
}

std::string textIn(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// One request about one case, by somebody who is signed in.
class CaseDesk {
  public:
    CaseDesk(const ConsoleDesks& desks, const ReviewerRow& me, WallTime now)
        : m_desks(desks), m_me(me), m_now(now) {}

    Result<ConsoleAnswer> show(const CaseName& name) {
        const auto row = m_desks.cases.find(name.device, name.record);
        if (!row) return failure(row.error());
        if (!*row) return refused(404, "gone");
        if (auto noted = note("case_opened", name); !noted) return failure(noted.error());
        const auto opened = m_desks.review.open(name.device, name.record);
        // What stays closed is shown by its row: it can be refused.
        if (!opened && opened.error().code != ErrorCode::PayloadNotOpened) return failure(opened.error());
        const auto history = m_desks.cases.history(name.device, name.record);
        if (!history) return failure(history.error());
        const auto names = reviewerNames(m_desks.reviewers);
        if (!names) return failure(names.error());
        const auto& shown = opened ? opened->row : **row;
        return said(
            caseJson(shown, opened ? &*opened : nullptr, *history, standFor(shown, *history, m_me), *names),
            "case_opened");
    }

    Result<ConsoleAnswer> pictures(const CaseName& name) {
        const auto row = m_desks.cases.find(name.device, name.record);
        if (!row) return failure(row.error());
        if (!*row) return refused(404, "gone");
        if (auto noted = note("picture_opened", name); !noted) return failure(noted.error());
        const auto opened = m_desks.review.open(name.device, name.record);
        if (!opened) {
            if (opened.error().code == ErrorCode::PayloadNotOpened) return refused(409, "closed");
            return failure(opened.error());
        }
        ConsoleAnswer answer;
        answer.contentType = "application/octet-stream";
        answer.body = packPictures(*opened);
        answer.result = "picture_opened";
        return answer;
    }

    Result<ConsoleAnswer> decide(const CaseName& name, const json& asked) {
        const auto status = receiptStatusFromName(textIn(asked, "answer"));
        const auto revision = asked.find("revision");
        if (!status || revision == asked.end() || !revision->is_number_unsigned()) return malformed();
        const auto basedOn = revision->get<std::uint64_t>();
        const auto reason = textIn(asked, "reason");
        if (basedOn > std::numeric_limits<std::uint32_t>::max() || !reasonFits(*status, reason))
            return malformed();
        const auto outcome =
            m_desks.review.decide({name.device, name.record, static_cast<std::uint32_t>(basedOn), *status,
                                   reason, m_me.id, m_me.role});
        if (!outcome) {
            switch (outcome.error().code) {
                case ErrorCode::RecordNotHeld:
                    return refused(404, "gone");
                case ErrorCode::PayloadNotOpened:
                    return refused(409, "closed");
                case ErrorCode::MessageMalformed:
                    return malformed();
                default:
                    return failure(outcome.error());
            }
        }
        json object{{"result", outcomeName(outcome->result)}};
        if (outcome->taken) object["taken"] = numberKindName(*outcome->taken);
        if (outcome->takenBack) object["taken_back"] = takenBackName(*outcome->takenBack);
        if (auto told = tellOfOthers(name, outcome->result, object); !told) return failure(told.error());
        return said(std::move(object), outcomeName(outcome->result));
    }

  private:
    [[nodiscard]] Status note(std::string_view action, const CaseName& name) {
        return m_desks.cases.note({m_now, m_me.id, std::string(action), {}}, name.device, name.record);
    }

    // Who has just spoken may see what the other one said.
    [[nodiscard]] Status tellOfOthers(const CaseName& name, DecideResult result, json& object) {
        if (result != DecideResult::Decided && result != DecideResult::Disagreed) return {};
        const auto history = m_desks.cases.history(name.device, name.record);
        if (!history) return failure(history.error());
        const auto names = reviewerNames(m_desks.reviewers);
        if (!names) return failure(names.error());
        const auto nameOf = [&](const std::string& id) {
            const auto found = names->find(id);
            return found == names->end() ? id : found->second;
        };
        if (result == DecideResult::Decided) {
            if (history->decisions.empty()) return {};
            const auto& last = history->decisions.back();
            if (last.confirmedBy.empty()) return {};
            object["confirmed"] = nameOf(last.by == m_me.id ? last.confirmedBy : last.by);
            return {};
        }
        std::vector<ReviewLogRow> others;
        std::ranges::copy_if(history->log, std::back_inserter(others), [&](const ReviewLogRow& each) {
            return each.action == "word" && each.reviewer != m_me.id;
        });
        object["words"] = wordsJson(others, *names);
        return {};
    }

    const ConsoleDesks& m_desks;
    const ReviewerRow& m_me;
    WallTime m_now;
};

}  // namespace

ConsoleAnswer ConsoleAnswers::failed(const Error& error) {
    m_log.error("console", describe(error));
    return refused(503, "try_later");
}

Result<std::optional<ConsoleAnswers::SignedIn>> ConsoleAnswers::signedIn(std::string_view token) {
    if (token.empty()) return std::optional<SignedIn>();
    auto session = m_sessions.use(token);
    if (!session) return std::optional<SignedIn>();
    auto row = m_desks.reviewers.find(session->reviewer);
    if (!row) return failure(row.error());
    const bool stands = *row && (*row)->state == ReviewerState::Active &&
                        SessionList::markOf((*row)->passwordHash) == session->passwordMark;
    if (!stands) {
        m_sessions.end(token);
        return std::optional<SignedIn>();
    }
    return std::optional(SignedIn{std::move(**row), std::move(session->csrf)});
}

ConsoleAnswer ConsoleAnswers::signIn(const ConsoleRequest& request) {
    auto asked = json::parse(request.body, nullptr, false);
    if (!asked.is_object()) return malformed();
    const auto id = textIn(asked, "id");
    auto password = textIn(asked, "password");
    wipe(asked);
    // What can't be an id is nobody's: all of them share one account's tries.
    const std::string_view account = isReviewerId(id) ? std::string_view(id) : std::string_view();
    const auto wait = m_brake.tryNow(account, request.address);
    if (wait.count() > 0) {
        sodium_memzero(password.data(), password.size());
        auto answer = said({{"error", "wait"}, {"seconds", wait.count()}}, "wait");
        answer.status = 429;
        answer.retryAfterSeconds = static_cast<long>(wait.count());
        return answer;
    }
    const auto who = password.size() > kMostPasswordBytes ? Result<std::optional<ReviewerRow>>(std::nullopt)
                                                          : reviewerOf(m_desks.reviewers, id, password);
    sodium_memzero(password.data(), password.size());
    if (!who) return failed(who.error());
    if (!*who) {
        m_log.warn("console", "a sign-in was wrong");
        return refused(401, "rejected");
    }
    m_brake.right(account, request.address);
    // A session that was there is not taken over: whoever planted its cookie knows nothing of the new one.
    if (!request.session.empty()) m_sessions.end(request.session);
    const auto begun = m_sessions.begin(id, (*who)->passwordHash);
    auto answer = said(meJson(**who, begun.session.csrf), "signed_in");
    answer.cookie = std::string(kSessionCookie) + "=" + begun.token + std::string(kCookieRules);
    return answer;
}

ConsoleAnswer ConsoleAnswers::change(const ConsoleRequest& request, const SignedIn& me) {
    if (!same(request.csrf, me.csrf)) return refused(403, "forbidden");
    auto asked = json::parse(request.body, nullptr, false);
    if (!asked.is_object()) return malformed();
    if (request.path == "/api/sign-out") {
        m_sessions.end(request.session);
        auto answer = said(json::object(), "signed_out");
        answer.cookie = std::string(kSessionCookie) + "=" + std::string(kCookieRules) + "; Max-Age=0";
        return answer;
    }
    const auto name = caseNameIn(asked);
    if (!name) return malformed();
    CaseDesk desk(m_desks, me.who, m_clock.wall());
    auto answer = request.path == "/api/case"            ? desk.show(*name)
                  : request.path == "/api/case/pictures" ? desk.pictures(*name)
                                                         : desk.decide(*name, asked);
    return answer ? std::move(*answer) : failed(answer.error());
}

ConsoleAnswer ConsoleAnswers::to(const ConsoleRequest& request) {
    const auto path = request.path;
    if (request.method == "GET") {
        if (const auto* file = findConsoleFile(path)) {
            ConsoleAnswer answer;
            answer.body.assign(file->text.begin(), file->text.end());
            answer.contentType = file->contentType;
            answer.result = "file";
            return answer;
        }
        if (path != "/api/me" && path != "/api/cases") return refused(404, "gone");
        const auto me = signedIn(request.session);
        if (!me) return failed(me.error());
        if (path == "/api/me") {
            if (!*me) return said(json::object(), "nobody");
            return said(meJson((*me)->who, (*me)->csrf), "me");
        }
        if (!*me) return refused(401, "signed_out");
        auto page = queuePage(m_desks.cases, request.state, request.after, (*me)->who.id);
        if (!page) return failed(page.error());
        return *page ? said(std::move(**page), "queue") : malformed();
    }
    static constexpr std::string_view kChanges[] = {"/api/sign-in", "/api/sign-out", "/api/case",
                                                    "/api/case/pictures", "/api/case/decide"};
    if (request.method != "POST" || std::ranges::find(kChanges, path) == std::ranges::end(kChanges))
        return refused(404, "gone");
    if (!fromOwnPage(request)) return refused(403, "forbidden");
    // A form of another site can't send this type.
    if (request.contentType != "application/json") return malformed();
    if (path == "/api/sign-in") return signIn(request);
    const auto me = signedIn(request.session);
    if (!me) return failed(me.error());
    if (!*me) return refused(401, "signed_out");
    return change(request, **me);
}

}  // namespace countersign
