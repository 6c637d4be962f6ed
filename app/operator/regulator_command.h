// `regulator`: runs the simulator until SIGTERM, or lists what it holds. Called once, on the main thread,
// before any other thread exists.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "commands.h"
#include "core/log.h"
#include "regulator_simulator.h"

namespace countersign {

struct RegulatorOptions {
    std::filesystem::path folder;
    std::string address = "127.0.0.1";
    std::uint16_t port = 9443;  // 0: any free one
    std::filesystem::path portFile;
    std::vector<std::filesystem::path> operators;  // gateways' folders: their public keys are read
    SimulatorFaults faults;
};

// Prints "Listening on https://ADDRESS:PORT" once connections are taken.
[[nodiscard]] Status regulatorCommand(const RegulatorOptions& options, Log& log, std::ostream& out);
// Prints people's details: of practice data.
[[nodiscard]] Status regulatorListCommand(const std::filesystem::path& folder, OutputForm form,
                                          std::ostream& out);

}  // namespace countersign
