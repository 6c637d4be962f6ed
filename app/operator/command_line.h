// What the groups of commands on the command line share. Main thread.
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

#include "commands.h"
#include "core/result.h"

namespace countersign {

// The commands, what runs each of them, and the values that their options are read into.
class Commands {
  public:
    // Lives as long as this.
    template <class Values>
    [[nodiscard]] Values& keep() {
        auto values = std::make_shared<Values>();
        m_kept.push_back(values);
        return *values;
    }
    // `work` returns the exit status. A command within another is added before it.
    void add(CLI::App* command, std::function<int()> work) {
        m_commands.emplace_back(command, std::move(work));
    }
    // The exit status of the one that was parsed; empty: there is none.
    [[nodiscard]] std::optional<int> run() const;

  private:
    std::vector<std::pair<CLI::App*, std::function<int()>>> m_commands;
    std::vector<std::shared_ptr<void>> m_kept;
};

// The exit status, with the error on standard error. A `no` is 1 without an error.
[[nodiscard]] int report(const Status& status);
[[nodiscard]] int report(const Result<bool>& done);

inline OutputForm formOf(bool json) {
    return json ? OutputForm::Json : OutputForm::Text;
}

// --dir, and --ledger beside it for every command that looks into the ledger.
void addFolderOption(CLI::App& command, GatewayPlace& into);
void addPlaceOptions(CLI::App& command, GatewayPlace& into);

}  // namespace countersign
