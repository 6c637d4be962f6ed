// The same test on each kind of ledger: `onEveryLedger` runs it on an empty SQLite ledger and, where the
// server is installed, on an empty database of a real PostgreSQL, which all tests of the program share.
#pragma once

#include <functional>
#include <memory>

#include "operator/ledger.h"
#include "operator/postgres_case_book.h"
#include "operator/postgres_finding_book.h"
#include "operator/postgres_ledger.h"
#include "operator/postgres_outbox.h"
#include "operator/postgres_reviewer_book.h"
#include "operator/sqlite_case_book.h"
#include "operator/sqlite_finding_book.h"
#include "operator/sqlite_ledger.h"
#include "operator/sqlite_outbox.h"
#include "operator/sqlite_reviewer_book.h"
#include "support/catch.h"
#include "support/made_decision.h"
#include "support/postgres_process.h"

namespace countersign::test {

// Opens the same ledger as often as asked, as several nodes would.
using OpenLedger = std::function<std::unique_ptr<Ledger>()>;

// The same, with what else stands in a ledger's tables.
struct LedgerPlace {
    OpenLedger ledger;
    std::function<std::unique_ptr<CaseBook>()> caseBook;
    std::function<std::unique_ptr<Outbox>()> outbox;
    std::function<std::unique_ptr<ReviewerBook>()> reviewers;
    std::function<std::unique_ptr<FindingBook>()> findings;
    std::function<std::int64_t(const std::string& sql)> number;  // that a SELECT of one number gives
};

inline LedgerPlace sqliteAt(const std::filesystem::path& file) {
    return {[file] { return SqliteLedger::open(file).value(); },
            [file] { return SqliteCaseBook::open(file).value(); },
            [file] { return SqliteOutbox::open(file).value(); },
            [file] { return SqliteReviewerBook::open(file).value(); },
            [file] { return SqliteFindingBook::open(file).value(); },
            [file](const std::string& sql) {
                return Database::open(file, Database::Mode::ReadOnly).value().queryInteger(sql).value();
            }};
}

inline LedgerPlace postgresAt(const std::string& address) {
    return {[address] { return PostgresLedger::open(address).value(); },
            [address] { return PostgresCaseBook::open(address).value(); },
            [address] { return PostgresOutbox::open(address).value(); },
            [address] { return PostgresReviewerBook::open(address).value(); },
            [address] { return PostgresFindingBook::open(address).value(); },
            [address](const std::string& sql) {
                const auto connection = PostgresConnection::open(address).value();
                return connection->run(sql).value().integer(0, 0);
            }};
}

template <class Test>
void onEveryPlace(const Test& test) {
    {
        INFO("SQLite");
        const TemporaryFolder folder;
        test(sqliteAt(folder.path() / "ledger.sqlite"));
    }
    if (!PostgresProcess::installed()) return;
    INFO("PostgreSQL");
    test(postgresAt(sharedPostgres().newDatabase()));
}

template <class Test>
void onEveryLedger(const Test& test) {
    onEveryPlace([&](const LedgerPlace& place) { test(place.ledger); });
}

inline constexpr WallTime kNow{std::chrono::seconds(1795504525)};  // 2026-11-24

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
