// The review side's commands on the command line: their options, and what is run for them.
#pragma once

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include <functional>
#include <memory>
#include <optional>

#include "commands.h"

namespace countersign {

class ReviewArguments {
  public:
    // `place`: where --dir and --ledger of these commands are put. Both outlive the object.
    ReviewArguments(CLI::App& app, GatewayPlace& place);
    ~ReviewArguments();
    ReviewArguments(const ReviewArguments&) = delete;
    ReviewArguments& operator=(const ReviewArguments&) = delete;

    // The exit status of the one that was parsed; empty: another command.
    [[nodiscard]] std::optional<int> run() const;

  private:
    struct Values;
    void addReview(CLI::App& app);
    void addRetention(CLI::App& app);
    void addPerson(CLI::App& app);
    std::unique_ptr<Values> m_values;
    std::vector<std::pair<CLI::App*, std::function<int()>>> m_commands;
};

}  // namespace countersign
