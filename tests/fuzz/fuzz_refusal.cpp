// A refusal: not signed, so anybody's bytes.

#include "protocol/refusal.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto refusal = parseRefusal({data, size});
    if (!refusal) return 0;
    hold(size <= 4096, "never a long one");
    hold(refusalFromName(refusalName(*refusal)) == refusal, "a known name");
    hold(parseRefusal(encodeRefusal(*refusal)) == refusal, "packed again it is the same");
    return 0;
}
