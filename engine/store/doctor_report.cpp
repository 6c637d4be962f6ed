#include "store/doctor_report.h"

#include <algorithm>
#include <array>
#include <utility>

namespace countersign {
namespace {

constexpr std::array<std::pair<DoctorCode, std::string_view>, 39> kNames{{
    {DoctorCode::FolderMissing, "folder_missing"},
    {DoctorCode::NotAsExpected, "not_as_expected"},
    {DoctorCode::TooLarge, "too_large"},
    {DoctorCode::Unreadable, "unreadable"},
    {DoctorCode::Exposed, "exposed"},
    {DoctorCode::OtherOwner, "other_owner"},
    {DoctorCode::UnknownFile, "unknown_file"},
    {DoctorCode::InterruptedWrite, "interrupted_write"},
    {DoctorCode::DatabaseMissing, "database_missing"},
    {DoctorCode::DatabaseDamaged, "database_damaged"},
    {DoctorCode::DatabaseInconsistent, "database_inconsistent"},
    {DoctorCode::DatabaseForeign, "database_foreign"},
    {DoctorCode::DatabaseNewer, "database_newer"},
    {DoctorCode::DatabaseOlder, "database_older"},
    {DoctorCode::DatabaseSetAside, "database_set_aside"},
    {DoctorCode::PayloadMissing, "payload_missing"},
    {DoctorCode::PayloadDamaged, "payload_damaged"},
    {DoctorCode::PayloadForeign, "payload_foreign"},
    {DoctorCode::PayloadUnclaimed, "payload_unclaimed"},
    {DoctorCode::PayloadUnreadable, "payload_unreadable"},
    {DoctorCode::PayloadLeftOver, "payload_left_over"},
    {DoctorCode::PayloadBack, "payload_back"},
    {DoctorCode::NumberTwice, "number_twice"},
    {DoctorCode::Quarantined, "quarantined"},
    {DoctorCode::RecordsSetAside, "records_set_aside"},
    {DoctorCode::MarkUnusable, "mark_unusable"},
    {DoctorCode::MarkBehind, "mark_behind"},
    {DoctorCode::ChainDiffers, "chain_differs"},
    {DoctorCode::JournalMissing, "journal_missing"},
    {DoctorCode::JournalDamaged, "journal_damaged"},
    {DoctorCode::JournalCutOff, "journal_cut_off"},
    {DoctorCode::JournalDiffers, "journal_differs"},
    {DoctorCode::JournalSetAside, "journal_set_aside"},
    {DoctorCode::NotEnrolled, "not_enrolled"},
    {DoctorCode::IdentityDamaged, "identity_damaged"},
    {DoctorCode::KeyMissing, "key_missing"},
    {DoctorCode::KeyUnusable, "key_unusable"},
    {DoctorCode::SpaceLow, "space_low"},
    {DoctorCode::ReserveMissing, "reserve_missing"},
}};

}  // namespace

std::string_view doctorCodeName(DoctorCode code) {
    for (const auto& [known, name] : kNames) {
        if (known == code) return name;
    }
    return "invalid";
}

std::string_view doctorGradeName(DoctorGrade grade) {
    switch (grade) {
        case DoctorGrade::Note:
            return "note";
        case DoctorGrade::Warning:
            return "warning";
        case DoctorGrade::Bad:
            return "bad";
    }
    return "invalid";
}

bool DoctorReport::healthy() const {
    return std::ranges::all_of(findings, [](const auto& each) { return each.grade == DoctorGrade::Note; });
}

bool DoctorReport::mendable() const {
    return std::ranges::any_of(findings, [](const auto& each) { return each.mending == Mending::AtStart; });
}

}  // namespace countersign
