#include "support/swtpm_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace countersign::test {
namespace {

const char* program() {
    for (const char* place : {"/usr/bin/swtpm", "/usr/local/bin/swtpm"}) {
        if (::access(place, X_OK) == 0) return place;
    }
    return nullptr;
}

class Descriptor {
  public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

  private:
    int m_fd;
};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool isFree(std::uint16_t port) {
    const Descriptor end(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int again = 1;
    ::setsockopt(end.get(), SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
    const auto address = loopback(port);
    return ::bind(end.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool answers(std::uint16_t port) {
    const Descriptor end(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = loopback(port);
    return ::connect(end.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

// The library expects the control channel on the next port: two free ones in a row.
std::uint16_t freePair() {
    for (int tries = 0; tries < 1000; ++tries) {
        const Descriptor end(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        auto address = loopback(0);
        socklen_t size = sizeof address;
        if (::bind(end.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
            ::getsockname(end.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
            continue;
        }
        const auto port = ntohs(address.sin_port);
        if (port < 65535 && isFree(static_cast<std::uint16_t>(port + 1))) return port;
    }
    throw std::runtime_error("no free ports");
}

}  // namespace

SwtpmProcess::SwtpmProcess(const std::filesystem::path& state) : m_state(state) {
    if (program() == nullptr) {
        std::fputs("skipped: swtpm is not installed (packaging/packages.txt)\n", stderr);
        std::exit(77);
    }
    std::filesystem::create_directories(m_state);
    start();
}

SwtpmProcess::~SwtpmProcess() {
    stop();
}

std::string SwtpmProcess::tcti() const {
    return "swtpm:host=127.0.0.1,port=" + std::to_string(m_port);
}

void SwtpmProcess::stop() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGTERM);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
}

void SwtpmProcess::start() {
    constexpr int kTries = 20;  // somebody may take the ports between our look and its start
    for (int tries = 0; tries < kTries; ++tries) {
        if (m_port == 0) m_port = freePair();
        if (tryStart()) return;
        m_port = 0;
    }
    throw std::runtime_error("swtpm did not start, see " + (m_state / "swtpm.log").string());
}

bool SwtpmProcess::tryStart() {
    const auto control = static_cast<std::uint16_t>(m_port + 1);
    const std::vector<std::string> command{program(),
                                           "socket",
                                           "--tpm2",
                                           "--tpmstate",
                                           "dir=" + m_state.string(),
                                           "--server",
                                           "type=tcp,bindaddr=127.0.0.1,port=" + std::to_string(m_port),
                                           "--ctrl",
                                           "type=tcp,bindaddr=127.0.0.1,port=" + std::to_string(control),
                                           "--flags",
                                           "not-need-init,startup-clear",
                                           "--log",
                                           "file=" + (m_state / "swtpm.log").string()};
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    m_pid = ::fork();
    if (m_pid < 0) throw std::runtime_error("no new process");
    if (m_pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that dies leaves none behind
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    const Descriptor child(static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0)));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!answers(control) || !answers(m_port)) {
        constexpr int kPause = 5;  // milliseconds, or until it has ended
        pollfd end{child.get(), POLLIN, 0};
        if (::poll(&end, 1, kPause) > 0 || std::chrono::steady_clock::now() > deadline) {
            stop();
            return false;
        }
    }
    return true;
}

}  // namespace countersign::test
