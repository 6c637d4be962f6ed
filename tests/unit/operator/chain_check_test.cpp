// What was taken out, put in another order or dated back is found; what honest counters do is not taken for
// it.

#include "operator/chain_check.h"
#include "core/told_time.h"
#include "made_operator.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

// A counter that keeps its chain, its clock and its journal as the program does.
struct Shop {
    EnvelopeHeader next() {
        clock.advance(5min);
        EnvelopeHeader header;
        header.recordId = RecordId::random();
        header.deviceId = made.counter.id();
        header.sequence = ++sequence;
        header.previousHash = previous;
        header.createdAt = std::chrono::floor<std::chrono::seconds>(clock.wall());
        header.clock = EnvelopeClock{clock.boot(), {}, {}};
        if (told) {
            header.clock->toldAt = told->at;
            if (const auto exact = trueTime(told, clock.boot()))
                header.clock->toldSince = std::chrono::duration_cast<Millis>(*exact - told->at);
        }
        header.audit = audit;
        return header;
    }
    Bytes sign(const EnvelopeHeader& header) {
        auto bytes =
            signEnvelope(header, sealPayload(made.identity.sealingKeys.front(), toBytes("x")).value(),
                         made.counter.key())
                .value();
        previous = envelopeHash(parseEnvelope(bytes).value());
        return bytes;
    }
    void send(ByteView bytes) {
        made.clock.setWall(std::max(made.clock.wall(), clock.wall() + 1h));
        REQUIRE_FALSE(made.ingest.take(bytes).value().refusal);
    }
    void register1() { send(sign(next())); }
    void note(AuditEvent event, const std::string& detail = {}) {
        AuditLine line;
        line.number = audit.count + 1;
        line.at = clock.wall();
        line.event = event;
        line.detail = detail;
        lines.push_back(encodeAuditLine(line).value());
        audit = sealAuditLine(audit, lines.back());
    }
    void contact() {
        Contact contact;
        contact.deviceId = made.counter.id();
        contact.nonce = std::string(32, 'a');
        contact.at = clock.wall();
        contact.lastReserved = sequence;
        contact.audit = audit;
        contact.auditLines = lines;
        REQUIRE_FALSE(made.contacts.answer(signContact(contact, made.counter.key()).value()).value().refusal);
    }
    ChainReport check() { return checkChain(*made.ledger, made.bodies, made.counter.id()).value(); }
    std::vector<ChainFault> faults() {
        std::vector<ChainFault> found;
        for (const auto& each : check().findings) found.push_back(each.fault);
        return found;
    }

    MadeOperator made;
    ManualClock clock{WallTime(std::chrono::seconds(1'795'608'000))};
    std::optional<ToldTime> told;
    std::uint64_t sequence = 0;
    Sha256 previous{};
    AuditHead audit;
    std::vector<std::string> lines;
};

using Faults = std::vector<ChainFault>;

}  // namespace

TEST_CASE("an honest counter's chain is whole: restarts, unused numbers, withdrawals, a clock told late") {
    Shop shop;
    shop.note(AuditEvent::Started);
    shop.register1();
    shop.sequence += 3;  // numbers that were reserved and never used
    shop.note(AuditEvent::SignedIn);
    shop.register1();
    shop.clock.restart();
    shop.told = ToldTime{shop.clock.wall(), shop.clock.boot()};
    shop.register1();
    const auto taken = shop.next();
    shop.sign(taken);  // and taken back before it left
    shop.note(AuditEvent::Withdrawn,
              "sequence=" + std::to_string(taken.sequence) + " seal=" + toHex(shop.previous));
    shop.register1();
    shop.contact();
    shop.note(AuditEvent::SignedOut);  // not sent yet
    shop.register1();
    const auto report = shop.check();
    CHECK(shop.faults() == Faults{});
    CHECK(report.records == 5);
    CHECK(report.withdrawn == 1);
    CHECK(report.journalLines == 3);
}

TEST_CASE("a record that was taken out shows, until it comes or the journal explains it") {
    Shop shop;
    shop.register1();
    const auto hidden = shop.sign(shop.next());
    shop.register1();
    shop.register1();
    CHECK(shop.faults() == Faults{ChainFault::NotHeld});
    CHECK(shop.check().findings[0].number == 3);
    shop.send(hidden);
    CHECK(shop.faults() == Faults{});
}

TEST_CASE("two copies of one counter show as a branch") {
    Shop shop;
    shop.register1();
    const auto common = shop.previous;
    shop.register1();
    shop.previous = common;  // the copy goes on from there with a number of its own
    shop.register1();
    CHECK(shop.faults() == Faults{ChainFault::Branched});
    shop.previous = {};
    shop.register1();
    CHECK(shop.faults() == Faults{ChainFault::Branched, ChainFault::Branched});
}

TEST_CASE("a record dated back shows against the operator's time, whatever the wall clock said") {
    Shop shop;
    shop.told = ToldTime{shop.clock.wall(), shop.clock.boot()};
    shop.register1();
    auto header = shop.next();
    SECTION("within the start in which the time was told") {
        header.createdAt -= 24h;
    }
    SECTION("after a start, before a time that had passed") {
        shop.clock.restart();
        header = shop.next();
        header.createdAt -= 24h;
    }
    shop.send(shop.sign(header));
    CHECK(shop.faults() == Faults{ChainFault::Backdated});
    CHECK(isSuspicious(ChainFault::Backdated));
}

TEST_CASE("a clock that was merely wrong is told as such") {
    Shop shop;
    shop.told = ToldTime{shop.clock.wall(), shop.clock.boot()};
    auto header = shop.next();
    header.createdAt += 30 * 24h;
    shop.send(shop.sign(header));
    CHECK(shop.faults() == Faults{ChainFault::ClockWrong});
    CHECK_FALSE(isSuspicious(ChainFault::ClockWrong));
}

TEST_CASE("a number that was kept back and used later shows as reordered") {
    Shop shop;
    shop.told = ToldTime{shop.clock.wall(), shop.clock.boot()};
    shop.register1();
    const auto early = shop.next();
    auto late = shop.next();
    // Signed with the readings of `late`, under the earlier number.
    late.sequence = early.sequence;
    shop.send(shop.sign(late));
    auto after = early;
    after.recordId = RecordId::random();
    after.sequence = early.sequence + 1;
    after.previousHash = shop.previous;
    shop.send(shop.sign(after));
    CHECK(shop.faults() == Faults{ChainFault::Reordered});
}

TEST_CASE("a journal that does not fit what was signed shows") {
    Shop shop;
    shop.note(AuditEvent::Started);
    shop.note(AuditEvent::SignedIn);
    shop.register1();
    SECTION("another history was sent in") {
        shop.lines.clear();
        shop.audit = {};
        shop.note(AuditEvent::Started);
        shop.note(AuditEvent::SignedOut);
        shop.contact();
        CHECK(shop.faults() == Faults{ChainFault::JournalDiffers});
    }
    SECTION("the journal was begun anew") {
        shop.audit = {};
        shop.lines.clear();
        shop.note(AuditEvent::Started);
        shop.register1();
        CHECK(shop.faults() == Faults{ChainFault::JournalDiffers});
    }
}

TEST_CASE("a body that the disk lost is told, and the chain over it holds") {
    Shop shop;
    for (int i = 0; i < 3; ++i) shop.register1();
    const auto row = shop.made.ledger->recordsOf(shop.made.counter.id(), 2, 1).value().at(0);
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(OperatorPaths(shop.made.folder).bodies)) {
        if (entry.path().stem() == toHex(row.bodyHash)) std::filesystem::resize_file(entry.path(), 10);
    }
    CHECK(shop.faults() == Faults{ChainFault::BodyUnreadable});
}
