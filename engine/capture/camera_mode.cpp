#include "capture/camera_mode.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace countersign {

namespace {

constexpr double kRateTolerance = 0.1;  // 15 per second is also written as 1001/15000
constexpr double kWantedRate = 30;      // what most cameras offer; twice the least
constexpr int kLargestWidth = 1920;
constexpr int kLargestHeight = 1080;

bool bigEnough(const CameraMode& mode) {
    return mode.width >= kSmallestWidth && mode.height >= kSmallestHeight;
}

bool fastEnough(const CameraMode& mode) {
    // Unknown: the stream itself will show.
    return mode.intervalNumerator == 0 || mode.framesPerSecond() >= kSlowestRate - kRateTolerance;
}

// Smaller is better.
auto rank(const CameraMode& mode) {
    const long area = static_cast<long>(mode.width) * mode.height;
    int size = 2;
    if (mode.width == 640 && mode.height == 480) size = 0;
    if (mode.width == 1280 && mode.height == 720) size = 1;
    if (mode.width > kLargestWidth || mode.height > kLargestHeight) size = 3;
    const double off =
        mode.intervalNumerator == 0 ? kWantedRate : std::abs(mode.framesPerSecond() - kWantedRate);
    return std::tuple(size, area, off, mode.format == PixelFormat::Yuyv ? 0 : 1);
}

}  // namespace

ModeChoice chooseMode(const std::vector<CameraMode>& modes) {
    if (modes.empty()) return {std::nullopt, ModeProblem::NoKnownFormat};
    std::vector<CameraMode> fit;
    std::copy_if(modes.begin(), modes.end(), std::back_inserter(fit), bigEnough);
    if (fit.empty()) return {std::nullopt, ModeProblem::TooSmall};
    std::erase_if(fit, [](const CameraMode& mode) { return !fastEnough(mode); });
    if (fit.empty()) return {std::nullopt, ModeProblem::TooSlow};
    const auto best = std::min_element(
        fit.begin(), fit.end(), [](const CameraMode& a, const CameraMode& b) { return rank(a) < rank(b); });
    return {*best, std::nullopt};
}

}  // namespace countersign
