// The device's own count, kept beside the database so that a broken or rebuilt one never gives a number
// twice. Records thread; owned by RegistrationQueue.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/result.h"
#include "protocol/hash.h"

namespace countersign {

struct SequenceMark {
    std::uint64_t lastReserved = 0;
    std::uint64_t lastSaved = 0;  // sequence of the newest saved envelope
    Sha256 lastSavedHash{};       // its hash, for the chain
    bool operator==(const SequenceMark&) const = default;
};

// Empty if the file is missing or damaged: the caller then relies on the database and the spool.
[[nodiscard]] std::optional<SequenceMark> readSequenceMark(const std::filesystem::path& file);
[[nodiscard]] Status writeSequenceMark(const std::filesystem::path& file, const SequenceMark& mark);

}  // namespace countersign
