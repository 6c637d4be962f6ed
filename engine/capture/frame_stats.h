// How evenly frames came: evidence of the capture, and what the camera doctor shows. Plain value; one thread
// at a time. Constant memory.
#pragma once

#include <cstdint>

#include "capture/frame.h"

namespace countersign {

struct FrameStatsSummary {
    std::uint64_t frames = 0;
    std::uint64_t dropped = 0;   // missing in the sequence
    double framesPerSecond = 0;  // over the whole span; 0 with fewer than two frames
    FrameTime largestGap{0};     // between neighbouring frames
    FrameTime meanInterval{0};
    FrameTime jitter{0};          // standard deviation of the intervals
    std::uint64_t notRising = 0;  // stamps or sequence numbers that did not rise: a source must never do this
};

class FrameStats {
  public:
    void add(const Frame& frame) { add(frame.sequence, frame.capturedAt); }
    void add(std::uint64_t sequence, FrameTime capturedAt);
    void reset() { *this = FrameStats(); }
    [[nodiscard]] FrameStatsSummary summary() const;

  private:
    std::uint64_t m_frames = 0;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_notRising = 0;
    std::uint64_t m_lastSequence = 0;
    FrameTime m_first{0};
    FrameTime m_last{0};
    FrameTime m_largestGap{0};
    double m_mean = 0;  // Welford's running mean and sum of squares, microseconds
    double m_squares = 0;
};

}  // namespace countersign
