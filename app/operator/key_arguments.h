// The commands about keys and about who signs them and policies, on the command line. The office's own
// (new-office-key, sign-policy, sign-keys) need no folder of a gateway.
#pragma once

#include "command_line.h"

namespace countersign {

void addRolloutCommands(CLI::App& app, Commands& commands);
void addKeyCommands(CLI::App& app, Commands& commands);
// --office-key, for whatever else is signed where it is at hand.
void addOfficeKeyOption(CLI::App& command, std::string& into);

}  // namespace countersign
