// The head of a picture file, read before any decoder sees it.

#include "app/check/picture_header.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    if (const auto found = check::pictureSize(bytes))
        hold(found->width <= 0xffffffffU && found->height <= 0xffffffffU, "as many as a head can say");
    const int orientation = check::exifOrientation(bytes);
    hold(orientation >= 1 && orientation <= 8, "one of eight");
    if (!check::isTruncatedJpeg(bytes)) return 0;
    hold(size >= 3 && data[0] == 0xFF && data[1] == 0xD8, "only a JPEG is cut off");
    return 0;
}
