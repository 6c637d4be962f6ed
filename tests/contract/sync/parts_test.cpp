// A record on a line that breaks before the whole of it is through: it goes in parts, over restarts of both
// sides, and the real gateway's ledger holds it exactly once.

#include "contract/sync/running_counter.h"
#include "support/catch.h"
#include "support/faulty_line.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr std::size_t kRecordBytes = std::size_t{150} * 1024;
constexpr std::size_t kCut = 20'000;

struct Scene {
    TempFolder folder;
    std::unique_ptr<GatewayProcess> gateway = std::make_unique<GatewayProcess>(folder.path() / "operator");
    FaultyLine line{gateway->port()};
    DeviceIdentity identity =
        must(enrolCounter({line.url(), addressOf(*gateway).caPem}, IdentityFolder(folder.path() / "identity"),
                          gateway->newCode()));
    std::unique_ptr<Log> log = discardLog();

    [[nodiscard]] RecordsSettings settings() const {
        auto all = hastySettings(folder.path() / "queue");
        all.https.silence = Millis(30'000);
        all.https.whole = Millis(60'000);
        return all;
    }
    [[nodiscard]] std::size_t bytesOfParts() const {
        std::size_t sum = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "operator" / "parts"))
            sum += entry.file_size();
        return sum;
    }
};

}  // namespace

TEST_CASE("a line that is cut every 20 KB still delivers large records, each once") {
    Scene scene;
    scene.line.cutAfter(kCut);
    std::vector<RecordId> ids;
    {
        RunningCounter counter(scene.settings(), scene.identity, *scene.log);
        for (int i = 0; i < 3; ++i) {
            ids.push_back(RecordId::random());
            counter.records.save(draftFor(scene.identity, ids.back(), kRecordBytes));
        }
        REQUIRE(waitUntil([&] { return counter.sent.size() == ids.size(); }));
        for (const auto& id : ids) CHECK(counter.rows.at(id).erased());
    }
    CHECK(scene.line.cuts() > static_cast<int>(3 * kRecordBytes / kCut));
    const auto held = scene.gateway->recordsAsJson();
    for (const auto& id : ids) CHECK(timesHeld(held, id) == 1);
    CHECK(scene.bytesOfParts() == 0);
}

TEST_CASE("after restarts of both sides the rest is sent, not the whole") {
    Scene scene;
    scene.line.cutAfter(kCut);
    scene.line.deadAfter(scene.line.carried() + 100'000);
    const auto id = RecordId::random();
    {
        RunningCounter counter(scene.settings(), scene.identity, *scene.log);
        counter.records.save(draftFor(scene.identity, id, kRecordBytes));
        // It tries again and again, and nothing passes any more.
        std::optional<int> since;
        REQUIRE(waitUntil([&] {
            if (scene.line.isDead() && !since) since = scene.line.connections();
            return since && scene.line.connections() >= *since + 3;
        }));
        CHECK(counter.sent.empty());
    }
    const auto held = scene.bytesOfParts();
    REQUIRE(held > 10'000);
    REQUIRE(held < kRecordBytes);
    const auto port = scene.gateway->port();
    scene.gateway.reset();
    scene.gateway = std::make_unique<GatewayProcess>(scene.folder.path() / "operator",
                                                     GatewayProcess::DieAt::Never, port);
    scene.line.cutAfter(0);
    scene.line.deadAfter(0);
    const auto before = scene.line.carried();
    RunningCounter counter(scene.settings(), scene.identity, *scene.log);
    REQUIRE(waitUntil([&] { return counter.sent.contains(id); }));
    CHECK(scene.line.carried() - before < kRecordBytes);
    CHECK(counter.rows.at(id).erased());
    CHECK(timesHeld(scene.gateway->recordsAsJson(), id) == 1);
}
