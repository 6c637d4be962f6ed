// Tells a hand or a scarf that comes before mouth and jaw in the middle of a scan: two landmark models that
// agreed on this person's lower face part from each other, because each guesses in its own way what it can't
// see. Against the person's own face at the begin, so what covers it from the begin is not told here. Engine
// thread; owned by the session.
#pragma once

#include <optional>
#include <vector>

#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

class CoverWatch {
  public:
    explicit CoverWatch(const CoverThresholds& thresholds) : m_thresholds(thresholds) {}

    // Readings in order of capture. Turned away nothing is judged and what was known holds.
    void push(const FrameReading& reading);
    [[nodiscard]] bool covered() const { return m_covered; }

  private:
    // RMS distance between the two models' points, in eye distances.
    struct Parting {
        double mouth = 0, jaw = 0;
    };
    [[nodiscard]] bool parted(const Parting& now) const;

    CoverThresholds m_thresholds;
    std::vector<double> m_mouths, m_jaws;  // of the first frames
    std::optional<Parting> m_own;
    std::optional<FrameTime> m_judgedAt, m_partedSince;
    bool m_covered = false;
};

}  // namespace countersign
