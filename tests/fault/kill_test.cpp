// kill -9 at every named point of save, send, receipt, erase, withdrawal, orders, journal, migration,
// rebuild, quarantine and reserve, against a real gateway over TLS, and kill -9 of the gateway while it takes
// in: what the counter confirmed is at the gateway exactly once, what was taken back is not, every order is
// done once, and the operator finds chain and journal whole.

#include <signal.h>

#include <map>

#include "fault/old_database.h"
#include "fault/shop.h"
#include "operator/operator_folder.h"
#include "store/fault_points.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

struct Moment {
    FaultPoint point;
    int times;  // the how-manieth time that it is reached
};

// Every point of the counter that any test of this program was killed at.
std::map<int, int>& killsByPoint() {
    static std::map<int, int> kills;
    return kills;
}

// The child must die there: a point that is not reached proves nothing.
void killAt(Shop& shop, std::vector<std::string> words, Moment moment) {
    const int point = static_cast<int>(moment.point);
    words.push_back("point=" + std::to_string(point));
    words.push_back("times=" + std::to_string(moment.times));
    const auto child = shop.start(words);
    child->readToEnd();
    shop.note(*child);
    const int code = child->wait();
    INFO("point " << point << ", time " << moment.times << "\n" << child->text());
    CHECK(code == -SIGKILL);
    killsByPoint()[point] += code == -SIGKILL;
}

Order orderFor(OrderKind kind, std::optional<RecordId> record, std::string text) {
    Order order;
    order.kind = kind;
    order.record = record;
    order.text = std::move(text);
    return order;
}

// Saved with the network away: they wait.
std::vector<RecordId> leaveWaiting(Shop& shop, int records) {
    return shop.run({"saves=" + std::to_string(records), "offline=1"});
}

}  // namespace

TEST_CASE("kill -9 at every named point of saving, sending, the receipt and erasing") {
    Shop shop;
    for (int point = static_cast<int>(FaultPoint::SequenceReserving);
         point <= static_cast<int>(FaultPoint::ErasureRecorded); ++point) {
        for (const int times : {1, 2})  // at the first record and at the second
            killAt(shop, {"saves=2"}, {static_cast<FaultPoint>(point), times});
    }
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at every named point of taking a record back") {
    Shop shop;
    // The journal's second line is the one about the record, and it is the first payload that is erased.
    for (const Moment moment : {Moment{FaultPoint::JournalWriting, 2}, Moment{FaultPoint::JournalWritten, 2},
                                Moment{FaultPoint::WithdrawWriting, 1},
                                Moment{FaultPoint::WithdrawWritten, 1}, Moment{FaultPoint::PayloadErasing, 1},
                                Moment{FaultPoint::PayloadErased, 1}, Moment{FaultPoint::ErasureRecorded, 1}})
        killAt(shop, {"saves=2", "withdraw=1"}, moment);
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at every named point of a notice: orders, limits, erasing what the operator names") {
    Shop shop;
    std::vector<Moment> moments{{FaultPoint::NoticeVerified, 1}, {FaultPoint::NoticeRemembered, 1},
                                {FaultPoint::NoticeTaken, 1},    {FaultPoint::PayloadErasing, 1},
                                {FaultPoint::PayloadErased, 1},  {FaultPoint::ErasureRecorded, 1}};
    for (const auto point : {FaultPoint::ForgetWriting, FaultPoint::ForgetWritten})
        for (const int times : {1, 2}) moments.push_back({point, times});
    for (const auto point : {FaultPoint::OrderDone, FaultPoint::OrderNoted})
        for (const int times : {1, 2, 3}) moments.push_back({point, times});
    // The second to fifth line: of each order, and why the erased record's number will be missing.
    for (const auto point : {FaultPoint::JournalWriting, FaultPoint::JournalWritten})
        for (const int times : {2, 3, 4, 5}) moments.push_back({point, times});
    std::uint64_t limit = 1'000;
    for (const auto& moment : moments) {
        const auto sent = shop.run({"saves=1"}).at(0);
        const auto waiting = leaveWaiting(shop, 1).at(0);
        shop.order(orderFor(OrderKind::Erase, sent, ""));
        shop.order(orderFor(OrderKind::Erase, waiting, ""));
        shop.withdrawn.insert(waiting);  // the contact comes before the records
        const bool off = shop.clerksOff.contains("lina");
        shop.order(orderFor(off ? OrderKind::ClerkOn : OrderKind::ClerkOff, {}, "lina"));
        must(shop.ledger()->setSequenceLimit(shop.deviceId, ++limit));
        killAt(shop, {"contact=1"}, moment);
    }
    shop.closeTheBooks();
    QueueBench counter(shop.queueFolder());
    CHECK(must(counter.open()->memory()).sequenceLimit == limit);
}

TEST_CASE("kill -9 at every named point of taking the operator's policy") {
    Shop shop;
    shop.run({"saves=1"});
    const auto office = must(SigningKey::read(OperatorPaths(shop.folder.path() / "operator").officeKey));
    std::uint64_t version = 1;
    for (const auto point : {FaultPoint::PolicyJudged, FaultPoint::PolicyKept}) {
        ++version;
        must(replacePolicy(shop.folder.path() / "operator",
                           toBytes("{\"policy_version\":" + std::to_string(version) + "}"), &office));
        shop.startGateway(GatewayProcess::DieAt::Never);
        killAt(shop, {"contact=1", "policy=1"}, {point, 1});
        // Before: the old one is in force; after: the new one, and never half of one.
        CHECK(must(IdentityFolder(shop.identity).load()).policy.version ==
              (point == FaultPoint::PolicyKept ? version : version - 1));
        shop.run({"contact=1", "policy=1"});
        CHECK(must(IdentityFolder(shop.identity).load()).policy.version == version);
    }
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at every named point of the journal's lines") {
    Shop shop;
    for (const auto point : {FaultPoint::JournalWriting, FaultPoint::JournalWritten})
        killAt(shop, {"saves=1"}, {point, 1});
    shop.run({"saves=1"});
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at every named point of migrating each older database, with records waiting") {
    Shop shop;
    const auto newest = counterSchemas().size();
    for (std::size_t version = 1; version < newest; ++version) {
        std::vector<Moment> moments{{FaultPoint::MigrationBackingUp, 1}, {FaultPoint::MigrationBackedUp, 1}};
        for (int step = 1; step <= static_cast<int>(newest - version); ++step) {
            moments.push_back({FaultPoint::MigrationStepWriting, step});
            moments.push_back({FaultPoint::MigrationStepWritten, step});
        }
        for (const auto& moment : moments) {
            leaveWaiting(shop, 2);
            makeOlder(shop.database(), version);
            killAt(shop, {}, moment);
        }
        CHECK(fs::exists(shop.database().string() + ".v" + std::to_string(version) + ".bak"));
    }
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at every named point of setting a broken database aside and making it anew") {
    Shop shop;
    shop.indexLost = true;
    for (const Moment moment :
         {Moment{FaultPoint::DatabaseSettingAside, 1}, Moment{FaultPoint::DatabaseSetAside, 1},
          Moment{FaultPoint::RowWriting, 1}, Moment{FaultPoint::RowWriting, 2},
          Moment{FaultPoint::RowWritten, 1}, Moment{FaultPoint::RowWritten, 2},
          Moment{FaultPoint::RowRebuilt, 1}, Moment{FaultPoint::RowRebuilt, 2}}) {
        leaveWaiting(shop, 2);
        overwrite(shop.database(), 0, 4096);
        killAt(shop, {}, moment);
    }
    shop.closeTheBooks();
    int kept = 0;
    for (const auto& file : fs::directory_iterator(shop.queueFolder()))
        kept += file.path().filename().string().starts_with("queue.broken-");
    CHECK(kept == 8);  // each is still there
}

TEST_CASE("kill -9 at every named point of the quarantine") {
    Shop shop;
    for (const auto point : {FaultPoint::PayloadQuarantining, FaultPoint::PayloadQuarantined}) {
        const auto waiting = leaveWaiting(shop, 3);
        const auto file = shop.spoolFile(waiting.at(1));
        overwrite(file, fs::file_size(file) - 100, 16);
        shop.damaged.insert(waiting.at(1));
        killAt(shop, {}, {point, 1});
    }
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at every named point of giving up the reserve on a full disk") {
    Shop shop;
    for (const auto point : {FaultPoint::ReserveGivingUp, FaultPoint::ReserveGivenUp}) {
        shop.run({"saves=1"});
        REQUIRE(fs::exists(shop.queueFolder() / "reserve"));
        killAt(shop, {"saves=1", "full=1"}, {point, 1});
    }
    shop.closeTheBooks();
}

TEST_CASE("the kills above were at every named point there is") {
    int kills = 0;
    for (const auto& [point, times] : killsByPoint()) kills += times;
    WARN(kills << " kills at " << killsByPoint().size() << " named points");
    if (killsByPoint().empty()) return;  // run by itself
    for (int point = static_cast<int>(FaultPoint::SequenceReserving);
         point <= static_cast<int>(FaultPoint::ReserveGivenUp); ++point) {
        INFO("point " << point);
        CHECK(killsByPoint()[point] > 0);
    }
}

TEST_CASE("kill -9 of the gateway at every named point of taking in, while the counter sends") {
    Shop shop;
    for (const auto point : {GatewayProcess::DieAt::Verified, GatewayProcess::DieAt::BodyWritten,
                             GatewayProcess::DieAt::RowWritten}) {
        shop.startGateway(point);
        const auto child = shop.start({"saves=3"});
        INFO("point " << static_cast<int>(point));
        REQUIRE(shop.gateway->wait() == -SIGKILL);
        shop.startGateway(GatewayProcess::DieAt::Never);
        CHECK(child->readUntil("drained", std::chrono::minutes(2)));
        child->readToEnd();
        shop.note(*child);
    }
    CHECK(shop.confirmed.size() == 9);
    shop.closeTheBooks();
}
