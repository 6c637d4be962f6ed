// new-provisioning, sign-provisioning and office-public on the command line. Main thread.
#pragma once

#include "command_line.h"

namespace countersign {

void addProvisioningCommands(CLI::App& app, Commands& commands);

}  // namespace countersign
