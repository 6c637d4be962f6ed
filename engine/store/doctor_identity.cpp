#include <string>

#include "store/device_identity.h"
#include "store/doctor_parts.h"
#include "store/tpm_key.h"

namespace countersign::doctor {
namespace {

constexpr unsigned kOthers = 077;  // permissions of everybody but the owner

bool isAboutTpm(ErrorCode code) {
    return code == ErrorCode::TpmMissing || code == ErrorCode::TpmFailed ||
           code == ErrorCode::DeviceKeyOfAnotherTpm;
}

}  // namespace

IdentityFound examineIdentity(const DoctorSettings& settings, Notes& notes) {
    using Kind = Look::Kind;
    IdentityFound found;
    const auto folder = settings.state / "identity";
    const auto look = notes.expect(folder, Kind::Folder);
    if (look.kind == Kind::Missing)
        notes.add(DoctorCode::NotEnrolled, DoctorGrade::Warning, Mending::ByHand, folder);
    if (look.kind != Kind::Folder) return found;
    if ((look.mode & kOthers) != 0)
        notes.add(DoctorCode::Exposed, DoctorGrade::Warning, Mending::ByHand, folder);

    const auto plainFile = folder / "device.key", tpmFile = folder / "device.tpm";
    const auto plain = notes.expect(plainFile, Kind::File), ofTpm = notes.expect(tpmFile, Kind::File);
    const auto enrolment = notes.expect(folder / "enrolment", Kind::File);
    // Of a counter that an older program enrolled.
    const auto gateway = notes.expect(folder / "gateway.json", Kind::File);
    const auto policy = notes.expect(folder / "policy", Kind::File);
    const auto keys = notes.expect(folder / "keys", Kind::File);
    // The answer to the enrolment holds the challenge key.
    for (const auto& [file, secret] : {std::pair(plainFile, plain), std::pair(tpmFile, ofTpm),
                                       std::pair(folder / "enrolment", enrolment)}) {
        if (secret.kind == Kind::File && (secret.mode & kOthers) != 0)
            notes.add(DoctorCode::Exposed, DoctorGrade::Bad, Mending::ByHand, file);
    }
    const auto damaged = [&](const std::filesystem::path& where, const std::string& detail) {
        notes.add(DoctorCode::IdentityDamaged, DoctorGrade::Bad, Mending::ByHand, where, detail);
    };
    if (plain.kind == Kind::File && ofTpm.kind == Kind::File) {
        damaged(folder, "there are two device keys");
        return found;
    }
    if (plain.kind == Kind::File) {
        const auto key = SigningKey::read(plainFile);
        if (!key) {
            damaged(plainFile, "not a key");
            return found;
        }
        found.key = key->verifyingKey();
        notes.report.keyProtection = KeyProtection::File;
    } else if (ofTpm.kind == Kind::File) {
        const auto key = TpmSigningKey::readPublic(tpmFile);
        if (!key) {
            damaged(tpmFile, "not a key file of a TPM");
            return found;
        }
        found.key = *key;
        notes.report.keyProtection = KeyProtection::Tpm;
    } else if (plain.kind == Kind::Missing && ofTpm.kind == Kind::Missing) {
        notes.add(DoctorCode::KeyMissing, DoctorGrade::Warning, Mending::ByHand, folder);
    }
    if (enrolment.kind == Kind::Missing)
        notes.add(DoctorCode::NotEnrolled, DoctorGrade::Warning, Mending::ByHand, folder / "enrolment");
    bool allFiles = enrolment.kind == Kind::File;
    for (const auto* other : {&gateway, &policy, &keys})
        allFiles = allFiles && (other->kind == Kind::File || other->kind == Kind::Missing);
    if (!found.key || !allFiles) return found;
    const auto identity = IdentityFolder(folder, {settings.tpm, {}}).load();
    if (identity) {
        found.deviceId = identity->deviceId;
    } else if (isAboutTpm(identity.error().code)) {
        notes.add(DoctorCode::KeyUnusable, DoctorGrade::Warning, Mending::ByHand, tpmFile,
                  identity.error().detail);
    } else if (identity.error().code != ErrorCode::DeviceIdentityExposed) {  // which was told already
        damaged(folder, identity.error().detail);
    }
    return found;
}

}  // namespace countersign::doctor
