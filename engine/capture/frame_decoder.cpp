#include "capture/frame_decoder.h"

#include <turbojpeg.h>

#include <opencv2/imgproc.hpp>
#include <string_view>

namespace countersign {

struct FrameDecoder::Turbo {
    tjhandle handle = tjInitDecompress();
    Turbo() = default;
    ~Turbo() {
        if (handle != nullptr) tjDestroy(handle);
    }
    Turbo(const Turbo&) = delete;
    Turbo& operator=(const Turbo&) = delete;

    // After a broken header the library goes on in the middle of it with the next picture, so the decoder
    // starts anew.
    void renew() {
        if (handle != nullptr) tjDestroy(handle);
        handle = tjInitDecompress();
    }
};

namespace {

// Many cameras put a few bytes between the last block and the end marker (0xd9); the picture is whole. Any
// other warning means that part of it was made up. libjpeg keeps the text of the first warning only, and this
// one can only come last.
bool harmless(std::string_view warning) {
    return warning.find("extraneous bytes before marker 0xd9") != std::string_view::npos;
}

}  // namespace

FrameDecoder::FrameDecoder() : m_turbo(std::make_unique<Turbo>()) {}
FrameDecoder::~FrameDecoder() = default;

std::optional<cv::Mat> FrameDecoder::mjpeg(std::span<const std::uint8_t> bytes, int width, int height) {
    if (bytes.size() < 4 || width <= 0 || height <= 0) return std::nullopt;
    if (m_turbo->handle == nullptr) m_turbo->renew();
    if (m_turbo->handle == nullptr) return std::nullopt;
    int foundWidth = 0, foundHeight = 0, subsampling = 0, colours = 0;
    if (tjDecompressHeader3(m_turbo->handle, bytes.data(), bytes.size(), &foundWidth, &foundHeight,
                            &subsampling, &colours) != 0) {
        m_turbo->renew();
        return std::nullopt;
    }
    if (foundWidth != width || foundHeight != height) return std::nullopt;
    cv::Mat bgr(height, width, CV_8UC3);
    const int result = tjDecompress2(m_turbo->handle, bytes.data(), bytes.size(), bgr.data, width,
                                     static_cast<int>(bgr.step), height, TJPF_BGR, TJFLAG_LIMITSCANS);
    if (result == 0) return bgr;
    if (tjGetErrorCode(m_turbo->handle) == TJERR_WARNING && harmless(tjGetErrorStr2(m_turbo->handle)))
        return bgr;
    m_turbo->renew();
    return std::nullopt;
}

std::optional<cv::Mat> FrameDecoder::yuyv(std::span<const std::uint8_t> bytes, int width, int height,
                                          std::size_t stride) {
    if (width <= 0 || height <= 0 || width % 2 != 0) return std::nullopt;
    const std::size_t row = static_cast<std::size_t>(width) * 2;
    if (stride < row || bytes.size() < stride * static_cast<std::size_t>(height - 1) + row)
        return std::nullopt;
    try {
        // OpenCV only reads from it.
        const cv::Mat packed(height, width, CV_8UC2, const_cast<std::uint8_t*>(bytes.data()), stride);
        cv::Mat bgr;
        cv::cvtColor(packed, bgr, cv::COLOR_YUV2BGR_YUYV);
        return bgr;
    } catch (const cv::Exception&) {
        return std::nullopt;
    }
}

}  // namespace countersign
