#include "support/gateway_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "core/ids.h"
#include "support/postgres_process.h"

namespace countersign::test {
namespace {

class Pipe {
  public:
    Pipe() {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    }
    ~Pipe() {
        closeWriting();
        ::close(m_ends[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    [[nodiscard]] int reading() const { return m_ends[0]; }
    [[nodiscard]] int writing() const { return m_ends[1]; }
    void closeWriting() {
        if (m_ends[1] >= 0) ::close(m_ends[1]);
        m_ends[1] = -1;
    }

  private:
    std::array<int, 2> m_ends{-1, -1};
};

// Only what POSIX allows between fork and exec; everything is prepared before.
pid_t spawn(const std::vector<std::string>& command, int output, int errors) {
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error("no new process");
    if (pid == 0) {
        ::dup2(output, STDOUT_FILENO);
        ::dup2(errors, STDERR_FILENO);
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    return pid;
}

int waitFor(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TemporaryFolder::TemporaryFolder()
    : m_path(std::filesystem::temp_directory_path() / ("countersign-test-" + RecordId::random().hex())) {
    std::filesystem::create_directories(m_path);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

ProgramResult runProgram(const std::vector<std::string>& command) {
    Pipe output;
    Pipe errors;
    const pid_t pid = spawn(command, output.writing(), errors.writing());
    output.closeWriting();
    errors.closeWriting();
    ProgramResult result;
    std::array<pollfd, 2> ends{{{output.reading(), POLLIN, 0}, {errors.reading(), POLLIN, 0}}};
    std::array<char, 16384> part{};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (::poll(ends.data(), ends.size(), -1) < 0) {
            if (errno == EINTR) continue;
            break;
        }
        for (auto& end : ends) {
            if (end.fd < 0 || end.revents == 0) continue;
            const auto got = ::read(end.fd, part.data(), part.size());
            if (got > 0) {
                (&end == &ends[0] ? result.output : result.errors)
                    .append(part.data(), static_cast<std::size_t>(got));
            } else {
                end.fd = -1;
            }
        }
    }
    result.exitCode = waitFor(pid);
    return result;
}

std::string operatorProgram() {
    return COUNTERSIGN_OPERATOR_PROGRAM;
}

GatewayProcess::GatewayProcess(const std::filesystem::path& folder, DieAt dieAt, std::uint16_t port,
                               const std::vector<std::string>& more)
    : m_folder(folder) {
    if (!std::filesystem::exists(folder / "operator.json")) {
        std::vector<std::string> init{operatorProgram(), "init", "--dir", folder.string()};
        // Every gateway of this program's tests stands on PostgreSQL then, each on a database of its own.
        if (const char* kind = std::getenv("COUNTERSIGN_TEST_LEDGER");
            kind != nullptr && std::string_view(kind) == "postgresql") {
            init.insert(init.end(), {"--ledger", sharedPostgres().newDatabase()});
        }
        const auto made = runProgram(init);
        if (made.exitCode != 0) throw std::runtime_error("init failed: " + made.errors);
    }
    std::vector<std::string> command;
    if (dieAt == DieAt::Never) {
        command = {operatorProgram(), "serve", "--dir", folder.string(), "--port", std::to_string(port)};
        command.insert(command.end(), more.begin(), more.end());
        const auto ledger = std::find(more.begin(), more.end(), "--ledger");
        if (more.end() - ledger >= 2) m_ledger.assign(ledger, ledger + 2);
    } else {
        const char* point = dieAt == DieAt::Verified      ? "verified"
                            : dieAt == DieAt::BodyWritten ? "body_written"
                                                          : "row_written";
        command = {COUNTERSIGN_DYING_GATEWAY, folder.string(), std::to_string(port), point};
    }
    Pipe output;
    const int log = ::open(logFile().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0) throw std::runtime_error("no log file");
    m_pid = spawn(command, output.writing(), log);
    ::close(log);
    output.closeWriting();

    constexpr int kStartMillis = 60000;  // a sanitizer build on a loaded machine
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kStartMillis);
    std::string line;
    while (line.find('\n') == std::string::npos) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now())
                .count();
        pollfd end{output.reading(), POLLIN, 0};
        std::array<char, 256> part{};
        const bool ready = left > 0 && ::poll(&end, 1, static_cast<int>(left)) > 0;
        const auto got = ready ? ::read(output.reading(), part.data(), part.size()) : 0;
        if (got <= 0) {
            kill();
            throw std::runtime_error("the gateway did not start, see " + logFile().string());
        }
        line.append(part.data(), static_cast<std::size_t>(got));
    }
    m_port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

GatewayProcess::~GatewayProcess() {
    kill();
}

std::string GatewayProcess::url() const {
    return "https://localhost:" + std::to_string(m_port);
}
std::filesystem::path GatewayProcess::caFile() const {
    return m_folder / "tls" / "ca.pem";
}
std::filesystem::path GatewayProcess::logFile() const {
    return m_folder / "gateway.log";
}

std::string GatewayProcess::asked(const std::vector<std::string>& words) const {
    std::vector<std::string> command{operatorProgram()};
    command.insert(command.end(), words.begin(), words.end());
    command.insert(command.end(), {"--dir", m_folder.string()});
    command.insert(command.end(), m_ledger.begin(), m_ledger.end());
    const auto done = runProgram(command);
    if (done.exitCode != 0) throw std::runtime_error(words.front() + " failed: " + done.errors);
    return done.output;
}

std::string GatewayProcess::newCode() const {
    const auto made = asked({"new-code"});
    return made.substr(0, made.find('\n'));
}

std::string GatewayProcess::recordsAsJson() const {
    return asked({"list", "--json"});
}

int GatewayProcess::terminate() {
    if (m_pid > 0) ::kill(m_pid, SIGTERM);
    return wait();
}

void GatewayProcess::kill() {
    if (m_pid > 0) ::kill(m_pid, SIGKILL);
    wait();
}

int GatewayProcess::wait() {
    if (m_pid <= 0) return -1;
    const int code = waitFor(m_pid);
    m_pid = -1;
    return code;
}

}  // namespace countersign::test
