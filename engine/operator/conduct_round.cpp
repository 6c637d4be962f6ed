#include "operator/conduct_round.h"

#include <algorithm>
#include <map>

#include "operator/operator_errors.h"
#include "protocol/audit_chain.h"
#include "protocol/envelope.h"

namespace countersign {
namespace {

constexpr int kPage = 500;

bool stopped(const std::function<bool()>& stop) {
    return stop && stop();
}

// A record of a counter that was replaced before it came: nobody knows who made it, it is no shop's conduct.
std::optional<ConductRow> rowOf(const RecordRow& record, const BodyStore& bodies, ConductCount& count) {
    if (record.practice || record.late != Lateness::No) return std::nullopt;
    const auto body = bodies.get(record.bodyHash);
    const auto envelope = body ? parseEnvelope(*body) : Result<Envelope>(failure(body.error()));
    // The ledger knows whose it is; the signature was checked before the record was taken in, and the body's
    // hash is the one that was taken in then.
    if (!envelope || envelope->header.deviceId != record.deviceId ||
        envelope->header.recordId != record.recordId) {
        ++count.unreadable;
        return std::nullopt;
    }
    return conductRow(envelope->header, record.receivedAt);
}

Status readRecords(Ledger& ledger, const BodyStore& bodies, FindingBook& book, ConductCount& count,
                   const std::function<bool()>& stop) {
    auto after = book.recordsRead();
    if (!after) return failure(after.error());
    while (!stopped(stop)) {
        const auto page = ledger.records(*after, kPage);
        if (!page) return failure(page.error());
        if (page->rows.empty()) return {};
        std::vector<ConductRow> rows;
        for (const auto& record : page->rows) {
            if (stopped(stop)) return {};
            if (auto row = rowOf(record, bodies, count)) rows.push_back(std::move(*row));
        }
        // A disk that is away says nothing about records.
        if (count.unreadable > 0 && !bodies.readable())
            return failure(folderUnusable("the bodies can't be read just now"));
        if (const auto added = book.addRecords(rows, page->next); !added) return failure(added.error());
        count.records += page->rows.size();
        after = page->next;
    }
    return {};
}

void takeLine(const AuditLine& line, JournalPart& part) {
    if (line.event == AuditEvent::Decided && line.record && !line.who.empty())
        part.decided.push_back({*line.record, line.who, line.at});
    if (line.event != AuditEvent::Answered || line.who.empty()) return;
    if (const auto answer = readAnswerDetail(line.detail))
        part.answers.push_back({answer->first, answer->second, line.who});
}

Status readJournal(Ledger& ledger, FindingBook& book, const DeviceId& device, WallTime now,
                   ConductCount& count) {
    const auto read = book.journalRead(device);
    if (!read) return failure(read.error());
    for (std::uint64_t from = *read + 1;;) {
        const auto rows = ledger.auditLines(device, from, kPage);
        if (!rows) return failure(rows.error());
        if (rows->empty()) return {};
        JournalPart part;
        part.device = device;
        part.upTo = rows->back().number;
        for (const auto& row : *rows) {
            // What can't be read is for the check of the chain.
            if (const auto line = readAuditLine(row.line)) takeLine(*line, part);
        }
        if (const auto added = book.addJournal(part, now); !added) return failure(added.error());
        count.journalLines += rows->size();
        from = part.upTo + 1;
    }
}

// A counter and those whose place it took, by who stands there now.
std::map<DeviceId, std::vector<DeviceId>> shopsOf(const std::vector<DeviceRow>& counters) {
    std::map<DeviceId, DeviceId> successor;
    for (const auto& counter : counters) {
        if (counter.replaces) successor.emplace(*counter.replaces, counter.id);
    }
    std::map<DeviceId, std::vector<DeviceId>> shops;
    for (const auto& counter : counters) {
        auto present = counter.id;
        // No more steps than counters: whatever the rows say, it ends.
        for (std::size_t i = 0; i < counters.size(); ++i) {
            const auto next = successor.find(present);
            if (next == successor.end()) break;
            present = next->second;
        }
        shops[present].push_back(counter.id);
    }
    return shops;
}

}  // namespace

Result<ConductCount> conductRound(Ledger& ledger, const BodyStore& bodies, FindingBook& book, WallTime now,
                                  const std::function<bool()>& stop) {
    ConductCount count;
    if (const auto read = readRecords(ledger, bodies, book, count, stop); !read) return failure(read.error());
    const auto counters = ledger.devices();
    if (!counters) return failure(counters.error());
    for (const auto& counter : *counters) {
        if (stopped(stop)) return count;
        if (const auto read = readJournal(ledger, book, counter.id, now, count); !read)
            return failure(read.error());
    }
    // The clerks of the spans and a window more: lines of a shop that was offline come late.
    const auto since = now - kConductWindow - kConductBefore;
    if (const auto forgotten = book.forgetClerks(since - kConductWindow); !forgotten)
        return failure(forgotten.error());

    std::map<DeviceId, DeviceId> present;
    std::vector<ConductFinding> findings;
    for (const auto& [standing, shop] : shopsOf(*counters)) {
        if (stopped(stop)) return count;
        std::vector<ConductRow> rows;
        for (const auto& id : shop) {
            present.emplace(id, standing);
            auto part = book.rowsOf(id, since);
            if (!part) return failure(part.error());
            std::ranges::move(*part, std::back_inserter(rows));
        }
        ++count.shops;
        std::ranges::move(findDepartures(rows, now), std::back_inserter(findings));
    }
    const auto alike = book.alike(now - kConductWindow);
    if (!alike) return failure(alike.error());
    std::ranges::move(findTwins(*alike, now), std::back_inserter(findings));
    for (const auto& finding : findings) {
        const auto counter = present.find(finding.counter);
        const auto raised =
            book.raise(finding, counter == present.end() ? finding.counter : counter->second, now);
        if (!raised) return failure(raised.error());
        count.raised += raised->has_value() ? 1 : 0;
    }
    return count;
}

}  // namespace countersign
