#include "operator/chain_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/told_time.h"
#include "protocol/audit_chain.h"
#include "protocol/envelope_head.h"

namespace countersign {
namespace {

constexpr int kPage = 500;
constexpr std::string_view kSealWord = " seal=";

// The counter's journal as the operator holds it.
struct Journal {
    std::vector<Sha256> seals;   // of line n at n - 1
    std::set<Sha256> withdrawn;  // seals of envelopes that clerks took back
};

// "sequence=7 seal=<hex>"
std::optional<Sha256> withdrawnSeal(const AuditLine& line) {
    if (line.event != AuditEvent::Withdrawn) return std::nullopt;
    const auto at = line.detail.find(kSealWord);
    Sha256 seal{};
    if (at == std::string::npos ||
        !fromHex(std::string_view(line.detail).substr(at + kSealWord.size()), seal))
        return std::nullopt;
    return seal;
}

Result<Journal> readJournal(Ledger& ledger, const DeviceId& device, ChainReport& report) {
    Journal journal;
    AuditHead head;
    for (;;) {
        const auto rows = ledger.auditLines(device, head.count + 1, kPage);
        if (!rows) return failure(rows.error());
        if (rows->empty()) return journal;
        for (const auto& row : *rows) {
            if (row.number != head.count + 1) {
                report.findings.push_back(
                    {ChainFault::JournalGap, row.number, "lines before it are missing"});
                journal.seals.resize(row.number - 1);
                head = {row.number - 1, head.seal};
            }
            head = sealAuditLine(head, row.line);
            const auto line = readAuditLine(row.line);
            if (head.seal != row.seal || !line || line->number != row.number)
                report.findings.push_back(
                    {ChainFault::JournalGap, row.number, "does not fit the lines before it"});
            head.seal = row.seal;
            journal.seals.push_back(row.seal);
            ++report.journalLines;
            if (!line) continue;
            if (const auto seal = withdrawnSeal(*line)) journal.withdrawn.insert(*seal);
        }
    }
}

std::string minutes(Millis span) {
    return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(span).count()) + " min";
}

// One pass over the records in the order of their numbers.
class Pass {
  public:
    Pass(const Journal& journal, ChainReport& report) : m_journal(journal), m_report(report) {}

    void look(const RecordRow& row, const EnvelopeHeader& header) {
        ++m_report.records;
        lookAtChain(row);
        if (header.clock) lookAtClock(row, header);
        if (header.audit) lookAtJournal(row, *header.audit);
        m_before.emplace(row.envelopeHash, row.sequence);
        m_last = row.envelopeHash;
    }

  private:
    void found(ChainFault fault, const RecordRow& row, std::string detail) {
        m_report.findings.push_back({fault, row.sequence, std::move(detail)});
    }

    void lookAtChain(const RecordRow& row) {
        if (row.previousHash == m_last) return;
        if (m_journal.withdrawn.contains(row.previousHash)) {
            ++m_report.withdrawn;
            return;
        }
        const auto earlier = m_before.find(row.previousHash);
        const bool first = row.previousHash == Sha256{};
        if (earlier != m_before.end() || (first && !m_before.empty())) {
            found(ChainFault::Branched, row,
                  "goes on from " + std::to_string(first ? 0 : earlier->second) + ", as another record does");
        } else {
            found(ChainFault::NotHeld, row, "the record before it is not held");
        }
    }

    void lookAtClock(const RecordRow& row, const EnvelopeHeader& header) {
        const EnvelopeClock& now = *header.clock;
        const auto before = m_report.findings.size();
        if (m_clock && !now.boot.boot.empty() && m_clock->boot.boot == now.boot.boot &&
            now.boot.since < m_clock->boot.since) {
            found(ChainFault::Reordered, row,
                  "signed " + minutes(m_clock->boot.since - now.boot.since) + " before the record before it");
        } else if (m_clock && m_clock->toldAt && (!now.toldAt || *now.toldAt < *m_clock->toldAt)) {
            found(ChainFault::Reordered, row, "the operator's word on the time is older than the one before");
        }
        std::optional<WallTime> exact;
        if (now.toldAt && now.toldSince) exact = *now.toldAt + *now.toldSince;
        const auto earliest = exact ? exact : now.toldAt;
        if (earliest && (!m_earliest || *earliest > *m_earliest)) m_earliest = earliest;
        if (m_earliest && row.createdAt < *m_earliest - kClockTolerance) {
            found(ChainFault::Backdated, row,
                  "dated " + toRfc3339(row.createdAt) + ", not before " + toRfc3339(*m_earliest));
        } else if (exact && row.createdAt > *exact + kClockTolerance) {
            found(ChainFault::ClockWrong, row,
                  "dated " + toRfc3339(row.createdAt) + ", it was " + toRfc3339(*exact));
        } else if (row.createdAt > row.receivedAt + kClockTolerance) {
            found(ChainFault::ClockWrong, row,
                  "dated " + toRfc3339(row.createdAt) + ", received " + toRfc3339(row.receivedAt));
        }
        if (m_created && row.createdAt < *m_created - kClockTolerance && m_report.findings.size() == before)
            found(ChainFault::ClockWrong, row,
                  "dated " + toRfc3339(row.createdAt) + ", the record before it " + toRfc3339(*m_created));
        m_created = row.createdAt;
        m_clock = now;
    }

    void lookAtJournal(const RecordRow& row, const AuditHead& head) {
        if (m_audit && head.count < *m_audit)
            found(ChainFault::JournalDiffers, row, "its journal is shorter than that of the record before");
        m_audit = head.count;
        if (head.count == 0 || head.count > m_journal.seals.size()) return;  // the lines may still come
        if (m_journal.seals[head.count - 1] != head.seal)
            found(ChainFault::JournalDiffers, row,
                  "line " + std::to_string(head.count) + " has another seal");
    }

    const Journal& m_journal;
    ChainReport& m_report;
    std::map<Sha256, std::uint64_t> m_before;  // held so far, by seal
    Sha256 m_last{};
    std::optional<EnvelopeClock> m_clock;  // of the record before
    std::optional<WallTime> m_created;     // of the record before, by the counter's wall clock
    std::optional<std::uint64_t> m_audit;
    std::optional<WallTime> m_earliest;  // certainly passed
};

}  // namespace

std::string_view chainFaultName(ChainFault fault) {
    switch (fault) {
        case ChainFault::NotHeld:
            return "not_held";
        case ChainFault::Branched:
            return "branched";
        case ChainFault::Reordered:
            return "reordered";
        case ChainFault::Backdated:
            return "backdated";
        case ChainFault::ClockWrong:
            return "clock_wrong";
        case ChainFault::JournalDiffers:
            return "journal_differs";
        case ChainFault::JournalGap:
            return "journal_gap";
        case ChainFault::BodyUnreadable:
            return "body_unreadable";
    }
    return "invalid";
}

bool isSuspicious(ChainFault fault) {
    return fault != ChainFault::ClockWrong;
}

Result<ChainReport> checkChain(Ledger& ledger, const BodyStore& bodies, const DeviceId& device) {
    ChainReport report;
    const auto journal = readJournal(ledger, device, report);
    if (!journal) return failure(journal.error());
    Pass pass(*journal, report);
    for (std::uint64_t from = 1;;) {
        const auto rows = ledger.recordsOf(device, from, kPage);
        if (!rows) return failure(rows.error());
        if (rows->empty()) return report;
        for (const auto& row : *rows) {
            const auto body = bodies.get(row.bodyHash);
            const auto envelope = body ? parseEnvelope(*body) : Result<Envelope>(failure(body.error()));
            const auto left = envelope ? Result<Bytes>(Bytes()) : bodies.head(row.bodyHash);
            const auto head = left ? parseEnvelopeHead(*left) : Result<EnvelopeHead>(failure(left.error()));
            if (envelope) {
                pass.look(row, envelope->header);
            } else if (head && envelopeHash(*head) == row.envelopeHash) {
                // Erased as it should be: the signed head is all that the chain needs.
                pass.look(row, head->header);
            } else {
                report.findings.push_back(
                    {ChainFault::BodyUnreadable, row.sequence, describe(envelope.error())});
                // Its place in the chain stands in the ledger.
                EnvelopeHeader bare;
                pass.look(row, bare);
            }
        }
        from = rows->back().sequence + 1;
    }
}

}  // namespace countersign
