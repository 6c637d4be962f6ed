// The commands about keys and about who signs them and policies, on the command line: their options, and what
// is run for them. The office's own (new-office-key, sign-policy, sign-keys) need no folder of a gateway.
#pragma once

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "rollout_command.h"

namespace countersign {

// --percent and --counter.
void addRingOptions(CLI::App& command, RingWish& into);
// --office-key, which need not be given.
void addOfficeKeyOption(CLI::App& command, std::string& into);

class KeyArguments {
  public:
    explicit KeyArguments(CLI::App& app);
    ~KeyArguments();
    KeyArguments(const KeyArguments&) = delete;
    KeyArguments& operator=(const KeyArguments&) = delete;

    // The exit status of the one that was parsed; empty: another command.
    [[nodiscard]] std::optional<int> run() const;

  private:
    struct Values;
    void addChanges(CLI::App& app);
    void addTaking(CLI::App& app);
    void addOffice(CLI::App& app);
    // One that works in a gateway's folder and looks into its ledger.
    CLI::App* add(CLI::App& app, const char* name, const char* what);
    // One that changes keys: how the change is released.
    CLI::App* addChange(CLI::App& app, const char* name, const char* what);
    std::unique_ptr<Values> m_values;
    std::vector<std::pair<CLI::App*, std::function<int()>>> m_commands;
};

}  // namespace countersign
