#include "enrolment/jpeg.h"

#include <turbojpeg.h>

#include <memory>

#include "enrolment/enrolment_errors.h"

namespace countersign {

Result<Bytes> encodeJpeg(const cv::Mat& bgr, int quality) {
    if (bgr.empty() || bgr.type() != CV_8UC3)
        return failure(enrolment::pictureNotEncodable("no 8-bit colour picture"));
    struct Destroy {
        void operator()(void* handle) const { tjDestroy(handle); }
    };
    struct Free {
        void operator()(unsigned char* buffer) const { tjFree(buffer); }
    };
    const std::unique_ptr<void, Destroy> compressor(tjInitCompress());
    if (!compressor) return failure(enrolment::pictureNotEncodable("libjpeg-turbo did not start"));
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int status =
        tjCompress2(compressor.get(), bgr.data, bgr.cols, static_cast<int>(bgr.step[0]), bgr.rows, TJPF_BGR,
                    &buffer, &size, TJSAMP_420, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, Free> owner(buffer);
    if (status != 0) return failure(enrolment::pictureNotEncodable(tjGetErrorStr2(compressor.get())));
    return Bytes(buffer, buffer + size);
}

}  // namespace countersign
