#include "command_line.h"

#include <iostream>

namespace countersign {

std::optional<int> Commands::run() const {
    for (const auto& [command, work] : m_commands) {
        if (command->parsed()) return work();
    }
    return std::nullopt;
}

int report(const Status& status) {
    if (status) return 0;
    std::cerr << "countersign-operator: " << describe(status.error()) << "\n";
    return 1;
}

int report(const Result<bool>& done) {
    if (!done) return report(Status(failure(done.error())));
    return *done ? 0 : 1;
}

void addFolderOption(CLI::App& command, GatewayPlace& into) {
    command.add_option("--dir", into.folder, "The gateway's folder")->required();
}

void addPlaceOptions(CLI::App& command, GatewayPlace& into) {
    addFolderOption(command, into);
    command.add_option("--ledger", into.ledger,
                       "Another ledger than the one named at init: postgresql://USER@HOST/DATABASE, the "
                       "password in the file that PGPASSFILE names");
}

}  // namespace countersign
