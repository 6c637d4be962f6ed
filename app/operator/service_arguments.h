// The command line of `service`. Main thread; made before the line is parsed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

namespace countersign {

class ServiceArguments {
  public:
    explicit ServiceArguments(CLI::App& app);
    ~ServiceArguments();
    ServiceArguments(const ServiceArguments&) = delete;
    ServiceArguments& operator=(const ServiceArguments&) = delete;

    // The exit status; empty: none of these commands was given.
    [[nodiscard]] std::optional<int> run() const;

  private:
    struct Values;
    std::unique_ptr<Values> m_values;
    std::vector<std::pair<CLI::App*, std::function<int()>>> m_commands;
};

}  // namespace countersign
