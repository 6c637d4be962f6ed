// v4l2loopback, the module by which a program poses as a camera: loaded and unloaded (its version in Debian
// 12 can add no node at run time, so that is its plug), and fed. One thread, except where a class says
// otherwise.
#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "capture/camera_mode.h"
#include "core/secret.h"

namespace countersign::test {

// The module's file, from COUNTERSIGN_LOOPBACK_MODULE. Empty: none here, or this user may not load it.
[[nodiscard]] std::optional<std::filesystem::path> loopbackModule();
[[nodiscard]] bool loadLoopback(const std::string& parameters);  // as on insmod's command line
[[nodiscard]] bool unloadLoopback();  // true if it is not loaded now; false: somebody has its node open

struct FedMode {
    std::uint32_t fourcc = 0;
    int width = 640;
    int height = 480;
    std::uint32_t framesPerSecond = 30;
};

// CV_8UC3 BGR to what a camera of this format delivers.
[[nodiscard]] Bytes cameraBytes(const cv::Mat& bgr, PixelFormat format);

// Opens the node and writes one picture after the other. The node is a camera from the first one on; when the
// feeder has gone and nobody reads any more, it has no format again.
class Feeder {
  public:
    Feeder(const std::string& node, FedMode mode);
    ~Feeder();
    Feeder(const Feeder&) = delete;
    Feeder& operator=(const Feeder&) = delete;
    [[nodiscard]] bool open() const { return m_file >= 0; }  // false: the node or the mode was refused
    [[nodiscard]] bool write(std::span<const std::uint8_t> picture);

  private:
    int m_file = -1;
};

// A film through a feeder, over and over at its rate, on a thread of its own until it goes. Then the node is
// closed.
class Player {
  public:
    Player(const std::string& node, FedMode mode, std::vector<Bytes> film);  // `film`: at least one picture
    [[nodiscard]] bool open() const { return m_feeder.open(); }
    void pause();  // stops feeding, keeps the node open
    void resume();

  private:
    void play(const std::stop_token& stop);

    Feeder m_feeder;
    std::vector<Bytes> m_film;
    std::chrono::nanoseconds m_interval;
    std::jthread m_thread;  // last: ends first
};

}  // namespace countersign::test
