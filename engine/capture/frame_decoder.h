// Camera bytes to BGR pictures. One decoder per camera, on its thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <span>

#include "capture/camera_mode.h"

namespace countersign {

class FrameDecoder {
  public:
    FrameDecoder();
    ~FrameDecoder();
    FrameDecoder(const FrameDecoder&) = delete;
    FrameDecoder& operator=(const FrameDecoder&) = delete;

    // CV_8UC3, own buffer. Empty: the bytes are cut short or corrupt, or their size is not width x height;
    // such a frame is dropped. Bytes that follow a whole JPEG picture are padding.
    [[nodiscard]] std::optional<cv::Mat> mjpeg(std::span<const std::uint8_t> bytes, int width, int height);
    // `stride`: bytes from one row to the next.
    [[nodiscard]] static std::optional<cv::Mat> yuyv(std::span<const std::uint8_t> bytes, int width,
                                                     int height, std::size_t stride);

  private:
    struct Turbo;
    std::unique_ptr<Turbo> m_turbo;
};

}  // namespace countersign
