#include "picture_header.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace countersign::check {
namespace {

bool isJpeg(ByteView bytes) {
    return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

// `count` bytes at `at`, which the caller knows to be there.
std::uint32_t bigEndian(ByteView bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8U | bytes[at + i];
    return value;
}

std::uint32_t littleEndian(ByteView bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i > 0; --i) value = value << 8U | bytes[at + i - 1];
    return value;
}

bool startsWith(ByteView bytes, std::string_view text, std::size_t at = 0) {
    return bytes.size() >= at + text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

constexpr std::string_view kPngHead("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kExifHead("Exif\0\0", 6);

// Walks the segments of a JPEG up to its first scan. Calls `visit(marker, payload)`; returns the place after
// the header of the scan, or nullopt where the file ends before.
template <class Visit>
std::optional<std::size_t> walkJpeg(ByteView bytes, Visit visit) {
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (bytes[at] != 0xFF) return std::nullopt;
        const auto marker = bytes[at + 1];
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        const auto length = bigEndian(bytes, at + 2, 2);
        if (length < 2 || at + 2 + length > bytes.size()) return std::nullopt;
        visit(marker, bytes.subspan(at + 4, length - 2));
        at += 2 + length;
        if (marker == 0xDA) return at;
    }
    return std::nullopt;
}

// The values of one directory of a TIFF (EXIF is one): of a SHORT or LONG the first value.
template <class Visit>
void walkTiff(ByteView tiff, Visit visit) {
    const bool little = startsWith(tiff, "II");
    if (tiff.size() < 14 || (!little && !startsWith(tiff, "MM"))) return;
    const auto number = [&](std::size_t at, std::size_t count) {
        return little ? littleEndian(tiff, at, count) : bigEndian(tiff, at, count);
    };
    constexpr std::uint32_t kLong = 4;
    const std::size_t directory = number(4, 4);
    if (directory > tiff.size() || tiff.size() - directory < 2) return;
    const auto entries = number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        if (at + 12 > tiff.size()) return;
        visit(number(at, 2), number(at + 8, number(at + 2, 2) == kLong ? 4 : 2));
    }
}

int orientationOfTiff(ByteView tiff) {
    int orientation = 1;
    walkTiff(tiff, [&](std::uint32_t tag, std::uint32_t value) {
        if (tag == 0x0112 && value >= 1 && value <= 8) orientation = static_cast<int>(value);
    });
    return orientation;
}

// Calls `visit(name, data)` for every chunk of a PNG or of a RIFF container (WebP) that is there as a whole.
template <class Visit>
void walkPng(ByteView bytes, Visit visit) {
    for (std::size_t at = kPngHead.size(); at + 12 <= bytes.size();) {
        const std::size_t length = bigEndian(bytes, at, 4);
        if (length > bytes.size() - at - 12) return;
        visit(bytes.subspan(at + 4, 4), bytes.subspan(at + 8, length));
        at += 12 + length;
    }
}

template <class Visit>
void walkRiff(ByteView bytes, Visit visit) {
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::size_t length = littleEndian(bytes, at + 4, 4);
        if (length > bytes.size() - at - 8) return;
        visit(bytes.subspan(at, 4), bytes.subspan(at + 8, length));
        at += 8 + length + length % 2;
    }
}

bool isWebp(ByteView bytes) {
    return startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8);
}

std::optional<PictureSize> sizeOfJpeg(ByteView bytes) {
    std::optional<PictureSize> size;
    walkJpeg(bytes, [&](std::uint8_t marker, ByteView payload) {
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && payload.size() >= 5) size = {bigEndian(payload, 3, 2), bigEndian(payload, 1, 2)};
    });
    return size;
}

std::optional<PictureSize> sizeOfWebp(ByteView bytes) {
    if (bytes.size() < 30) return std::nullopt;
    if (startsWith(bytes, "VP8X", 12))
        return PictureSize{littleEndian(bytes, 24, 3) + 1U, littleEndian(bytes, 27, 3) + 1U};
    if (startsWith(bytes, "VP8L", 12)) {
        const auto bits = littleEndian(bytes, 21, 4);
        return PictureSize{(bits & 0x3FFFU) + 1U, (bits >> 14U & 0x3FFFU) + 1U};
    }
    if (startsWith(bytes, "VP8 ", 12))
        return PictureSize{littleEndian(bytes, 26, 2) & 0x3FFFU, littleEndian(bytes, 28, 2) & 0x3FFFU};
    return std::nullopt;
}

std::optional<PictureSize> sizeOfTiff(ByteView bytes) {
    PictureSize size;
    walkTiff(bytes, [&](std::uint32_t tag, std::uint32_t value) {
        if (tag == 0x0100) size.width = value;
        if (tag == 0x0101) size.height = value;
    });
    return size.width > 0 && size.height > 0 ? std::optional(size) : std::nullopt;
}

std::optional<PictureSize> sizeOfBmp(ByteView bytes) {
    if (bytes.size() < 26) return std::nullopt;
    if (littleEndian(bytes, 14, 4) == 12)  // the head of OS/2
        return PictureSize{littleEndian(bytes, 18, 2), littleEndian(bytes, 20, 2)};
    const auto magnitude = [&](std::size_t at) {  // a negative height: stored from the top
        return static_cast<std::uint64_t>(std::llabs(static_cast<std::int32_t>(littleEndian(bytes, at, 4))));
    };
    return PictureSize{magnitude(18), magnitude(22)};
}

}  // namespace

std::optional<PictureSize> pictureSize(ByteView bytes) {
    if (isJpeg(bytes)) return sizeOfJpeg(bytes);
    if (startsWith(bytes, kPngHead)) {
        if (bytes.size() < 24) return std::nullopt;
        return PictureSize{bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4)};
    }
    if (isWebp(bytes)) return sizeOfWebp(bytes);
    if (startsWith(bytes, "BM")) return sizeOfBmp(bytes);
    return sizeOfTiff(bytes);
}

bool isTruncatedJpeg(ByteView bytes) {
    if (!isJpeg(bytes)) return false;
    const auto scan = walkJpeg(bytes, [](std::uint8_t, ByteView) {});
    if (!scan) return true;
    for (std::size_t i = bytes.size(); i >= *scan + 2; --i) {
        if (bytes[i - 2] == 0xFF && bytes[i - 1] == 0xD9) return false;
    }
    return true;
}

int exifOrientation(ByteView bytes) {
    int orientation = 1;
    const auto take = [&](ByteView exif) {
        // WebP writers differ on whether the chunk begins with JPEG's head.
        orientation = orientationOfTiff(startsWith(exif, kExifHead) ? exif.subspan(kExifHead.size()) : exif);
    };
    if (isJpeg(bytes)) {
        walkJpeg(bytes, [&](std::uint8_t marker, ByteView payload) {
            if (marker == 0xE1 && startsWith(payload, kExifHead)) take(payload);
        });
    } else if (startsWith(bytes, kPngHead)) {
        walkPng(bytes, [&](ByteView name, ByteView data) {
            if (startsWith(name, "eXIf")) take(data);
        });
    } else if (isWebp(bytes)) {
        walkRiff(bytes, [&](ByteView name, ByteView data) {
            if (startsWith(name, "EXIF")) take(data);
        });
    }
    return orientation;
}

}  // namespace countersign::check
