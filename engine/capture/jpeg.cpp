#include "capture/jpeg.h"

#include <turbojpeg.h>

#include <memory>

namespace countersign {
namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

tl::unexpected<Error> notEncodable(const char* why) {
    return failure(makeError(ErrorCode::PictureNotEncodable, why));
}

}  // namespace

Result<Bytes> encodeJpeg(const cv::Mat& bgr, int quality) {
    if (bgr.empty() || bgr.type() != CV_8UC3) return notEncodable("no 8-bit colour picture");
    const Handle compressor(tjInitCompress());
    if (!compressor) return notEncodable("libjpeg-turbo did not start");
    struct Free {
        void operator()(unsigned char* buffer) const { tjFree(buffer); }
    };
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int status =
        tjCompress2(compressor.get(), bgr.data, bgr.cols, static_cast<int>(bgr.step[0]), bgr.rows, TJPF_BGR, &buffer,
                    &size, TJSAMP_420, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, Free> owner(buffer);
    if (status != 0) return notEncodable(tjGetErrorStr2(compressor.get()));
    return Bytes(buffer, buffer + size);
}

std::optional<cv::Mat> decodeJpeg(ByteView bytes, cv::Size size, int channels) {
    const Handle handle(tjInitDecompress());
    if (!handle || bytes.empty()) return std::nullopt;
    int width = 0, height = 0, sampling = 0, colourSpace = 0;
    const auto length = static_cast<unsigned long>(bytes.size());
    if (tjDecompressHeader3(handle.get(), bytes.data(), length, &width, &height, &sampling, &colourSpace) != 0 ||
        width != size.width || height != size.height) {
        return std::nullopt;
    }
    cv::Mat out(size, channels == 1 ? CV_8UC1 : CV_8UC3);
    const int format = channels == 1 ? TJPF_GRAY : TJPF_BGR;
    // Flag: a truncated picture is an error and not half a picture.
    if (tjDecompress2(handle.get(), bytes.data(), length, out.data, width, 0, height, format, TJFLAG_STOPONWARNING) !=
        0) {
        return std::nullopt;
    }
    return out;
}

}  // namespace countersign
