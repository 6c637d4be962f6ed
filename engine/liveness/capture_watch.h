// How the frames arrive: rate, gaps, size, stamps, repeats, colour. Engine thread; owned by the session.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
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
    int framesRepeated = 0;           // equal to the bit to the one before: no new picture
    double longestRepeatSeconds = 0;  // one picture of a face was repeated for so long
    int loopsSeen = 0;                // pictures of a face that had been seen long before, to the bit
    double intervalJitter = 0;        // 10 to 90 % spread of the intervals as a share of their median
    int resolutionChanges = 0;
    std::optional<double> colourShare;  // median share of the picture that is not grey
};

enum class CaptureFault {
    None = 1,
    TooSlow,
    TooSmall,
    TimeRanBackwards,
    Frozen,
    Looped,
    SizeChanged,
    Colourless
};

class CaptureWatch {
  public:
    explicit CaptureWatch(const LivenessThresholds& thresholds)
        : m_thresholds(thresholds.session),
          m_limits(thresholds.capture),
          m_darkest(thresholds.picture.darkest) {}

    void push(const FrameReading& reading);
    // Judged over the last seconds, so that a camera that slows down in the dark is noticed.
    [[nodiscard]] CaptureFault fault() const;
    // New pictures a second over the last ones; 0 before there are two.
    [[nodiscard]] double recentRate() const;
    [[nodiscard]] CaptureFigures figures() const;
    // 0..1; empty before it can be judged.
    [[nodiscard]] std::optional<double> signal() const;

  private:
    enum class Picture { New = 1, Repeated };
    Picture compare(const FrameReading& reading);

    SessionThresholds m_thresholds;
    CaptureThresholds m_limits;
    double m_darkest;  // of a face, below which it has no colour
    std::optional<FrameTime> m_lastAt;
    std::uint64_t m_lastSequence = 0;
    std::deque<double> m_recent;  // seconds between frames
    std::vector<double> m_intervals;
    std::uint64_t m_dropped = 0;
    bool m_backwards = false;
    int m_frames = 0;
    cv::Size m_size;
    std::optional<FrameTime> m_newAt;  // the last new picture
    std::uint64_t m_lastHash = 0;
    std::unordered_map<std::uint64_t, FrameTime> m_seen;  // pictures of a face, and when last
    FrameTime m_repeatNow{0}, m_longestRepeat{0};
    int m_repeated = 0, m_loops = 0, m_sizeChanges = 0;
    std::deque<double> m_recentColour;
    std::vector<double> m_colour;
};

}  // namespace countersign
