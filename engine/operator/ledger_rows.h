// Inside the folder only: how the ledger's values stand in SQLite.
#pragma once

#include <array>

#include "operator/ledger.h"
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

}  // namespace countersign::ledger
