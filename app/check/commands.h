// The table of subcommands. To add one: write its file, declare its maker here, add a line in commands.cpp.
#pragma once

#include "command.h"

namespace countersign::check {

[[nodiscard]] std::vector<std::unique_ptr<Command>> allCommands();

[[nodiscard]] std::unique_ptr<Command> makeEventsCommand();
[[nodiscard]] std::unique_ptr<Command> makeCompareCommand();
[[nodiscard]] std::unique_ptr<Command> makeBenchCommand();
[[nodiscard]] std::unique_ptr<Command> makeScanCommand();
[[nodiscard]] std::unique_ptr<Command> makeAttackCommand();
[[nodiscard]] std::unique_ptr<Command> makeFilmCommand();
[[nodiscard]] std::unique_ptr<Command> makeSpoofCommand();
[[nodiscard]] std::unique_ptr<Command> makeMatchCommand();
[[nodiscard]] std::unique_ptr<Command> makeIdentitiesCommand();
[[nodiscard]] std::unique_ptr<Command> makePortraitCommand();
[[nodiscard]] std::unique_ptr<Command> makeDoctorCommand();

}  // namespace countersign::check
