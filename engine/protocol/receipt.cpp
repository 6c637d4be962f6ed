#include "protocol/receipt.h"

#include <algorithm>

#include "protocol/failures.h"
#include "protocol/json_reader.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kKind = "receipt";

Result<Receipt> decode(const SignedMessage& message) {
    const auto parsed = parseObject(message.body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    Receipt receipt;
    receipt.recordId = fields.recordId("record");
    receipt.deviceId = fields.deviceId("device");
    receipt.sequence = fields.number("sequence", 1, (std::uint64_t{1} << 53U) - 1);
    receipt.payloadHash = fields.hash("payload_sha256");
    receipt.receivedAt = fields.time("received_at");
    const auto status = receiptStatusFromName(fields.text("status", 32));
    if (!status) fields.reject("status");
    receipt.status = status.value_or(ReceiptStatus::Received);
    receipt.reason = fields.optionalText("reason", 64);
    for (const char c : receipt.reason) {
        if (static_cast<unsigned char>(c) >= 0x80) fields.reject("reason");
    }
    receipt.revision = static_cast<std::uint32_t>(fields.number("revision", 1, 0xffffffffU));
    if (parsed->contains("forwarded_at")) receipt.forwardedAt = fields.time("forwarded_at");
    receipt.operatorKeyId = message.keyId;
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return receipt;
}

}  // namespace

std::string_view receiptStatusName(ReceiptStatus status) {
    switch (status) {
        case ReceiptStatus::Received:
            return "received";
        case ReceiptStatus::Accepted:
            return "accepted";
        case ReceiptStatus::Refused:
            return "refused";
        case ReceiptStatus::ComeBack:
            return "come_back";
        case ReceiptStatus::Activated:
            return "activated";
    }
    return "invalid";
}

std::optional<ReceiptStatus> receiptStatusFromName(std::string_view name) {
    for (const auto status : {ReceiptStatus::Received, ReceiptStatus::Accepted, ReceiptStatus::Refused,
                              ReceiptStatus::ComeBack, ReceiptStatus::Activated}) {
        if (receiptStatusName(status) == name) return status;
    }
    return std::nullopt;
}

Result<Bytes> signReceipt(Receipt receipt, const Signer& operatorKey) {
    json body{{"record", receipt.recordId.hex()},
              {"device", receipt.deviceId.hex()},
              {"sequence", receipt.sequence},
              {"payload_sha256", toHex(receipt.payloadHash)},
              {"received_at", toRfc3339(receipt.receivedAt)},
              {"status", receiptStatusName(receipt.status)},
              {"revision", receipt.revision}};
    if (!receipt.reason.empty()) body["reason"] = receipt.reason;
    if (receipt.forwardedAt) body["forwarded_at"] = toRfc3339(*receipt.forwardedAt);
    const auto text = dump(body);
    if (!text) return failure(text.error());
    return signMessage(kKind, kReceiptVersion, *text, operatorKey);
}

Result<Receipt> verifyReceipt(ByteView bytes, std::span<const VerifyingKey> operatorKeys,
                              const ReceiptExpectation& expected) {
    const auto message = parseSignedMessage(bytes, kKind, kReceiptVersion);
    if (!message) return failure(message.error());
    const auto key =
        std::find_if(operatorKeys.begin(), operatorKeys.end(),
                     [&](const VerifyingKey& candidate) { return candidate.id() == message->keyId; });
    if (key == operatorKeys.end()) return failure(signatureInvalid());
    if (const auto genuine = verifyMessage(*message, *key); !genuine) return failure(genuine.error());
    auto receipt = decode(*message);
    if (!receipt) return failure(receipt.error());
    if (receipt->recordId != expected.recordId || receipt->deviceId != expected.deviceId ||
        receipt->sequence != expected.sequence || receipt->payloadHash != expected.payloadHash) {
        return failure(
            makeError(ErrorCode::ReceiptOfAnotherRecord, "a genuine receipt, but of another record"));
    }
    return receipt;
}

Result<Bytes> signReceiptAnew(ByteView bytes, const std::vector<VerifyingKey>& by,
                              const Signer& operatorKey) {
    const auto message = parseSignedMessage(bytes, kKind, kReceiptVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, by); !genuine) return failure(genuine.error());
    return signMessage(kKind, message->version, message->body, operatorKey);
}

Result<Receipt> parseReceipt(ByteView bytes) {
    const auto message = parseSignedMessage(bytes, kKind, kReceiptVersion);
    if (!message) return failure(message.error());
    return decode(*message);
}

}  // namespace countersign
