// kill -9 at every named point and at random moments of save, send, receipt and erase, against a real gateway
// over TLS, and kill -9 of the gateway while it takes in: what the counter confirmed is at the gateway
// exactly once. COUNTERSIGN_KILLS sets the number of random moments.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <set>

#include "contract/sync/enrolled_counter.h"
#include "store/fault_points.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

using Clock_ = std::chrono::steady_clock;

class Child {
  public:
    Child(const std::vector<std::string>& arguments, const fs::path& errors) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        std::vector<std::string> command{COUNTERSIGN_COUNTER_CHILD};
        command.insert(command.end(), arguments.begin(), arguments.end());
        std::vector<char*> raw;
        for (auto& word : command) raw.push_back(word.data());
        raw.push_back(nullptr);
        const int log = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::dup2(log, STDERR_FILENO);
            ::execv(raw[0], raw.data());
            ::_exit(127);
        }
        ::close(log);
        ::close(ends[1]);
        m_output = ends[0];
    }
    ~Child() {
        kill();
        ::close(m_output);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Reads until `word` begins a line, the time is over, or the child has ended (then false).
    bool readUntil(const std::string& word, std::chrono::microseconds limit) {
        const auto deadline = Clock_::now() + limit;
        for (;;) {
            if (!word.empty() &&
                (m_text.starts_with(word) || m_text.find("\n" + word) != std::string::npos)) {
                return true;
            }
            const auto left =
                std::chrono::duration_cast<std::chrono::nanoseconds>(deadline - Clock_::now()).count();
            if (left <= 0) return false;
            pollfd end{m_output, POLLIN, 0};
            const timespec wait{left / 1'000'000'000, left % 1'000'000'000};
            if (::ppoll(&end, 1, &wait, nullptr) <= 0) continue;
            char part[4096];
            const auto got = ::read(m_output, part, sizeof part);
            if (got <= 0) return false;
            m_text.append(part, static_cast<std::size_t>(got));
        }
    }
    void readToEnd() { static_cast<void>(readUntil("", std::chrono::minutes(5))); }
    void kill() {
        if (m_pid <= 0) return;
        ::kill(m_pid, SIGKILL);
        wait();
    }
    int wait() {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    [[nodiscard]] std::vector<std::string> ids(const std::string& word) const {
        std::vector<std::string> found;
        for (auto at = m_text.find(word + " "); at != std::string::npos;
             at = m_text.find(word + " ", at + 1)) {
            const auto end = m_text.find('\n', at);
            if (end == std::string::npos) break;  // cut off: never confirmed
            found.push_back(m_text.substr(at + word.size() + 1, end - at - word.size() - 1));
        }
        return found;
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

  private:
    pid_t m_pid = -1;
    int m_output = -1;
    std::string m_text;
};

struct Shop {
    Shop() { must(enrolCounter(addressOf(*gateway), IdentityFolder(identity), gateway->newCode())); }
    // At the address the counter knows.
    void startGateway(GatewayProcess::DieAt dieAt) {
        const auto port = gateway->port();
        gateway.reset();
        gateway = std::make_unique<GatewayProcess>(folder.path() / "operator", dieAt, port);
    }
    std::unique_ptr<Child> start(std::vector<std::string> more) {
        std::vector<std::string> arguments{(folder.path() / "queue").string(), identity.string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return std::make_unique<Child>(arguments, folder.path() / "child.log");
    }
    void note(const Child& child) {
        for (const auto& hex : child.ids("saved")) confirmed.insert(RecordId::parse(hex).value());
    }
    // The program is started again and again until nothing waits, as a shop does. Then the books are
    // compared.
    void closeTheBooks() {
        for (int tries = 0;; ++tries) {
            REQUIRE(tries < 5);
            const auto child = start({"0"});
            const bool drained = child->readUntil("drained", std::chrono::minutes(5));
            child->readToEnd();
            INFO(child->text());
            CHECK(child->text().find("failed") == std::string::npos);
            child->kill();
            if (drained) break;
        }
        const auto held = gateway->recordsAsJson();
        int lost = 0, doubled = 0;
        for (const auto& id : confirmed) {
            const int times = timesHeld(held, id);
            lost += times == 0;
            doubled += times > 1;
        }
        CHECK(lost == 0);
        CHECK(doubled == 0);
        // Nothing lies about at the counter: everything is sent and erased, nothing was set aside.
        SystemClock clock;
        const auto log = discardLog();
        NoFaultPoints points;
        QueueSettings settings;
        settings.folder = folder.path() / "queue";
        const auto queue = must(RegistrationQueue::open(settings, clock, *log, points));
        CHECK(queue->health().clean());
        const auto summary = must(queue->summary());
        CHECK(summary.waiting == 0);
        CHECK(summary.setAside == 0);
        CHECK(summary.spoolBytes == 0);
        for (const auto& id : confirmed) CHECK(must(queue->row(id)).client == ClientState::Sent);
        for (const auto& row : must(queue->rows(0, 100'000))) CHECK(timesHeld(held, row.recordId) == 1);
        CHECK(fs::is_empty(folder.path() / "queue" / "spool" / "quarantine"));
    }

    TempFolder folder;
    std::unique_ptr<GatewayProcess> gateway = std::make_unique<GatewayProcess>(folder.path() / "operator");
    fs::path identity = folder.path() / "identity";
    std::set<RecordId> confirmed;
};

int randomKills() {
    const char* wanted = std::getenv("COUNTERSIGN_KILLS");
    return wanted != nullptr ? std::max(1, std::atoi(wanted)) : 60;  // 1,000 for a release
}

}  // namespace

TEST_CASE("kill -9 at every named point of a record's life") {
    Shop shop;
    int reached = 0;
    for (int point = static_cast<int>(FaultPoint::SequenceReserving);
         point <= static_cast<int>(FaultPoint::ErasureRecorded); ++point) {
        for (const char* times : {"1", "2"}) {  // at the first record and at the second
            const auto child = shop.start({"2", std::to_string(point), times});
            child->readToEnd();
            shop.note(*child);
            const int code = child->wait();
            INFO("point " << point << ", time " << times << "\n" << child->text());
            CHECK(code == -SIGKILL);
            reached += code == -SIGKILL;
        }
    }
    WARN(reached << " kills at named points");
    shop.closeTheBooks();
}

TEST_CASE("kill -9 at random moments of saving and sending") {
    Shop shop;
    // How long an undisturbed run takes here, so that the moments fall into it.
    const auto begin = Clock_::now();
    std::chrono::microseconds opening{}, working{};
    {
        const auto child = shop.start({"3"});
        REQUIRE(child->readUntil("open", std::chrono::minutes(2)));
        opening = std::chrono::duration_cast<std::chrono::microseconds>(Clock_::now() - begin);
        REQUIRE(child->readUntil("drained", std::chrono::minutes(2)));
        working = std::chrono::duration_cast<std::chrono::microseconds>(Clock_::now() - begin) - opening;
        shop.note(*child);
    }
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    INFO("seed " << seed);
    const int kills = randomKills();
    int killedInTime = 0, tries = 0;
    // A child that was done before its moment came is no kill: the moments move with the machine's pace.
    for (; killedInTime < kills && tries < 4 * kills; ++tries) {
        const auto child = shop.start({"3"});
        const auto draw = [&](std::chrono::microseconds longest) {
            return std::chrono::microseconds(
                std::uniform_int_distribution<std::int64_t>(0, longest.count())(random));
        };
        // One in eight while it opens, the others while it works.
        if (tries % 8 == 0) {
            static_cast<void>(child->readUntil("", draw(opening)));
        } else if (child->readUntil("open", std::chrono::minutes(2))) {
            const bool late = child->readUntil("drained", draw(working));
            working = std::max(std::chrono::microseconds(2'000), late ? working * 9 / 10 : working * 51 / 50);
        }
        killedInTime += child->text().find("drained") == std::string::npos;
        child->kill();
        child->readToEnd();  // what it had confirmed before
        shop.note(*child);
    }
    CHECK(killedInTime > 0);
    shop.closeTheBooks();
    WARN(killedInTime << " kills in the middle of work in " << tries << " tries, " << shop.confirmed.size()
                      << " registrations confirmed");
}

TEST_CASE("kill -9 of the gateway at every named point of taking in, while the counter sends") {
    Shop shop;
    for (const auto point : {GatewayProcess::DieAt::Verified, GatewayProcess::DieAt::BodyWritten,
                             GatewayProcess::DieAt::RowWritten}) {
        shop.startGateway(point);
        const auto child = shop.start({"3"});
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

TEST_CASE("kill -9 of the gateway at random moments, while the counter sends") {
    Shop shop;
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    INFO("seed " << seed);
    const int kills = std::max(10, randomKills() / 10);  // each start of a gateway takes its time
    int killed = 0;
    while (killed < kills) {
        const auto child = shop.start({"4"});
        REQUIRE(child->readUntil("open", std::chrono::minutes(2)));
        // The moments spread over the four records, at whatever pace this machine takes them.
        const auto wanted = static_cast<std::size_t>(std::uniform_int_distribution<int>(0, 3)(random));
        const auto drained = [&] { return child->text().find("drained") != std::string::npos; };
        for (int looks = 0; looks < 600'000 && child->ids("sent").size() < wanted && !drained(); ++looks)
            static_cast<void>(child->readUntil("", std::chrono::microseconds(200)));
        static_cast<void>(child->readUntil(
            "drained", std::chrono::microseconds(std::uniform_int_distribution<int>(0, 8'000)(random))));
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
