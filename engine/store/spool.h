// The payloads themselves: one file a record, written before any row and erased only on the operator's
// receipt or a withdrawal. The queue's index can be made anew from this folder. Records thread; owned by
// RegistrationQueue.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/secret.h"
#include "store/fault_points.h"

namespace countersign {

// The one place that raises SpoolUnusable.
[[nodiscard]] Error spoolUnusableError(std::string detail);

// What writeFileDurably leaves in `folder` when the power goes: never confirmed to anyone, removed. Returns
// how many such files there were. SpoolUnusable.
[[nodiscard]] Result<int> removeInterruptedWrites(const std::filesystem::path& folder);
// Whether a file's name is one of those.
[[nodiscard]] bool isInterruptedWrite(std::string_view fileName);

class Spool {
  public:
    // An envelope is about 300 KiB; the gateway refuses bodies far below this.
    static constexpr std::size_t kLargestEnvelope = std::size_t{8} * 1024 * 1024;

    struct Entry {
        RecordId recordId;
        std::uint64_t bytes = 0;
    };

    Spool(std::filesystem::path folder, FaultPoints& faults);

    // Makes the folder (mode 0700) and its quarantine, and removes what an interrupted write left behind.
    // Returns how many such files there were.
    [[nodiscard]] Result<int> open();

    // Durable when it returns without an error. With an error the file may or may not be there.
    [[nodiscard]] Status write(RecordId recordId, ByteView envelope);
    [[nodiscard]] Result<Bytes> read(RecordId recordId) const;
    // From the disk itself and not from what the system still remembers of the last reading.
    [[nodiscard]] Result<Bytes> readAgain(RecordId recordId) const;
    // The payload is sealed to the operator's key, so unlinking is enough: overwriting in place promises
    // nothing on a journal or an SSD. An absent file is a success.
    [[nodiscard]] Status erase(RecordId recordId);
    [[nodiscard]] Status erase(std::span<const RecordId> records);  // several, made durable once
    // From the quarantine as well.
    [[nodiscard]] Status eraseEverywhere(std::span<const RecordId> records);
    // Moves a file that is no envelope out of the way; it is kept for the technician.
    [[nodiscard]] Status quarantine(RecordId recordId);
    // What lies there, and back again: one bad reading of a disk is not the last word.
    [[nodiscard]] Result<std::vector<Entry>> quarantined() const;
    [[nodiscard]] Result<Bytes> readQuarantined(RecordId recordId) const;
    [[nodiscard]] Status bringBack(RecordId recordId);

    // True only if it is certain: a folder or a disk that can't be looked at says nothing of its files.
    [[nodiscard]] bool isMissing(RecordId recordId) const;
    [[nodiscard]] Result<std::vector<Entry>> list() const;
    [[nodiscard]] std::uint64_t freeBytes() const;  // 0 if the system does not say

  private:
    [[nodiscard]] std::filesystem::path fileOf(RecordId recordId) const;
    [[nodiscard]] std::filesystem::path quarantinedFileOf(RecordId recordId) const;
    [[nodiscard]] Status durable() const;

    std::filesystem::path m_folder;
    FaultPoints& m_faults;
};

}  // namespace countersign
