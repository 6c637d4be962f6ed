// The same test on each kind of ledger: `onEveryLedger` runs it on an empty SQLite ledger and, where the
// server is installed, on an empty database of a real PostgreSQL, which all tests of the program share.
#pragma once

#include <functional>
#include <memory>

#include "operator/ledger.h"
#include "operator/postgres_ledger.h"
#include "operator/sqlite_ledger.h"
#include "support/catch.h"
#include "support/postgres_process.h"

namespace countersign::test {

// Opens the same ledger as often as asked, as several nodes would.
using OpenLedger = std::function<std::unique_ptr<Ledger>()>;

template <class Test>
void onEveryLedger(const Test& test) {
    {
        INFO("SQLite");
        const TemporaryFolder folder;
        test([&]() -> std::unique_ptr<Ledger> {
            return SqliteLedger::open(folder.path() / "ledger.sqlite").value();
        });
    }
    if (!PostgresProcess::installed()) return;
    INFO("PostgreSQL");
    const auto address = sharedPostgres().newDatabase();
    test([&]() -> std::unique_ptr<Ledger> { return PostgresLedger::open(address).value(); });
}

inline constexpr WallTime kNow{std::chrono::seconds(1795504525)};  // 2026-11-24

inline Sha256 hashOf(std::string_view text) {
    return sha256Of(toBytes(text));
}

// A counter that is enrolled there.
inline DeviceRow enrolled(Ledger& ledger, WallTime at = kNow) {
    DeviceRow row;
    row.id = DeviceId::random();
    row.key = {SignatureAlgorithm::Ed25519, sha256(row.id.bytes())};
    row.application = "1.0";
    row.enrolledAt = at;
    row.challengeKey = ChallengeKey::random();
    const auto code = sha256Of(row.id.bytes());
    REQUIRE(ledger.addCode(code, at, at + std::chrono::hours(1)));
    REQUIRE(ledger.enrol(code, row).value().result == EnrolResult::Enrolled);
    return row;
}

inline RecordRow recordOf(const DeviceId& device, std::uint64_t sequence,
                          std::string_view what = "a record") {
    RecordRow row;
    row.recordId = RecordId::random();
    row.deviceId = device;
    row.sequence = sequence;
    row.envelopeHash = hashOf(row.recordId.hex() + std::string(what));
    row.payloadHash = hashOf("payload");
    row.previousHash = hashOf("previous");
    row.bodyHash = hashOf("body");
    row.bodySize = 150000;
    row.createdAt = kNow - std::chrono::minutes(3);
    row.receivedAt = kNow;
    row.application = "1.0";
    row.receipt = toBytes("signed");
    return row;
}

// As callers do: an error is asked again. Two SQLite ledgers wait five seconds for each other and then
// report, which a busy machine reaches; nothing is stored then.
template <class Call>
auto untilDone(const Call& call) {
    for (;;) {
        auto result = call();
        if (result) return std::move(*result);
    }
}

inline AddOutcome addOne(Ledger& ledger, const RecordRow& row) {
    return std::move(ledger.add({&row, 1}).value().front());
}

inline bool same(const RecordRow& a, const RecordRow& b) {
    return a.recordId == b.recordId && a.deviceId == b.deviceId && a.sequence == b.sequence &&
           a.envelopeHash == b.envelopeHash && a.payloadHash == b.payloadHash &&
           a.previousHash == b.previousHash && a.bodyHash == b.bodyHash && a.bodySize == b.bodySize &&
           a.createdAt == b.createdAt && a.receivedAt == b.receivedAt && a.application == b.application &&
           a.practice == b.practice && a.status == b.status && a.reason == b.reason &&
           a.revision == b.revision && a.receipt == b.receipt && a.challenge == b.challenge &&
           a.late == b.late;
}

}  // namespace countersign::test
