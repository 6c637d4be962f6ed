#include "operator/conduct_round.h"

#include <algorithm>
#include <map>

#include "operator/operator_errors.h"
#include "protocol/audit_chain.h"
#include "protocol/envelope_head.h"

namespace countersign {
namespace {

constexpr int kPage = 500;

bool stopped(const std::function<bool()>& stop) {
    return stop && stop();
}

// Of a record whose pictures were erased the head is left, signed as it was.
std::optional<EnvelopeHeader> headerOf(const RecordRow& record, const BodyStore& bodies) {
    std::optional<EnvelopeHeader> header;
    if (const auto body = bodies.get(record.bodyHash)) {
        if (auto envelope = parseEnvelope(*body)) header = std::move(envelope->header);
    } else if (const auto left = bodies.head(record.bodyHash)) {
        // No hash of the file says that these are the bytes that came.
        auto head = parseEnvelopeHead(*left);
        if (head && envelopeHash(*head) == record.envelopeHash) header = std::move(head->header);
    }
    // The ledger knows whose it is; the signature was checked before the record was taken in.
    if (!header || header->deviceId != record.deviceId || header->recordId != record.recordId)
        return std::nullopt;
    return header;
}

// A record of a counter that was replaced before it came: nobody knows who made it, it is no shop's conduct.
bool counts(const RecordRow& record) {
    return !record.practice && record.late == Lateness::No;
}

struct Reading {
    Ledger& ledger;
    const BodyStore& bodies;
    FindingBook& book;
    WallTime since;  // what came before is looked at no more
    const std::function<bool()>& stop;
    ConductCount& count;

    // A disk that is away says nothing about records.
    [[nodiscard]] Status stillThere() const {
        if (count.unreadable == 0 || bodies.readable()) return {};
        return failure(folderUnusable("the bodies can't be read just now"));
    }
};

Status readRecords(const Reading& reading) {
    auto& [ledger, bodies, book, since, stop, count] = reading;
    auto after = book.recordsRead();
    if (!after) return failure(after.error());
    while (!stopped(stop)) {
        const auto page = ledger.records(*after, kPage);
        if (!page) return failure(page.error());
        if (page->rows.empty()) return {};
        std::vector<ConductRow> rows;
        std::vector<MissedRecord> missed;
        for (const auto& record : page->rows) {
            if (stopped(stop)) return {};
            if (!counts(record) || record.receivedAt < since) continue;
            const auto header = headerOf(record, bodies);
            if (!header) {
                ++count.unreadable;
                missed.push_back({record.deviceId, record.recordId, record.receivedAt});
            } else if (auto row = conductRow(*header, record.receivedAt)) {
                rows.push_back(std::move(*row));
            }
        }
        if (auto there = reading.stillThere(); !there) return there;
        if (const auto added = book.addRecords(rows, missed, page->next); !added)
            return failure(added.error());
        count.records += page->rows.size();
        after = page->next;
    }
    return {};
}

// What could not be read when its turn came. Before what is new, so that nothing is tried twice in a round.
Status readMissed(const Reading& reading) {
    auto& [ledger, bodies, book, since, stop, count] = reading;
    for (std::optional<MissedRecord> after; !stopped(stop);) {
        const auto page = book.missed(after, kPage);
        if (!page) return failure(page.error());
        if (page->empty()) return {};
        std::vector<ConductRow> rows;
        for (const auto& each : *page) {
            if (stopped(stop)) return {};
            // Empty where its month was moved away.
            const auto record = ledger.find(each.counter, each.record);
            if (!record) return failure(record.error());
            const auto header = *record ? headerOf(**record, bodies) : std::nullopt;
            auto row = header ? conductRow(*header, each.receivedAt) : std::nullopt;
            if (row)
                rows.push_back(std::move(*row));
            else
                ++count.unreadable;
        }
        if (auto there = reading.stillThere(); !there) return there;
        if (const auto added = book.addMissed(rows); !added) return failure(added.error());
        count.readLater += rows.size();
        after = page->back();
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
    // Nothing is kept for longer than it is looked at.
    const auto since = now - kConductWindow - kConductBefore;
    if (const auto forgotten = book.forgetRecords(since); !forgotten) return failure(forgotten.error());
    const Reading reading{ledger, bodies, book, since, stop, count};
    if (const auto read = readMissed(reading); !read) return failure(read.error());
    if (const auto read = readRecords(reading); !read) return failure(read.error());
    const auto counters = ledger.devices();
    if (!counters) return failure(counters.error());
    for (const auto& counter : *counters) {
        if (stopped(stop)) return count;
        if (const auto read = readJournal(ledger, book, counter.id, now, count); !read)
            return failure(read.error());
    }
    // The clerks of the spans and a window more: lines of a shop that was offline come late.
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
