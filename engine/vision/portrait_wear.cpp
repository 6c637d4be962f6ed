#include "vision/portrait_wear.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "vision/crop.h"
#include "vision/landmarks.h"

namespace countersign {
namespace {

constexpr int kSpectrumSide = 256;  // px at most: a grid repeats often enough in it
constexpr int kLeastSpectrumSide =
    48;  // px; fewer hold too few periods for a peak. Such faces are not judged
// Shares of the sampling rate and cycles in the patch: what is coarser or on an axis is the face's own.
constexpr float kFaceUpTo = 0.12F;
constexpr float kAxisUpTo = 4;
constexpr int kSurroundings = 9;  // bins each way around, beside which a peak of one or two bins stands out
constexpr int kBurnt = 250;       // grey levels: 255 less what JPEG adds and takes away

struct FacePatch {
    cv::Mat bgr, grey, mask;
};

// The face from brows to jaw, with the mask of its outline.
FacePatch facePatch(const cv::Mat& bgr, const Landmarks& points) {
    std::vector<cv::Point> outline;
    for (std::size_t i = 0; i < 27; ++i) outline.emplace_back(points[i]);
    std::vector<cv::Point> hull;
    cv::convexHull(outline, hull);
    const cv::Rect box = cv::boundingRect(hull) & cv::Rect({}, bgr.size());
    FacePatch patch;
    if (box.width < 16 || box.height < 16) return patch;
    patch.bgr = bgr(box);
    cv::cvtColor(patch.bgr, patch.grey, cv::COLOR_BGR2GRAY);
    patch.mask = cv::Mat::zeros(box.size(), CV_8UC1);
    for (auto& point : hull) point -= box.tl();
    cv::fillConvexPoly(patch.mask, hull, cv::Scalar(255));
    return patch;
}

// J. Immerkaer, Fast noise variance estimation, 1996: mean absolute answer of a mask that is blind to planes.
double noiseDeviation(const FacePatch& patch) {
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::Mat answer;
    cv::filter2D(patch.grey, answer, CV_32F, kernel);
    cv::Mat inner;
    cv::erode(patch.mask, inner, cv::Mat(), cv::Point(-1, -1), 2);
    return std::sqrt(std::numbers::pi / 2) / 6 * cv::mean(cv::abs(answer), inner)[0];
}

double midtoneShare(const FacePatch& patch) {
    std::vector<std::uint8_t> tones;
    for (int y = 0; y < patch.grey.rows; ++y) {
        for (int x = 0; x < patch.grey.cols; ++x) {
            if (patch.mask.at<std::uint8_t>(y, x) != 0) tones.push_back(patch.grey.at<std::uint8_t>(y, x));
        }
    }
    std::sort(tones.begin(), tones.end());
    const double low = tones[tones.size() / 50], high = tones[tones.size() - 1 - tones.size() / 50];
    const double from = low + (high - low) / 4, to = high - (high - low) / 4;
    const auto inside = std::count_if(tones.begin(), tones.end(),
                                      [&](std::uint8_t tone) { return tone >= from && tone <= to; });
    return static_cast<double>(inside) / static_cast<double>(tones.size());
}

double largestBurntShare(const FacePatch& patch, double all) {
    cv::Mat burnt = (patch.grey >= kBurnt) & patch.mask, labels, sizes, centres;
    const int count = cv::connectedComponentsWithStats(burnt, labels, sizes, centres, 8);
    int largest = 0;
    for (int i = 1; i < count; ++i) largest = std::max(largest, sizes.at<int>(i, cv::CC_STAT_AREA));
    return largest / all;
}

// A screen's or printing raster's grid is a sharp peak away from the axes, on which JPEG's blocks and a
// face's own features lie.
double spectrumPeak(const cv::Mat& grey) {
    const cv::Rect middle(grey.cols / 8, grey.rows / 8, grey.cols * 3 / 4, grey.rows * 3 / 4);
    cv::Mat part = grey(middle);
    const int side = std::min({part.cols, part.rows, kSpectrumSide});
    if (side < kLeastSpectrumSide) return 0;
    part = part(cv::Rect((part.cols - side) / 2, (part.rows - side) / 2, side, side));
    cv::Mat window, tones, spectrum;
    cv::createHanningWindow(window, part.size(), CV_32F);
    part.convertTo(tones, CV_32F);
    tones -= cv::mean(tones)[0];
    tones = tones.mul(window);
    cv::dft(tones, spectrum, cv::DFT_COMPLEX_OUTPUT);
    std::vector<cv::Mat> parts;
    cv::split(spectrum, parts);
    cv::Mat power;
    cv::magnitude(parts[0], parts[1], power);
    power += 1.0F;
    cv::log(power, power);
    power /= std::numbers::ln10;
    cv::Mat around;
    cv::blur(power, around, cv::Size(kSurroundings, kSurroundings), cv::Point(-1, -1), cv::BORDER_REFLECT);
    float best = 0;
    const float lowest = kFaceUpTo * static_cast<float>(side);
    for (int y = 0; y <= side / 2; ++y) {
        for (int x = 0; x < side; ++x) {
            const auto fx = static_cast<float>(std::min(x, side - x)), fy = static_cast<float>(y);
            if (fx < kAxisUpTo || fy < kAxisUpTo || std::hypot(fx, fy) < lowest) continue;
            best = std::max(best, power.at<float>(y, x) - around.at<float>(y, x));
        }
    }
    return best;
}

double edgeEnergy(const cv::Mat& grey) {
    cv::Mat across, down;
    cv::Sobel(grey, across, CV_32F, 1, 0);
    cv::Sobel(grey, down, CV_32F, 0, 1);
    return across.dot(across) + down.dot(down);
}

float innerDetail(const cv::Mat& bgr, const Landmarks& points) {
    constexpr int kSide = 128;
    // Eye distances: coarser than the pixels of the smallest chip picture (17 px: 1 px), finer than lids and
    // nostrils.
    constexpr double kBlur = 0.06;
    const cv::Rect2f inner = innerBoundsOf(points);
    const float side = std::max({inner.width, inner.height, 1.0F});
    const auto middle = (inner.tl() + inner.br()) / 2.0F;
    cv::Mat grey, blurred;
    cv::cvtColor(squareCrop(bgr, middle - cv::Point2f(side, side) / 2.0F, side, kSide), grey,
                 cv::COLOR_BGR2GRAY);
    const double eyes =
        std::max(1.0, static_cast<double>(eyeDistance(points)) * kSide / static_cast<double>(side));
    cv::GaussianBlur(grey, blurred, cv::Size(), kBlur * eyes);
    const double all = edgeEnergy(grey);
    return all > 0 ? static_cast<float>(1 - edgeEnergy(blurred) / all) : 0;
}

}  // namespace

// A lamp in a pair of glasses. The light in a bare eye is a point: it covers a hundredth of this.
double eyeGlare(const cv::Mat& bgr, const Landmarks& points) {
    const float distance = eyeDistance(points);
    double worst = 0;
    for (const auto& centre : {rightEyeCentre(points), leftEyeCentre(points)}) {
        const cv::Size2f size(0.36F * distance, 0.24F * distance);
        const cv::Rect box =
            cv::Rect(cv::Rect2f(centre - cv::Point2f(size) / 2.0F, size)) & cv::Rect({}, bgr.size());
        if (box.empty()) continue;
        cv::Mat grey;
        cv::cvtColor(bgr(box), grey, cv::COLOR_BGR2GRAY);
        worst = std::max(worst, static_cast<double>(cv::countNonZero(grey >= kBurnt)) / box.area());
    }
    return worst;
}

PortraitWear portraitWear(const cv::Mat& bgr, const Landmarks& points) {
    PortraitWear wear;
    const auto patch = facePatch(bgr, points);
    const double all = patch.mask.empty() ? 0 : cv::countNonZero(patch.mask);
    if (all < 100) return wear;
    wear.grain = static_cast<float>(noiseDeviation(patch) / 255);
    wear.midtones = static_cast<float>(midtoneShare(patch));
    wear.glare = static_cast<float>(largestBurntShare(patch, all));
    wear.eyeGlare = static_cast<float>(eyeGlare(bgr, points));
    wear.detail = innerDetail(bgr, points);
    wear.grid = static_cast<float>(spectrumPeak(patch.grey));
    double chroma = 0;
    for (int y = 0; y < patch.bgr.rows; ++y) {
        for (int x = 0; x < patch.bgr.cols; ++x) {
            if (patch.mask.at<std::uint8_t>(y, x) == 0) continue;
            const auto& p = patch.bgr.at<cv::Vec3b>(y, x);
            const auto [low, high] = std::minmax({p[0], p[1], p[2]});
            chroma += high - low;
        }
    }
    wear.colour = static_cast<float>(chroma / all / 255);
    return wear;
}

}  // namespace countersign
