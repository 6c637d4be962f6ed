// The opened payload: whole containers, and bytes taken for the fields of one without pictures.

#include "protocol/payload.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void look(ByteView bytes) {
    const auto payload = decodePayload(bytes);
    if (!payload) return;
    hold(payload->fields.is_object(), "fields are an object");
    for (const auto* picture : {&payload->portraitJpeg, &payload->bestFrameJpeg, &payload->supportingJpeg})
        hold(picture->size() <= kMaxPictureBytes, "a picture's length");
    const auto packed = encodePayload(*payload);
    if (!packed) {
        // The same numbers may need more letters than they came with.
        hold(packed.error().code == ErrorCode::MessageTooLarge, "what was read can be written");
        return;
    }
    const auto again = decodePayload(*packed);
    hold(again.has_value(), "what was written can be read");
    hold(again->fields == payload->fields, "the same fields");
    hold(again->portraitJpeg == payload->portraitJpeg && again->bestFrameJpeg == payload->bestFrameJpeg &&
             again->supportingJpeg == payload->supportingJpeg,
         "the same pictures");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    Bytes made{'C', 'S', 'P', 'L', 0, 1, 0, 0};
    for (const unsigned shift : {24U, 16U, 8U, 0U}) made.push_back(static_cast<std::uint8_t>(size >> shift));
    made.resize(made.size() + 8);  // no portrait, no frame
    made.insert(made.end(), data, data + size);
    look(made);
    return 0;
}
