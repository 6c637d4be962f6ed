// The review side's commands on the command line: deciding, erasing, a person's rights.
#pragma once

#include "command_line.h"

namespace countersign {

void addReviewCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
