// The code on a buyer's receipt, as anybody writes it into the gateway's address.

#include "core/receipt_code.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto code = parseReceiptCode(text);
    const auto record = parseRecordCode(text);
    hold(!(code && record), "one or the other");
    if (!code && !record) return 0;
    hold(size <= 32, "never a long one");
    if (!code) return 0;
    hold(code->check.size() == 4, "four letters");
    // Letter by letter as it was read, whatever it was written like.
    std::uint64_t bits = 0;
    for (const auto byte : code->record) bits = bits << 8U | byte;
    std::string again;
    for (unsigned shift = 40; shift >= 5; shift -= 5)
        again += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> (shift - 5U) & 31U];
    hold(parseReceiptCode(again + code->check) == code, "written again it is the same");
    return 0;
}
