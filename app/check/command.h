// A subcommand of countersign-check. The tool is single-threaded but for the models' loading.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/result.h"

namespace countersign::check {

// Options that every command takes.
struct CommonOptions {
    std::filesystem::path models;  // folder of the models
    std::filesystem::path policy;  // empty: the installed one
    std::filesystem::path output;  // empty: standard output
    int threads = 1;               // of OpenCV's pool
    bool quiet = false;            // no progress on standard error
};

class Command {
  public:
    virtual ~Command() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual std::string description() const = 0;
    virtual void declare(CLI::App& options) = 0;
    // The one JSON object that is printed. An Error decides the exit status, see exitStatus().
    [[nodiscard]] virtual Result<nlohmann::json> run(const CommonOptions& common) = 0;
    // For a command whose result is a verdict on what it looked at, as a check in a script wants it.
    [[nodiscard]] virtual int statusOf(const nlohmann::json& result) const;
    [[nodiscard]] virtual int statusOf(const Error& error) const;
    // The result in words, printed in place of the JSON; empty: the JSON is printed.
    [[nodiscard]] virtual std::string wordsFor(const nlohmann::json& result) const;
};

inline constexpr int kExitRan = 0;
inline constexpr int kExitArguments = 2;
inline constexpr int kExitInput = 3;
inline constexpr int kExitModels = 4;
inline constexpr int kExitFailed = 1;  // anything else: the output cannot be written, a model stopped
// Of the doctor alone.
inline constexpr int kExitFindings = 1;
inline constexpr int kExitCouldNotLook = 2;

[[nodiscard]] int exitStatus(const Error& error);

// Raised here and nowhere else.
[[nodiscard]] Error inputUnreadable(const std::filesystem::path& file, const std::string& why);
[[nodiscard]] Error outputUnwritable(const std::filesystem::path& file, const std::string& why);
[[nodiscard]] Error argumentsWrong(const std::string& why);

// Progress for people, on standard error; silent with --quiet.
void progress(const CommonOptions& common, const std::string& line);

}  // namespace countersign::check
