#include "documents/mrz_grid.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace countersign {
namespace {

constexpr double kAlike = 0.7;  // correlation of two cells with the same print
// Of the height of print: a filler is two slanting strokes that meet, K and 4, which look most like it, have
// an upright one from top to bottom.
constexpr double kStem = 0.65;

// Share of ink in each column.
std::vector<double> inkOf(const cv::Mat& mask) {
    cv::Mat sums;
    cv::reduce(mask, sums, 0, cv::REDUCE_SUM, CV_64F);
    return {sums.begin<double>(), sums.end<double>()};
}

double inkAtBorders(const std::vector<double>& ink, double left, double pitch, int count) {
    double sum = 0;
    for (int i = 0; i <= count; ++i) {
        const int x = static_cast<int>(std::lround(left + pitch * i));
        for (int near = x - 1; near <= x + 1; ++near)
            if (near >= 0 && near < static_cast<int>(ink.size())) sum += ink[static_cast<std::size_t>(near)];
    }
    return sum;
}

// Height of the print in a line: from the first to the last row that holds ink in a tenth of its columns.
int printHeight(const cv::Mat& mask) {
    int first = -1, last = -1;
    for (int y = 0; y < mask.rows; ++y) {
        if (cv::countNonZero(mask.row(y)) * 10 < mask.cols) continue;
        if (first < 0) first = y;
        last = y;
    }
    return last - first + 1;
}

// Longest run of ink down one column.
int longestStem(const cv::Mat& mask) {
    int longest = 0;
    for (int x = 0; x < mask.cols; ++x) {
        int run = 0;
        for (int y = 0; y < mask.rows; ++y) {
            run = mask.at<std::uint8_t>(y, x) != 0 ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    return longest;
}

}  // namespace

cv::Rect MrzGrid::cells(int first, int number) const {
    const int from = static_cast<int>(std::lround(left + pitch * first));
    const int to = static_cast<int>(std::lround(left + pitch * (first + number)));
    return cv::Rect(from, 0, to - from, grey.rows) & cv::Rect({}, grey.size());
}

std::optional<MrzGrid> fitGrid(const cv::Mat& line, int count) {
    cv::Mat mask, labels, stats, centres;
    cv::threshold(line, mask, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU);
    const int pieces = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
    int from = line.cols, to = 0;
    for (int i = 1; i < pieces; ++i) {
        if (stats.at<int>(i, cv::CC_STAT_HEIGHT) < 0.25 * line.rows) continue;
        if (stats.at<int>(i, cv::CC_STAT_WIDTH) > 0.2 * line.cols) continue;
        from = std::min(from, stats.at<int>(i, cv::CC_STAT_LEFT));
        to = std::max(to, stats.at<int>(i, cv::CC_STAT_LEFT) + stats.at<int>(i, cv::CC_STAT_WIDTH));
    }
    // Print covers about four fifths of its cell.
    const double rough = (to - from) / (count - 0.2);
    if (rough < 8 || rough > line.rows * 1.5) return std::nullopt;
    const auto ink = inkOf(mask);
    MrzGrid best{line, from - 0.1 * rough, rough, count};
    double least = inkAtBorders(ink, best.left, best.pitch, count) + 1;
    for (int stretch = -12; stretch <= 12; ++stretch) {
        for (int shift = -10; shift <= 10; ++shift) {
            const double pitch = rough * (1 + stretch * 0.001), left = from + rough * (-0.1 + shift * 0.03);
            const double sum = inkAtBorders(ink, left, pitch, count) +
                               (std::abs(stretch) + std::abs(shift)) * 8.0;  // of equals the nearest
            if (sum < least) {
                least = sum;
                best.left = left;
                best.pitch = pitch;
            }
        }
    }
    return best;
}

std::vector<bool> fillersLike(const MrzGrid& grid, const MrzGrid& firstLine) {
    std::vector<bool> fillers(static_cast<std::size_t>(grid.count));
    cv::Rect sample = firstLine.cells(1, 1);
    if (sample.width < 8) return fillers;
    // Its middle, so that it may be shifted within another cell.
    sample = cv::Rect(sample.x + 1, sample.height / 8, sample.width - 2, sample.height * 3 / 4);
    const cv::Mat pattern = firstLine.grey(sample);
    cv::Mat mask;
    cv::threshold(grid.grey, mask, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU);
    const int height = printHeight(mask);
    for (int i = 0; i < grid.count; ++i) {
        cv::Rect cell = grid.cells(i, 1);
        cell = cv::Rect(cell.x - 3, 0, cell.width + 6, cell.height) & cv::Rect({}, grid.grey.size());
        if (cell.width < pattern.cols || cell.height < pattern.rows) continue;
        cv::Mat likeness;
        cv::matchTemplate(grid.grey(cell), pattern, likeness, cv::TM_CCOEFF_NORMED);
        double most = 0;
        cv::minMaxLoc(likeness, nullptr, &most);
        fillers[static_cast<std::size_t>(i)] =
            most > kAlike && longestStem(mask(grid.cells(i, 1))) < kStem * height;
    }
    return fillers;
}

}  // namespace countersign
