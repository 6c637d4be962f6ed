// A real gateway in a process of its own: on a free loopback port, with TLS and a folder of its own. For
// tests that want the operator's side as it ships, and for those that kill it. Faults while starting throw
// std::runtime_error.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace countersign::test {

// A folder under the system's temp folder that goes away with the object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  private:
    std::filesystem::path m_path;
};

// Runs a program to its end; standard output is returned. Throws if it can't be started.
struct ProgramResult {
    int exitCode = -1;
    std::string output;
    std::string errors;
};
[[nodiscard]] ProgramResult runProgram(const std::vector<std::string>& command);

// countersign-operator as built.
[[nodiscard]] std::string operatorProgram();

class GatewayProcess {
  public:
    // Where the gateway kills itself (SIGKILL) at the first record that gets there.
    enum class DieAt { Never = 1, Verified, BodyWritten, RowWritten };

    // Makes the folder's keys and certificates if they are not there yet, then serves. `more`: further
    // arguments; tests send faster than any counter.
    explicit GatewayProcess(const std::filesystem::path& folder, DieAt dieAt = DieAt::Never,
                            std::uint16_t port = 0,
                            const std::vector<std::string>& more = {"--device-rate", "0"});
    ~GatewayProcess();  // SIGKILL if it still runs
    GatewayProcess(const GatewayProcess&) = delete;
    GatewayProcess& operator=(const GatewayProcess&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string url() const;  // "https://localhost:12345"
    [[nodiscard]] std::filesystem::path caFile() const;
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] std::filesystem::path logFile() const;
    [[nodiscard]] pid_t pid() const { return m_pid; }

    [[nodiscard]] std::string newCode() const;        // one-time enrolment code
    [[nodiscard]] std::string recordsAsJson() const;  // countersign-operator list --json

    int terminate();  // SIGTERM; its exit code, or -signal
    void kill();      // SIGKILL
    int wait();       // until it ends by itself; as terminate()

  private:
    [[nodiscard]] std::string asked(const std::vector<std::string>& words) const;

    std::filesystem::path m_folder;
    std::vector<std::string> m_ledger;  // --ledger, if it serves another than its folder's
    pid_t m_pid = -1;
    std::uint16_t m_port = 0;
};

}  // namespace countersign::test
