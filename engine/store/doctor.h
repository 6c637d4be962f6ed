// The doctor: looks a counter's state folder over and changes nothing, or has mended what the counter mends
// by itself at its start. For a technician; also on a copy of a counter without its key. Whatever lies in the
// folder is told and never trusted. One thread; no state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/log.h"
#include "core/result.h"
#include "store/doctor_report.h"

namespace countersign {

struct DoctorSettings {
    std::filesystem::path state;  // what `countersign --state` names; there, and a folder
    std::string tpm;              // how a key in a TPM is reached; empty: not asked
    // As the queue has them.
    std::uint64_t freeSpaceLimit = std::uint64_t{200} * 1000 * 1000;
    std::uint64_t reserveBytes = std::uint64_t{16} * 1000 * 1000;
};

// Holds the queue's lock meanwhile, if there is one; the database is looked at in a copy, in a private folder
// under the system's temporary one. Errors: QueueInUse while the counter runs.
[[nodiscard]] Result<DoctorReport> examineCounter(const DoctorSettings& settings);

struct DoctorRepair {
    std::vector<std::string> acts;  // what was done, one sentence each; empty: there was nothing to do
    std::string copies;             // folder within the state folder; empty: none were needed
    std::string refused;  // why nothing was touched although there is something to mend; empty: it was
};
// Copies index, numbers and journal first, then opens the queue as the counter does, which mends it, and sets
// damaged payloads aside. Nothing is deleted but what the counter's start deletes too: writes that were
// interrupted, and payloads that the operator acknowledged or that were taken back. `found` is a report made
// just before. Errors: those of opening the queue and the journal; FileUnwritable, DiskFull for the copies.
[[nodiscard]] Result<DoctorRepair> repairCounter(const DoctorSettings& settings, const DoctorReport& found,
                                                 const Clock& clock, Log& log);

}  // namespace countersign
