// Inside the folder only: how the ledger's values stand in PostgreSQL, and how its methods run.
#pragma once

#include <set>

#include "operator/case_book.h"
#include "operator/ledger.h"
#include "operator/ledger_rows.h"
#include "operator/postgres_connection.h"

namespace countersign::ledger {

// What readRecord wants to be selected.
inline constexpr std::string_view kPgRecordColumns =
    "r.id, r.device_id, r.sequence, r.record_id, r.envelope_hash, r.payload_hash, r.previous_hash, "
    "r.body_hash, r.body_size, r.created_at, r.received_at, r.application, r.practice, r.status, r.reason, "
    "r.revision, r.receipt, r.challenge, r.late";
inline constexpr int kPgRecordColumnCount = 19;
[[nodiscard]] RecordRow readRecord(const PgRows& rows, int row);
[[nodiscard]] std::vector<RecordRow> readAll(const PgRows& rows);
// Selects kPgRecordColumns and `columns` for what `keys` (a FROM item) selects as k.device_id and
// k.record_id; NULLs where a record's month was moved away, which readThere passes over.
[[nodiscard]] std::string withRecords(std::string_view columns, std::string_view keys);
[[nodiscard]] std::vector<RecordRow> readThere(const PgRows& rows);
// What joins rows t, by "JOIN" or "LEFT JOIN", with their record; y.there is 1 where it is there. In the
// query that counts and not afterwards: a page full of moved months would be an empty page.
[[nodiscard]] std::string joinedRecord(std::string_view join);
// Of one whose month was moved away nothing else is known; device and record id stand from `column` on.
[[nodiscard]] RecordRow onlyIds(const PgRows& rows, int row, int column);
// The same with ", k.device_id, k.record_id" as columns: those of moved months with their ids alone.
[[nodiscard]] std::vector<RecordRow> readAllDue(const PgRows& rows);

// $1 and $2 of a statement that asks for one record.
[[nodiscard]] PgValues keyOf(const DeviceId& device, const RecordId& record);
[[nodiscard]] DeviceId deviceIdAt(const PgRows& rows, int row, int column);
[[nodiscard]] RecordId recordIdAt(const PgRows& rows, int row, int column);

// 202611: the table in which a record of that time lies.
[[nodiscard]] std::int64_t monthOf(WallTime time);

// Steps of several methods, within a transaction.
[[nodiscard]] Status insertAlarm(PostgresConnection& connection, const RecordRow& row, std::string_view kind);
// Gives the order the counter's next number, which is returned; the counter's row stays locked until the end.
[[nodiscard]] Result<std::uint64_t> insertOrder(PostgresConnection& connection, const DeviceId& device,
                                                const Order& order, WallTime now);
// The record as it stands now; empty: not held, or its month was moved away.
[[nodiscard]] Result<std::optional<RecordRow>> selectRecord(PostgresConnection& connection,
                                                            const DeviceId& device, const RecordId& record);
// A new word on a record that is held.
[[nodiscard]] Status writeWord(PostgresConnection& connection, const RecordRow& before, ReceiptStatus status,
                               std::string_view reason, ByteView receipt);
struct WordBy {
    std::string_view by, confirmedBy;
    std::uint64_t policyVersion = 0;
};
// The line about it in the table of decisions, and the order by which the counter learns it.
[[nodiscard]] Status tellWord(PostgresConnection& connection, const RecordRow& before, ReceiptStatus status,
                              std::string_view reason, ByteView receipt, const WordBy& who, WallTime at);
[[nodiscard]] Result<std::vector<ReviewLogRow>> readLog(PostgresConnection& connection,
                                                        const DeviceId& device, const RecordId& record);
[[nodiscard]] Status writeLog(PostgresConnection& connection, const ReviewLogRow& row, const DeviceId& device,
                              const RecordId& record);
// Files a case that waits for a person under its document; nothing if it doesn't wait, or stands there
// already. The case's row is locked by the caller. True: it was filed.
[[nodiscard]] Result<bool> fileWaiting(PostgresConnection& connection, const DeviceId& device,
                                       const RecordId& record, const CaseIndex& index);
[[nodiscard]] Result<std::optional<Case>> readCase(PostgresConnection& connection, const DeviceId& device,
                                                   const RecordId& record);

// Locks that stand for what is in no row yet, held until the end of the transaction. Taken in rising order by
// one statement, so that two never wait for each other. The key is the beginning of an id or of a keyed hash,
// which nobody chooses; two that share it merely wait.
[[nodiscard]] std::int64_t lockKey(ByteView idOrHash);
[[nodiscard]] Status lockUntilTheEnd(PostgresConnection& connection, const std::set<std::int64_t>& keys);

// Makes or migrates the tables.
[[nodiscard]] Status makeTables(PostgresPool& pool);
// The first time stays.
[[nodiscard]] Status markSetAside(PostgresConnection& connection, const DeviceId& device, WallTime since);

// How often a transaction is tried that the server broke off to end a deadlock. More than a few mean that
// something else is wrong.
inline constexpr int kTries = 5;

// One statement by itself. A line that died while it lay idle costs a second try; so it may run twice, and
// has to leave the same behind.
template <class Work>
auto statement(PostgresPool& pool, const Work& work) -> decltype(work(std::declval<PostgresConnection&>())) {
    for (;;) {
        auto lease = pool.take();
        if (!lease) return failure(lease.error());
        auto result = work(**lease);
        if (result || !lease->used() || (*lease)->alive()) return result;
    }
}

// `work` is done as a whole or not at all. It may run several times, the last time counts.
template <class Work>
auto transaction(PostgresPool& pool, const Work& work)
    -> decltype(work(std::declval<PostgresConnection&>())) {
    for (int tries = 1;;) {
        auto lease = pool.take();
        if (!lease) return failure(lease.error());
        auto begun = PgTransaction::begin(**lease);
        if (!begun) {
            if (lease->used() && !(*lease)->alive()) continue;  // nothing was begun: on a fresh line
            return failure(begun.error());
        }
        auto result = work(**lease);
        if (result) {
            const auto committed = begun->commit();
            if (committed) return result;
            result = failure(committed.error());
        }
        if (!(*lease)->wantsAgain() || ++tries > kTries) return result;
    }
}

}  // namespace countersign::ledger
