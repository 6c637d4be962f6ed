// What of a counter's queue the operator does not have yet, told without opening the queue: by the sealed
// payloads that lie there, each of which is kept until the operator's receipt permits erasing it. Changes
// nothing and needs no lock, so it may be asked while the counter runs. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/clock.h"
#include "core/result.h"

namespace countersign {

struct Unsent {
    std::uint64_t records = 0;  // waiting, on their way, or refused by the operator and kept
    std::uint64_t bytes = 0;
    std::uint64_t damaged = 0;       // files that are no envelopes any more, kept for a technician
    std::optional<WallTime> oldest;  // when the oldest was written
    [[nodiscard]] bool any() const { return records + damaged > 0; }
};

// No folder: nothing was ever registered here. SpoolUnusable if it can't be looked into.
[[nodiscard]] Result<Unsent> countUnsent(const std::filesystem::path& queueFolder);

// The newest form of the queue's database that this program reads, and the one on disk, looked at in a copy.
struct QueueSchema {
    std::int64_t newest = 0;
    std::optional<std::int64_t> onDisk;  // empty: there is no database yet
    [[nodiscard]] bool readable() const { return !onDisk || *onDisk <= newest; }
};
// SpoolUnusable if it can't be looked at; the errors of opening a database.
[[nodiscard]] Result<QueueSchema> queueSchema(const std::filesystem::path& queueFolder);

}  // namespace countersign
