// The commands about counters: how they stand, what they are to do, and whether what came of them is whole.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "commands.h"
#include "core/result.h"
#include "protocol/contact.h"

namespace countersign {

[[nodiscard]] Status countersCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);

// By its 32 hex digits or its short code; one that two counters share names neither. Null: none of these.
[[nodiscard]] const DeviceRow* counterNamed(const std::vector<DeviceRow>& all, const std::string& name);

struct CounterName {
    GatewayPlace place;
    std::string counter;  // 32 hex digits or the short code
};
// Given to the counter with its next contact. Errors: CounterUnknown.
[[nodiscard]] Status orderCommand(const CounterName& name, const Order& order, std::ostream& out);
// Takes records of a counter again that was set aside because it contradicts itself.
[[nodiscard]] Status releaseCommand(const CounterName& name, std::ostream& out);
// For the counter's own key, by the authority in tls/ca.key.pem, which only this command and `init` need. PEM.
[[nodiscard]] Status deviceCertificateCommand(const CounterName& name, std::ostream& out);
// Stolen, broken or without its key: it registers nobody any more. Prints the code with which its successor
// enrols. OperatorFolderUnusable once there is a successor.
[[nodiscard]] Status replaceCounterCommand(const CounterName& name, std::chrono::hours validFor,
                                           std::ostream& out);
// So many more records than the operator holds now; 0: no such limit.
[[nodiscard]] Status allotCommand(const CounterName& name, std::uint64_t records, std::ostream& out);
// All counters if none is named. ChainNotWhole if something wants an explanation; what, is printed first.
[[nodiscard]] Status verifyCommand(const CounterName& name, std::ostream& out);

}  // namespace countersign
