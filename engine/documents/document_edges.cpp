#include "documents/document_edges.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace countersign {
namespace {

constexpr double kWorkSide = 800;                         // px of the longer side
constexpr double kLeastShare = 0.12, kMostShare = 0.97;   // of the picture's area
constexpr double kLeastAspect = 1.2, kMostAspect = 1.85;  // ID-1 is 1.586, ID-3 1.420; tilted ones less
constexpr double kLeastFilled = 0.9;  // area of the outline / area of its four-sided shape

using Outline = std::vector<cv::Point>;

double length(cv::Point2f a, cv::Point2f b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Corners ordered(const Outline& outline) {
    Corners corners;
    std::copy(outline.begin(), outline.end(), corners.begin());
    const cv::Point2f centre = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
    std::sort(corners.begin(), corners.end(), [&](const cv::Point2f& a, const cv::Point2f& b) {
        return std::atan2(a.y - centre.y, a.x - centre.x) < std::atan2(b.y - centre.y, b.x - centre.x);
    });
    // By angle from the upper left on; a card tilted by near 45 degrees may begin one corner on, which the
    // search of the portrait in all four ways up takes care of.
    return corners;
}

cv::Size2d sides(const Corners& c) {
    return {std::max(length(c[0], c[1]), length(c[3], c[2])),
            std::max(length(c[0], c[3]), length(c[1], c[2]))};
}

std::optional<Outline> fourSided(const Outline& contour, double pictureArea) {
    Outline hull;
    cv::convexHull(contour, hull);
    const double area = cv::contourArea(hull);
    if (area < kLeastShare * pictureArea || area > kMostShare * pictureArea) return std::nullopt;
    const double around = cv::arcLength(hull, true);
    for (const double tolerance : {0.02, 0.03, 0.045}) {
        Outline shape;
        cv::approxPolyDP(hull, shape, tolerance * around, true);
        if (shape.size() != 4 || !cv::isContourConvex(shape)) continue;
        if (std::min(area, cv::contourArea(shape)) < kLeastFilled * std::max(area, cv::contourArea(shape)))
            continue;
        const cv::Size2d size = sides(ordered(shape));
        const double aspect =
            std::max(size.width, size.height) / std::max(1.0, std::min(size.width, size.height));
        if (aspect < kLeastAspect || aspect > kMostAspect) continue;
        return shape;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Corners> findDocument(const cv::Mat& bgr) {
    if (bgr.empty() || std::min(bgr.cols, bgr.rows) < 32) return std::nullopt;
    const double scale = std::min(1.0, kWorkSide / std::max(bgr.cols, bgr.rows));
    cv::Mat small, grey, smooth;
    cv::resize(bgr, small, {}, scale, scale, cv::INTER_AREA);
    cv::cvtColor(small, grey, cv::COLOR_BGR2GRAY);
    cv::GaussianBlur(grey, smooth, {5, 5}, 0);
    const cv::Mat block = cv::getStructuringElement(cv::MORPH_RECT, {7, 7});
    std::vector<cv::Mat> masks(3);
    cv::threshold(smooth, masks[0], 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    cv::bitwise_not(masks[0], masks[1]);
    cv::Canny(smooth, masks[2], 30, 90);
    for (auto& mask : masks) cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, block);
    std::optional<Outline> best;
    for (const auto& mask : masks) {
        std::vector<Outline> contours;
        cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
        for (const auto& contour : contours) {
            const auto shape = fourSided(contour, static_cast<double>(grey.total()));
            if (shape && (!best || cv::contourArea(*shape) > cv::contourArea(*best))) best = shape;
        }
        if (best) break;
    }
    if (!best) return std::nullopt;
    Corners corners = ordered(*best);
    for (auto& corner : corners) corner = corner * static_cast<float>(1 / scale);
    return corners;
}

cv::Mat straighten(const cv::Mat& bgr, const Corners& corners) {
    const cv::Size2d size = sides(corners);
    const cv::Size whole(std::max(1, static_cast<int>(std::lround(size.width))),
                         std::max(1, static_cast<int>(std::lround(size.height))));
    const float right = static_cast<float>(whole.width - 1), bottom = static_cast<float>(whole.height - 1);
    const Corners to{{{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}};
    cv::Mat flat;
    cv::warpPerspective(bgr, flat, cv::getPerspectiveTransform(corners.data(), to.data()), whole,
                        cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    return flat;
}

}  // namespace countersign
