// The operator's signed word on what of a record was erased, when and why, and on what is kept and why: for
// the buyer, who names the record by the code on the receipt. No personal data. Values; any thread.
#pragma once

#include <array>
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

// What a certificate names; stable.
inline constexpr std::string_view kPortraitPart = "portrait";
inline constexpr std::string_view kBestFramePart = "best_frame";
inline constexpr std::string_view kSupportingPart = "supporting_picture";
inline constexpr std::string_view kDetailsPart = "details";
inline constexpr std::string_view kDamagedPart =
    "damaged_body";                                        // all of it, which nobody could read any more
inline constexpr std::string_view kFilingPart = "filing";  // in whose name a line stands, as keyed hashes
inline constexpr std::array kDeletionParts{kPortraitPart, kBestFramePart, kSupportingPart,
                                           kDetailsPart,  kDamagedPart,   kFilingPart};

struct DeletionCertificate {
    RecordId recordId;
    DeviceId deviceId;
    Sha256 payloadHash{};  // of the sealed payload that is gone
    WallTime at;           // whole seconds
    ErasureCause cause = ErasureCause::Retention;
    std::vector<std::string> erased;  // names of kDeletionParts
    std::vector<std::string> kept;    // details or filing, or nothing
    std::string keptBecause;          // stable; empty where nothing is kept
    bool operator==(const DeletionCertificate&) const = default;
};

[[nodiscard]] Result<Bytes> signDeletion(const DeletionCertificate& certificate, const Signer& operatorKey);
// SignatureInvalid unless one of these keys signed it; MessageMalformed.
[[nodiscard]] Result<DeletionCertificate> verifyDeletion(ByteView bytes,
                                                         const std::vector<VerifyingKey>& operatorKeys);
// One of one's own ledger, whoever signed it. MessageMalformed.
[[nodiscard]] Result<DeletionCertificate> readDeletion(ByteView bytes);

}  // namespace countersign
