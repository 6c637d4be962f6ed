// The commands about counters on the command line.
#pragma once

#include "command_line.h"

namespace countersign {

void addCounterCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
