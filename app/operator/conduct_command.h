// `conduct`: looks once a day, or once, whether a counter's conduct departs from what is usual at its own
// shop, and asks the shop. `findings`, `close-finding`: what was asked and answered. No opening key. Called
// once, on the main thread, before any other thread exists.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>

#include "commands.h"
#include "core/log.h"
#include "core/result.h"
#include "operator/finding_book.h"

namespace countersign {

// Of a folder that is a gateway's. Errors: those of openOperatorFolder and of the ledger's kind.
[[nodiscard]] Result<std::unique_ptr<FindingBook>> openFindingBook(const GatewayPlace& place);

struct ConductOptions {
    GatewayPlace place;
    enum class Run { UntilStopped = 1, Once } run = Run::UntilStopped;
};
[[nodiscard]] Status conductCommand(const ConductOptions& options, Log& log, std::ostream& out);

[[nodiscard]] Status findingsCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);
[[nodiscard]] Status closeFindingCommand(const GatewayPlace& place, std::uint64_t number, std::ostream& out);

}  // namespace countersign
