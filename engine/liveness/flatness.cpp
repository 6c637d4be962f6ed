#include "liveness/flatness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/calib3d.hpp>

#include "liveness/quantile_window.h"

namespace countersign {
namespace {

// Points that lie at clearly different depths and are found well at moderate angles: nose bridge, nose tip
// and wings, eye corners, mouth corners, upper lip.
constexpr std::array<std::size_t, 15> kPoints{27, 28, 29, 30, 31, 33, 35, 36, 39, 42, 45, 48, 51, 54, 57};
// Corners of eyes and mouth: nearly one plane on a face.
constexpr std::array<std::size_t, 6> kRim{36, 39, 42, 45, 48, 54};
constexpr std::size_t kNoseTip = 30;

// Landmark errors of neighbouring frames are alike for about a fifth of a second: so many frames at 30 a
// second count as one when their errors are averaged.
constexpr double kFramesAlike = 6;
// The noise of seven frames can be small by luck; less than this no camera showed.
constexpr double kLeastNoise = 0.01;  // eye distances
// Of fewer still frames the noise would be luck; then twice what most cameras showed (0.013 to 0.015).
constexpr std::size_t kLeastReferences = 3;
constexpr double kUnknownNoise = 0.03;

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

// Standard deviations by which a depth must be too small before anybody is refused for it: 95 %.
constexpr double kSure = 2;

}  // namespace

void FlatnessMeter::push(const FaceReading& face, double yawFromNeutral) {
    const double yaw = std::abs(yawFromNeutral);
    if (!m_mean && yaw <= m_thresholds.referenceYaw) {
        m_references.push_back(face.coarse);
        if (m_references.size() >= static_cast<std::size_t>(m_thresholds.referenceFrames)) findMean();
        return;
    }
    if (m_references.empty()) return;
    findMean();
    if (m_eyes < 1) return;
    if (yaw >= m_thresholds.decideYaw) {
        if (const auto nose = noseShift(face.coarse)) {
            ++m_turned;
            m_shift += yawFromNeutral > 0 ? nose->shift : -nose->shift;
            // Noise never makes a map rounder, so it only adds to the angle: what it adds to a still face
            // is taken off, or small turns would look like those of a flatter head.
            m_sine += std::sqrt(std::max(0.0, nose->sine * nose->sine - m_stillSine2));
        }
        if (yaw < m_thresholds.residualYaw) return;
        if (const auto value = residual(face.coarse)) m_residuals.push_back(*value);
        return;
    }
    // Width against height as a turn that can be judged would leave it.
    const double narrowed = widthToHeight(face.coarse) / widthToHeight(*m_mean);
    if (narrowed > std::cos(m_thresholds.residualYaw * std::numbers::pi / 180)) return;
    if (const auto value = residual(face.coarse)) m_narrowed.push_back(*value);
}

void FlatnessMeter::findMean() {
    if (m_mean) return;
    Landmarks mean{};
    for (const auto& reference : m_references) {
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += reference[i];
    }
    for (auto& point : mean) point *= 1.0F / static_cast<float>(m_references.size());
    m_mean = mean;
    m_eyes = cv::norm(middle(mean, 36) - middle(mean, 42));
    m_noise = kUnknownNoise;
    if (m_eyes < 1 || m_references.size() < kLeastReferences) return;
    double squares = 0, sines = 0;
    for (const auto& reference : m_references) {
        const auto nose = noseShift(reference);
        if (!nose) continue;
        squares += nose->shift * nose->shift;
        sines += nose->sine * nose->sine;
    }
    const auto degreesOfFreedom = static_cast<double>(m_references.size() - 1);
    m_noise = std::max(kLeastNoise, std::sqrt(squares / degreesOfFreedom));
    m_stillSine2 = sines / degreesOfFreedom;
}

// In eye distances of the reference, so that coming nearer does not look like depth.
std::optional<double> FlatnessMeter::residual(const Landmarks& landmarks) const {
    const auto& reference = *m_mean;
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
        const double value = std::sqrt(sum / static_cast<double>(moved.size())) / m_eyes;
        return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
    } catch (const cv::Exception&) {
        return {};  // points in a line: this frame says nothing
    }
}

std::optional<FlatnessMeter::NoseShift> FlatnessMeter::noseShift(const Landmarks& landmarks) const {
    const auto& reference = *m_mean;
    cv::Mat a(static_cast<int>(kRim.size()), 3, CV_64F), b(static_cast<int>(kRim.size()), 2, CV_64F);
    for (int row = 0; row < a.rows; ++row) {
        const auto i = kRim[static_cast<std::size_t>(row)];
        a.at<double>(row, 0) = landmarks[i].x;
        a.at<double>(row, 1) = landmarks[i].y;
        a.at<double>(row, 2) = 1;
        b.at<double>(row, 0) = reference[i].x;
        b.at<double>(row, 1) = reference[i].y;
    }
    cv::Mat affine;  // this frame to the reference
    if (!cv::solve(a, b, affine, cv::DECOMP_SVD)) return {};
    const cv::Mat nose = (cv::Mat_<double>(1, 3) << landmarks[kNoseTip].x, landmarks[kNoseTip].y, 1) * affine;
    const cv::Point2d moved(nose.at<double>(0) - static_cast<double>(reference[kNoseTip].x),
                            nose.at<double>(1) - static_cast<double>(reference[kNoseTip].y));
    const cv::Point2d eyes(middle(reference, 42) - middle(reference, 36));
    const cv::Mat singular = cv::SVD(affine.rowRange(0, 2), cv::SVD::NO_UV).w;
    const double cosine = singular.at<double>(1) / singular.at<double>(0);
    const NoseShift value{moved.dot(eyes) / (m_eyes * m_eyes), std::sqrt(std::max(0.0, 1 - cosine * cosine))};
    if (!std::isfinite(value.shift) || !std::isfinite(value.sine)) return {};
    return value;
}

FlatnessResult FlatnessMeter::result() const {
    FlatnessResult result;
    result.frames = m_turned;
    const auto enough = static_cast<std::size_t>(m_thresholds.decideFrames);
    result.narrowedLikeAPlane = m_narrowed.size() >= enough && median(m_narrowed) < m_thresholds.flatResidual;
    if (m_turned < m_thresholds.decideFrames || m_sine <= 0) return result;
    result.depth = m_shift / m_sine;
    result.uncertainty = m_noise * std::sqrt(kFramesAlike * m_turned) / m_sine;
    const bool far = m_residuals.size() >= enough;
    if (far) result.residual = median(m_residuals);
    if ((far && result.residual < m_thresholds.flatResidual) ||
        result.depth + kSure * result.uncertainty < m_thresholds.flatDepth) {
        result.shape = FaceShape::Flat;
    } else if (result.depth >= m_thresholds.flatDepth &&
               (!far || result.residual >= m_thresholds.roundResidual)) {
        result.shape = result.depth >= m_thresholds.headDepth ? FaceShape::Head : FaceShape::Shallow;
    }
    return result;
}

}  // namespace countersign
