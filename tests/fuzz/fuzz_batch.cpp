// A batch as the gateway takes it apart, and the answer as the counter reads it.

#include "protocol/batch.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    if (const auto parts = splitBatch(bytes)) {
        hold(!parts->empty() && parts->size() <= kMaxBatchItems, "as many as are allowed");
        for (const auto& part : *parts) {
            hold(!part.empty() && part.data() >= data && part.data() + part.size() <= data + size,
                 "each lies within the batch");
        }
        const auto packed = packBatch(*parts);
        hold(packed && std::ranges::equal(*packed, bytes), "packed again it is the same, letter by letter");
    }
    for (const std::size_t count : {std::size_t{1}, std::size_t{3}}) {
        const auto items = readBatchAnswer(bytes, count);
        if (!items) continue;
        hold(items->size() == count, "a word on each");
        const auto again = encodeBatchAnswer(*items);
        hold(again && readBatchAnswer(*again, count) == *items, "written again it is the same");
    }
    return 0;
}
