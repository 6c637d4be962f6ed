// Records: what both ledgers promise about adding, repeating, contradicting and finding.

#include <thread>

#include "ledgers.h"

using namespace countersign;
using namespace countersign::test;

TEST_CASE("a record comes back as it was added, whatever stands in it") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        std::uint64_t sequence = 0;
        for (const std::string& tricks :
             {std::string("1.0"), std::string(), std::string("'); DROP TABLE record; --"),
              std::string("$1 \\x00 %s ../../etc/passwd"), std::string("a\0b", 3),
              std::string("\xff\xfe\xc3"), std::string("韦小兰 \xF0\x9F\x98\x80"), std::string(5000, '\'')}) {
            auto row = recordOf(counter.id, ++sequence);
            row.application = tricks;
            row.reason = tricks;
            row.receipt = toBytes(tricks);
            row.practice = sequence % 2 == 0;
            row.status = ReceiptStatus::Refused;
            row.revision = 7;
            row.challenge = ChallengeOutcome::Matches;
            row.late = Lateness::Known;
            REQUIRE(addOne(*ledger, row).result == AddResult::Added);
            CHECK(same(ledger->find(counter.id, row.recordId).value().value(), row));
        }
        CHECK(ledger->records(0, 100).value().rows.size() == sequence);
        CHECK(ledger->highestSequence(counter.id).value() == sequence);
        CHECK(ledger->alarmCount().value() == 0);
    });
}

TEST_CASE("what was added stays when the ledger is opened again") {
    onEveryLedger([](const OpenLedger& open) {
        auto ledger = open();
        const auto counter = enrolled(*ledger);
        const auto row = recordOf(counter.id, 1);
        REQUIRE(addOne(*ledger, row).result == AddResult::Added);
        ledger.reset();
        ledger = open();
        CHECK(same(ledger->find(counter.id, row.recordId).value().value(), row));
        CHECK(ledger->device(counter.id).value()->key == counter.key);
    });
}

TEST_CASE("the same envelope again is repeated with what was stored, also within one batch") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        const auto row = recordOf(counter.id, 1);
        auto again = row;
        again.receipt = toBytes("signed later");
        again.receivedAt += std::chrono::hours(24 * 40);  // another month
        const std::vector<RecordRow> batch{row, again};
        const auto outcomes = ledger->add(batch).value();
        REQUIRE(outcomes.size() == 2);
        CHECK(outcomes[0].result == AddResult::Added);
        CHECK(outcomes[1].result == AddResult::Repeated);
        CHECK(same(outcomes[1].row, row));
        const auto later = addOne(*ledger, again);
        CHECK(later.result == AddResult::Repeated);
        CHECK(same(later.row, row));
        CHECK(ledger->records(0, 10).value().rows.size() == 1);
        CHECK(ledger->alarmCount().value() == 0);
    });
}

TEST_CASE("a number or a record id that is taken is a conflict, told once, and sets the counter aside") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        for (const bool byNumber : {true, false}) {
            const auto counter = enrolled(*ledger);
            const auto row = recordOf(counter.id, 5);
            REQUIRE(addOne(*ledger, row).result == AddResult::Added);
            const auto before = ledger->alarmCount().value();
            auto other = recordOf(counter.id, byNumber ? 5 : 6);
            if (!byNumber) other.recordId = row.recordId;
            CHECK(addOne(*ledger, other).result == AddResult::Conflict);
            CHECK(addOne(*ledger, other).result == AddResult::Conflict);
            CHECK(ledger->alarmCount().value() == before + 1);
            CHECK(ledger->device(counter.id).value()->setAside);
            CHECK(same(ledger->find(counter.id, row.recordId).value().value(), row));
            CHECK(ledger->recordsOf(counter.id, 0, 10).value().size() == 1);
            // Released: contradictions about the numbers used so far are known; later ones are not.
            REQUIRE(ledger->release(counter.id));
            CHECK_FALSE(ledger->device(counter.id).value()->setAside);
            CHECK(addOne(*ledger, recordOf(counter.id, 5)).result == AddResult::Conflict);
            CHECK_FALSE(ledger->device(counter.id).value()->setAside);
            REQUIRE(addOne(*ledger, recordOf(counter.id, 7)).result == AddResult::Added);
            CHECK(addOne(*ledger, recordOf(counter.id, 7)).result == AddResult::Conflict);
            CHECK(ledger->device(counter.id).value()->setAside);
        }
    });
}

TEST_CASE("a record id that another counter holds is a conflict and that one's own affair") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto one = enrolled(*ledger);
        const auto two = enrolled(*ledger);
        const auto row = recordOf(one.id, 1);
        REQUIRE(addOne(*ledger, row).result == AddResult::Added);
        auto other = recordOf(two.id, 1);
        other.recordId = row.recordId;
        CHECK(addOne(*ledger, other).result == AddResult::Conflict);
        CHECK_FALSE(ledger->device(two.id).value()->setAside);
        CHECK_FALSE(ledger->find(two.id, row.recordId).value());
        REQUIRE(ledger->findEverywhere(row.recordId).value().size() == 1);
        CHECK(ledger->findEverywhere(RecordId::random()).value().empty());
        // Within one batch as well.
        auto first = recordOf(one.id, 2);
        auto second = recordOf(two.id, 2);
        second.recordId = first.recordId;
        const auto outcomes = ledger->add(std::vector{first, second}).value();
        CHECK(outcomes[0].result == AddResult::Added);
        CHECK(outcomes[1].result == AddResult::Conflict);
    });
}

TEST_CASE("a batch is told row by row, and one that contradicts takes no other with it") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        const auto held = recordOf(counter.id, 3);
        REQUIRE(addOne(*ledger, held).result == AddResult::Added);
        const auto taken = recordOf(counter.id, 3);  // contradicts what is held
        auto follows = recordOf(counter.id, 4);      // shares its id with one that is not stored
        follows.recordId = taken.recordId;
        auto loud = recordOf(counter.id, 5);
        loud.challenge = ChallengeOutcome::Differs;
        auto late = recordOf(counter.id, 6);
        late.late = Lateness::Unknown;
        const std::vector batch{taken, follows, held, loud, late};
        const auto outcomes = ledger->add(batch).value();
        REQUIRE(outcomes.size() == 5);
        CHECK(outcomes[0].result == AddResult::Conflict);
        CHECK(outcomes[1].result == AddResult::Added);
        CHECK(outcomes[2].result == AddResult::Repeated);
        CHECK(outcomes[3].result == AddResult::Added);
        CHECK(outcomes[4].result == AddResult::Added);
        CHECK(ledger->alarmCount().value() == 3);  // conflict, challenge, after replacement
        std::vector<std::uint64_t> numbers;
        const auto rows = ledger->recordsOf(counter.id, 4, 2).value();
        for (const auto& row : rows) numbers.push_back(row.sequence);
        CHECK(numbers == std::vector<std::uint64_t>{4, 5});
    });
}

TEST_CASE("a batch with a row of nobody's counter stores nothing at all") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        const std::vector batch{recordOf(counter.id, 1), recordOf(DeviceId::random(), 1)};
        CHECK_FALSE(ledger->add(batch));
        CHECK(ledger->records(0, 10).value().rows.empty());
        CHECK(addOne(*ledger, batch.front()).result == AddResult::Added);
        CHECK(ledger->add({}).value().empty());
    });
}

TEST_CASE("records of many months are handed out page by page in the order they came") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        std::vector<RecordId> came;
        for (std::uint64_t i = 1; i <= 7; ++i) {
            auto row = recordOf(counter.id, i);
            row.receivedAt += std::chrono::hours(24 * 31 * (i % 4));
            REQUIRE(addOne(*ledger, row).result == AddResult::Added);
            came.push_back(row.recordId);
        }
        std::vector<RecordId> seen;
        std::int64_t after = 0;
        for (;;) {
            const auto page = ledger->records(after, 3).value();
            if (page.rows.empty()) break;
            for (const auto& row : page.rows) seen.push_back(row.recordId);
            after = page.next;
        }
        CHECK(seen == came);
    });
}

TEST_CASE("two nodes race for the same number, record id and envelope: each is added once") {
    onEveryLedger([](const OpenLedger& open) {
        const auto setUp = open();
        const auto one = enrolled(*setUp);
        const auto two = enrolled(*setUp);
        constexpr std::uint64_t kRounds = 40;
        // By turns: the same number, the same record id of one counter, the same id of two, the same
        // envelope.
        std::vector<RecordRow> left, right;
        for (std::uint64_t i = 1; i <= kRounds; ++i) {
            left.push_back(recordOf(one.id, i));
            right.push_back(recordOf(i % 4 == 2 ? two.id : one.id, i % 4 == 1 ? kRounds + i : i));
            if (i % 4 == 1 || i % 4 == 2) right.back().recordId = left.back().recordId;
            if (i % 4 == 3) right.back() = left.back();
        }
        std::vector<AddResult> results[2];
        {
            const auto race = [&](const std::vector<RecordRow>& rows, std::vector<AddResult>& out) {
                const auto ledger = open();
                for (const auto& row : rows) {
                    out.push_back(untilDone([&] { return ledger->add({&row, 1}); }).front().result);
                }
            };
            const std::jthread first([&] { race(left, results[0]); });
            const std::jthread second([&] { race(right, results[1]); });
        }
        REQUIRE(results[0].size() == kRounds);
        REQUIRE(results[1].size() == kRounds);
        for (std::size_t i = 0; i < kRounds; ++i) {
            const auto a = results[0][i];
            const auto b = results[1][i];
            INFO("round " << i + 1 << ": " << static_cast<int>(a) << " " << static_cast<int>(b));
            CHECK((a == AddResult::Added) != (b == AddResult::Added));
            const auto other = a == AddResult::Added ? b : a;
            CHECK(other == ((i + 1) % 4 == 3 ? AddResult::Repeated : AddResult::Conflict));
        }
        CHECK(setUp->records(0, 1000).value().rows.size() == kRounds);
    });
}

TEST_CASE("records are found by the forty bits that people write, all that share them, the oldest first") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        const auto other = enrolled(*ledger);
        std::uint64_t sequence = 0;
        const auto add = [&](const DeviceRow& from, const char* hex, Millis later = Millis(0)) {
            auto row = recordOf(from.id, ++sequence);
            row.recordId = *RecordId::parse(hex);
            row.envelopeHash = hashOf(hex);
            row.receivedAt += later;
            REQUIRE(addOne(*ledger, row).result == AddResult::Added);
            return row;
        };
        const auto second = "39c732eda1ffffffffffffffffffffff";
        const auto first = "39c732eda10000000000000000000000";
        const auto a = add(counter, second);
        const auto b = add(other, first, std::chrono::hours(24 * 40));  // another month
        const auto c = add(counter, "39c732eda1b2c3d4e5f60718293a4b5c");
        // Neighbours on both sides, and the ends of all ids.
        add(counter, "39c732eda0ffffffffffffffffffffff");
        add(counter, "39c732eda20000000000000000000000");
        const auto last = add(counter, "ffffffffffffffffffffffffffffffff");
        const auto zero = add(counter, "00000000000000000000000000000000");

        const auto found = ledger->findByCode(recordCodeOf(a.recordId)).value();
        REQUIRE(found.size() == 3);
        CHECK(same(found[0], a));
        CHECK(same(found[1], b));
        CHECK(same(found[2], c));
        CHECK(ledger->findByCode(recordCodeOf(last.recordId)).value().size() == 1);
        CHECK(ledger->findByCode(recordCodeOf(zero.recordId)).value().size() == 1);
        CHECK(ledger->findByCode({0x39, 0xc7, 0x32, 0xed, 0xa3}).value().empty());
        CHECK(ledger->findByCode({0x39, 0xc7, 0x32, 0xed, 0x00}).value().empty());
    });
}

TEST_CASE("who makes records of one code on purpose hides none that came before") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        auto genuine = recordOf(counter.id, 1);
        REQUIRE(addOne(*ledger, genuine).result == AddResult::Added);
        std::vector<RecordRow> flood;
        for (std::uint64_t i = 0; i < 3 * std::uint64_t{kMostOfOneCode}; ++i) {
            auto row = recordOf(counter.id, 2 + i);
            row.recordId =
                *RecordId::parse(genuine.recordId.hex().substr(0, 10) + row.recordId.hex().substr(10));
            flood.push_back(row);
        }
        REQUIRE(ledger->add(flood));
        const auto found = ledger->findByCode(recordCodeOf(genuine.recordId)).value();
        CHECK(found.size() == std::size_t{kMostOfOneCode});
        CHECK(found.front().recordId == genuine.recordId);
    });
}
