// The queue on a good day: what is saved is there, is sent in order, and is erased only on the operator's
// word.

#include <sys/stat.h>

#include <algorithm>

#include "store/queue_index.h"
#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

WallTime never(const Clock& clock) {
    return clock.wall() + std::chrono::hours(48);
}

bool fileHolds(const fs::path& file, const std::string& text) {
    const auto all = must(readFile(file, 64U * 1024U * 1024U));
    return std::search(all.begin(), all.end(), text.begin(), text.end()) != all.end();
}

}  // namespace

TEST_CASE("a saved registration survives a restart, shows four digits and no more") {
    TempFolder folder;
    QueueBench bench(folder.path());
    const auto id = RecordId::random();
    {
        auto queue = bench.open();
        const auto row = bench.saveOne(*queue, id);
        CHECK(row.client == ClientState::Waiting);
        CHECK(row.server == ServerState::None);
        CHECK(row.sequence == 1);
        CHECK(row.numberTail == "8000");
        CHECK(row.payloadBytes == bench.last.size());
    }
    auto queue = bench.open();
    CHECK(queue->health().clean());
    const auto rows = must(queue->rows(0, 10));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].recordId == id);
    CHECK(rows[0].numberTail == "8000");
    const auto summary = must(queue->summary());
    CHECK(summary.waiting == 1);
    CHECK(summary.spoolBytes == bench.last.size());
    for (const auto& file : fs::recursive_directory_iterator(folder.path())) {
        if (!file.is_regular_file()) continue;
        INFO(file.path());
        CHECK_FALSE(fileHolds(file.path(), "13800138000"));
        struct stat info{};
        REQUIRE(::stat(file.path().c_str(), &info) == 0);
        CHECK((info.st_mode & 077U) == 0);
    }
}

TEST_CASE("numbers of this counter go up by one and are never given out twice") {
    TempFolder folder;
    QueueBench bench(folder.path());
    std::uint64_t last = 0;
    for (int start = 0; start < 3; ++start) {
        auto queue = bench.open();
        const auto unused = must(queue->reserve());  // a scan that was broken off after sealing began
        CHECK(unused.sequence == last + 1);
        const auto row = bench.saveOne(*queue);
        CHECK(row.sequence == last + 2);
        last = row.sequence;
    }
}

TEST_CASE("each envelope is chained to the one saved before, over restarts and erasures") {
    TempFolder folder;
    QueueBench bench(folder.path());
    Sha256 expected{};
    for (int i = 0; i < 3; ++i) {
        auto queue = bench.open();
        const auto ticket = must(queue->reserve());
        CHECK(ticket.previousHash == expected);
        const auto envelope = bench.maker.envelope(ticket, RecordId::random());
        const auto row = must(queue->save(envelope, "1234"));
        expected = envelopeHash(must(parseEnvelope(envelope)));
        must(queue->acceptReceipt(row.recordId, bench.maker.receipt(envelope), bench.maker.operatorKeys()));
    }
}

TEST_CASE(
    "saving the same envelope again is one registration; other content under its id or number is refused") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto ticket = must(queue->reserve());
    const auto id = RecordId::random();
    const auto envelope = bench.maker.envelope(ticket, id);
    const auto first = must(queue->save(envelope, "1234"));
    CHECK(must(queue->save(envelope, "1234")) == first);

    const auto sameId = queue->save(bench.maker.envelope(must(queue->reserve()), id), "1234");
    REQUIRE_FALSE(sameId);
    CHECK(sameId.error().code == ErrorCode::RecordConflict);

    const auto otherId = RecordId::random();
    const auto sameNumber = queue->save(bench.maker.envelope(ticket, otherId), "1234");
    REQUIRE_FALSE(sameNumber);
    CHECK(sameNumber.error().code == ErrorCode::RecordConflict);
    CHECK_FALSE(fs::exists(bench.spoolFile(otherId)));

    const auto neverGiven = queue->save(bench.maker.envelope({999, {}}, RecordId::random()), "1234");
    REQUIRE_FALSE(neverGiven);
    CHECK(neverGiven.error().code == ErrorCode::RecordConflict);

    CHECK(must(queue->summary()).waiting == 1);
}

TEST_CASE("what is no envelope is not saved") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    auto envelope = bench.maker.envelope(must(queue->reserve()), RecordId::random());
    envelope.pop_back();
    CHECK_FALSE(queue->save(envelope, "1234"));
    CHECK_FALSE(queue->save(Bytes{}, "1234"));
    CHECK(must(queue->summary()).waiting == 0);
}

TEST_CASE("the oldest due record goes first; one that waits does not block the others") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto a = bench.saveOne(*queue).recordId;
    const auto b = bench.saveOne(*queue).recordId;
    const auto next = [&] { return must(nextDue(*queue, bench.clock.wall(), never(bench.clock))); };
    CHECK(next()->row.recordId == a);
    must(queue->markSending(only(a)));
    CHECK(must(queue->summary()).sending == 1);
    CHECK(must(queue->summary()).waiting == 2);
    must(queue->markFailed(only(a), ErrorCode::OperatorFault, bench.clock.wall() + 10min, MayHaveLeft::Yes));
    CHECK(next()->row.recordId == b);
    must(queue->markSending(only(b)));
    must(queue->markFailed(only(b), ErrorCode::OperatorFault, bench.clock.wall() + 5min, MayHaveLeft::Yes));
    CHECK_FALSE(next());
    bench.clock.advance(Millis(6min));
    CHECK(next()->row.recordId == b);
    bench.clock.advance(Millis(5min));
    CHECK(next()->row.recordId == a);
    const auto row = must(queue->row(a));
    CHECK(row.attempts == 1);
    CHECK(row.lastError == ErrorCode::OperatorFault);
}

TEST_CASE("the schedule outlives a restart, and a clock that was set far ahead does not lock the queue") {
    TempFolder folder;
    QueueBench bench(folder.path());
    RecordId id;
    {
        auto queue = bench.open();
        id = bench.saveOne(*queue).recordId;
        must(queue->markSending(only(id)));
        must(queue->markFailed(only(id), ErrorCode::OperatorUnreachable, bench.clock.wall() + 10min,
                               MayHaveLeft::No));
        must(queue->setLine({3, bench.clock.wall() + 20min}));
    }
    auto queue = bench.open();
    CHECK_FALSE(must(nextDue(*queue, bench.clock.wall(), never(bench.clock))));
    const auto line = must(queue->line());
    CHECK(line.failuresInRow == 3);
    CHECK(line.notBefore == bench.clock.wall() + 20min);
    CHECK(must(queue->rows(0, 1))[0].nextAttempt == bench.clock.wall() + 20min);
    bench.clock.setWall(bench.clock.wall() - std::chrono::hours(24 * 365));
    const auto due = must(nextDue(*queue, bench.clock.wall(), never(bench.clock)));
    REQUIRE(due);
    CHECK(due->row.recordId == id);
}

TEST_CASE("only the operator's signed receipt for this very envelope erases the payload") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto other = bench.saveOne(*queue);
    const auto otherEnvelope = bench.last;
    const auto row = bench.saveOne(*queue);
    const auto id = row.recordId;
    const auto envelope = bench.last;
    const auto keys = bench.maker.operatorKeys();
    must(queue->markSending(only(id)));

    const auto refusesAndKeeps = [&](const Bytes& receipt, ErrorCode code) {
        const auto accepted = queue->acceptReceipt(id, receipt, keys);
        REQUIRE_FALSE(accepted);
        CHECK(accepted.error().code == code);
        CHECK(fs::exists(bench.spoolFile(id)));
        CHECK(must(queue->row(id)).client != ClientState::Sent);
    };
    SECTION("another record's genuine receipt") {
        refusesAndKeeps(bench.maker.receipt(otherEnvelope), ErrorCode::ReceiptOfAnotherRecord);
    }
    SECTION("signed by somebody else") {
        const auto stranger = SigningKey::generate();
        refusesAndKeeps(must(signReceipt(bench.maker.receiptFor(envelope), stranger)),
                        ErrorCode::SignatureInvalid);
    }
    SECTION("another payload hash") {
        auto receipt = bench.maker.receiptFor(envelope);
        receipt.payloadHash[0] ^= 1;
        refusesAndKeeps(bench.maker.sign(receipt), ErrorCode::ReceiptOfAnotherRecord);
    }
    SECTION("another sequence") {
        auto receipt = bench.maker.receiptFor(envelope);
        ++receipt.sequence;
        refusesAndKeeps(bench.maker.sign(receipt), ErrorCode::ReceiptOfAnotherRecord);
    }
    SECTION("garbage") {
        refusesAndKeeps(toBytes("<html>sign in</html>"), ErrorCode::MessageMalformed);
    }
    SECTION("nothing") {
        refusesAndKeeps({}, ErrorCode::MessageMalformed);
    }
    SECTION("the right one, and twice") {
        const auto receipt = bench.maker.receipt(envelope);
        for (int i = 0; i < 2; ++i) {
            const auto sent = must(queue->acceptReceipt(id, receipt, keys));
            CHECK(sent.client == ClientState::Sent);
            CHECK(sent.server == ServerState::Received);
            CHECK(sent.erased());
            CHECK_FALSE(fs::exists(bench.spoolFile(id)));
        }
        CHECK(must(queue->receipt(id)) == receipt);
    }
    CHECK(fs::exists(bench.spoolFile(other.recordId)));
}

TEST_CASE("a later word of the operator replaces the earlier one, never the other way") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    auto first = bench.maker.receiptFor(bench.last);
    auto second = first;
    second.revision = 2;
    second.status = ReceiptStatus::Refused;
    second.reason = "document_limit";
    const auto keys = bench.maker.operatorKeys();
    must(queue->acceptReceipt(id, bench.maker.sign(second), keys));
    const auto row = must(queue->acceptReceipt(id, bench.maker.sign(first), keys));
    CHECK(row.server == ServerState::Refused);
    CHECK(row.serverReason == "document_limit");
}

TEST_CASE("a registration can be taken back only while nothing of it may have left") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    SECTION("never tried: erased at once, and stays erased") {
        must(queue->withdraw(id));
        CHECK_FALSE(fs::exists(bench.spoolFile(id)));
        CHECK(must(queue->row(id)).client == ClientState::Withdrawn);
        CHECK(must(queue->row(id)).erased());
        CHECK_FALSE(must(nextDue(*queue, bench.clock.wall(), never(bench.clock))));
        must(queue->withdraw(id));
    }
    SECTION("tried without a connection: nothing left, so it can") {
        must(queue->markSending(only(id)));
        must(
            queue->markFailed(only(id), ErrorCode::OperatorUnreachable, bench.clock.wall(), MayHaveLeft::No));
        must(queue->withdraw(id));
        CHECK(must(queue->row(id)).client == ClientState::Withdrawn);
    }
    SECTION("tried and cut off, then without a connection: it can not") {
        must(queue->markSending(only(id)));
        must(queue->markFailed(only(id), ErrorCode::OperatorTimedOut, bench.clock.wall(), MayHaveLeft::Yes));
        must(queue->markSending(only(id)));
        must(
            queue->markFailed(only(id), ErrorCode::OperatorUnreachable, bench.clock.wall(), MayHaveLeft::No));
        const auto withdrawn = queue->withdraw(id);
        REQUIRE_FALSE(withdrawn);
        CHECK(withdrawn.error().code == ErrorCode::WithdrawTooLate);
        CHECK(fs::exists(bench.spoolFile(id)));
    }
    SECTION("unknown") {
        const auto withdrawn = queue->withdraw(RecordId::random());
        REQUIRE_FALSE(withdrawn);
        CHECK(withdrawn.error().code == ErrorCode::RecordUnknown);
    }
}

TEST_CASE("a record set aside keeps its payload and can be put back in line") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    must(queue->markSending(only(id)));
    must(queue->setAside(id, ErrorCode::RefusedByOperator, "malformed"));
    auto row = must(queue->row(id));
    CHECK(row.client == ClientState::SetAside);
    CHECK(row.server == ServerState::Refused);
    CHECK(row.serverReason == "malformed");
    CHECK(fs::exists(bench.spoolFile(id)));
    CHECK_FALSE(must(nextDue(*queue, bench.clock.wall(), never(bench.clock))));
    must(queue->sendAgain(id));
    row = must(queue->row(id));
    CHECK(row.client == ClientState::Waiting);
    CHECK(row.serverReason.empty());
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->row.recordId == id);
}

TEST_CASE("no registration is started without room for it, and saving what is done goes on") {
    TempFolder folder;
    QueueBench bench(folder.path());
    bench.freeSpaceLimit = std::uint64_t{1} << 60U;
    auto queue = bench.open();
    const auto space = queue->checkSpace();
    REQUIRE_FALSE(space);
    CHECK(space.error().code == ErrorCode::DiskSpaceLow);
    bench.saveOne(*queue);
    CHECK(must(queue->summary()).waiting == 1);
}

TEST_CASE("two programs never hold one queue") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto second = bench.tryOpen();
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::QueueInUse);
    queue.reset();
    CHECK(bench.tryOpen());
}

TEST_CASE("rows come newest first, page by page") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    for (int i = 0; i < 5; ++i) bench.saveOne(*queue);
    CHECK(must(queue->rows(0, 2))[0].sequence == 5);
    CHECK(must(queue->rows(2, 2))[0].sequence == 3);
    CHECK(must(queue->rows(4, 2)).size() == 1);
    CHECK(must(queue->rows(9, 2)).empty());
}

TEST_CASE("what a buyer was told is kept with the record as long as the record is known") {
    TempFolder folder;
    QueueBench bench(folder.path());
    DataTerms told;
    told.forwarding = {ForwardContent::Portrait,
                       "telecom_rules",
                       false,
                       {{"en", "The telecom rules"}},
                       {{"en", "The ministry"}, {"zh-CN", "主管部门"}}};
    told.picturesDays = 7;
    const auto save = [&](RegistrationQueue& queue, const std::optional<DataTerms>& terms) {
        const auto id = RecordId::random();
        bench.last = bench.maker.envelope(must(queue.reserve()), id);
        must(queue.save(bench.last, "8000", terms));
        return id;
    };
    RecordId first, second, other, unknown;
    {
        auto queue = bench.open();
        first = save(*queue, told);
        second = save(*queue, told);
        other = save(*queue, DataTerms{});
        unknown = save(*queue, {});
    }
    {
        auto database = must(Database::open(bench.database(), Database::Mode::ReadWrite));
        CHECK(must(database.queryInteger("SELECT count(*) FROM told")) == 2);  // each text once
    }
    auto queue = bench.open();
    CHECK(must(queue->told(first)) == told);
    CHECK(must(queue->told(second)) == told);
    CHECK(must(queue->told(other)) == DataTerms{});
    CHECK_FALSE(must(queue->told(unknown)));
    CHECK_FALSE(must(queue->told(RecordId::random())));
    must(queue->eraseByOrder(second));
    CHECK_FALSE(must(queue->told(second)));
    CHECK(must(queue->told(first)) == told);
}

TEST_CASE("once the authority has it, the row says when, whatever the operator says later") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    must(queue->markSending(only(id)));
    auto word = bench.maker.receiptFor(bench.last);
    const auto answer = [&](ReceiptStatus status, std::uint32_t revision, std::optional<WallTime> forwarded) {
        word.status = status;
        word.revision = revision;
        word.forwardedAt = forwarded;
        return must(queue->acceptReceipt(id, bench.maker.sign(word), bench.maker.operatorKeys()));
    };
    const WallTime day(std::chrono::seconds(1'900'100'000));
    CHECK_FALSE(answer(ReceiptStatus::Accepted, 2, {}).forwardedAt);
    const auto activated = answer(ReceiptStatus::Activated, 3, day);
    CHECK(activated.server == ServerState::Activated);
    CHECK(activated.forwardedAt == day);
    const auto refused = answer(ReceiptStatus::Refused, 4, {});
    CHECK(refused.server == ServerState::Refused);
    CHECK(refused.forwardedAt == day);
    queue.reset();
    CHECK(must(bench.open()->row(id)).forwardedAt == day);
}

TEST_CASE("a queue of an earlier version is taken over with all its rows") {
    const TempFolder folder;
    const auto file = folder.path() / "queue.db";
    {
        const auto sql = readFile(
            std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "resources/db/counter/0001_queue.sql", 1U << 20U);
        REQUIRE(sql);
        auto database = Database::open(file, Database::Mode::ReadWrite);
        REQUIRE(database);
        REQUIRE(database->exec(
            std::string(sql->begin(), sql->end()) +
            "INSERT INTO registration (record_id, device_id, sequence, envelope_hash, payload_hash, "
            "file_hash, number_tail, kind, client_state, server_state, payload_bytes, created_at) "
            "VALUES (zeroblob(16), zeroblob(16), 7, zeroblob(32), zeroblob(32), zeroblob(32), '8000', "
            "'real', 'waiting', 'none', 1000, 0); PRAGMA user_version=1;"));
    }
    NoFaultPoints faults;
    auto index = QueueIndex::open(file, faults, nullptr);
    REQUIRE(index);
    const auto row = index->find(RecordId());
    REQUIRE(row);
    REQUIRE(*row);
    CHECK((*row)->row.sequence == 7);
    CHECK((*row)->row.numberTail == "8000");
    CHECK((*row)->row.route == ScanRoute::Usual);
}

TEST_CASE("what a counter of the version before the courier knew stays, and nothing of it lies on a stick") {
    const TempFolder folder;
    const auto file = folder.path() / "queue.db";
    {
        auto database = Database::open(file, Database::Mode::ReadWrite);
        REQUIRE(database);
        for (const auto* step : {"0001_queue", "0002_route", "0003_counter_memory"}) {
            const auto sql = readFile(std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "resources/db/counter" /
                                          (std::string(step) + ".sql"),
                                      1U << 20U);
            REQUIRE(sql);
            REQUIRE(database->exec(std::string(sql->begin(), sql->end())));
        }
        REQUIRE(database->exec(
            "INSERT INTO registration (record_id, device_id, sequence, envelope_hash, payload_hash, "
            "file_hash, number_tail, kind, client_state, server_state, payload_bytes, created_at) "
            "VALUES (zeroblob(16), zeroblob(16), 7, zeroblob(32), zeroblob(32), zeroblob(32), '8000', "
            "'real', 'waiting', 'none', 1000, 0); UPDATE counter SET last_order=5, last_contact=60000; "
            "PRAGMA user_version=3;"));
    }
    NoFaultPoints faults;
    auto index = QueueIndex::open(file, faults, nullptr);
    REQUIRE(index);
    CHECK(index->memory()->lastOrder == 5);
    CHECK_FALSE(*index->carriedAt());
    CHECK(index->summary()->lastContact == WallTime(Millis(60'000)));
    CHECK(index->carriedCount() == 0);
    CHECK(index->lastCourierPart() == 0U);
    CHECK(index->toCarry(0, Carry::New, 10)->size() == 1);
    CHECK(index->toCarry(7, Carry::New, 10)->empty());
    CHECK_FALSE(*index->courierPart(1));
}
