// How a counter becomes known: a one-time code from the operator against the device's public key, answered
// with the device id, the operator's keys and the signed policy. Trust in the first answer rests on TLS with
// the operator's private CA, which comes with the installation. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/challenge_draw.h"
#include "core/clock.h"
#include "core/result.h"
#include "protocol/device_id.h"
#include "protocol/key_bundle.h"
#include "protocol/keys.h"
#include "protocol/signed_policy.h"

namespace countersign {

inline constexpr int kEnrolmentVersion = 1;

// Twelve letters in three groups, "7F3K-22QD-M0XA": 60 random bits in Crockford's base 32.
[[nodiscard]] std::string randomEnrolmentCode();
// As typed by a person (case, blanks, dashes, O for 0, I or L for 1) → as compared; empty if it can't be a
// code.
[[nodiscard]] std::optional<std::string> normaliseEnrolmentCode(std::string_view typed);

struct EnrolmentRequest {
    std::string code;  // normalised
    VerifyingKey deviceKey;
    KeyProtection keyProtection = KeyProtection::File;
    std::string application;
};

// Signed with the device key, which proves that the counter holds it.
[[nodiscard]] Result<Bytes> makeEnrolmentRequest(std::string_view code, std::string_view application,
                                                 const Signer& deviceKey);
[[nodiscard]] Result<EnrolmentRequest> readEnrolmentRequest(ByteView bytes);  // checks the signature

struct EnrolmentResponse {
    DeviceId deviceId;
    KeyId deviceKeyId;
    std::vector<VerifyingKey> operatorKeys;  // receipts; the signer of this answer is among them
    SealingKey sealingKey;                   // payloads are closed to this one
    WallTime enrolledAt;
    Bytes policy;  // signed message of kind "policy"
    // Empty: by an operator, or kept since a time, that knew none. Challenges are then bound to nothing.
    std::optional<ChallengeKey> challengeKey{};
    // The operator's newest signed key bundle; empty: by an operator that never made one. It stands above the
    // fields before it.
    Bytes keys{};
    // Who signed policy and bundle, and signs what follows: see rule_keys.h. Empty: by an operator without.
    std::vector<VerifyingKey> officeKeys{};
    [[nodiscard]] RuleKeys ruleKeys() const { return {operatorKeys, officeKeys}; }
};

[[nodiscard]] Result<Bytes> makeEnrolmentResponse(const EnrolmentResponse& response,
                                                  const Signer& operatorKey);
// Checks the signature by a key the answer itself names, that it is for this device key, and the signatures
// of policy and key bundle. The bytes may be kept and read again at every start.
[[nodiscard]] Result<EnrolmentResponse> readEnrolmentResponse(ByteView bytes, const VerifyingKey& deviceKey);

// Before an answer takes the place of an earlier enrolment, whose keys in force are `present`: whether the
// same office stands behind it, whatever gateway gave it. Its policy, and its keys unless they are those of
// `present`, have to be by an office key that `present` names. OfficeSignatureMissing.
[[nodiscard]] Status checkSameOffice(const EnrolmentResponse& response, const KeyBundle& present);

// Before a first answer is believed by a counter that was told beforehand who its operator's office is: the
// policy has to be the office's, and so the keys where a bundle came; without one no other office may be
// named. OfficeSignatureMissing.
[[nodiscard]] Status checkOfficeOf(const EnrolmentResponse& response,
                                   const std::vector<VerifyingKey>& office);

}  // namespace countersign
