// `reviewer` and the console's options on the command line, and what is run for them.
#pragma once

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include <functional>
#include <memory>
#include <optional>

#include "review_console.h"

namespace countersign {

// Those of `review`; returns the one that asks for a console.
CLI::Option& addConsoleOptions(CLI::App& review, ConsoleOptions& into);

class ReviewerArguments {
  public:
    explicit ReviewerArguments(CLI::App& app);
    ~ReviewerArguments();
    ReviewerArguments(const ReviewerArguments&) = delete;
    ReviewerArguments& operator=(const ReviewerArguments&) = delete;

    // The exit status of the one that was parsed; empty: another command.
    [[nodiscard]] std::optional<int> run() const;

  private:
    struct Values;
    std::unique_ptr<Values> m_values;
    std::vector<std::pair<CLI::App*, std::function<int()>>> m_commands;
};

}  // namespace countersign
