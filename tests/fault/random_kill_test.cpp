// kill -9 at random moments of save, send, receipt, erase, withdrawal, orders, migration and rebuild, and of
// the gateway while the counter sends. COUNTERSIGN_KILLS sets how many moments there are of all together.

#include <signal.h>

#include <cstdlib>
#include <random>

#include "fault/old_database.h"
#include "fault/shop.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

using Steady = std::chrono::steady_clock;
using Micros = std::chrono::microseconds;

int randomKills() {
    const char* wanted = std::getenv("COUNTERSIGN_KILLS");
    return wanted != nullptr ? std::max(10, std::atoi(wanted)) : 1'000;
}

// Of all moments, so many per cent are of this kind.
int share(int perCent) {
    return std::max(1, randomKills() * perCent / 100);
}

class Moments {
  public:
    explicit Moments(Shop& shop) : m_shop(shop) {}

    // How long an undisturbed run takes here, so that the moments fall into it.
    void measure(const std::vector<std::string>& words) {
        const auto begin = Steady::now();
        const auto child = m_shop.start(words);
        REQUIRE(child->readUntil("open", std::chrono::minutes(2)));
        opening = std::chrono::duration_cast<Micros>(Steady::now() - begin);
        REQUIRE(child->readUntil("drained", std::chrono::minutes(2)));
        working = std::chrono::duration_cast<Micros>(Steady::now() - begin) - opening;
        m_shop.note(*child);
    }

    // Killed before it was done: a child that was done before its moment came is no kill, and the moments
    // move with the machine's pace.
    bool killWhileWorking(const std::vector<std::string>& words) {
        const auto child = m_shop.start(words);
        if (child->readUntil("open", std::chrono::minutes(2))) {
            const bool late = child->readUntil("drained", draw(working));
            working = std::max(Micros(2'000), late ? working * 9 / 10 : working * 51 / 50);
        }
        return finish(*child, "drained");
    }
    bool killWhileOpening(const std::vector<std::string>& words) {
        const auto child = m_shop.start(words);
        const bool late = child->readUntil("open", draw(opening));
        opening = std::max(Micros(2'000), late ? opening * 9 / 10 : opening * 51 / 50);
        return finish(*child, "open");
    }

    Micros opening{}, working{};
    const unsigned seed = std::random_device()();
    std::mt19937 random{seed};

  private:
    Micros draw(Micros longest) {
        return Micros(std::uniform_int_distribution<std::int64_t>(0, longest.count())(random));
    }
    bool finish(Child& child, const std::string& done) {
        const bool inTime = ("\n" + child.text()).find("\n" + done) == std::string::npos;
        child.kill();
        child.readToEnd();  // what it had confirmed before
        m_shop.note(child);
        return inTime;
    }
    Shop& m_shop;
};

}  // namespace

TEST_CASE("kill -9 at random moments of saving, taking back, sending, receipts and erasing") {
    Shop shop;
    Moments moments(shop);
    moments.measure({"saves=3", "withdraw=1"});
    INFO("seed " << moments.seed);
    const int kills = share(80);
    int killed = 0, tries = 0;
    for (; killed < kills && tries < 4 * kills; ++tries) {
        std::vector<std::string> words{"saves=3"};
        if (tries % 2 == 1) words.emplace_back("withdraw=1");
        // One in eight while it opens, the others while it works.
        killed += tries % 8 == 0 ? moments.killWhileOpening(words) : moments.killWhileWorking(words);
    }
    CHECK(killed == kills);
    shop.closeTheBooks();
    WARN(killed << " kills in the middle of work in " << tries << " tries, " << shop.confirmed.size()
                << " registrations confirmed, " << shop.withdrawn.size() << " taken back");
}

TEST_CASE("kill -9 at random moments of carrying out the operator's orders") {
    Shop shop;
    Moments moments(shop);
    moments.measure({"saves=2", "contact=1"});
    INFO("seed " << moments.seed);
    const int kills = share(10);
    int killed = 0, tries = 0;
    for (; killed < kills && tries < 4 * kills; ++tries) {
        Order erase, clerk;
        erase.kind = OrderKind::Erase;
        erase.record = *std::next(shop.confirmed.begin(), tries % static_cast<int>(shop.confirmed.size()));
        clerk.kind = shop.clerksOff.contains("lina") ? OrderKind::ClerkOn : OrderKind::ClerkOff;
        clerk.text = "lina";
        shop.order(clerk);
        // Of a record that was sent: what was confirmed since may not have left yet.
        if (tries % 4 == 0) shop.run({"contact=1"});
        if (tries % 4 == 0) shop.order(erase);
        killed += moments.killWhileWorking({"saves=1", "contact=1"});
    }
    CHECK(killed == kills);
    shop.closeTheBooks();
    WARN(killed << " kills in " << tries << " tries, " << shop.erased.size() << " records erased by order");
}

TEST_CASE("kill -9 at random moments of migrating an older database and of making a broken one anew") {
    Shop shop;
    shop.indexLost = true;
    Moments moments(shop);
    moments.measure({"saves=2"});
    INFO("seed " << moments.seed);
    const auto newest = counterSchemas().size();
    const int kills = share(10);
    int migrating = 0, renewing = 0, tries = 0;
    for (; migrating + renewing < kills && tries < 6 * kills; ++tries) {
        // What an older or a lost index does not know any more, the operator tells before the next record is
        // signed.
        shop.run({"contact=1"});
        shop.run({"saves=1", "offline=1"});
        if (tries % 3 == 2) {
            overwrite(shop.database(), 0, 4096);
            renewing += moments.killWhileOpening({});
        } else {
            makeOlder(shop.database(), 1 + static_cast<std::size_t>(tries) % (newest - 1));
            migrating += moments.killWhileOpening({});
        }
    }
    CHECK(migrating + renewing == kills);
    shop.closeTheBooks();
    WARN(migrating << " kills while migrating and " << renewing << " while making it anew, in " << tries
                   << " tries");
}

TEST_CASE("kill -9 of the gateway at random moments, while the counter sends") {
    Shop shop;
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    INFO("seed " << seed);
    const int kills = std::max(10, randomKills() / 50);  // each start of a gateway takes its time
    int killed = 0;
    while (killed < kills) {
        const auto child = shop.start({"saves=4"});
        REQUIRE(child->readUntil("open", std::chrono::minutes(2)));
        // The moments spread over the four records, at whatever pace this machine takes them.
        const auto wanted = static_cast<std::size_t>(std::uniform_int_distribution<int>(0, 3)(random));
        const auto drained = [&] { return child->text().find("drained") != std::string::npos; };
        for (int looks = 0; looks < 600'000 && child->ids("sent").size() < wanted && !drained(); ++looks)
            static_cast<void>(child->readUntil("", Micros(200)));
        static_cast<void>(
            child->readUntil("drained", Micros(std::uniform_int_distribution<int>(0, 8'000)(random))));
        const bool inTime = !drained();
        shop.gateway->kill();
        shop.startGateway(GatewayProcess::DieAt::Never);
        killed += inTime;
        CHECK(child->readUntil("drained", std::chrono::minutes(2)));
        child->readToEnd();
        shop.note(*child);
    }
    shop.closeTheBooks();
    WARN(killed << " kills of the gateway in the middle of work, " << shop.confirmed.size()
                << " registrations confirmed");
}
