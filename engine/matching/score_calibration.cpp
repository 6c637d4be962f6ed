#include "matching/score_calibration.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace countersign {
namespace {

constexpr double kMostLog10 = 12;  // beyond any list of pictures that could show it
constexpr std::size_t kMostPoints = 1000;

tl::unexpected<Error> unusable(const std::string& why) {
    return failure(makeError(ErrorCode::CalibrationUnusable, why));
}

}  // namespace

Result<ScoreCalibration> ScoreCalibration::fromPoints(std::vector<CalibrationPoint> points) {
    std::string problem;
    if (points.size() < 2) problem = "fewer than two points";
    if (points.size() > kMostPoints) problem = "more than 1,000 points";
    for (std::size_t i = 0; i < points.size() && problem.empty(); ++i) {
        const auto& [similarity, value] = points[i];
        if (!(similarity >= -1 && similarity <= 1) || !(std::abs(value) <= kMostLog10))
            problem = "a point is out of range";
        if (i > 0 && similarity <= points[i - 1].similarity) problem = "similarities do not rise";
        if (i > 0 && value < points[i - 1].log10Likelihood) problem = "likelihoods fall";
    }
    if (!problem.empty()) return unusable(problem);
    ScoreCalibration calibration;
    calibration.m_points = std::move(points);
    return calibration;
}

double ScoreCalibration::log10Likelihood(double similarity) const {
    if (m_points.empty()) return 0;
    const auto above = std::partition_point(
        m_points.begin(), m_points.end(),
        [similarity](const CalibrationPoint& point) { return point.similarity < similarity; });
    if (above == m_points.begin()) return above->log10Likelihood;
    if (above == m_points.end()) return m_points.back().log10Likelihood;
    const auto& before = *(above - 1);
    const double share = (similarity - before.similarity) / (above->similarity - before.similarity);
    return before.log10Likelihood + share * (above->log10Likelihood - before.log10Likelihood);
}

}  // namespace countersign
