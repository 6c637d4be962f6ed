// How a counter becomes known: a one-time code from the operator against the device's public key, answered
// with the device id, the operator's keys and the signed policy. Trust in the first answer rests on TLS with
// the operator's private CA, which comes with the installation. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/challenge_draw.h"
#include "core/clock.h"
#include "core/result.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"
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
    // Of the operator's keys that the counter holds from an enrolment before, as in a contact. Empty: it
    // holds none, or its program is of before there was this field.
    std::optional<std::uint64_t> keysVersion{};
};

// Signed with the device key, which proves that the counter holds it.
[[nodiscard]] Result<Bytes> makeEnrolmentRequest(std::string_view code, std::string_view application,
                                                 const Signer& deviceKey,
                                                 std::optional<std::uint64_t> keysVersion = {});
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
    // Signed key bundles between those that the request named and `keys`, oldest first, at most
    // kMaxBundlesAtOnce. Nothing here says that they are genuine: each has to follow from what is known.
    std::vector<Bytes> links{};
    // SHA-256 of the request's bytes: an answer that was given once is none to a later request. Empty: by a
    // gateway of before there was this field, whose answers lie on counters still.
    std::optional<Sha256> requestHash{};
    // Of the key that signed the answer; set by reading.
    KeyId signedBy{};
    [[nodiscard]] RuleKeys ruleKeys() const { return {operatorKeys, officeKeys}; }
};

[[nodiscard]] Result<Bytes> makeEnrolmentResponse(const EnrolmentResponse& response,
                                                  const Signer& operatorKey);
// Checks the signature by a key that the answer itself names, and its key bundle if it has one; that it is
// for this device key; and the signatures of policy and key bundle. The bytes may be kept and read again at
// every start.
[[nodiscard]] Result<EnrolmentResponse> readEnrolmentResponse(ByteView bytes, const VerifyingKey& deviceKey);
// The same of one that was checked against its key when it was kept, and whose key may be lost since: for
// whichever it is. Never for an answer that comes over the network.
[[nodiscard]] Result<EnrolmentResponse> readKeptResponse(ByteView bytes);

// The keys that an answer by itself leaves in force: those of its bundle, else its own fields as version 0.
// Errors: those of followKeys.
[[nodiscard]] Result<KeyBundle> keysOf(const EnrolmentResponse& response);

// Whether the answer is to the request with this hash. SignatureInvalid if it is to another one;
// MessageMalformed if it names none: gateways are updated before counters, so one that names none is old.
[[nodiscard]] Status checkRequest(const EnrolmentResponse& response, const Sha256& requestHash);

// Before a first answer is believed by a counter that was told beforehand who its operator's office is: the
// policy has to be the office's, and so the keys where a bundle came; without one no other office may be
// named. OfficeSignatureMissing.
[[nodiscard]] Status checkOfficeOf(const EnrolmentResponse& response,
                                   const std::vector<VerifyingKey>& office);

}  // namespace countersign
