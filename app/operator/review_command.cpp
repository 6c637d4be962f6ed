#include "review_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/retry_policy.h"
#include "operator/operator_errors.h"
#include "operator/reviewer_accounts.h"
#include "password_input.h"
#include "reviewer_command.h"
#include "stop_signals.h"
#include "who_asks.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr int kPageSize = 500;
// Few enough that a round ends soon after SIGTERM, and well within its claim.
constexpr int kRoundSize = 20;
// How soon a new record is seen: the query reads an index of what waits.
constexpr Millis kIdle{1'000};

void add(JudgeCount& total, const JudgeCount& round) {
    total.claimed += round.claimed;
    total.activated += round.activated;
    total.accepted += round.accepted;
    total.refused += round.refused;
    total.comeBack += round.comeBack;
    total.review += round.review;
    total.earlier += round.earlier;
    total.elsewhere += round.elsewhere;
    total.failed += round.failed;
}

std::string countsText(const JudgeCount& count) {
    return "claimed=" + std::to_string(count.claimed) + " activated=" + std::to_string(count.activated) +
           " accepted=" + std::to_string(count.accepted) + " refused=" + std::to_string(count.refused) +
           " come_back=" + std::to_string(count.comeBack) + " review=" + std::to_string(count.review) +
           " earlier=" + std::to_string(count.earlier) + " elsewhere=" + std::to_string(count.elsewhere) +
           " failed=" + std::to_string(count.failed);
}

Status once(ReviewDesk& desk, const StopSignals& stop, std::ostream& out) {
    JudgeCount total;
    Status ended;
    while (!stop.requested()) {
        const auto round = desk.judgeWaiting(kRoundSize);
        if (!round) {
            ended = failure(round.error());  // what was done before is told all the same
            break;
        }
        if (round->claimed == 0 && round->earlier == 0) break;
        add(total, *round);
    }
    out << total.claimed << " looked at: " << total.activated << " activated, " << total.accepted
        << " accepted and to be forwarded, " << total.refused << " refused, " << total.comeBack
        << " to come back, " << total.review << " for a person";
    if (total.failed > 0) out << ", " << total.failed << " that could not be read and are tried again";
    if (total.earlier > 0)
        out << "; " << total.earlier
            << " that waited already looked at again, to file them under their person";
    out << "\n";
    return ended;
}

json caseJson(const Case& each) {
    json object{{"record", each.record.recordId.hex()},
                {"code", each.record.recordId.shortCode()},
                {"device", each.record.deviceId.hex()},
                {"state", caseStateName(each.state)},
                {"received_at", toRfc3339(each.record.receivedAt)},
                {"status", receiptStatusName(each.record.status)},
                {"reason", each.record.reason},
                {"revision", each.record.revision},
                {"practice", each.record.practice},
                {"reasons", each.reasons},
                {"two_people", each.exception},
                {"attempts", each.attempts}};
    // Not what was said: the second person looks for themselves.
    if (each.first) object["first_by"] = each.first->by;
    return object;
}

void printCase(const Case& each, std::ostream& out) {
    out << each.record.recordId.shortCode() << "  " << toRfc3339(each.record.receivedAt) << "  "
        << caseStateName(each.state) << "  revision " << each.record.revision;
    if (each.state == CaseState::Decided) out << "  " << receiptStatusName(each.record.status);
    if (!each.record.reason.empty()) out << "  " << each.record.reason;
    if (each.exception) out << "  two people";
    for (const auto& reason : each.reasons) out << "  " << reason;
    if (each.record.practice) out << "  practice";
    out << "\n";
}

// Why the word was not taken, or what still lacks.
std::string_view outcomeText(DecideResult result) {
    switch (result) {
        case DecideResult::Decided:
            return "Decided. The shop learns it with its counter's next contact.";
        case DecideResult::FirstOfTwo:
            return "Noted. Another person has to look and say the same.";
        case DecideResult::SamePerson:
            return "You have spoken on this record. Another person has to look.";
        case DecideResult::Disagreed:
            return "Noted. It differs from what the first person said: a supervisor decides.";
        case DecideResult::SupervisorNeeded:
            return "This is for a supervisor to decide.";
        case DecideResult::NotJudgedYet:
            return "It waits for the judge first: run `countersign-operator review`.";
        case DecideResult::DocumentLimit:
            return "As many numbers as may stand in this person's name, or came before this one and wait. "
                   "Decide "
                   "those first (`person find`), or refuse it: document_limit.";
        case DecideResult::NumberTaken:
            return "Its line, card or phone stands in another registration. It can be refused: ";
        case DecideResult::RegulatorKeyNeeded:
            return "Nothing was changed: the regulator may hold the yes and has to hear that it is taken "
                   "back. "
                   "Give its keys with --regulator-key.";
        case DecideResult::SettledElsewhere:
            break;
    }
    return {};
}

std::string_view takenBackText(TakenBack takenBack) {
    switch (takenBack) {
        case TakenBack::Unsent:
            return "The yes is taken back. The shop learns it with its counter's next contact; to the "
                   "regulator nothing had gone.";
        case TakenBack::Told:
            return "The yes is taken back. The shop learns it with its counter's next contact, the regulator "
                   "with what `forward` sends next.";
        case TakenBack::Untold:
            return "The yes is taken back. The shop learns it with its counter's next contact. The regulator "
                   "may hold it and CAN'T be told: the registration can't be read any more. Tell it by "
                   "another way; `outbox` lists it.";
    }
    return {};
}

bool isYes(ReceiptStatus status) {
    return status == ReceiptStatus::Accepted || status == ReceiptStatus::Activated;
}

// Whoever types the words of two people is one person: where there are accounts each word needs the account's
// password. The role is the account's then.
Result<ReviewerRole> roleFor(const DecideOptions& options) {
    const auto role = roleOfReviewer(options.side.place, options.by);
    if (!role) return failure(role.error());
    if (!*role) return options.role;
    const auto password = passwordOf(options.by, options.passwordFile);
    if (!password) return failure(password.error());
    const auto book = openReviewerBook(options.side.place);
    if (!book) return failure(book.error());
    const auto proven = reviewerOf(**book, options.by, password->text);
    if (!proven) return failure(proven.error());
    if (!*proven) return failure(reviewerRejected("this is not the password of " + options.by));
    return (*proven)->role;
}

}  // namespace

Status makeIndexKeyCommand(const std::filesystem::path& file, std::ostream& out) {
    if (auto written = IndexKey::generate().write(file); !written) return written;
    out << "The index key is made: " << file.string() << "\n"
        << "Keep it with the opening keys, away from the gateway, and keep a copy: without it nobody's "
           "numbers\nare found again. All review processes of one ledger use the same.\n";
    return {};
}

Status reviewCommand(const ReviewOptions& options, Log& log, std::ostream& out) {
    const StopSignals stop;
    const auto side = ReviewSide::open(options.side);
    if (!side) return failure(side.error());
    const auto people = (*side)->book->peopleHeld();
    if (!people) return failure(people.error());
    if (*people >= kPeopleToFile)
        log.warn("review", peopleHeldText(*people));
    else
        log.info("review", "people=" + std::to_string(*people));
    const auto desk = (*side)->desk();
    if (!desk) return failure(desk.error());
    if (options.run == ReviewOptions::Run::Once) return once(**desk, stop, out);
    const auto console = openConsole(options.console, options.side.place, **side, **desk, log, out);
    if (!console) return failure(console.error());

    log.info("review", "started");
    const RetryPolicy retry({}, systemRandom());
    for (int failures = 0;;) {
        const auto round = (*desk)->judgeWaiting(kRoundSize);
        Millis wait = kIdle;
        if (!round) {
            // What was claimed comes free by itself.
            log.error("review", describe(round.error()));
            wait = retry.delay(++failures, {});
        } else {
            failures = 0;
            if (round->claimed > 0 || round->earlier > 0) log.info("review", countsText(*round));
            if (round->earlierFailure) log.error("review", describe(*round->earlierFailure));
            if (round->claimed > 0 || round->earlier > 0) wait = Millis(0);
        }
        if (stop.wait(wait)) break;
    }
    log.info("review", "stopping");
    return {};
}

Status casesCommand(const GatewayPlace& place, std::optional<CaseState> state, OutputForm form,
                    std::ostream& out) {
    const auto book = openCaseBook(place);
    if (!book) return failure(book.error());
    std::vector<CaseState> states{CaseState::Waiting, CaseState::Review, CaseState::Second};
    if (state) states = {*state};
    json all = json::array();
    std::size_t count = 0;
    for (const auto each : states) {
        for (std::optional<CaseCursor> after;;) {
            const auto page = (*book)->cases(each, after, kPageSize);
            if (!page) return failure(page.error());
            for (const auto& found : page->cases) {
                ++count;
                if (form == OutputForm::Json)
                    all.push_back(caseJson(found));
                else
                    printCase(found, out);
            }
            if (!page->next) break;
            after = page->next;
        }
    }
    if (form == OutputForm::Json)
        out << all.dump(2) << "\n";
    else
        out << count << (count == 1 ? " case\n" : " cases\n");
    return {};
}

Result<bool> decideCommand(const DecideOptions& options, std::ostream& out) {
    const auto side = ReviewSide::open(options.side);
    if (!side) return failure(side.error());
    const auto role = roleFor(options);
    if (!role) return failure(role.error());
    const auto row = findOneRecord(*(*side)->ledger, options.record);
    if (!row) return failure(row.error());
    const auto found = (*side)->book->find(row->deviceId, row->recordId);
    if (!found) return failure(found.error());
    // A yes that somebody said a moment ago is not taken back unseen. Of what is looked at here the desk
    // holds the revision against what it finds.
    const auto& now = *found ? (*found)->record : *row;
    if (!options.revision && *found && (*found)->state == CaseState::Decided && isYes(now.status) &&
        !isYes(options.status)) {
        out << "Nothing was changed: a yes stands (" << receiptStatusName(now.status) << ", revision "
            << now.revision << "). To take it back, say that it was looked at: --revision " << now.revision
            << ".\n";
        return false;
    }
    const auto desk = (*side)->desk();
    if (!desk) return failure(desk.error());
    const auto outcome =
        (*desk)->decide({row->deviceId, row->recordId, options.revision.value_or(now.revision),
                         options.status, options.reason, options.by, *role, systemUser()});
    if (!outcome) return failure(outcome.error());
    if (outcome->result == DecideResult::SettledElsewhere) return failure(caseSettled());
    out << (outcome->takenBack ? takenBackText(*outcome->takenBack) : outcomeText(outcome->result));
    if (outcome->result == DecideResult::NumberTaken)
        out << numberKindName(outcome->taken.value_or(NumberKind::Msisdn)) << "_used.";
    out << "\n";
    return outcome->result == DecideResult::Decided || outcome->result == DecideResult::FirstOfTwo ||
           outcome->result == DecideResult::Disagreed;
}

Status peopleCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto book = openCaseBook(place);
    if (!book) return failure(book.error());
    const auto people = (*book)->peopleHeld();
    if (!people) return failure(people.error());
    if (form == OutputForm::Json) {
        out << json{{"people", *people}, {"to_be_filed", *people >= kPeopleToFile}}.dump(2) << "\n";
    } else {
        out << peopleHeldText(*people) << "\n";
    }
    return {};
}

}  // namespace countersign
