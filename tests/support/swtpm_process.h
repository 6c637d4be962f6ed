// A TPM in software (swtpm) in a process of its own, on loopback ports of its own; its state lies in a folder
// and outlives it, as that of a chip outlives the power. Faults while starting throw std::runtime_error.
//
// For test programs that are about nothing else: where swtpm is not installed the program says so and ends
// with 77, which ctest shows as skipped.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace countersign::test {

class SwtpmProcess {
  public:
    // A new chip if the folder is empty, else the one that lies there. It answers when this returns.
    explicit SwtpmProcess(const std::filesystem::path& state);
    ~SwtpmProcess();
    SwtpmProcess(const SwtpmProcess&) = delete;
    SwtpmProcess& operator=(const SwtpmProcess&) = delete;

    [[nodiscard]] std::string tcti() const;  // "swtpm:host=127.0.0.1,port=2321"
    void stop();
    void start();  // on the ports it had, if they are still free

  private:
    [[nodiscard]] bool tryStart();
    std::filesystem::path m_state;
    std::uint16_t m_port = 0;
    pid_t m_pid = -1;
};

}  // namespace countersign::test
