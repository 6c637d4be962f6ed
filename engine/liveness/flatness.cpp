#include "liveness/flatness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/calib3d.hpp>

namespace countersign {
namespace {

// Points that lie at clearly different depths and are found well at moderate angles: nose bridge, nose tip
// and wings, eye corners, mouth corners, upper lip.
constexpr std::array<std::size_t, 15> kPoints{27, 28, 29, 30, 31, 33, 35, 36, 39, 42, 45, 48, 51, 54, 57};
// For the nose's parallax: an affine of these four rims, nearly one plane on a face.
constexpr std::array<std::size_t, 6> kRim{36, 39, 42, 45, 48, 54};
constexpr std::size_t kNoseTip = 30;

cv::Point2f middle(const Landmarks& p, std::size_t first) {
    cv::Point2f sum;
    for (std::size_t i = first; i < first + 6; ++i) sum += p[i];
    return sum * (1.0F / 6);
}

// Distance of the eyes against that from the eyes to the mouth's corners.
double widthToHeight(const Landmarks& p) {
    const auto right = middle(p, 36), left = middle(p, 42);
    const double height = cv::norm((right + left) * 0.5F - (p[48] + p[54]) * 0.5F);
    return height > 0 ? cv::norm(right - left) / height : 0;
}

double median(std::vector<double> values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
}

}  // namespace

void FlatnessMeter::reset() {
    *this = FlatnessMeter(m_thresholds);
}

void FlatnessMeter::push(const FaceReading& face, double yawFromNeutral) {
    const double yaw = std::abs(yawFromNeutral);
    if (!m_mean && yaw <= m_thresholds.referenceYaw) {
        m_references.push_back(face.coarse);
        if (m_references.size() >= static_cast<std::size_t>(m_thresholds.referenceFrames)) findMean();
        return;
    }
    if (m_references.empty()) return;
    findMean();
    if (yaw >= m_thresholds.decideYaw) {
        if (const auto value = measure(face.coarse)) m_measures.push_back(*value);
        return;
    }
    // Width against height as a turn by the deciding angle would leave it.
    const double narrowed = widthToHeight(face.coarse) / widthToHeight(*m_mean);
    if (narrowed > std::cos(m_thresholds.decideYaw * std::numbers::pi / 180)) return;
    if (const auto value = measure(face.coarse)) m_narrowed.push_back(value->residual);
}

void FlatnessMeter::findMean() {
    if (m_mean) return;
    Landmarks mean{};
    for (const auto& reference : m_references) {
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += reference[i];
    }
    for (auto& point : mean) point *= 1.0F / static_cast<float>(m_references.size());
    m_mean = mean;
}

// Residuals are in eye distances of the reference, so that coming nearer does not look like depth.
std::optional<FlatnessMeter::Measure> FlatnessMeter::measure(const Landmarks& landmarks) const {
    const auto& reference = *m_mean;
    const double eyes = cv::norm(middle(reference, 36) - middle(reference, 42));
    if (eyes < 1) return {};
    std::vector<cv::Point2f> from, to;
    for (const auto i : kPoints) {
        from.push_back(landmarks[i]);
        to.push_back(reference[i]);
    }
    try {
        const cv::Mat plane = cv::findHomography(from, to, 0);
        if (plane.empty()) return {};
        std::vector<cv::Point2f> moved;
        cv::perspectiveTransform(from, moved, plane);
        double sum = 0;
        for (std::size_t i = 0; i < moved.size(); ++i) {
            const auto away = moved[i] - to[i];
            sum += static_cast<double>(away.dot(away));
        }
        const double residual = std::sqrt(sum / static_cast<double>(moved.size())) / eyes;

        cv::Mat a(static_cast<int>(kRim.size()), 3, CV_64F), b(static_cast<int>(kRim.size()), 2, CV_64F);
        for (int row = 0; row < a.rows; ++row) {
            const auto i = kRim[static_cast<std::size_t>(row)];
            a.at<double>(row, 0) = landmarks[i].x;
            a.at<double>(row, 1) = landmarks[i].y;
            a.at<double>(row, 2) = 1;
            b.at<double>(row, 0) = reference[i].x;
            b.at<double>(row, 1) = reference[i].y;
        }
        cv::Mat affine;
        if (!cv::solve(a, b, affine, cv::DECOMP_SVD)) return {};
        const cv::Mat nose =
            (cv::Mat_<double>(1, 3) << landmarks[kNoseTip].x, landmarks[kNoseTip].y, 1) * affine;
        const double parallax = std::hypot(nose.at<double>(0) - static_cast<double>(reference[kNoseTip].x),
                                           nose.at<double>(1) - static_cast<double>(reference[kNoseTip].y)) /
                                eyes;
        if (!std::isfinite(residual) || !std::isfinite(parallax)) return {};
        return Measure{residual, parallax};
    } catch (const cv::Exception&) {
        return {};  // points in a line: this frame says nothing
    }
}

FlatnessResult FlatnessMeter::result() const {
    FlatnessResult result;
    result.frames = static_cast<int>(m_measures.size());
    result.narrowedLikeAPlane = m_narrowed.size() >= static_cast<std::size_t>(m_thresholds.decideFrames) &&
                                median(m_narrowed) < m_thresholds.flatResidual;
    if (m_measures.empty()) return result;
    std::vector<double> residuals, parallaxes;
    for (const auto& measure : m_measures) {
        residuals.push_back(measure.residual);
        parallaxes.push_back(measure.parallax);
    }
    result.residual = median(residuals);
    result.parallax = median(parallaxes);
    if (result.frames < m_thresholds.decideFrames) return result;
    if (result.residual < m_thresholds.flatResidual) {
        result.shape = FaceShape::Flat;
    } else if (result.residual >= m_thresholds.roundResidual &&
               result.parallax >= m_thresholds.roundParallax) {
        result.shape = FaceShape::Head;
    }
    return result;
}

}  // namespace countersign
