// The program's log: rotating files, redacted. Passed by reference to whoever needs it; no global. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace countersign {

class Log {
  public:
    virtual ~Log() = default;
    void info(std::string_view area, std::string_view message) { write(Level::Info, area, message); }
    void warn(std::string_view area, std::string_view message) { write(Level::Warning, area, message); }
    void error(std::string_view area, std::string_view message) { write(Level::Error, area, message); }

  protected:
    enum class Level { Info = 1, Warning, Error };
    virtual void write(Level level, std::string_view area, std::string_view message) = 0;
};

// Rotating file (3 x 1 MB); falls back to standard error if the file cannot be opened.
[[nodiscard]] std::unique_ptr<Log> openFileLog(const std::filesystem::path& file);
[[nodiscard]] std::unique_ptr<Log> openStderrLog();
[[nodiscard]] std::unique_ptr<Log> discardLog();

// A second line of defence: runs of six or more digits (document, phone and card numbers) and anything outside
// ASCII (names) are masked. The first line is that callers pass no personal data.
[[nodiscard]] std::string redact(std::string_view message);

}  // namespace countersign
