// The commands beside `serve`. Each prints for people or, where asked, JSON on standard output.
#pragma once

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "operator/sqlite_ledger.h"

namespace countersign {

enum class OutputForm { Text = 1, Json };

// Of a folder that is a gateway's: a mistyped one must not quietly become an empty ledger.
[[nodiscard]] Result<std::unique_ptr<SqliteLedger>> openLedger(const std::filesystem::path& folder);

struct InitOptions {
    std::filesystem::path folder;
    std::vector<std::string> hosts;    // beside localhost and the loopback addresses
    std::filesystem::path policyFile;  // JSON; empty: the smallest policy
};
[[nodiscard]] Status initCommand(const InitOptions& options, std::ostream& out);

// A newer policy for counters that enrol from the next start of the gateway on.
[[nodiscard]] Status setPolicyCommand(const std::filesystem::path& folder,
                                      const std::filesystem::path& policyFile, std::ostream& out);

// Prints the code and nothing else.
[[nodiscard]] Status newCodeCommand(const std::filesystem::path& folder, std::chrono::hours validFor,
                                    std::ostream& out);

[[nodiscard]] Status listCommand(const std::filesystem::path& folder, OutputForm form, std::ostream& out);

struct ShowOptions {
    std::filesystem::path folder;
    std::string record;  // 32 hex digits or the short code
    std::filesystem::path
        openingKey;  // if given, tells whether the payload opens; never prints what is in it
};
// JSON: the row, the header, the receipt, and whether body, signature and receipt hold. Fails if one does
// not.
[[nodiscard]] Status showCommand(const ShowOptions& options, std::ostream& out);

}  // namespace countersign
