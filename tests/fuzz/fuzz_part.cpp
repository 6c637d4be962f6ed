// A part as the gateway reads it, the head of an envelope as it comes with the first one, and the answer as
// the counter reads it.

#include "protocol/part.h"

#include "protocol/envelope_head.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    if (const auto part = readPart(bytes)) {
        hold(part->total > 0 && part->total <= kMaxEnvelopeBytes, "no larger than an envelope");
        hold(part->offset <= part->total && part->bytes.size() <= part->total - part->offset,
             "nothing lies beyond the end");
        hold(part->bytes.empty() ||
                 (part->bytes.data() >= data && part->bytes.data() + part->bytes.size() <= data + size),
             "the bytes lie within the message");
        const auto packed = packPart(*part);
        hold(packed && std::ranges::equal(*packed, bytes), "packed again it is the same, letter by letter");
    }
    // Both as they come and as the first part's bytes.
    for (const auto& beginning : {bytes, bytes.subspan(std::min(size, kPartHeadBytes))}) {
        const auto head = parseEnvelopeHead(beginning);
        const auto whole = parseEnvelope(beginning);
        hold(head || !whole, "what is a whole envelope has a head");
        if (!head) continue;
        hold(head->bytes <= beginning.size() && head->bytes <= kMaxEnvelopeHeadBytes, "the head is there");
        hold(head->total >= head->bytes && head->total <= kMaxEnvelopeBytes, "no larger than an envelope");
        const auto shorter = parseEnvelopeHead(beginning.first(head->bytes));
        hold(shorter && shorter->header == head->header, "what follows the head changes nothing of it");
        if (!whole) continue;
        hold(head->header == whole->header && head->total == beginning.size() &&
                 envelopeHash(*head) == envelopeHash(*whole),
             "the head says what the whole says");
        hold(verifyEnvelopeHead(*head, deviceKey().verifyingKey()).has_value() ==
                 verifyEnvelope(*whole, deviceKey().verifyingKey()).has_value(),
             "the signature holds for both or for neither");
    }
    if (const auto held = readHeld(bytes)) {
        hold(*held <= kMaxEnvelopeBytes, "no more than an envelope");
        hold(readHeld(encodeHeld(*held)) == *held, "written again it is the same");
    }
    return 0;
}
