// What the doctor found in a counter's state folder. Fixed words, file names, record ids and numbers; nothing
// of a buyer. Plain values; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/keys.h"

namespace countersign {

enum class DoctorCode {
    // what is where a file or folder should be
    FolderMissing = 1,
    NotAsExpected,  // a link, a folder in place of a file, a device: not looked into
    TooLarge,
    Unreadable,
    Exposed,      // others than the owner may read it
    OtherOwner,   // belongs to somebody else than the folder: the counter may not be able to write it
    UnknownFile,  // nothing that the program makes
    InterruptedWrite,
    // the queue's index
    DatabaseMissing,
    DatabaseDamaged,
    DatabaseInconsistent,  // readable, but its full check finds something
    DatabaseForeign,       // its tables are not those of its version
    DatabaseNewer,
    DatabaseOlder,
    DatabaseSetAside,
    // payloads
    PayloadMissing,
    PayloadDamaged,     // not the bytes that were saved
    PayloadForeign,     // not signed by this counter's key, or another counter's
    PayloadUnclaimed,   // no row
    PayloadUnreadable,  // no row, and no envelope
    PayloadLeftOver,    // its row says that it was erased
    PayloadBack,        // set aside for want of it, and there after all
    NumberTwice,
    Quarantined,
    RecordsSetAside,
    // numbers and chains
    MarkUnusable,
    MarkBehind,
    ChainDiffers,
    JournalMissing,
    JournalDamaged,
    JournalCutOff,
    JournalDiffers,
    JournalSetAside,
    // who this counter is
    NotEnrolled,
    IdentityDamaged,
    KeyMissing,
    KeyUnusable,
    // the disk
    SpaceLow,
    ReserveMissing,
};
[[nodiscard]] std::string_view doctorCodeName(DoctorCode code);  // "payload_missing", stable

enum class DoctorGrade {
    Note = 1,  // nothing has to be done
    Warning,   // somebody should look
    Bad,       // registrations or the counter's standing are in danger
};
[[nodiscard]] std::string_view doctorGradeName(DoctorGrade grade);

// Whether the counter mends it at its next start, and so does the repair.
enum class Mending { ByHand = 1, AtStart };

struct DoctorFinding {
    DoctorCode code = DoctorCode::FolderMissing;
    DoctorGrade grade = DoctorGrade::Note;
    Mending mending = Mending::ByHand;
    std::string where;  // path within the state folder, or a record's short code
    std::string detail;
};

struct DoctorReport {
    std::vector<DoctorFinding> findings;
    std::int64_t schemaVersion = 0;  // 0: no database could be read
    std::int64_t newestSchema = 0;
    std::map<std::string, std::uint64_t> rowsByState;
    std::uint64_t payloads = 0, payloadBytes = 0;
    std::uint64_t signaturesChecked = 0;
    std::uint64_t lastNumber = 0;  // given out
    std::uint64_t unusedNumbers =
        0;  // given out and not in the index: never saved, or of rows that were lost
    std::uint64_t journalLines = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t backups = 0;  // of older schemas
    std::uint64_t freeBytes = 0;  // where the queue is, or will be; 0: the system does not say
    std::optional<KeyProtection> keyProtection;

    [[nodiscard]] bool healthy() const;  // nothing above a note
    [[nodiscard]] bool mendable() const;
};

}  // namespace countersign
