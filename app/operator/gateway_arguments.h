// The gateway's commands on the command line: making its folder, serving, looking at what it holds.
#pragma once

#include "command_line.h"

namespace countersign {

void addGatewayCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
