// The commands about the regulator on the command line: forwarding, the outbox, and the simulator.
#pragma once

#include "command_line.h"

namespace countersign {

void addRegulatorCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
