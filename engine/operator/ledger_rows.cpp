#include "operator/ledger_rows.h"

#include <algorithm>
#include <utility>

namespace countersign {
namespace {

constexpr std::pair<Lateness, std::string_view> kLatenessNames[] = {
    {Lateness::No, "no"}, {Lateness::Known, "known"}, {Lateness::Unknown, "unknown"}};

}  // namespace

std::string_view latenessName(Lateness lateness) {
    for (const auto& [value, name] : kLatenessNames) {
        if (value == lateness) return name;
    }
    return "invalid";
}

std::optional<Lateness> latenessFromName(std::string_view name) {
    for (const auto& [value, known] : kLatenessNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

}  // namespace countersign

namespace countersign::ledger {

std::int64_t toStored(WallTime time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
WallTime fromStored(std::int64_t millis) {
    return WallTime(std::chrono::milliseconds(millis));
}

Sha256 toHash(const Bytes& bytes) {
    Sha256 hash{};
    if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

IdRange idsOf(const RecordCode& code) {
    IdRange range;
    range.last.fill(0xff);
    std::ranges::copy(code, range.first.begin());
    std::ranges::copy(code, range.last.begin());
    return range;
}

RecordRow readRecord(const Statement& statement) {
    RecordRow row;
    row.deviceId = DeviceId::fromBytes(statement.blob(1)).value_or(DeviceId());
    row.sequence = static_cast<std::uint64_t>(statement.integer(2));
    row.recordId = RecordId::parse(toHex(statement.blob(3))).value_or(RecordId());
    row.envelopeHash = toHash(statement.blob(4));
    row.payloadHash = toHash(statement.blob(5));
    row.previousHash = toHash(statement.blob(6));
    row.bodyHash = toHash(statement.blob(7));
    row.bodySize = static_cast<std::uint64_t>(statement.integer(8));
    row.createdAt = fromStored(statement.integer(9));
    row.receivedAt = fromStored(statement.integer(10));
    row.application = statement.text(11);
    row.practice = statement.integer(12) != 0;
    row.status = receiptStatusFromName(statement.text(13)).value_or(ReceiptStatus::Received);
    row.reason = statement.text(14);
    row.revision = static_cast<std::uint32_t>(statement.integer(15));
    row.receipt = statement.blob(16);
    row.challenge = challengeOutcomeFromName(statement.text(17)).value_or(ChallengeOutcome::NotBound);
    row.late = latenessFromName(statement.text(18)).value_or(Lateness::Unknown);
    return row;
}

Result<std::vector<RecordRow>> readAll(Statement& statement) {
    std::vector<RecordRow> rows;
    for (;;) {
        const auto more = statement.step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        rows.push_back(readRecord(statement));
    }
}

Result<std::uint64_t> insertOrder(Database& database, const DeviceId& device, const Order& order,
                                  WallTime now) {
    auto insert = database.prepare(
        "INSERT INTO device_order (device_id, number, kind, record_id, text, receipt, created_at) SELECT ?1, "
        "(SELECT coalesce(max(number), 0) + 1 FROM device_order WHERE device_id = ?1), ?2, ?3, ?4, ?5, ?6 "
        "RETURNING number");
    if (!insert) return failure(insert.error());
    insert->bindBlob(1, device.bytes())
        .bind(2, orderKindName(order.kind))
        .bind(4, order.text)
        .bindBlob(5, order.receipt)
        .bind(6, toStored(now));
    if (order.record)
        insert->bindBlob(3, order.record->bytes());
    else
        insert->bindNull(3);
    const auto row = insert->step();
    if (!row) return failure(row.error());
    const auto number = static_cast<std::uint64_t>(insert->integer(0));
    // To its end, or the statement is undone.
    if (const auto end = insert->step(); !end) return failure(end.error());
    return number;
}

}  // namespace countersign::ledger
