#include "retention_command.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "operator/operator_errors.h"
#include "operator/person_desk.h"
#include "stop_signals.h"
#include "who_asks.h"

namespace countersign {
namespace {

using nlohmann::json;

// Days are what the policy counts in; an hour is soon enough.
constexpr Millis kRest = std::chrono::hours(1);

// What erases and what gives out, with the keys it needs.
struct Desks {
    Desks(ReviewSide& side, std::vector<OpeningKey> keys, ErasurePoints& points)
        : opener(*side.ledger, side.bodies, *side.book, std::move(keys)),
          erasure(*side.ledger, side.bodies, *side.book, opener, side.identity.signingKey,
                  side.identity.sealingKeys.front(), side.clock, points),
          person(*side.book, opener, erasure, side.index) {}
    RecordOpener opener;
    ErasureDesk erasure;
    PersonDesk person;
};

Result<std::unique_ptr<Desks>> openDesks(ReviewSide& side, ErasurePoints& points) {
    auto keys = side.openingKeys();
    if (!keys) return failure(keys.error());
    return std::make_unique<Desks>(side, std::move(*keys), points);
}

// For a person's wishes: nobody listens.
Result<std::unique_ptr<Desks>> openDesks(ReviewSide& side) {
    static NoErasurePoints none;
    return openDesks(side, none);
}

json sweptJson(const SweepCount& swept) {
    return {{"bodies", swept.bodies},
            {"unnamed", swept.unnamed},
            {"erased_before", swept.erased},
            {"temporary", swept.temporary},
            {"uploads", swept.uploads},
            {"ledger_copies", swept.copies},
            {"left_elsewhere", swept.elsewhere},
            {"left_foreign", swept.foreign},
            {"left_headless", swept.headless},
            {"left_too_many_unnamed", swept.tooMany},
            {"left_strange", swept.strange},
            {"failed", swept.failed},
            {"ledger_journal_in_use", swept.journalInUse}};
}

// All that is due is erased and nothing lies there that somebody has to look at.
bool isWell(const SweepCount& swept) {
    return swept.failed == 0 && swept.foreign == 0 && swept.tooMany == 0;
}
bool isWell(const ErasureCount& count) {
    return count.failed == 0 && count.unfinished == 0 && count.outOfReach == 0;
}

void printErased(const ErasureCount& count, std::ostream& out) {
    out << count.erased() << " erased, " << count.healed << " finished, " << count.held << " held, "
        << count.failed << " not readable, " << count.asked << " on request, " << count.details
        << " after their service\n";
    if (const auto damaged = count.damaged + count.damagedBesides; damaged > 0)
        out << damaged << " of them damaged: nobody could read them any more\n";
    if (count.outOfReach > 0)
        out << count.outOfReach
            << " due or asked for in months that were moved away: attach those months to the ledger, their "
               "bodies are found by them alone\n";
    if (count.unfinished > 0) {
        out << count.unfinished << " not removed, and tried again by the next round";
        if (count.firstFailure) out << ": " << count.firstFailure->detail;
        out << "\n";
    }
}

void printSwept(const SweepCount& swept, std::ostream& out) {
    out << swept.bodies << " bodies looked at; swept away: " << swept.unnamed << " that no record names, "
        << swept.erased << " erased before, " << swept.temporary << " left by a kill, " << swept.uploads
        << " given up, " << swept.copies << (swept.copies == 1 ? " copy" : " copies") << " of the ledger\n";
    if (swept.elsewhere > 0) out << swept.elsewhere << " left: their month was moved away\n";
    if (swept.foreign > 0)
        out << swept.foreign
            << " left: of counters that this ledger does not know. Look whether it is the ledger of this "
               "folder "
               "(--ledger), and not a copy from before they enrolled\n";
    if (swept.tooMany > 0)
        out << swept.tooMany
            << " left: no record names them, and they are more than a few. Look whether this is the ledger "
               "of "
               "the folder (--ledger), and not one restored from an older copy. If it is the right one: "
               "retain "
               "--once --sweep-unnamed erases them for good\n";
    if (swept.headless > 0)
        out << swept.headless
            << " left: damaged, nothing says whose they are, and they may be of what is left "
               "above or of a month that was moved away\n";
    if (swept.journalInUse)
        out << "The ledger's journal is in use and may still hold what was erased: a later round empties "
               "it\n";
    if (swept.strange > 0)
        out << swept.strange << " left: not made by the gateway; look into the folder for bodies\n";
    if (swept.firstFailure)
        out << swept.failed << " could not be looked at or removed: " << swept.firstFailure->detail << "\n";
}

void printCounts(const ErasureCount& count, const Result<SweepCount>& swept, OutputForm form,
                 std::ostream& out) {
    if (form == OutputForm::Text) {
        printErased(count, out);
        if (swept) printSwept(*swept, out);
        return;
    }
    out << json{{"erased",
                 {{"pictures", count.pictures},
                  {"all", count.all},
                  {"damaged", count.damaged + count.damagedBesides},
                  {"on_request", count.asked},
                  {"details_after_service", count.details}}},
                {"finished", count.healed},
                {"held", count.held},
                {"not_readable", count.failed},
                {"not_removed", count.unfinished},
                {"out_of_reach", count.outOfReach},
                {"swept", swept ? sweptJson(*swept) : json(nullptr)}}
               .dump(2)
        << "\n";
}

void logErased(const Result<ErasureCount>& count, Log& log) {
    if (!count) return log.error("retain", describe(count.error()));
    const auto line =
        "erased=" + std::to_string(count->erased()) +
        " damaged=" + std::to_string(count->damaged + count->damagedBesides) +
        " asked=" + std::to_string(count->asked) + " after_service=" + std::to_string(count->details) +
        " finished=" + std::to_string(count->healed) + " held=" + std::to_string(count->held) +
        " failed=" + std::to_string(count->failed) + " not_removed=" + std::to_string(count->unfinished) +
        " out_of_reach=" + std::to_string(count->outOfReach);
    if (isWell(*count)) return log.info("retain", line);
    log.warn("retain", line);
    if (count->firstFailure) log.warn("retain", describe(*count->firstFailure));
}

void logSwept(const Result<SweepCount>& swept, Log& log) {
    if (!swept) return log.error("sweep", describe(swept.error()));
    const auto line =
        "bodies=" + std::to_string(swept->bodies) + " unnamed=" + std::to_string(swept->unnamed) +
        " erased_before=" + std::to_string(swept->erased) + " temporary=" + std::to_string(swept->temporary) +
        " uploads=" + std::to_string(swept->uploads) + " ledger_copies=" + std::to_string(swept->copies) +
        " elsewhere=" + std::to_string(swept->elsewhere) + " foreign=" + std::to_string(swept->foreign) +
        " headless=" + std::to_string(swept->headless) + " too_many=" + std::to_string(swept->tooMany) +
        " strange=" + std::to_string(swept->strange) + " failed=" + std::to_string(swept->failed) +
        (swept->journalInUse ? " journal_in_use" : "");
    if (isWell(*swept) && swept->strange == 0) return log.info("sweep", line);
    log.warn("sweep", line);
    if (swept->firstFailure) log.warn("sweep", describe(*swept->firstFailure));
}

std::string_view resultText(EraseResult result) {
    switch (result) {
        case EraseResult::Pictures:
            return "pictures erased";
        case EraseResult::All:
            return "all erased";
        case EraseResult::Before:
            return "erased before";
        case EraseResult::Held:
            return "asked for, kept for now: somebody has a right to it (see hold). Erased once it is let go";
        case EraseResult::NotDecided:
            return "asked for, kept for now: it still has to be checked who buys, as the telecom rules want "
                   "before a number is given out. Erased once that is decided";
        case EraseResult::AwaitsRegulator:
            return "asked for, kept for now: it was reported to the regulator, which may ask back until "
                   "it has answered. Erased once it has";
        case EraseResult::Damaged:
            return "all erased: it was damaged, nobody could read it any more";
        case EraseResult::NotReadable:
            return "asked for, not erased: its body is lost or its opening key is missing. Erased once it is "
                   "there";
        case EraseResult::Unfinished:
            return "asked for, not all of it removed yet: a file can't be removed or written (see `retain "
                   "--once`). Erased once it can";
        case EraseResult::MovedAway:
            return "asked for, not erased yet: its month was moved out of the ledger. Erased once the month "
                   "is attached again";
    }
    return {};
}

void printErased(const PersonDesk::Erased& each, std::ostream& out) {
    out << each.record.shortCode() << "  ";
    if (each.failure) {
        out << (each.asked ? "asked for, then an error, `retain` does what is left: "
                           : "NOT asked for, nothing was done, ask again: ")
            << describe(*each.failure) << "\n";
        return;
    }
    out << resultText(each.result);
    if (each.byLaw)
        out << "; name and numbers are kept during the service and for two years, as the law wants";
    else if (each.detailsKept)
        out << "; name and numbers are still there";
    out << "\n";
}

// What a hold is worth, which came or went.
std::string heldText(const RetentionRow& kept) {
    const bool goes = kept.hold.empty();
    if (!kept.erasedAt) {
        return goes ? "Let go: pictures and details go when their time is over.\n"
                    : "Held: its pictures and details stay until `unhold`.\n";
    }
    const auto before = "Its pictures were erased before, on " + toRfc3339(*kept.erasedAt) + ". ";
    if (kept.gone()) return before + "Nothing is left of it that could be held.\n";
    if (goes) return before + "Let go: what is left goes when its time is over.\n";
    return before + (kept.details.empty()
                         ? "Held: that it stands in its person's name stays until `unhold`.\n"
                         : "Held: its details stay until `unhold`.\n");
}

// What the judge has not opened, or nobody could open, is filed under nobody.
Status tellOfUnfiled(CaseBook& book, std::ostream& out) {
    const auto waiting = book.cases(CaseState::Waiting, {}, 1);
    if (!waiting) return failure(waiting.error());
    if (!waiting->cases.empty())
        out << "Records wait for the judge and are not found yet: run `review --once`, then ask again.\n";
    const auto nameless = book.unfiled({}, 1);
    if (!nameless) return failure(nameless.error());
    if (!nameless->cases.empty())
        out << "Records wait for a person and stand under no document, since they could not be opened: they "
               "may be this person's and are not found (`cases`).\n";
    return {};
}

// A ledger that is made at this moment names none of the bodies: the folder's is somewhere else.
Status ledgerIsThere(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    std::error_code code;
    if (!address->empty() || std::filesystem::exists(OperatorPaths(place.folder).ledger, code)) return {};
    return failure(
        folderUnusable("there is no ledger in the folder; name the one that the gateway keeps "
                       "(--ledger), or begin with the gateway"));
}

}  // namespace

Result<bool> retainCommand(const RetainOptions& options, ErasurePoints& points, Log& log, std::ostream& out) {
    const StopSignals stop;
    if (const auto there = ledgerIsThere(options.side.place); !there) return failure(there.error());
    const auto side = ReviewSide::open(options.side);
    if (!side) return failure(side.error());
    const auto desks = openDesks(**side, points);
    if (!desks) return failure(desks.error());
    FolderSweep sweep(OperatorPaths(options.side.place.folder), (*side)->bodies, *(*side)->ledger,
                      (*side)->clock, points, options.unnamed);
    for (;;) {
        const auto count = (*desks)->erasure.eraseDue();
        const auto swept = sweep.run();
        if (options.run == RetainOptions::Run::Once) {
            if (!count) return failure(count.error());
            // What was erased is told whatever came of the sweep.
            printCounts(*count, swept, options.form, out);
            if (!swept) return failure(swept.error());
            return isWell(*count) && isWell(*swept);
        }
        logErased(count, log);
        logSwept(swept, log);
        if (stop.wait(kRest)) break;
    }
    log.info("retain", "stopping");
    return true;
}

Status holdCommand(const GatewayPlace& place, const std::string& record, const std::string& reason,
                   std::ostream& out) {
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    const auto book = openCaseBook(place);
    if (!book) return failure(book.error());
    // Details are held whatever month was moved away.
    const auto row = findOneRecordOrMoved(**ledger, record);
    if (!row) return failure(row.error());
    const auto action = reason.empty() ? kUnholdAction : kHoldAction;
    auto held = (*book)->hold({SystemClock().wall(), systemUser(), std::string(action), reason},
                              row->deviceId, row->recordId, reason);
    if (!held) return held;
    const auto kept = (*book)->retention(row->deviceId, row->recordId);
    if (!kept) return failure(kept.error());
    if (*kept) out << heldText(**kept);
    return {};
}

Result<bool> deletionCommand(const GatewayPlace& place, const std::string& record, std::ostream& out) {
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    const auto book = openCaseBook(place);
    if (!book) return failure(book.error());
    const auto row = findOneRecordOrMoved(**ledger, record);
    if (!row) return failure(row.error());
    const auto kept = (*book)->retention(row->deviceId, row->recordId);
    if (!kept) return failure(kept.error());
    if (!*kept || (*kept)->certificate.empty()) {
        out << "Nothing of this record was erased yet.\n";
        return false;
    }
    if (const auto genuine = verifyDeletion((*kept)->certificate, identity->everyKey()); !genuine)
        return failure(genuine.error());
    out << std::string((*kept)->certificate.begin(), (*kept)->certificate.end()) << "\n";
    return true;
}

Status personFindCommand(const PersonOptions& options, OutputForm form, std::ostream& out) {
    const auto who = whoAsks(options.side.place, options.by);
    if (!who) return failure(who.error());
    const auto side = ReviewSide::open(options.side);
    if (!side) return failure(side.error());
    const auto desks = openDesks(**side);
    if (!desks) return failure(desks.error());
    const auto rows = (*desks)->person.lookUp(options.kind, options.number, *who, (*side)->clock.wall());
    if (!rows) return failure(rows.error());
    json all = json::array();
    for (const auto& row : *rows) {
        const auto kept = (*side)->book->retention(row.deviceId, row.recordId);
        if (!kept) return failure(kept.error());
        const bool erased = *kept && (*kept)->erasedAt;
        const bool held = *kept && !(*kept)->hold.empty();
        const bool asked = *kept && (*kept)->askedAt;
        if (form == OutputForm::Json) {
            all.push_back({{"record", row.recordId.hex()},
                           {"code", row.recordId.shortCode()},
                           {"received_at", toRfc3339(row.receivedAt)},
                           {"status", receiptStatusName(row.status)},
                           {"pictures_erased", erased},
                           {"held", held},
                           {"erasure_asked", asked}});
        } else {
            out << row.recordId.shortCode() << "  " << toRfc3339(row.receivedAt) << "  "
                << receiptStatusName(row.status) << (erased ? "  pictures erased" : "")
                << (held ? "  held" : "") << (asked ? "  erasure asked for" : "") << "\n";
        }
    }
    if (form == OutputForm::Json) {
        out << all.dump(2) << "\n";
        return {};
    }
    out << rows->size() << (rows->size() == 1 ? " record\n" : " records\n");
    return tellOfUnfiled(*(*side)->book, out);
}

Result<bool> personExportCommand(const PersonOptions& options, std::ostream& out) {
    const auto who = whoAsks(options.side.place, options.by);
    if (!who) return failure(who.error());
    const auto side = ReviewSide::open(options.side);
    if (!side) return failure(side.error());
    const auto desks = openDesks(**side);
    if (!desks) return failure(desks.error());
    const auto rows = (*desks)->person.find(options.kind, options.number, (*side)->clock.wall());
    if (!rows) return failure(rows.error());
    if (rows->empty()) return failure(noSuchRecord());
    if (const auto done = (*desks)->person.exportTo(options.out, *rows, *who, (*side)->clock.wall()); !done)
        return failure(done.error());
    if (const auto told = tellOfUnfiled(*(*side)->book, out); !told) return failure(told.error());
    out << rows->size() << (rows->size() == 1 ? " record" : " records") << " written to "
        << options.out.string() << ".\nIt holds a person's data: give it to that person and erase it here.\n";
    int movedAway = 0;
    for (const auto& row : *rows) {
        if (!idsAlone(row)) continue;
        const auto kept = (*side)->book->retention(row.deviceId, row.recordId);
        if (!kept) return failure(kept.error());
        movedAway += *kept && (*kept)->erasedAt ? 0 : 1;
    }
    if (movedAway == 0) return true;
    out << movedAway << (movedAway == 1 ? " of them is" : " of them are")
        << " not whole: the month was moved out of the ledger. Export again once it is attached.\n";
    return false;
}

Result<bool> personEraseCommand(const PersonOptions& options, std::ostream& out) {
    const auto who = whoAsks(options.side.place, options.by);
    if (!who) return failure(who.error());
    const auto side = ReviewSide::open(options.side);
    if (!side) return failure(side.error());
    const auto desks = openDesks(**side);
    if (!desks) return failure(desks.error());
    const auto rows = (*desks)->person.find(options.kind, options.number, (*side)->clock.wall());
    if (!rows) return failure(rows.error());
    if (const auto told = tellOfUnfiled(*(*side)->book, out); !told) return failure(told.error());
    if (rows->empty()) return failure(noSuchRecord());
    bool done = true;
    std::optional<Error> fault;
    for (const auto& each : (*desks)->person.erase(*rows, *who, (*side)->clock.wall())) {
        done = done && !each.failure && isErased(each.result);
        printErased(each, out);
        if (each.failure && !fault) fault = each.failure;
    }
    if (!done) out << "What is asked for is remembered: `retain` erases it, nobody has to ask again.\n";
    out << "The signed certificate of each: countersign-operator deletion CODE\n";
    // Of each record it was told what became of it; the first fault is the command's own.
    if (fault) return failure(*fault);
    return done;
}

}  // namespace countersign
