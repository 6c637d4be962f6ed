// Why the gateway did not take a message, as {"refusal": "conflict", "version": 1}. Not signed: a refusal
// never permits the counter to erase anything. Values; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "core/secret.h"

namespace countersign {

enum class Refusal {
    Malformed = 1,
    TooLarge,
    VersionUnsupported,
    UnknownDevice,
    DeviceSwitchedOff,
    SignatureInvalid,
    UnknownOperatorKey,  // sealed to a key this operator does not hold
    Conflict,            // the record id or sequence is taken by other bytes: an alarm at the operator
    CodeInvalid,         // enrolment code unknown, used or expired
    TryLater,            // the gateway could not store it; nothing was acknowledged
    NoSuchRoute,
    DeviceSetAside,  // its records contradict each other: nothing new is taken until it is released
    TooMany,         // this counter sends faster than it may, nothing was stored; or somebody asks too often
    NotKnown,        // to whoever asks what was erased: nothing is known under this code
};

[[nodiscard]] std::string_view refusalName(Refusal refusal);
[[nodiscard]] std::optional<Refusal> refusalFromName(std::string_view name);
[[nodiscard]] Bytes encodeRefusal(Refusal refusal);
[[nodiscard]] std::optional<Refusal> parseRefusal(ByteView bytes);

}  // namespace countersign
