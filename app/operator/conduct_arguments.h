// The commands about questions to shops on the command line.
#pragma once

#include "command_line.h"

namespace countersign {

void addConductCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
