#include "support/postgres_process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace countersign::test {
namespace {

namespace fs = std::filesystem;

// Debian keeps the server's programs apart by version; the newest one.
fs::path programs() {
    fs::path newest;
    int version = 0;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", code)) {
        const auto bin = entry.path() / "bin";
        const int number = std::atoi(entry.path().filename().c_str());
        if (number > version && ::access((bin / "postgres").c_str(), X_OK) == 0) {
            version = number;
            newest = bin;
        }
    }
    return newest;
}

// Whom the server runs as; empty: whoever runs the test.
struct User {
    uid_t id = 0;
    gid_t group = 0;
};

User serverUser() {
    if (::geteuid() != 0) return {};
    const passwd* entry = ::getpwnam("postgres");
    if (entry == nullptr) throw std::runtime_error("no user postgres");
    return {entry->pw_uid, entry->pw_gid};
}

pid_t spawn(const std::vector<std::string>& command, const User& user, const fs::path& log) {
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error("no new process");
    if (pid > 0) return pid;
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    if (user.id != 0 && (::setgroups(0, nullptr) != 0 || ::setgid(user.group) != 0 || ::setuid(user.id) != 0))
        ::_exit(126);
    // After the change of the user, which takes the wish away: a test that dies leaves no server behind.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

int waitFor(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return status;
}

}  // namespace

bool PostgresProcess::installed() {
    if (!programs().empty()) return true;
    std::fputs("skipped: PostgreSQL is not installed (packaging/packages.txt)\n", stderr);
    return false;
}

PostgresProcess& sharedPostgres() {
    if (!PostgresProcess::installed()) std::exit(77);
    static PostgresProcess server;
    return server;
}

PostgresProcess::PostgresProcess() {
    const auto user = serverUser();
    const auto data = m_folder.path() / "data";
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    for (const auto& folder : {m_folder.path(), data}) {
        if (user.id != 0 && ::chown(folder.c_str(), user.id, user.group) != 0)
            throw std::runtime_error("cannot give the folder to the server");
    }
    // What initdb makes need not survive a power cut; what the server stores later does.
    const auto pid = spawn({(programs() / "initdb").string(), "-D", data.string(), "-A", "trust", "-U",
                            "postgres", "--no-sync", "-E", "UTF8", "--locale=C"},
                           user, m_folder.path() / "initdb.log");
    if (waitFor(pid) != 0) throw std::runtime_error("initdb failed");
    // Measured with the settings that are shipped, tested with the server's own.
    if (const char* settings = std::getenv("COUNTERSIGN_TEST_POSTGRES_SETTINGS"); settings != nullptr)
        std::ofstream(data / "postgresql.conf", std::ios::app) << "\ninclude '" << settings << "'\n";
    start();
}

PostgresProcess::~PostgresProcess() {
    end(SIGQUIT);
}

std::string PostgresProcess::addressOf(const std::string& database) const {
    std::string folder;
    for (const char c : m_folder.path().string()) folder += c == '/' ? std::string("%2F") : std::string(1, c);
    return "postgresql://postgres@" + folder + "/" + database;
}

std::string PostgresProcess::newDatabase() {
    const auto name = "ledger" + std::to_string(++m_databases);
    sql(addressOf("postgres"), "CREATE DATABASE " + name);
    return addressOf(name);
}

std::string PostgresProcess::sql(const std::string& address, const std::string& text) const {
    const auto done =
        runProgram({(programs() / "psql").string(), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, address});
    if (done.exitCode != 0) throw std::runtime_error("psql: " + done.errors);
    return done.output;
}

void PostgresProcess::end(int signal) {
    if (m_pid <= 0) return;
    ::kill(m_pid, signal);
    waitFor(m_pid);
    m_pid = -1;
}

void PostgresProcess::stopAtOnce() {
    end(SIGQUIT);
}

void PostgresProcess::kill() {
    end(SIGKILL);
}

bool PostgresProcess::tryStart() {
    const auto& folder = m_folder.path();
    m_pid = spawn({(programs() / "postgres").string(), "-D", (folder / "data").string(), "-k",
                   folder.string(), "-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=100"},
                  serverUser(), folder / "server.log");
    const int child = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    bool ready = false;
    bool ended = false;
    while (!ready && !ended && std::chrono::steady_clock::now() < deadline) {
        constexpr int kPause = 20;  // milliseconds, or until it has ended
        pollfd state{child, POLLIN, 0};
        ended = ::poll(&state, 1, kPause) > 0;
        ready = !ended &&
                runProgram({(programs() / "pg_isready").string(), "-q", "-h", folder.string()}).exitCode == 0;
    }
    ::close(child);
    if (!ready) end(SIGKILL);
    return ready;
}

void PostgresProcess::start() {
    // After a SIGKILL the old server's children still end; until then a new one doesn't start.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (!tryStart()) {
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("PostgreSQL did not start, see " +
                                     (m_folder.path() / "server.log").string());
    }
}

}  // namespace countersign::test
