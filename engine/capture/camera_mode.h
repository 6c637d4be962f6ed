// Which picture format, size and rate to ask a camera for. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace countersign {

enum class PixelFormat { Yuyv = 1, Mjpeg };

struct CameraMode {
    PixelFormat format = PixelFormat::Yuyv;
    int width = 0;
    int height = 0;
    // Seconds per frame as a fraction, as V4L2 has it. 0/0: the driver does not say.
    std::uint32_t intervalNumerator = 0;
    std::uint32_t intervalDenominator = 0;

    [[nodiscard]] double framesPerSecond() const {
        return intervalNumerator == 0 ? 0 : static_cast<double>(intervalDenominator) / intervalNumerator;
    }
    bool operator==(const CameraMode&) const = default;
};

// The minimum of the rules: below it a camera is refused with the reason.
inline constexpr int kSmallestWidth = 640;
inline constexpr int kSmallestHeight = 480;
inline constexpr double kSlowestRate = 15;

enum class ModeProblem { NoKnownFormat = 1, TooSmall, TooSlow };

struct ModeChoice {
    std::optional<CameraMode> mode;
    std::optional<ModeProblem> problem;  // set if mode is not
};

// Size first: 640x480, then 1280x720, then the smallest of the others up to 1920x1080 (the engine works at
// 640x480; more costs time). Then the rate next to 30 per second that is at least 15; then YUYV before MJPEG,
// which has lost detail that the passive checks look at.
[[nodiscard]] ModeChoice chooseMode(const std::vector<CameraMode>& modes);

}  // namespace countersign
