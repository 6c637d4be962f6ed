#include "vision/landmarks.h"

#include <algorithm>
#include <cmath>

namespace countersign {
namespace {

cv::Point2f meanOf(const Landmarks& points, std::size_t first, std::size_t last) {
    cv::Point2f sum;
    for (std::size_t i = first; i <= last; ++i) sum += points[i];
    return sum / static_cast<float>(last - first + 1);
}

}  // namespace

cv::Point2f rightEyeCentre(const Landmarks& points) {
    return meanOf(points, 36, 41);
}

cv::Point2f leftEyeCentre(const Landmarks& points) {
    return meanOf(points, 42, 47);
}

float eyeDistance(const Landmarks& points) {
    return static_cast<float>(cv::norm(leftEyeCentre(points) - rightEyeCentre(points)));
}

namespace {

cv::Rect2f boundsFrom(const Landmarks& points, std::size_t first) {
    cv::Point2f low = points[first];
    cv::Point2f high = low;
    for (std::size_t i = first; i < points.size(); ++i) {
        low = {std::min(low.x, points[i].x), std::min(low.y, points[i].y)};
        high = {std::max(high.x, points[i].x), std::max(high.y, points[i].y)};
    }
    return {low, high};
}

}  // namespace

cv::Rect2f boundsOf(const Landmarks& points) {
    return boundsFrom(points, 0);
}

cv::Rect2f innerBoundsOf(const Landmarks& points) {
    return boundsFrom(points, 17);
}

float eyeAspectRatio(const Landmarks& points, std::size_t first) {
    const double width = cv::norm(points[first] - points[first + 3]);
    if (width <= 0) return 0;
    const double gaps =
        cv::norm(points[first + 1] - points[first + 5]) + cv::norm(points[first + 2] - points[first + 4]);
    return static_cast<float>(gaps / (2 * width));
}

float landmarkDisagreement(const Landmarks& coarse, const Landmarks& fine) {
    double sum = 0;
    for (std::size_t i = 0; i < coarse.size(); ++i) {
        const auto apart = coarse[i] - fine[i];
        sum += static_cast<double>(apart.dot(apart));
    }
    const double rms = std::sqrt(sum / static_cast<double>(coarse.size()));
    return static_cast<float>(rms / std::max(1.0, static_cast<double>(eyeDistance(coarse))));
}

}  // namespace countersign
