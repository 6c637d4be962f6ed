#include "store/doctor.h"

#include <utility>

#include "store/doctor_parts.h"
#include "store/folder_lock.h"

namespace countersign {
namespace doctor {

Notes::Notes(std::filesystem::path state) : m_state(std::move(state)), m_owner(lookAt(m_state / ".").owner) {}

void Notes::add(DoctorCode code, DoctorGrade grade, Mending mending, const std::filesystem::path& where,
                std::string detail) {
    const auto inside = where.is_absolute() ? where.lexically_relative(m_state) : where;
    report.findings.push_back({code, grade, mending, inside.string(), std::move(detail)});
}

Look Notes::expect(const std::filesystem::path& path, Look::Kind kind) {
    const auto look = lookAt(path);
    if (look.kind == Look::Kind::Missing) return look;
    if (look.kind == Look::Kind::Unreadable) {
        add(DoctorCode::Unreadable, DoctorGrade::Bad, Mending::ByHand, path);
    } else if (look.kind != kind) {
        add(DoctorCode::NotAsExpected, DoctorGrade::Bad, Mending::ByHand, path,
            kind == Look::Kind::Folder ? "should be a folder" : "should be a file");
    } else if (look.owner != m_owner) {
        add(DoctorCode::OtherOwner, DoctorGrade::Warning, Mending::ByHand, path);
    }
    return look;
}

}  // namespace doctor

Result<DoctorReport> examineCounter(const DoctorSettings& given) {
    DoctorSettings settings = given;
    // The folder itself may be named by a link; what lies in it may not be one.
    std::error_code error;
    const auto state = std::filesystem::canonical(given.state, error);
    if (!error) settings.state = state;
    doctor::Notes notes(settings.state);
    const auto queue = settings.state / "queue";
    // A lock under a queue that is a link would be somebody else's.
    if (doctor::lookAt(queue).kind != doctor::Look::Kind::Folder) {
        const auto identity = doctor::examineIdentity(settings, notes);
        doctor::examineQueue(settings, identity, notes);
        return std::move(notes.report);
    }
    const auto lock = FolderLock::takeIfThere(queue / "lock");
    if (!lock && lock.error().code == ErrorCode::QueueInUse) return failure(lock.error());
    // Held by nobody, then; what it is instead is told.
    if (!lock) notes.expect(queue / "lock", doctor::Look::Kind::File);
    const auto identity = doctor::examineIdentity(settings, notes);
    doctor::examineQueue(settings, identity, notes);
    return std::move(notes.report);
}

}  // namespace countersign
