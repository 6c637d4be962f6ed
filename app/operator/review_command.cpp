#include "review_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/retry_policy.h"
#include "operator/operator_errors.h"
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
        << caseStateName(each.state);
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
        case DecideResult::SettledElsewhere:
            break;
    }
    return {};
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
    // Two people are told apart by their ids. Where there are accounts nobody else has a word, and the role
    // is the account's.
    const auto role = roleOfReviewer(options.side.place, options.by);
    if (!role) return failure(role.error());
    const auto row = findOneRecord(*(*side)->ledger, options.record);
    if (!row) return failure(row.error());
    const auto desk = (*side)->desk();
    if (!desk) return failure(desk.error());
    const auto outcome = (*desk)->decide({row->deviceId, row->recordId, row->revision, options.status,
                                          options.reason, options.by, role->value_or(options.role)});
    if (!outcome) return failure(outcome.error());
    if (outcome->result == DecideResult::SettledElsewhere) return failure(caseSettled());
    out << outcomeText(outcome->result);
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
