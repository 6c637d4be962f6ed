#include "liveness/cover_watch.h"

#include <algorithm>
#include <cmath>

#include "liveness/quantile_window.h"

namespace countersign {
namespace {

struct Range {
    std::size_t first, end;
};
constexpr Range kJaw{0, 17}, kRightEye{36, 42}, kLeftEye{42, 48}, kOuterLips{48, 60};

double eyeDistance(const Landmarks& points) {
    const auto middle = [&points](Range eye) {
        cv::Point2f sum;
        for (std::size_t i = eye.first; i < eye.end; ++i) sum += points[i];
        return sum * (1.0F / static_cast<float>(eye.end - eye.first));
    };
    return cv::norm(middle(kRightEye) - middle(kLeftEye));
}

double apart(const Landmarks& a, const Landmarks& b, Range range) {
    double sum = 0;
    for (std::size_t i = range.first; i < range.end; ++i) {
        const auto d = a[i] - b[i];
        sum += static_cast<double>(d.dot(d));
    }
    return std::sqrt(sum / static_cast<double>(range.end - range.first));
}

}  // namespace

bool CoverWatch::parted(const Parting& now) const {
    const auto& t = m_thresholds;
    return now.mouth > std::max(t.mouthTimes * m_own->mouth, m_own->mouth + t.mouthMore) &&
           now.jaw > std::max(t.jawTimes * m_own->jaw, m_own->jaw + t.jawMore);
}

void CoverWatch::push(const FrameReading& reading) {
    if (!reading.face || !reading.face->fine) return;
    const auto& face = *reading.face;
    if (std::abs(static_cast<double>(face.pose.yaw)) > m_thresholds.frontYaw) return;
    const double eyes = eyeDistance(face.coarse);
    if (eyes < 1) return;
    const Parting now{apart(face.coarse, *face.fine, kOuterLips) / eyes,
                      apart(face.coarse, *face.fine, kJaw) / eyes};
    if (!m_own) {
        m_mouths.push_back(now.mouth);
        m_jaws.push_back(now.jaw);
        if (m_mouths.size() >= static_cast<std::size_t>(m_thresholds.referenceFrames))
            m_own = Parting{median(m_mouths), median(m_jaws)};
        return;
    }
    const bool gap = m_judgedAt && reading.capturedAt - *m_judgedAt > m_thresholds.hold / 2;
    m_judgedAt = reading.capturedAt;
    if (gap) m_partedSince.reset();  // nobody knows what was in between
    if (!parted(now)) {
        m_partedSince.reset();
        m_covered = false;
        return;
    }
    if (!m_partedSince) m_partedSince = reading.capturedAt;
    m_covered = m_covered || reading.capturedAt - *m_partedSince >= m_thresholds.hold;
}

}  // namespace countersign
