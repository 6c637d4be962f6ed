// The shop's disk goes back to what it was yesterday (an image restored, a second computer made of it): the
// real gateway notices, sets the counter aside, and there is a way back on which nothing is lost.

#include <map>

#include "contract/sync/enrolled_counter.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

struct Shop {
    Shop()
        : identity(must(enrolCounter(addressOf(gateway), IdentityFolder(folder.path() / "identity"),
                                     gateway.newCode()))) {}

    // The program's records thread, with everything it tells noted.
    struct Run {
        Run(Shop& shop, Contacts contacts) {
            RecordsSettings settings;
            settings.queue.folder = shop.queue;
            settings.queue.freeSpaceLimit = 0;
            settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
            settings.application = "test";
            settings.contacts = contacts;
            records =
                std::make_unique<RecordsThread>(settings, shop.identity, shop.clock, *shop.log, shop.points);
            QObject::connect(records.get(), &RecordsThread::rowChanged, records.get(),
                             [this](const QueueRow& row) { rows[row.recordId] = row; });
            QObject::connect(records.get(), &RecordsThread::noticeTaken, records.get(),
                             [this](const NoticeEffect& effect) { notices.push_back(effect.setAside); });
            records->start();
        }
        bool is(RecordId id, ClientState state) const {
            const auto row = rows.find(id);
            return row != rows.end() && row->second.client == state;
        }
        bool waitsBecause(RecordId id, ErrorCode code) const {
            const auto row = rows.find(id);
            return row != rows.end() && row->second.client == ClientState::Waiting &&
                   row->second.lastError == code;
        }
        std::unique_ptr<RecordsThread> records;
        std::map<RecordId, QueueRow> rows;
        std::vector<bool> notices;
    };
    RecordId save(Run& run) {
        const auto id = RecordId::random();
        run.records->save(draftFor(identity, id, 5'000));
        return id;
    }
    RecordId saveAndSend(Run& run) {
        const auto id = save(run);
        REQUIRE(waitUntil([&] { return run.is(id, ClientState::Sent); }));
        return id;
    }
    void copy(const fs::path& from, const fs::path& to) const {
        fs::remove_all(to);
        fs::copy(from, to, fs::copy_options::recursive);
    }
    ProgramResult atOperator(const std::string& command) const {
        std::vector<std::string> words{operatorProgram(), command, "--dir", gateway.folder().string()};
        if (command == "release") words.insert(words.end(), {"--counter", identity.deviceId.hex()});
        return runProgram(words);
    }

    TempFolder folder;
    fs::path queue = folder.path() / "queue", image = folder.path() / "image";
    GatewayProcess gateway{folder.path() / "operator"};
    DeviceIdentity identity;
    SystemClock clock;
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
};

}  // namespace

TEST_CASE(
    "a disk that was rolled back is noticed with the first contact, and after release everything goes on") {
    Shop shop;
    RecordId inImage;
    {
        Shop::Run run(shop, Contacts::Kept);
        shop.saveAndSend(run);
    }
    {
        // One record is still waiting when the image is taken, and is sent after it.
        NoFaultPoints points;
        QueueSettings settings;
        settings.folder = shop.queue;
        settings.freeSpaceLimit = 0;
        const auto queue = must(RegistrationQueue::open(settings, shop.clock, *shop.log, points));
        const auto ticket = must(queue->reserve());
        auto draft = draftFor(shop.identity, RecordId::random(), 5'000);
        inImage = draft.header.recordId;
        draft.header.deviceId = shop.identity.deviceId;
        draft.header.sequence = ticket.sequence;
        draft.header.previousHash = ticket.previousHash;
        must(queue->save(must(signEnvelope(draft.header, draft.payload, *shop.identity.signer)), "8000"));
    }
    shop.copy(shop.queue, shop.image);
    {
        Shop::Run run(shop, Contacts::Kept);
        REQUIRE(waitUntil([&] { return run.is(inImage, ClientState::Sent); }));
        for (int i = 0; i < 3; ++i) shop.saveAndSend(run);
    }
    shop.copy(shop.image, shop.queue);
    Shop::Run run(shop, Contacts::Kept);
    REQUIRE(waitUntil([&] { return !run.notices.empty(); }));
    CHECK(run.notices.front());
    CHECK(shop.atOperator("counters").output.find("set aside") != std::string::npos);
    // What the operator holds is answered again; something new waits.
    const auto fresh = shop.save(run);
    REQUIRE(waitUntil([&] { return run.waitsBecause(fresh, ErrorCode::RefusedByOperator); }));
    CHECK(run.rows.at(fresh).sequence > 5);  // behind the numbers that were used after the image
    REQUIRE(waitUntil([&] {
        run.records->sendNow();
        return run.is(inImage, ClientState::Sent);
    }));
    REQUIRE(shop.atOperator("release").exitCode == 0);
    REQUIRE(waitUntil([&] {
        run.records->sendNow();
        return run.is(fresh, ClientState::Sent);
    }));
    const auto held = shop.gateway.recordsAsJson();
    CHECK(timesHeld(held, fresh) == 1);
    CHECK(timesHeld(held, inImage) == 1);
    // The operator's own look finds the branch.
    const auto verified = shop.atOperator("verify");
    CHECK(verified.exitCode == 1);
    CHECK(verified.output.find("branched") != std::string::npos);
}

TEST_CASE(
    "a number used twice is a conflict: that record is kept aside, the counter too, others go on after "
    "release") {
    Shop shop;
    {
        Shop::Run run(shop, Contacts::None);
        shop.saveAndSend(run);
    }
    shop.copy(shop.queue, shop.image);
    {
        Shop::Run run(shop, Contacts::None);
        shop.saveAndSend(run);
    }
    shop.copy(shop.image, shop.queue);
    Shop::Run run(shop, Contacts::None);  // a program that hears nothing of its numbers
    const auto clash = shop.save(run);
    REQUIRE(waitUntil([&] { return run.is(clash, ClientState::SetAside); }));
    CHECK(run.rows.at(clash).lastError == ErrorCode::ConflictAtOperator);
    CHECK(fs::exists(shop.queue / "spool" / (clash.hex() + ".envelope")));
    const auto next = shop.save(run);
    REQUIRE(waitUntil([&] { return run.waitsBecause(next, ErrorCode::RefusedByOperator); }));
    REQUIRE(shop.atOperator("release").exitCode == 0);
    REQUIRE(waitUntil([&] {
        run.records->sendNow();
        return run.is(next, ClientState::Sent);
    }));
    CHECK(timesHeld(shop.gateway.recordsAsJson(), clash) == 0);
}
