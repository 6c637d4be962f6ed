#include "liveness/capture_watch.h"

#include <algorithm>

#include "liveness/quantile_window.h"

namespace countersign {
namespace {

// A second and a half of a 15 fps camera: enough for a median that single gaps don't move.
constexpr std::size_t kRecent = 23;

double quantile(std::vector<double> values, double share) {
    const auto rank =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), rank, values.end());
    return *rank;
}

}  // namespace

// Only pictures of a face are remembered: a covered lens is black to the bit in every frame, and a burnt-out
// picture white, which is no attack.
CaptureWatch::Picture CaptureWatch::compare(const FrameReading& reading) {
    const bool repeated = reading.contentHash != 0 && reading.contentHash == m_lastHash;
    m_lastHash = reading.contentHash;
    if (repeated) {
        ++m_repeated;
        m_repeatNow = reading.face && m_newAt ? reading.capturedAt - *m_newAt : FrameTime{0};
        m_longestRepeat = std::max(m_longestRepeat, m_repeatNow);
        return Picture::Repeated;
    }
    m_repeatNow = FrameTime{0};
    if (reading.contentHash != 0 && reading.face) {
        // Since when it was first seen, so that a loop shorter than the limit is told at its second round.
        const auto [before, unseen] = m_seen.try_emplace(reading.contentHash, reading.capturedAt);
        if (!unseen && reading.capturedAt - before->second > m_limits.loopAfter) ++m_loops;
    }
    return Picture::New;
}

void CaptureWatch::push(const FrameReading& reading) {
    ++m_frames;
    if (m_lastAt && reading.pictureSize != m_size) ++m_sizeChanges;
    m_size = reading.pictureSize;
    // Colour can be judged where there is light; a lit face has it in any camera but an infrared or grey one.
    const bool lit = reading.face && static_cast<double>(reading.face->quality.luminance) >= m_darkest;
    if (reading.colourShare && lit) {
        m_colour.push_back(static_cast<double>(*reading.colourShare));
        m_recentColour.push_back(m_colour.back());
        if (m_recentColour.size() > kRecent) m_recentColour.pop_front();
    }
    if (m_lastAt && (reading.capturedAt <= *m_lastAt || reading.sequence <= m_lastSequence)) {
        m_backwards = true;
    } else {
        if (m_lastAt) m_dropped += reading.sequence - m_lastSequence - 1;
        // A repeated picture shows nothing new: the rate is that of new ones.
        if (compare(reading) == Picture::New) {
            if (m_newAt) {
                m_intervals.push_back(std::chrono::duration<double>(reading.capturedAt - *m_newAt).count());
                m_recent.push_back(m_intervals.back());
                if (m_recent.size() > kRecent) m_recent.pop_front();
            }
            m_newAt = reading.capturedAt;
        }
    }
    m_lastAt = reading.capturedAt;
    m_lastSequence = reading.sequence;
}

CaptureFault CaptureWatch::fault() const {
    if (m_backwards) return CaptureFault::TimeRanBackwards;
    if (m_sizeChanges > 0) return CaptureFault::SizeChanged;
    if (m_longestRepeat > m_limits.frozenAfter) return CaptureFault::Frozen;
    if (m_loops >= m_limits.loopFrames) return CaptureFault::Looped;
    const int narrow = std::min(m_size.width, m_size.height);
    const int wide = std::max(m_size.width, m_size.height);
    if (wide < m_thresholds.smallestWidth || narrow < m_thresholds.smallestHeight)
        return CaptureFault::TooSmall;
    if (m_recent.size() == kRecent &&
        median({m_recent.begin(), m_recent.end()}) * m_thresholds.slowestFps > 1) {
        return CaptureFault::TooSlow;
    }
    if (m_recentColour.size() == kRecent &&
        median({m_recentColour.begin(), m_recentColour.end()}) < m_limits.leastColour) {
        return CaptureFault::Colourless;
    }
    return CaptureFault::None;
}

double CaptureWatch::recentRate() const {
    return m_recent.empty() ? 0 : 1 / median({m_recent.begin(), m_recent.end()});
}

CaptureFigures CaptureWatch::figures() const {
    CaptureFigures figures;
    figures.frames = m_frames;
    figures.framesDropped = m_dropped;
    figures.pictureSize = m_size;
    figures.framesRepeated = m_repeated;
    figures.longestRepeatSeconds = std::chrono::duration<double>(m_longestRepeat).count();
    figures.loopsSeen = m_loops;
    figures.resolutionChanges = m_sizeChanges;
    if (!m_colour.empty()) figures.colourShare = median(m_colour);
    if (m_intervals.empty()) return figures;
    const double usual = median(m_intervals);
    figures.framesPerSecond = 1 / usual;
    figures.intervalJitter = (quantile(m_intervals, 0.9) - quantile(m_intervals, 0.1)) / usual;
    return figures;
}

// Share of the frames that arrived, less where the camera is slow; 0 where it is not to be trusted.
std::optional<double> CaptureWatch::signal() const {
    const auto now = fault();
    const bool slowOrSmall = now == CaptureFault::TooSlow || now == CaptureFault::TooSmall;
    if (now != CaptureFault::None && !slowOrSmall) return 0;
    if (m_intervals.size() < kRecent) return {};
    const double arrived = static_cast<double>(m_frames) / (m_frames + static_cast<double>(m_dropped));
    const double rate = std::min(1.0, figures().framesPerSecond / m_thresholds.slowestFps);
    return arrived * rate;
}

}  // namespace countersign
