// The operator's signed word on one record. Only a verified receipt permits the counter to erase its copy.
// Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
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

inline constexpr int kReceiptVersion = 1;

enum class ReceiptStatus { Received = 1, Accepted, Refused, ComeBack, Activated };
// "received", "accepted", "refused", "come_back", "activated"
[[nodiscard]] std::string_view receiptStatusName(ReceiptStatus status);
[[nodiscard]] std::optional<ReceiptStatus> receiptStatusFromName(std::string_view name);

struct Receipt {
    RecordId recordId;
    DeviceId deviceId;
    std::uint64_t sequence = 0;
    Sha256 payloadHash{};
    WallTime receivedAt;  // the operator's clock, whole seconds
    ReceiptStatus status = ReceiptStatus::Received;
    std::string
        reason;  // a stable code such as "document_limit", empty unless refused or come_back; ASCII, ≤ 64
    std::uint32_t revision = 1;  // rises with every later word on the same record; an older one is ignored
    KeyId operatorKeyId;         // filled in by signReceipt
    // When the authority acknowledged what was forwarded of the record, whole seconds; empty: nothing was.
    std::optional<WallTime> forwardedAt{};
    bool operator==(const Receipt&) const = default;
};

// What the counter knows of the record it asked about.
struct ReceiptExpectation {
    RecordId recordId;
    DeviceId deviceId;
    std::uint64_t sequence = 0;
    Sha256 payloadHash{};
};

[[nodiscard]] Result<Bytes> signReceipt(Receipt receipt, const Signer& operatorKey);

// Signature by one of the operator's keys (several while they rotate) and every expected field.
// SignatureInvalid: none of the keys, or altered. ReceiptOfAnotherRecord: genuine, but not for this record.
[[nodiscard]] Result<Receipt> verifyReceipt(ByteView bytes, std::span<const VerifyingKey> operatorKeys,
                                            const ReceiptExpectation& expected);

// The same word under another key, for receipts whose own key, one of `by`, is retired.
[[nodiscard]] Result<Bytes> signReceiptAnew(ByteView bytes, const std::vector<VerifyingKey>& by,
                                            const Signer& operatorKey);

// Form only, for showing what is stored.
[[nodiscard]] Result<Receipt> parseReceipt(ByteView bytes);

}  // namespace countersign
