#include "commands.h"

namespace countersign::check {

std::vector<std::unique_ptr<Command>> allCommands() {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(makeEventsCommand());
    commands.push_back(makeScanCommand());
    commands.push_back(makeAttackCommand());
    commands.push_back(makeCompareCommand());
    commands.push_back(makeBenchCommand());
    commands.push_back(makeFilmCommand());
    commands.push_back(makeSpoofCommand());
    commands.push_back(makeMatchCommand());
    commands.push_back(makeIdentitiesCommand());
    commands.push_back(makePortraitCommand());
    commands.push_back(makeDoctorCommand());
    return commands;
}

}  // namespace countersign::check
