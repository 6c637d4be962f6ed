// The reviewers' web page as part of the `review` process: what it is started with. Called on the main
// thread.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

#include "console_server.h"
#include "review_side.h"

namespace countersign {

struct ConsoleOptions {
    std::string addressAndPort;             // empty: no page
    std::filesystem::path certificateFile;  // empty, with the key: the gateway's own
    std::filesystem::path keyFile;
    std::filesystem::path portFile;  // empty: the port is only printed
};

// The page with what it stands on; it serves until this goes.
struct ReviewConsole {
    std::unique_ptr<ReviewerBook> reviewers;
    std::unique_ptr<ConsoleServer> server;
};

// Null: none was asked for. What is passed in outlives it. ConsoleNotStarted; what reading the files and
// opening the ledger may give.
[[nodiscard]] Result<std::unique_ptr<ReviewConsole>> openConsole(const ConsoleOptions& options,
                                                                 const GatewayPlace& place, ReviewSide& side,
                                                                 ReviewDesk& desk, Log& log,
                                                                 std::ostream& out);

}  // namespace countersign
