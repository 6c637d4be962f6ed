// What the service manager is told, by a real socket of its kind.

#include "app/counter/watchdog.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

// The manager's end.
class Manager {
  public:
    explicit Manager(std::string name) : m_name(std::move(name)) {
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, m_name.data(), m_name.size());
        if (m_name.front() == '@') address.sun_path[0] = '\0';
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_name.size());
        REQUIRE(::bind(m_socket, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    }
    ~Manager() { ::close(m_socket); }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    // All that lies there now.
    std::vector<std::string> heard() {
        std::vector<std::string> words;
        std::array<char, 256> space{};
        for (;;) {
            const auto size = ::recv(m_socket, space.data(), space.size(), 0);
            if (size < 0) return words;
            words.emplace_back(space.data(), static_cast<std::size_t>(size));
        }
    }
    // The next word, while the program's loop turns.
    std::string next() {
        for (;;) {
            std::array<char, 256> space{};
            const auto size = ::recv(m_socket, space.data(), space.size(), 0);
            if (size >= 0) return {space.data(), static_cast<std::size_t>(size)};
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
    [[nodiscard]] const std::string& name() const { return m_name; }

  private:
    std::string m_name;
    int m_socket = -1;
};

struct Program {
    int count = 1;
    std::array<char, 5> name{"test"};
    std::array<char*, 2> arguments{name.data(), nullptr};
    QCoreApplication application{count, arguments.data()};
};

WatchdogRequest taken(const char* socket, const char* limit, const std::string& forWhom) {
    socket != nullptr ? ::setenv("NOTIFY_SOCKET", socket, 1) : ::unsetenv("NOTIFY_SOCKET");
    limit != nullptr ? ::setenv("WATCHDOG_USEC", limit, 1) : ::unsetenv("WATCHDOG_USEC");
    forWhom.empty() ? ::unsetenv("WATCHDOG_PID") : ::setenv("WATCHDOG_PID", forWhom.c_str(), 1);
    auto request = takeWatchdogRequest();
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        CHECK(std::getenv(name) == nullptr);  // nothing that the program starts finds it
    return request;
}

}  // namespace

TEST_CASE("the manager's request is taken out of the environment, and only one that can be meant") {
    const auto self = std::to_string(::getpid());
    CHECK(taken("/run/notify", "60000000", self) == WatchdogRequest{"/run/notify", std::chrono::minutes(1)});
    CHECK(taken("@abstract", "2", "") == WatchdogRequest{"@abstract", microseconds(2)});
    CHECK(taken("/run/notify", nullptr, "") == WatchdogRequest{"/run/notify", {}});
    // Beats wanted of another process are not wanted of this one.
    CHECK(taken("/run/notify", "60000000", "1") == WatchdogRequest{"/run/notify", {}});
    for (const char* limit : {"0", "-5", "", "60 ", "1e6", "99999999999999999999999"})
        CHECK(taken("/run/notify", limit, self) == WatchdogRequest{"/run/notify", {}});
    CHECK(taken(nullptr, "60000000", self) == WatchdogRequest{});
    for (const char* socket : {"", "/", "@", "relative", "vsock:2:1234"})
        CHECK(taken(socket, "60000000", self) == WatchdogRequest{});
    CHECK(taken(("/" + std::string(200, 'a')).c_str(), "60000000", self) == WatchdogRequest{});
}

TEST_CASE("the manager hears that the window is there, beats while its loop turns, and the end") {
    const Program program;
    const TempFolder folder;
    const auto log = discardLog();
    for (const auto& name :
         {(folder.path() / "notify").string(), "@countersign-test-" + std::to_string(::getpid())}) {
        Manager manager(name);
        Watchdog watchdog({manager.name(), milliseconds(4)}, *log);
        QCoreApplication::processEvents();
        CHECK(manager.heard().empty());  // there is no window yet
        watchdog.ready();
        watchdog.ready();
        CHECK(manager.next() == "READY=1\nWATCHDOG=1");
        for (int beats = 0; beats < 3; ++beats) CHECK(manager.next() == "WATCHDOG=1");
        watchdog.stopping();
        auto words = manager.heard();
        REQUIRE_FALSE(words.empty());
        CHECK(words.back() == "STOPPING=1");
    }
}

TEST_CASE("a window that hangs beats no more, and one that comes back does") {
    const Program program;
    const TempFolder folder;
    const auto log = discardLog();
    Manager manager((folder.path() / "notify").string());
    const milliseconds limit(4);
    Watchdog watchdog({manager.name(), limit}, *log);
    watchdog.ready();
    CHECK(manager.next() == "READY=1\nWATCHDOG=1");
    CHECK(manager.next() == "WATCHDOG=1");
    static_cast<void>(manager.heard());
    // This thread is busy with something else, for several beats.
    for (const QDeadlineTimer hangs(10 * limit); !hangs.hasExpired();) {
    }
    CHECK(manager.heard().empty());
    CHECK(manager.next() == "WATCHDOG=1");
}

TEST_CASE("without a limit there are no beats, and without a manager nothing at all") {
    const Program program;
    const TempFolder folder;
    const auto log = discardLog();
    Manager manager((folder.path() / "notify").string());
    Watchdog only({manager.name(), {}}, *log);
    only.ready();
    CHECK(manager.next() == "READY=1\nWATCHDOG=1");
    Watchdog beating({manager.name(), milliseconds(4)}, *log);
    beating.ready();
    CHECK(manager.next() == "READY=1\nWATCHDOG=1");
    beating.stopping();
    CHECK(manager.next() == "STOPPING=1");
    for (const QDeadlineTimer later(milliseconds(20)); !later.hasExpired();)
        QCoreApplication::processEvents();
    CHECK(manager.heard().empty());  // neither the one without a limit nor the one that ends
    Watchdog nobody({}, *log);
    nobody.ready();
    nobody.stopping();
    QCoreApplication::processEvents();
}

TEST_CASE("a manager that is away for a moment is told again that the window is there") {
    const Program program;
    const TempFolder folder;
    const auto log = discardLog();
    const auto name = (folder.path() / "notify").string();
    Watchdog watchdog({name, milliseconds(4)}, *log);
    watchdog.ready();  // nobody hears it
    Manager manager(name);
    CHECK(manager.next() == "READY=1\nWATCHDOG=1");
    CHECK(manager.next() == "WATCHDOG=1");
}
