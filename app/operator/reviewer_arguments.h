// `reviewer` and the console's options on the command line.
#pragma once

#include "command_line.h"
#include "review_console.h"

namespace countersign {

// Those of `review`; returns the one that asks for a console.
CLI::Option& addConsoleOptions(CLI::App& review, ConsoleOptions& into);
void addReviewerCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
