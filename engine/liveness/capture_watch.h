// How the frames arrive: rate, gaps, size, stamps. Engine thread; owned by the session.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

// What was measured of the frames as they arrived.
struct CaptureFigures {
    int frames = 0;
    double framesPerSecond = 0;       // from the median interval
    std::uint64_t framesDropped = 0;  // by the sequence numbers
    cv::Size pictureSize;
};

enum class CaptureFault { None = 1, TooSlow, TooSmall, TimeRanBackwards };

class CaptureWatch {
  public:
    explicit CaptureWatch(const SessionThresholds& thresholds) : m_thresholds(thresholds) {}

    void push(const FrameReading& reading);
    // Judged over the last seconds, so that a camera that slows down in the dark is noticed.
    [[nodiscard]] CaptureFault fault() const;
    [[nodiscard]] CaptureFigures figures() const;
    // 0..1; empty before it can be judged.
    [[nodiscard]] std::optional<double> signal() const;

  private:
    SessionThresholds m_thresholds;
    std::optional<FrameTime> m_lastAt;
    std::uint64_t m_lastSequence = 0;
    std::deque<double> m_recent;  // seconds between frames
    std::vector<double> m_intervals;
    std::uint64_t m_dropped = 0;
    bool m_backwards = false;
    int m_frames = 0;
    cv::Size m_size;
};

}  // namespace countersign
