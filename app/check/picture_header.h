// What the first bytes of a picture file say, read before a decoder makes room for its pixels. Pure
// functions.
#pragma once

#include <cstdint>
#include <optional>

#include "core/secret.h"

namespace countersign::check {

struct PictureSize {
    std::uint64_t width = 0, height = 0;  // pixels
};

// Of a JPEG, PNG, WebP, BMP or TIFF file; empty for other kinds and where the header is cut off or damaged.
[[nodiscard]] std::optional<PictureSize> pictureSize(ByteView bytes);

// A JPEG that ends before its end-of-image mark; OpenCV would fill the rest with grey and say nothing.
[[nodiscard]] bool isTruncatedJpeg(ByteView bytes);

// EXIF orientation 1..8 of a JPEG, PNG or WebP file; 1 where there is none. TIFF is turned by OpenCV itself.
[[nodiscard]] int exifOrientation(ByteView bytes);

}  // namespace countersign::check
