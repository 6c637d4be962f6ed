#include "capture/frame_stats.h"

#include <algorithm>
#include <cmath>

namespace countersign {

void FrameStats::add(std::uint64_t sequence, FrameTime capturedAt) {
    if (m_frames == 0) {
        m_first = capturedAt;
    } else {
        if (sequence <= m_lastSequence || capturedAt <= m_last) {
            ++m_notRising;
            return;
        }
        m_dropped += sequence - m_lastSequence - 1;
        const FrameTime gap = capturedAt - m_last;
        m_largestGap = std::max(m_largestGap, gap);
        const double value = static_cast<double>(gap.count());
        const double before = value - m_mean;
        m_mean += before / static_cast<double>(m_frames);  // m_frames so far = number of intervals now
        m_squares += before * (value - m_mean);
    }
    ++m_frames;
    m_lastSequence = sequence;
    m_last = capturedAt;
}

FrameStatsSummary FrameStats::summary() const {
    FrameStatsSummary summary;
    summary.frames = m_frames;
    summary.dropped = m_dropped;
    summary.notRising = m_notRising;
    summary.largestGap = m_largestGap;
    if (m_frames < 2) return summary;
    const auto intervals = static_cast<double>(m_frames - 1);
    summary.framesPerSecond = intervals * 1e6 / static_cast<double>((m_last - m_first).count());
    summary.meanInterval = FrameTime(std::llround(m_mean));
    summary.jitter = FrameTime(std::llround(std::sqrt(m_squares / intervals)));
    return summary;
}

}  // namespace countersign
