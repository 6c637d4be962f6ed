// Receipts: whole messages as they come, and bytes taken for a body that the operator has signed.

#include "protocol/receipt.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void look(ByteView bytes) {
    holdSignatureRules(bytes, "receipt");
    const auto receipt = parseReceipt(bytes);
    const std::array keys{strangersKey().verifyingKey(), operatorKey().verifyingKey()};
    if (!receipt) {
        hold(!verifyReceipt(bytes, keys, {}), "what can't be read is never verified");
        return;
    }
    hold(receipt->sequence >= 1 && receipt->sequence < std::uint64_t{1} << 53U, "sequence");
    hold(receipt->revision >= 1, "revision");
    hold(printable(receipt->reason, 64), "reason");
    hold(receiptStatusFromName(receiptStatusName(receipt->status)) == receipt->status, "status");
    hold(fromRfc3339(toRfc3339(receipt->receivedAt)) == receipt->receivedAt, "time");
    hold(!receipt->forwardedAt || fromRfc3339(toRfc3339(*receipt->forwardedAt)) == receipt->forwardedAt,
         "time of forwarding");

    ReceiptExpectation expected{receipt->recordId, receipt->deviceId, receipt->sequence,
                                receipt->payloadHash};
    const auto message = parseSignedMessage(bytes, "receipt", kReceiptVersion);
    const bool genuine = message && verifyMessage(*message, operatorKey().verifyingKey()).has_value();
    const auto verified = verifyReceipt(bytes, keys, expected);
    hold(verified.has_value() == genuine, "verified if and only if the operator signed it");
    hold(!verified || *verified == *receipt, "the same receipt");
    ++expected.sequence;
    hold(!verifyReceipt(bytes, keys, expected), "never for another record");

    const auto packed = signReceipt(*receipt, operatorKey());
    hold(packed.has_value(), "what was read can be written");
    auto again = parseReceipt(*packed);
    hold(again.has_value(), "what was written can be read");
    again->operatorKeyId = receipt->operatorKeyId;  // the signer's own
    hold(*again == *receipt, "packed again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    if (const auto made = signMessage("receipt", kReceiptVersion, textOf(data, size), operatorKey()))
        look(*made);
    return 0;
}
