// The operator's signed word on what of a record was erased, when and why, and on what is kept and why: for
// the buyer, who names the record by the code on the receipt. No personal data. Where the rest goes later,
// the word on it repeats what went before with its own time and cause, as the first word said it. Values; any
// thread.
//
// Version 1 had one time and cause for all parts, and did not name the head that is kept; it is still read.
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
inline constexpr int kDeletionVersion = 2;

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
// The envelope's signed head: hashes, times and what was measured of the scan; no picture, name or number.
inline constexpr std::string_view kSignedHeadPart = "signed_head";
inline constexpr std::array kDeletionParts{kPortraitPart, kBestFramePart, kSupportingPart, kDetailsPart,
                                           kDamagedPart,  kFilingPart,    kSignedHeadPart};

struct ErasedPart {
    std::string part;  // a name of kDeletionParts
    WallTime at;       // whole seconds
    ErasureCause cause = ErasureCause::Retention;
    bool operator==(const ErasedPart&) const = default;
};
struct KeptPart {
    std::string part;     // details, filing or signed_head
    std::string because;  // stable; of version 1 perhaps empty
    bool operator==(const KeptPart&) const = default;
};

struct DeletionCertificate {
    RecordId recordId;
    DeviceId deviceId;
    Sha256 payloadHash{};  // of the sealed payload that is gone
    WallTime at;           // of this word and what it is about; whole seconds
    ErasureCause cause = ErasureCause::Retention;
    std::vector<ErasedPart> erased;  // the first first
    std::vector<KeptPart> kept;
    int version = kDeletionVersion;  // as it was signed
    bool operator==(const DeletionCertificate&) const = default;

    void erase(std::string_view part) { erased.push_back({std::string(part), at, cause}); }
    void keep(std::string_view part, std::string_view because) {
        kept.push_back({std::string(part), std::string(because)});
    }
    [[nodiscard]] bool keeps(std::string_view part) const;
};

// In the present version.
[[nodiscard]] Result<Bytes> signDeletion(const DeletionCertificate& certificate, const Signer& operatorKey);
// SignatureInvalid unless one of these keys signed it; MessageMalformed.
[[nodiscard]] Result<DeletionCertificate> verifyDeletion(ByteView bytes,
                                                         const std::vector<VerifyingKey>& operatorKeys);
// One of one's own ledger, whoever signed it. MessageMalformed.
[[nodiscard]] Result<DeletionCertificate> readDeletion(ByteView bytes);

}  // namespace countersign
