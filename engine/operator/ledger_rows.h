// Inside the folder only: how the ledger's values stand in SQLite.
#pragma once

#include <array>

#include "operator/case_book.h"
#include "store/sqlite_database.h"

namespace countersign::ledger {

[[nodiscard]] std::int64_t toStored(WallTime time);  // milliseconds since 1970
[[nodiscard]] WallTime fromStored(std::int64_t millis);
[[nodiscard]] Sha256 toHash(const Bytes& bytes);  // zeros for a wrong length

// The first and the last record id that begin so.
struct IdRange {
    std::array<std::uint8_t, 16> first{}, last{};
};
[[nodiscard]] IdRange idsOf(const RecordCode& code);

// What readRecord wants to be selected.
inline constexpr std::string_view kRecordColumns =
    "id, device_id, sequence, record_id, envelope_hash, payload_hash, previous_hash, body_hash, body_size, "
    "created_at, received_at, application, practice, status, reason, revision, receipt, challenge, late";
[[nodiscard]] RecordRow readRecord(const Statement& statement);
[[nodiscard]] Result<std::vector<RecordRow>> readAll(Statement& statement);

// Gives the order the counter's next number, which is returned. Alone or within a transaction.
[[nodiscard]] Result<std::uint64_t> insertOrder(Database& database, const DeviceId& device,
                                                const Order& order, WallTime now);

// CaseBook::unfiled: `pageOf` gives a page of one state after a cursor.
template <class PageOf>
Result<CasePage> unfiledPage(const std::optional<CaseCursor>& after, int limit, const PageOf& pageOf) {
    CasePage all;
    auto from = after;
    for (const auto state : {CaseState::Review, CaseState::Second}) {
        if (from && from->state != state) continue;
        auto page = pageOf(state, from, limit - static_cast<int>(all.cases.size()));
        if (!page) return failure(page.error());
        for (auto& each : page->cases) all.cases.push_back(std::move(each));
        if (page->next) {
            page->next->state = state;
            all.next = page->next;
            return all;
        }
        from.reset();
    }
    return all;
}

}  // namespace countersign::ledger
