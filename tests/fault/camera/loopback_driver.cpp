#include "loopback_driver.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "capture/jpeg.h"

namespace countersign::test {

namespace {

constexpr int kJpegQuality = 90;

std::uint8_t byteOf(double value) {
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

// ITU-R BT.601, limited range, as webcams deliver YUYV.
Bytes yuyvOf(const cv::Mat& bgr) {
    Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(bgr.cols) * static_cast<std::size_t>(bgr.rows) * 2);
    for (int y = 0; y < bgr.rows; ++y) {
        for (int x = 0; x + 1 < bgr.cols; x += 2) {
            const auto& left = bgr.at<cv::Vec3b>(y, x);
            const auto& right = bgr.at<cv::Vec3b>(y, x + 1);
            const auto luma = [](const cv::Vec3b& p) {
                return byteOf(16 + 0.098 * p[0] + 0.504 * p[1] + 0.257 * p[2]);
            };
            const double blue = (left[0] + right[0]) / 2.0, green = (left[1] + right[1]) / 2.0,
                         red = (left[2] + right[2]) / 2.0;
            bytes.push_back(luma(left));
            bytes.push_back(byteOf(128 + 0.439 * blue - 0.291 * green - 0.148 * red));
            bytes.push_back(luma(right));
            bytes.push_back(byteOf(128 - 0.071 * blue - 0.368 * green + 0.439 * red));
        }
    }
    return bytes;
}

}  // namespace

std::optional<std::filesystem::path> loopbackModule() {
    const char* file = std::getenv("COUNTERSIGN_LOOPBACK_MODULE");
    if (file == nullptr || ::geteuid() != 0 || !std::filesystem::exists(file)) return std::nullopt;
    return std::filesystem::path(file);
}

bool loadLoopback(const std::string& parameters) {
    const auto module = loopbackModule();
    if (!module) return false;
    const int file = ::open(module->c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const long result = ::syscall(SYS_finit_module, file, parameters.c_str(), 0);
    ::close(file);
    return result == 0;
}

bool unloadLoopback() {
    return ::syscall(SYS_delete_module, "v4l2loopback", O_NONBLOCK) == 0 || errno == ENOENT;
}

Bytes cameraBytes(const cv::Mat& bgr, PixelFormat format) {
    if (format == PixelFormat::Yuyv) return yuyvOf(bgr);
    auto jpeg = encodeJpeg(bgr, kJpegQuality);
    return jpeg ? std::move(*jpeg) : Bytes();
}

Feeder::Feeder(const std::string& node, FedMode mode) {
    const int file = ::open(node.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    v4l2_format format;
    std::memset(&format, 0, sizeof format);
    format.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    format.fmt.pix.width = static_cast<std::uint32_t>(mode.width);
    format.fmt.pix.height = static_cast<std::uint32_t>(mode.height);
    format.fmt.pix.pixelformat = mode.fourcc;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    v4l2_streamparm rate;
    std::memset(&rate, 0, sizeof rate);
    rate.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    rate.parm.output.timeperframe = {1, mode.framesPerSecond};
    const bool set = ::ioctl(file, VIDIOC_S_FMT, &format) == 0 && format.fmt.pix.pixelformat == mode.fourcc &&
                     format.fmt.pix.width == static_cast<std::uint32_t>(mode.width) &&
                     ::ioctl(file, VIDIOC_S_PARM, &rate) == 0;
    if (set) {
        m_file = file;
    } else {
        ::close(file);
    }
}

Feeder::~Feeder() {
    if (m_file >= 0) ::close(m_file);
}

bool Feeder::write(std::span<const std::uint8_t> picture) {
    return m_file >= 0 &&
           ::write(m_file, picture.data(), picture.size()) == static_cast<ssize_t>(picture.size());
}

Player::Player(const std::string& node, FedMode mode, std::vector<Bytes> film)
    : m_feeder(node, mode),
      m_film(std::move(film)),
      m_interval(std::chrono::nanoseconds(std::chrono::seconds(1)) / mode.framesPerSecond) {
    // The first picture makes a camera of the node before anybody looks for one.
    if (open() && m_feeder.write(m_film.front())) resume();
}

void Player::pause() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void Player::resume() {
    m_thread = std::jthread([this](const std::stop_token& stop) { play(stop); });
}

void Player::play(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any pace;
    std::unique_lock lock(mutex);
    auto due = std::chrono::steady_clock::now();
    for (std::size_t i = 0; !stop.stop_requested(); ++i) {
        static_cast<void>(m_feeder.write(m_film[i % m_film.size()]));
        due += m_interval;
        static_cast<void>(pace.wait_until(lock, stop, due, [] { return false; }));
    }
}

}  // namespace countersign::test
