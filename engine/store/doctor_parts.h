// Inside the doctor only: what its parts hand to each other.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "protocol/device_id.h"
#include "protocol/keys.h"
#include "store/doctor.h"
#include "store/doctor_files.h"

namespace countersign::doctor {

// Files of the program are named; others are only counted, since their names may say something of a person.
class Notes {
  public:
    explicit Notes(std::filesystem::path state);
    void add(DoctorCode code, DoctorGrade grade, Mending mending, const std::filesystem::path& where,
             std::string detail = {});
    // Looks at what should be a `kind`; anything else that is there is told, as is another owner.
    Look expect(const std::filesystem::path& path, Look::Kind kind);
    DoctorReport report;

  private:
    std::filesystem::path m_state;
    unsigned m_owner;
};

struct IdentityFound {
    std::optional<VerifyingKey> key;  // public half
    std::optional<DeviceId> deviceId;
};
[[nodiscard]] IdentityFound examineIdentity(const DoctorSettings& settings, Notes& notes);
void examineQueue(const DoctorSettings& settings, const IdentityFound& identity, Notes& notes);

}  // namespace countersign::doctor
