// What the store keeps beside the records: every write, sync, rename, unlink and statement of the journal,
// the operator's orders, a withdrawal, the draft, the list of clerks and the migration of an older database
// fails. Afterwards what was confirmed is there, the rest is as it was, and the work can be done. The
// counter's identity and policy: identity_faults_test.cpp.

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "app/counter/clerk_list.h"
#include "app/counter/draft_store.h"
#include "fault/every_fault.h"
#include "fault/old_database.h"
#include "store/audit_log.h"
#include "support/catch.h"
#include "sync/contact_keeper.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

bool brokenIn(const fs::path& folder) {
    for (const auto& file : fs::directory_iterator(folder)) {
        if (file.path().filename().string().find("broken") != std::string::npos) return true;
    }
    return false;
}

struct Journal : Scene {
    static constexpr int kAll = 3;
    Journal() {
        auto journal = must(open());
        must(journal.append({AuditEvent::Started, {}, {}, "before"}));
    }
    Result<AuditLog> open() { return AuditLog::open(folder.path() / "journal", clock, *log); }
    void work() {
        auto journal = open();
        if (!journal) return;
        for (int n = 1; n <= kAll; ++n) {
            if (!journal->append({AuditEvent::SignedIn, "clerk-" + std::to_string(n), {}, {}})) return;
            confirmed.set(n);
        }
    }
    void check() {
        auto journal = must(open());
        must(journal.append({AuditEvent::SignedOut, {}, {}, "after"}));
        CHECK_FALSE(brokenIn(folder.path()));
        const auto lines = must(journal.linesAfter(0, 100, 100'000)).lines;
        // Confirmed lines in their order; the one under way may be there, nothing else.
        REQUIRE(lines.size() >= static_cast<std::size_t>(confirmed.count() + 2));
        CHECK(lines.size() <= static_cast<std::size_t>(confirmed.count() + 3));
        for (int n = 1; n <= confirmed.count(); ++n)
            CHECK(must(readAuditLine(lines[static_cast<std::size_t>(n)])).who ==
                  "clerk-" + std::to_string(n));
    }
    ManualClock clock{WallTime(std::chrono::seconds(1'900'000'000))};
    std::unique_ptr<Log> log = discardLog();
};

// One contact: a later word on a record, two erased by order (one sent, one waiting), a clerk off, a limit.
struct Orders : Scene {
    static constexpr int kAll = 1;
    Orders() {
        identity.deviceId = bench.maker.deviceId();
        identity.signer = std::make_shared<SigningKey>(SigningKey::generate());
        identity.operatorKeys = {bench.maker.operatorKeys().front(), operatorKey.verifyingKey()};
        auto queue = bench.open();
        const auto save = [&](RecordId& id) { id = bench.saveOne(*queue).recordId; };
        for (auto* id : {&decided, &sent}) {
            save(*id);
            must(queue->markSending(only(*id)));
            must(queue->acceptReceipt(*id, bench.maker.receipt(bench.last), bench.maker.operatorKeys()));
            if (id == &decided) {
                auto word = bench.maker.receiptFor(bench.last);
                word.status = ReceiptStatus::ComeBack;
                word.revision = 2;
                laterWord = bench.maker.sign(word);
            }
        }
        save(waiting);
        bench.databaseFaults = &statements;
    }
    Result<NoticeEffect> contact() {
        auto queue = bench.tryOpen();
        if (!queue) return failure(queue.error());
        auto journal = AuditLog::open(folder.path() / "journal", bench.clock, *log);
        if (!journal) return failure(journal.error());
        ContactKeeper keeper(**queue, *journal, identity, "test", bench.clock, *log);
        const auto bytes = keeper.make();
        if (!bytes) return failure(bytes.error());
        const auto question = must(readContact(*bytes)).contact;
        Notice notice;
        notice.deviceId = question.deviceId;
        notice.nonce = question.nonce;
        notice.at = std::chrono::floor<std::chrono::seconds>(bench.clock.wall());
        notice.sequenceLimit = 500;
        const std::vector<Order> all{{1, OrderKind::RecordStatus, decided, "", laterWord},
                                     {2, OrderKind::Erase, sent, "", {}},
                                     {3, OrderKind::Erase, waiting, "", {}},
                                     {4, OrderKind::ClerkOff, {}, "lina", {}}};
        // The operator gives again what the counter does not say it did.
        for (const auto& order : all)
            if (order.number > question.lastOrder) notice.orders.push_back(order);
        return keeper.take(must(signNotice(notice, operatorKey)));
    }
    void work() { confirmed.set(contact().has_value() ? 1 : 0); }
    void check() {
        must(contact());
        auto queue = bench.open();
        const bool renewed = brokenIn(bench.database().parent_path());
        if (const auto row = queue->row(decided); row || !renewed)
            CHECK(row.value().server == ServerState::ComeBack);
        if (const auto row = queue->row(sent); row || !renewed) {
            CHECK(row.value().client == ClientState::Sent);
            CHECK(row.value().numberTail.empty());
            CHECK(must(queue->receipt(sent)).empty());
        }
        if (const auto row = queue->row(waiting); row || !renewed)
            CHECK(row.value().client == ClientState::Withdrawn);
        for (const auto& id : {decided, sent, waiting}) CHECK_FALSE(fs::exists(bench.spoolFile(id)));
        CHECK(must(queue->clerksOff()) == std::vector<std::string>{"lina"});
        CHECK(must(queue->memory()).sequenceLimit == 500);
        CHECK(must(queue->memory()).lastOrder == 4);
        // In the journal at most once: it may have been the journal that could not be written.
        std::map<std::string, int> noted;
        for (const auto& text : must(AuditLog::read(folder.path() / "journal")).lines)
            ++noted[must(readAuditLine(text)).detail];
        for (const auto& [detail, times] : noted) {
            INFO(detail);
            CHECK(times == 1);
        }
        if (confirmed.count() == kAll) CHECK(noted.size() >= 1);
    }
    QueueBench bench{folder.path() / "queue"};
    SigningKey operatorKey = SigningKey::generate();
    DeviceIdentity identity;
    RecordId decided, sent, waiting;
    Bytes laterWord;
    std::unique_ptr<Log> log = discardLog();
};

struct Withdrawal : Scene {
    static constexpr int kAll = 1;
    Withdrawal() {
        auto queue = bench.open();
        record = bench.saveOne(*queue).recordId;
        other = bench.saveOne(*queue).recordId;
        bench.databaseFaults = &statements;
    }
    void work() {
        const auto queue = bench.tryOpen();
        if (queue && (*queue)->withdraw(record)) confirmed.set(1);
    }
    void check() {
        auto queue = bench.open();
        const bool renewed = brokenIn(bench.database().parent_path());
        const auto row = queue->row(record);
        if (confirmed.count() == kAll) {
            CHECK_FALSE(fs::exists(bench.spoolFile(record)));
            if (row || !renewed) CHECK(row.value().client == ClientState::Withdrawn);
        } else if (row && row->client == ClientState::Waiting) {
            CHECK(fs::exists(bench.spoolFile(record)));
            // After a renewal it may have left, for all that is known.
            if (!row->mayHaveLeft) must(queue->withdraw(record));
        } else {
            CHECK_FALSE(fs::exists(bench.spoolFile(record)));
        }
        CHECK(must(queue->row(other)).client == ClientState::Waiting);
        CHECK(fs::exists(bench.spoolFile(other)));
    }
    QueueBench bench{folder.path() / "queue"};
    RecordId record, other;
};

struct OlderDatabase : Scene {
    static constexpr int kAll = 1;
    OlderDatabase() {
        {
            auto queue = bench.open();
            for (auto& id : ids) id = bench.saveOne(*queue).recordId;
        }
        makeOlder(bench.database(), 1);
        bench.databaseFaults = &statements;
    }
    void work() {
        if (bench.tryOpen()) confirmed.set(1);
    }
    void check() {
        auto queue = bench.open();
        for (const auto& id : ids) {
            CHECK(must(queue->row(id)).client == ClientState::Waiting);
            CHECK(fs::exists(bench.spoolFile(id)));
        }
        CHECK(must(queue->reserve()).sequence > 3);
    }
    QueueBench bench{folder.path() / "queue"};
    std::array<RecordId, 3> ids;
};

struct Draft : Scene {
    static constexpr int kAll = 1;
    static BuyerDetails details(const char* number) {
        BuyerDetails d;
        d.purchase = Purchase::SimCard;
        d.documentKind = DocumentKind::ResidentId;
        d.msisdn = number;
        return d;
    }
    Draft() { must(store.keep(details("+8613700000001"), "lina")); }
    void work() {
        if (store.keep(details("+8613700000002"), "lina")) confirmed.set(1);
    }
    void check() {
        const auto draft = store.load();
        REQUIRE(draft);
        const auto& kept = draft->details.msisdn;
        CHECK((kept == "+8613700000002" || (kept == "+8613700000001" && confirmed.count() == 0)));
        must(store.keep(details("+8613700000003"), "lina"));
        CHECK(store.load().value().details.msisdn == "+8613700000003");
        store.erase();
        CHECK_FALSE(store.load());
    }
    ManualClock clock{WallTime(std::chrono::seconds(1'900'000'000))};
    DraftStore store{folder.path() / "draft", clock};
};

// PINs are hashed slowly on purpose: the ground is laid once, and the file itself is compared.
struct Clerks : Scene {
    static constexpr int kAll = 1;
    Clerks() { folder.write("clerks.json", before()); }
    static const std::string& before() {
        static const std::string text = [] {
            TempFolder once;
            must(must(ClerkList::load(once.path() / "clerks.json")).put({"lina", "Lina"}, "2580"));
            const auto bytes = must(readFile(once.path() / "clerks.json", 1U << 16U));
            return std::string(bytes.begin(), bytes.end());
        }();
        return text;
    }
    static std::map<std::string, std::string> hashes(const std::string& text) {
        std::map<std::string, std::string> found;
        const auto list = nlohmann::json::parse(text);
        for (const auto& clerk : list.at("clerks")) found[clerk.at("id")] = clerk.at("pin_hash");
        return found;
    }
    void work() {
        auto clerks = ClerkList::load(folder.path() / "clerks.json");
        if (clerks && clerks->put({"bert", "Bert"}, "1470")) confirmed.set(1);
    }
    void check() {
        REQUIRE(ClerkList::load(folder.path() / "clerks.json"));
        const auto bytes = must(readFile(folder.path() / "clerks.json", 1U << 16U));
        const auto now = hashes(std::string(bytes.begin(), bytes.end()));
        CHECK(now.at("lina") == hashes(before()).at("lina"));
        if (confirmed.count() == kAll) CHECK(now.contains("bert"));
    }
};

}  // namespace

TEST_CASE("the journal keeps what it confirmed, whatever fails") {
    WARN(everyFault<Journal>() << " faults");
}

TEST_CASE("the operator's orders are carried out once and wholly, whatever fails") {
    const int faults = everyFault<Orders>(), statements = everyStatement<Orders>();
    WARN(faults << " faults, " << statements << " failing statements");
}

TEST_CASE("a record is taken back or waits, whatever fails") {
    const int faults = everyFault<Withdrawal>(), statements = everyStatement<Withdrawal>();
    WARN(faults << " faults, " << statements << " failing statements");
}

TEST_CASE("an older database is taken over with every row, whatever fails") {
    const int faults = everyFault<OlderDatabase>(), statements = everyStatement<OlderDatabase>();
    WARN(faults << " faults, " << statements << " failing statements");
}

TEST_CASE("a draft is the new one or the one before, whatever fails") {
    WARN(everyFault<Draft>() << " faults");
}

TEST_CASE("clerks who were known stay known, whatever fails") {
    WARN(everyFault<Clerks>() << " faults");
}
