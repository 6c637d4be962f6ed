#include "vision/presentation_cues.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace countersign {
namespace {

constexpr float kFaceWidth = 64;   // px to which the face is brought, so that values do not depend on size
constexpr float kReach = 1.6F;     // face widths from the middle of the face to the furthest edge looked at
constexpr float kNearest = 0.55F;  // ... and to the nearest: just outside the cheek
constexpr float kRoom = 1.7F;      // what is cut out: the reach and a margin for the slope
constexpr float kHeight = 0.85F;   // face heights above and below the middle
constexpr float kLeastHeight = 0.9F;   // face heights of picture without which no line is long enough
constexpr float kLeastStrength = 3;    // grey levels a pixel: noise of webcams stays below
constexpr float kSteepest = 12;        // degrees from upright
constexpr float kSlopeStep = 1.5F;     // degrees; moves the end of a line by about a pixel
constexpr float kIndependentRows = 3;  // rows closer than this share their smoothing
constexpr int kLeastColumns = 4;       // px of room beside the face without which a side is not judged

// How far a point lies on an upright edge: -1..1, the sign tells which side is bright.
cv::Mat uprightness(const cv::Mat& grey) {
    cv::Mat smooth;
    grey.convertTo(smooth, CV_32F);
    cv::GaussianBlur(smooth, smooth, cv::Size(), 0.8);
    cv::Mat across, along, strength;
    cv::Sobel(smooth, across, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(smooth, along, CV_32F, 0, 1, 3, 1.0 / 8);
    cv::magnitude(across, along, strength);
    strength += cv::Scalar::all(static_cast<double>(kLeastStrength));
    return across / strength;
}

int shiftAt(float slope, int row, float middleRow) {
    return static_cast<int>(std::lround(slope * (static_cast<float>(row) - middleRow)));
}

struct Line {
    int column = 0;  // where it crosses the middle row
    float slope = 0;
    float value = -1;
};

// The best line that crosses the middle row in from..to-1.
Line bestLine(const cv::Mat& upright, int from, int to) {
    Line best;
    const float middleRow = static_cast<float>(upright.rows) / 2;
    std::vector<float> sums(static_cast<std::size_t>(to - from));
    for (float degrees = -kSteepest; degrees <= kSteepest; degrees += kSlopeStep) {
        const float slope = std::tan(degrees * static_cast<float>(CV_PI) / 180);
        std::fill(sums.begin(), sums.end(), 0.0F);
        for (int y = 2; y < upright.rows - 2; ++y) {
            const int shift = shiftAt(slope, y, middleRow);
            const int first = std::max(from, 1 - shift);
            const int last = std::min(to, upright.cols - 1 - shift);
            const auto* row = upright.ptr<float>(y) + shift;
            for (int x = first; x < last; ++x) sums[static_cast<std::size_t>(x - from)] += row[x];
        }
        for (int x = from; x < to; ++x) {
            const float value =
                std::abs(sums[static_cast<std::size_t>(x - from)]) / static_cast<float>(upright.rows - 4);
            if (value > best.value) best = {x, slope, value};
        }
    }
    return best;
}

// Standard error of the mean along the line.
float uncertaintyOf(const cv::Mat& upright, const Line& line) {
    const float middleRow = static_cast<float>(upright.rows) / 2;
    float squares = 0;
    float sum = 0;
    for (int y = 2; y < upright.rows - 2; ++y) {
        const int x = line.column + shiftAt(line.slope, y, middleRow);
        const float value = x >= 1 && x < upright.cols - 1 ? upright.at<float>(y, x) : 0;
        sum += value;
        squares += value * value;
    }
    const auto count = static_cast<float>(upright.rows - 4);
    const float variance = std::max(0.0F, squares / count - (sum / count) * (sum / count));
    return std::sqrt(variance * kIndependentRows / count);
}

}  // namespace

std::optional<StraightEdges> straightEdges(const cv::Mat& grey, const cv::Rect2f& box) {
    if (grey.empty() || grey.type() != CV_8UC1) return {};
    // Also false for what is not a number.
    const auto sane = [&](float value) { return value > -1e5F && value < 1e5F; };
    if (!sane(box.x) || !sane(box.y) || !(box.width >= 8) || !(box.height >= 8) || !sane(box.width) ||
        !sane(box.height)) {
        return {};
    }
    const cv::Point2f middle(box.x + box.width / 2, box.y + box.height / 2);
    const cv::Rect area = cv::Rect(cv::Point(static_cast<int>(middle.x - kRoom * box.width),
                                             static_cast<int>(middle.y - kHeight * box.height)),
                                   cv::Point(static_cast<int>(middle.x + kRoom * box.width),
                                             static_cast<int>(middle.y + kHeight * box.height))) &
                          cv::Rect(cv::Point(), grey.size());
    if (static_cast<float>(area.height) < kLeastHeight * box.height || area.width < 8) return {};
    const float scale = kFaceWidth / box.width;
    const cv::Size size(std::max(1, static_cast<int>(static_cast<float>(area.width) * scale)),
                        std::max(1, static_cast<int>(static_cast<float>(area.height) * scale)));
    // A face far taller than wide is none, and would ask for a very tall picture.
    if (size.width < 16 || size.height < 16 || size.height > 512) return {};
    cv::Mat small;
    cv::resize(grey(area), small, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const cv::Mat upright = uprightness(small);

    const float centre = (middle.x - static_cast<float>(area.x)) * scale;
    const auto column = [&](float faceWidths) {
        return std::clamp(static_cast<int>(centre + faceWidths * kFaceWidth), 2, upright.cols - 2);
    };
    std::optional<StraightEdges> edges;
    for (const auto& [from, to] :
         {std::pair(column(-kReach), column(-kNearest)), std::pair(column(kNearest), column(kReach))}) {
        if (to - from < kLeastColumns) continue;
        const auto line = bestLine(upright, from, to);
        if (edges && edges->value >= line.value) continue;
        edges = StraightEdges{std::min(1.0F, line.value), uncertaintyOf(upright, line)};
    }
    return edges;
}

}  // namespace countersign
