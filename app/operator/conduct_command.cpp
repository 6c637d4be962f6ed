#include "conduct_command.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/retry_policy.h"
#include "operator/body_store.h"
#include "operator/conduct_round.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "operator/postgres_finding_book.h"
#include "operator/sqlite_finding_book.h"
#include "stop_signals.h"

namespace countersign {
namespace {

using nlohmann::json;

// The limit of chance counts one look a day (conduct.h).
constexpr Millis kBetweenLooks = std::chrono::hours(24);
constexpr int kMostListed = 10'000;

std::string words(const ConductCount& count) {
    std::string text = std::to_string(count.records) + " records and " + std::to_string(count.journalLines) +
                       " journal lines read, " + std::to_string(count.shops) + " shops looked at, " +
                       std::to_string(count.raised) + (count.raised == 1 ? " question" : " questions") +
                       " asked";
    if (count.unreadable > 0) text += ", " + std::to_string(count.unreadable) + " records not readable yet";
    if (count.readLater > 0)
        text += ", " + std::to_string(count.readLater) + " read that were not readable before";
    return text;
}

// "9 of 20, before 3 of 100"
std::string numbersOf(const ConductFinding& finding) {
    const auto& is = finding.numbers;
    if (finding.kind == ConductKind::SameEvidence || finding.kind == ConductKind::SameBorder)
        return std::to_string(is.k) + " records alike";
    std::string text = std::to_string(is.k) + " of " + std::to_string(is.n) + ", before " +
                       std::to_string(is.kBefore) + " of " + std::to_string(is.nBefore);
    if (is.seconds > 0) text += ", sooner than " + std::to_string(is.seconds) + " s";
    return text;
}

json rowJson(const FindingRow& row) {
    const auto& finding = row.finding;
    const auto& is = finding.numbers;
    json object{{"number", row.number},
                {"state", findingStateName(row.state)},
                {"kind", conductKindName(finding.kind)},
                {"device", finding.counter.hex()},
                {"from", toRfc3339(finding.from)},
                {"to", toRfc3339(finding.until)},
                {"k", is.k},
                {"n", is.n},
                {"k_before", is.kBefore},
                {"n_before", is.nBefore},
                {"chance", finding.chance},
                {"raised_at", toRfc3339(row.raisedAt)}};
    if (!finding.clerk.empty()) object["clerk"] = finding.clerk;
    if (is.seconds > 0) object["seconds"] = is.seconds;
    json records = json::array();
    for (const auto& record : finding.records) records.push_back(record.hex());
    if (!records.empty()) object["records"] = std::move(records);
    if (row.answer) object["answer"] = conductAnswerName(*row.answer);
    if (!row.answeredBy.empty()) object["answered_by"] = row.answeredBy;
    if (row.answeredAt) object["answered_at"] = toRfc3339(*row.answeredAt);
    if (row.closedAt) object["closed_at"] = toRfc3339(*row.closedAt);
    return object;
}

}  // namespace

Result<std::unique_ptr<FindingBook>> openFindingBook(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    if (address->empty()) return SqliteFindingBook::open(OperatorPaths(place.folder).ledger);
    return PostgresFindingBook::open(*address);
}

Status conductCommand(const ConductOptions& options, Log& log, std::ostream& out) {
    const StopSignals stop;
    const auto findings = openFindingBook(options.place);
    if (!findings) return failure(findings.error());
    const auto ledger = openLedger(options.place);
    if (!ledger) return failure(ledger.error());
    const auto bodies = FileBodyStore::open(OperatorPaths(options.place.folder).bodies);
    if (!bodies) return failure(bodies.error());
    const SystemClock clock;
    const auto look = [&] {
        return conductRound(**ledger, *bodies, **findings, clock.wall(), [&] { return stop.requested(); });
    };
    if (options.run == ConductOptions::Run::Once) {
        const auto count = look();
        if (!count) return failure(count.error());
        out << words(*count) << "\n";
        return {};
    }
    log.info("conduct", "started");
    const RetryPolicy retry({}, systemRandom());
    for (int failures = 0;;) {
        const auto count = look();
        Millis wait = kBetweenLooks;
        if (count) {
            failures = 0;
            log.info("conduct", words(*count));
        } else {
            log.error("conduct", describe(count.error()));
            wait = retry.delay(++failures, {});
        }
        if (stop.wait(wait)) break;
    }
    log.info("conduct", "stopping");
    return {};
}

Status findingsCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto findings = openFindingBook(place);
    if (!findings) return failure(findings.error());
    const auto rows = (*findings)->findings(kMostListed);
    if (!rows) return failure(rows.error());
    if (form == OutputForm::Json) {
        json all = json::array();
        for (const auto& row : *rows) all.push_back(rowJson(row));
        out << all.dump(2) << "\n";
        return {};
    }
    for (const auto& row : *rows) {
        const auto& finding = row.finding;
        out << row.number << "  " << toRfc3339(row.raisedAt) << "  " << findingStateName(row.state)
            << "  counter " << finding.counter.shortCode() << "  " << conductKindName(finding.kind) << "  "
            << (finding.clerk.empty() ? std::string("all clerks") : "clerk " + finding.clerk) << "  "
            << numbersOf(finding);
        if (row.answer) out << "  answer " << conductAnswerName(*row.answer) << " by " << row.answeredBy;
        out << "\n";
    }
    out << rows->size() << (rows->size() == 1 ? " finding" : " findings") << "\n";
    return {};
}

Status closeFindingCommand(const GatewayPlace& place, std::uint64_t number, std::ostream& out) {
    const auto findings = openFindingBook(place);
    if (!findings) return failure(findings.error());
    const auto closed = (*findings)->close(number, SystemClock().wall());
    if (!closed) return failure(closed.error());
    if (!*closed)
        return failure(
            folderUnusable("there is no finding " + std::to_string(number) + ", or it is closed already"));
    out << "Finding " << number << " is closed.\n";
    return {};
}

}  // namespace countersign
