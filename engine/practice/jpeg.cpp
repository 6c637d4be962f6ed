#include "practice/jpeg.h"

#include <turbojpeg.h>

#include <memory>

namespace countersign {
namespace {

struct Closer {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Closer>;

}  // namespace

std::optional<cv::Mat> decodeJpeg(ByteView bytes, cv::Size size, int channels) {
    const Handle handle(tjInitDecompress());
    if (!handle || bytes.empty()) return std::nullopt;
    int width = 0, height = 0, sampling = 0, colourSpace = 0;
    const auto length = static_cast<unsigned long>(bytes.size());
    if (tjDecompressHeader3(handle.get(), bytes.data(), length, &width, &height, &sampling, &colourSpace) !=
            0 ||
        width != size.width || height != size.height)
        return std::nullopt;
    cv::Mat out(size, channels == 1 ? CV_8UC1 : CV_8UC3);
    const int format = channels == 1 ? TJPF_GRAY : TJPF_BGR;
    // Flag: a truncated picture is an error and not half a picture.
    if (tjDecompress2(handle.get(), bytes.data(), length, out.data, width, 0, height, format,
                      TJFLAG_STOPONWARNING) != 0)
        return std::nullopt;
    return out;
}

Bytes encodeJpeg(const cv::Mat& bgr, int quality) {
    const Handle handle(tjInitCompress());
    if (!handle || bgr.type() != CV_8UC3 || bgr.empty()) return {};
    unsigned char* buffer = nullptr;
    unsigned long length = 0;
    Bytes out;
    if (tjCompress2(handle.get(), bgr.data, bgr.cols, static_cast<int>(bgr.step), bgr.rows, TJPF_BGR, &buffer,
                    &length, TJSAMP_420, quality, 0) == 0)
        out.assign(buffer, buffer + length);
    tjFree(buffer);
    return out;
}

}  // namespace countersign
