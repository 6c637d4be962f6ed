// `forward`: sends the outbox to the regulator, until SIGTERM or once. `outbox`: what waits, was refused and
// is not sent. Called once, on the main thread, before any other thread exists.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "commands.h"
#include "core/log.h"
#include "core/result.h"
#include "regulator_http.h"

namespace countersign {

struct ForwardOptions {
    GatewayPlace place;
    RegulatorAddress regulator;
    std::filesystem::path regulatorKeys;  // RegulatorKeys as JSON
    std::string operatorId;               // empty: the id of the signing key
    enum class Run { UntilStopped = 1, Once } run = Run::UntilStopped;
};

// Once: sends what is due, prints what came of it and fails with the last fault, if there was one. Otherwise
// a fault is logged and tried again.
[[nodiscard]] Status forwardCommand(const ForwardOptions& options, Log& log, std::ostream& out);

[[nodiscard]] Status outboxCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);

}  // namespace countersign
