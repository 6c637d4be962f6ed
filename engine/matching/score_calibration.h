// What a similarity is worth: how many times likelier it is between two pictures of one person than between
// two people. Monotone: more alike is never worth less. Values; any thread.
#pragma once

#include <vector>

#include "core/result.h"

namespace countersign {

struct CalibrationPoint {
    double similarity = 0;       // cosine
    double log10Likelihood = 0;  // log10 of P(similarity | one person) / P(similarity | two people)
};

class ScoreCalibration {
  public:
    ScoreCalibration() = default;
    // At least two points, similarities strictly rising, likelihoods never falling, all finite, within -1..1
    // and
    // +-12. Error: CalibrationUnusable.
    [[nodiscard]] static Result<ScoreCalibration> fromPoints(std::vector<CalibrationPoint> points);

    [[nodiscard]] bool empty() const { return m_points.empty(); }
    // Straight between the points, level beyond them: nothing is claimed that was not measured. 0 when empty.
    [[nodiscard]] double log10Likelihood(double similarity) const;
    [[nodiscard]] const std::vector<CalibrationPoint>& points() const { return m_points; }

  private:
    std::vector<CalibrationPoint> m_points;
};

}  // namespace countersign
