#include "liveness/capture_watch.h"

#include <algorithm>

namespace countersign {
namespace {

// A second and a half of a 15 fps camera: enough for a median that single gaps don't move.
constexpr std::size_t kRecent = 23;

double median(std::vector<double> values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
}

}  // namespace

void CaptureWatch::push(const FrameReading& reading) {
    ++m_frames;
    m_size = reading.pictureSize;
    if (m_lastAt) {
        if (reading.capturedAt <= *m_lastAt || reading.sequence <= m_lastSequence) {
            m_backwards = true;
        } else {
            const double seconds = std::chrono::duration<double>(reading.capturedAt - *m_lastAt).count();
            m_intervals.push_back(seconds);
            m_recent.push_back(seconds);
            if (m_recent.size() > kRecent) m_recent.pop_front();
            m_dropped += reading.sequence - m_lastSequence - 1;
        }
    }
    m_lastAt = reading.capturedAt;
    m_lastSequence = reading.sequence;
}

CaptureFault CaptureWatch::fault() const {
    if (m_backwards) return CaptureFault::TimeRanBackwards;
    const int narrow = std::min(m_size.width, m_size.height);
    const int wide = std::max(m_size.width, m_size.height);
    if (wide < m_thresholds.smallestWidth || narrow < m_thresholds.smallestHeight)
        return CaptureFault::TooSmall;
    if (m_recent.size() == kRecent &&
        median({m_recent.begin(), m_recent.end()}) * m_thresholds.slowestFps > 1) {
        return CaptureFault::TooSlow;
    }
    return CaptureFault::None;
}

CaptureFigures CaptureWatch::figures() const {
    CaptureFigures figures;
    figures.frames = m_frames;
    figures.framesPerSecond = m_intervals.empty() ? 0 : 1 / median(m_intervals);
    figures.framesDropped = m_dropped;
    figures.pictureSize = m_size;
    return figures;
}

// Share of the frames that arrived, brought to 0 where the camera is too slow to judge by.
std::optional<double> CaptureWatch::signal() const {
    if (m_intervals.size() < kRecent) return {};
    if (m_backwards) return 0;
    const double arrived = static_cast<double>(m_frames) / (m_frames + static_cast<double>(m_dropped));
    const double rate = std::min(1.0, figures().framesPerSecond / m_thresholds.slowestFps);
    return arrived * rate;
}

}  // namespace countersign
