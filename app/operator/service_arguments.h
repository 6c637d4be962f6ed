// The command line of `service`.
#pragma once

#include "command_line.h"

namespace countersign {

void addServiceCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
