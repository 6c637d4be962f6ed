// Signatures and keys of counters with a TPM, which are read before anything is known to be genuine: as a
// signature under the known key, as a key for the known signature, and as the two numbers of a signature.

#include <algorithm>

#include "protocol/ecdsa_p256.h"
#include "tests/fuzz/fuzz_p256_answer.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    static const KnownAnswer known;
    const auto same = [&](const Bytes& what) { return std::ranges::equal(bytes, what); };

    hold(verifyP256(known.point, known.message, bytes).has_value() == same(known.signature),
         "one form of one signature, and no other bytes");
    hold(verifyP256(bytes, known.message, known.signature).has_value() == same(known.point),
         "under one form of one key");

    const auto half = bytes.size() / 2;
    const auto point = p256Point(bytes.first(half), bytes.subspan(half));
    hold(!point || (point->size() == kP256PointBytes && point->front() == 0x04), "a point's form");
    if (const auto made = p256Signature(bytes.first(half), bytes.subspan(half)))
        hold(verifyP256(known.point, known.message, *made).has_value() == (*made == known.signature),
             "written from numbers it is no other signature");
    return 0;
}
