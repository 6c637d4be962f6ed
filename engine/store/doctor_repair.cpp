#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/files.h"
#include "store/audit_log.h"
#include "store/doctor.h"
#include "store/doctor_files.h"
#include "store/registration_queue.h"
#include "store/spool.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

// What must be looked at by a person first: opening the queue over it could make it worse.
bool stands(DoctorCode code) {
    constexpr std::array kInTheWay{DoctorCode::NotAsExpected, DoctorCode::TooLarge,
                                   DoctorCode::Unreadable,    DoctorCode::OtherOwner,
                                   DoctorCode::DatabaseNewer, DoctorCode::DatabaseForeign};
    return std::ranges::find(kInTheWay, code) != kInTheWay.end();
}

// What the repair may change, as it was. The payloads are only moved.
Result<std::string> keepCopies(const fs::path& state, const fs::path& queue, const Clock& clock) {
    std::string name = "doctor-" + toRfc3339(clock.wall());
    std::erase(name, ':');
    const auto unreadable = [](const std::error_code& error) {
        return error == std::errc::no_space_on_device ? diskFullError()
                                                      : spoolUnusableError("copies: " + error.message());
    };
    std::error_code error;
    auto folder = state / name;
    for (int n = 2; fs::exists(fs::symlink_status(folder, error)); ++n)
        folder = state / (name + "-" + std::to_string(n));
    if (!fs::create_directory(folder, error)) return failure(unreadable(error));
    fs::permissions(folder, fs::perms::owner_all, error);
    for (const char* file : {"queue.db", "queue.db-wal", "sequence", "journal", "device"}) {
        if (doctor::lookAt(queue / file).kind != doctor::Look::Kind::File) continue;
        if (!fs::copy_file(queue / file, folder / file, error)) return failure(unreadable(error));
    }
    ::sync();  // before anything is changed, and this is no busy server
    return folder.filename().string();
}

std::string sentence(int count, const char* one, const char* several) {
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

}  // namespace

Result<DoctorRepair> repairCounter(const DoctorSettings& settings, const DoctorReport& found,
                                   const Clock& clock, Log& log) {
    DoctorRepair repair;
    if (!found.mendable()) return repair;
    std::error_code error;
    auto state = fs::canonical(settings.state, error);
    if (error) state = settings.state;
    const auto queueFolder = state / "queue";
    const auto inTheWay =
        std::ranges::find_if(found.findings, [](const auto& each) { return stands(each.code); });
    if (inTheWay != found.findings.end()) {
        repair.refused = std::string(doctorCodeName(inTheWay->code)) + ": " + inTheWay->where;
        return repair;
    }
    // Files made by another user would lock the counter out of its own folder.
    if (doctor::lookAt(queueFolder).owner != ::geteuid()) {
        repair.refused = "not the user whom the folder belongs to";
        return repair;
    }
    QueueSettings queueSettings;
    queueSettings.folder = queueFolder;
    queueSettings.freeSpaceLimit = settings.freeSpaceLimit;
    queueSettings.reserveBytes = settings.reserveBytes;
    auto copies = keepCopies(state, queueFolder, clock);
    if (!copies) return failure(copies.error());
    repair.copies = *copies;
    repair.acts.push_back("index, numbers and journal copied to " + *copies);

    NoFaultPoints points;
    auto opened = RegistrationQueue::open(queueSettings, clock, log, points);
    if (!opened) return failure(opened.error());
    auto& queue = **opened;
    const auto damaged = queue.setAsideDamaged();
    if (!damaged) return failure(damaged.error());
    const auto& health = queue.health();
    const auto tell = [&](int count, const char* one, const char* several) {
        if (count > 0) repair.acts.push_back(sentence(count, one, several));
    };
    if (!health.databaseSetAside.empty())
        repair.acts.push_back("broken database set aside as " + health.databaseSetAside);
    tell(health.rowsRebuilt, "row made anew from its payload", "rows made anew from their payloads");
    tell(health.payloadsMissing, "record set aside: its payload is missing",
         "records set aside: their payloads are missing");
    tell(health.payloadsDamaged, "damaged payload moved to the quarantine",
         "damaged payloads moved to the quarantine");
    tell(health.payloadsBack, "record back in line: its payload is there again",
         "records back in line: their payloads are there again");
    tell(health.orphansRemoved, "interrupted write or finished payload removed",
         "interrupted writes or finished payloads removed");
    const auto memory = queue.memory();
    if (!memory) return failure(memory.error());
    const auto journal = AuditLog::open(queueFolder / "journal", clock, log, nullptr, memory->auditHeld);
    if (!journal) return failure(journal.error());
    for (const auto& each : found.findings) {
        if (each.code == DoctorCode::JournalDamaged)
            repair.acts.emplace_back("damaged journal set aside, a new one goes on from its last good line");
        if (each.code == DoctorCode::JournalCutOff)
            repair.acts.emplace_back("half a line at the end of the journal cut off");
        if (each.code == DoctorCode::JournalMissing) repair.acts.emplace_back("journal begun");
        if (each.code == DoctorCode::DatabaseOlder)
            repair.acts.emplace_back("database brought to the newest version");
        if (each.code == DoctorCode::MarkUnusable || each.code == DoctorCode::MarkBehind)
            repair.acts.emplace_back("mark of the numbers written");
        if (each.code == DoctorCode::Exposed && each.mending == Mending::AtStart)
            repair.acts.push_back("closed to other users: " + each.where);
    }
    return repair;
}

}  // namespace countersign
