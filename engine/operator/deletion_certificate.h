// The operator's signed word on what of a record was erased, when and why, and on what is kept and why: for
// the buyer, who names the record by the code on the receipt. No personal data. Values; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"
#include "protocol/keys.h"

namespace countersign {

inline constexpr std::string_view kDeletionKind = "deletion";  // of the signed message
inline constexpr int kDeletionVersion = 1;

enum class ErasureCause {
    Retention = 1,  // the policy's time is over
    Request,        // the person asked for it
};
[[nodiscard]] std::string_view erasureCauseName(ErasureCause cause);  // retention, request

struct DeletionCertificate {
    RecordId recordId;
    DeviceId deviceId;
    Sha256 payloadHash{};  // of the sealed payload that is gone
    WallTime at;           // whole seconds
    ErasureCause cause = ErasureCause::Retention;
    // Stable: portrait, best_frame, supporting_picture, details; damaged_body: what was left of all of it,
    // which nobody could read any more.
    std::vector<std::string> erased;
    std::vector<std::string> kept;  // details, or nothing
    std::string keptBecause;        // stable; empty where nothing is kept
    bool operator==(const DeletionCertificate&) const = default;
};

[[nodiscard]] Result<Bytes> signDeletion(const DeletionCertificate& certificate, const Signer& operatorKey);
// SignatureInvalid unless one of these keys signed it; MessageMalformed.
[[nodiscard]] Result<DeletionCertificate> verifyDeletion(ByteView bytes,
                                                         const std::vector<VerifyingKey>& operatorKeys);

}  // namespace countersign
