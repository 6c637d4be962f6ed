#include "vision/shape_cascade.h"

#include <algorithm>
#include <cmath>

namespace countersign {
namespace {

using Shape = std::array<float, ShapeCascade::kCoordinates>;
constexpr std::size_t kPoints = ShapeCascade::kCoordinates / 2;
constexpr std::size_t kMostSquares = 8;

cv::Point2f pointOf(const Shape& shape, std::size_t index) {
    return {shape[2 * index], shape[2 * index + 1]};
}

// Turn and scale of the least-squares similarity from `from` to `to`.
cv::Vec2f turnBetween(const Shape& from, const Shape& to) {
    cv::Point2f fromMean, toMean;
    for (std::size_t i = 0; i < kPoints; ++i) {
        fromMean += pointOf(from, i);
        toMean += pointOf(to, i);
    }
    fromMean /= static_cast<float>(kPoints);
    toMean /= static_cast<float>(kPoints);
    float re = 0, im = 0, power = 0;
    for (std::size_t i = 0; i < kPoints; ++i) {
        const auto a = pointOf(from, i) - fromMean;
        const auto b = pointOf(to, i) - toMean;
        re += a.dot(b);
        im += a.x * b.y - a.y * b.x;
        power += a.dot(a);
    }
    return power > 0 ? cv::Vec2f(re / power, im / power) : cv::Vec2f(1, 0);
}

// The picture at the stage's pixels, for a shape inside `square`. Outside the picture: 0.
void samplePixels(const cv::Mat& grey, const cv::Rect2f& square, const Shape& mean, const Shape& shape,
                  const std::vector<ShapeCascade::Pixel>& pixels, std::vector<float>& values) {
    const auto turn = turnBetween(mean, shape);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto& pixel = pixels[i];
        const auto anchor = pointOf(shape, pixel.anchor);
        const float x = anchor.x + turn[0] * pixel.delta.x - turn[1] * pixel.delta.y;
        const float y = anchor.y + turn[1] * pixel.delta.x + turn[0] * pixel.delta.y;
        const float column = std::floor(square.x + x * square.width + 0.5F);
        const float row = std::floor(square.y + y * square.height + 0.5F);
        const bool inside = column >= 0 && row >= 0 && column < static_cast<float>(grey.cols) &&
                            row < static_cast<float>(grey.rows);
        values[i] = inside ? grey.ptr<std::uint8_t>(static_cast<int>(row))[static_cast<int>(column)] : 0.0F;
    }
}

std::uint8_t leafFor(const ShapeCascade::Split* splits, std::size_t count, const float* values) {
    std::size_t node = 0;
    while (node < count) {
        const auto& split = splits[node];
        node = 2 * node + (values[split.first] - values[split.second] > split.threshold ? 1 : 2);
    }
    return static_cast<std::uint8_t>(node - count);
}

void add(const std::int16_t* __restrict leaf, std::int32_t* __restrict sum) {
    for (std::size_t i = 0; i < ShapeCascade::kCoordinates; ++i) sum[i] += leaf[i];
}

// The leaves are spread over 30 MB: ask for them before they are needed.
constexpr std::size_t kAhead = 6;  // trees
void fetch(const std::int16_t* leaf) {
    for (std::size_t i = 0; i < ShapeCascade::kCoordinates; i += 32) __builtin_prefetch(leaf + i);
}

}  // namespace

ShapeCascade::ShapeCascade(std::array<float, kCoordinates> meanShape, std::vector<Stage> stages,
                           std::size_t treeSplits)
    : m_meanShape(meanShape), m_stages(std::move(stages)), m_treeSplits(treeSplits) {}

bool ShapeCascade::consistent() const {
    const std::size_t leaves = m_treeSplits + 1;
    if (m_stages.empty() || m_treeSplits == 0 || m_treeSplits > 255 || (leaves & (leaves - 1)) != 0)
        return false;
    return std::all_of(m_stages.begin(), m_stages.end(), [&](const Stage& stage) {
        const std::size_t trees = stage.splits.size() / m_treeSplits;
        return stage.splits.size() == trees * m_treeSplits &&
               stage.leaves.size() == trees * leaves * kCoordinates &&
               std::all_of(stage.pixels.begin(), stage.pixels.end(),
                           [](const Pixel& pixel) { return pixel.anchor < kPoints; }) &&
               std::all_of(stage.splits.begin(), stage.splits.end(), [&](const Split& split) {
                   return split.first < stage.pixels.size() && split.second < stage.pixels.size();
               });
    });
}

Landmarks ShapeCascade::locate(const cv::Mat& grey, std::span<const cv::Rect2f> squares) const {
    const std::size_t count = std::min(squares.size(), kMostSquares);
    std::array<Shape, kMostSquares> shapes;
    std::array<std::vector<float>, kMostSquares> values;
    std::array<std::vector<std::uint8_t>, kMostSquares> reached;
    std::array<std::array<std::int32_t, kCoordinates>, kMostSquares> sums;
    shapes.fill(m_meanShape);
    for (const auto& stage : m_stages) {
        for (std::size_t s = 0; s < count; ++s) {
            values[s].resize(stage.pixels.size());
            samplePixels(grey, squares[s], m_meanShape, shapes[s], stage.pixels, values[s]);
        }
        const std::size_t trees = stage.splits.size() / m_treeSplits;
        for (std::size_t s = 0; s < count; ++s) {
            reached[s].resize(trees);
            for (std::size_t tree = 0; tree < trees; ++tree) {
                reached[s][tree] =
                    leafFor(stage.splits.data() + tree * m_treeSplits, m_treeSplits, values[s].data());
            }
            sums[s].fill(0);
        }
        const std::size_t treeSize = (m_treeSplits + 1) * kCoordinates;
        for (std::size_t tree = 0; tree < trees; ++tree) {
            const auto* leaves = stage.leaves.data() + tree * treeSize;
            for (std::size_t s = 0; s < count; ++s) {
                if (tree + kAhead < trees)
                    fetch(leaves + kAhead * treeSize + reached[s][tree + kAhead] * kCoordinates);
                add(leaves + reached[s][tree] * kCoordinates, sums[s].data());
            }
        }
        for (std::size_t s = 0; s < count; ++s) {
            for (std::size_t i = 0; i < kCoordinates; ++i) {
                shapes[s][i] += stage.leafUnit * static_cast<float>(sums[s][i]);
            }
        }
    }
    Landmarks points{};
    for (std::size_t s = 0; s < count; ++s) {
        for (std::size_t i = 0; i < kPoints; ++i) {
            const auto at = pointOf(shapes[s], i);
            points[i] +=
                cv::Point2f(squares[s].x + at.x * squares[s].width, squares[s].y + at.y * squares[s].height) /
                static_cast<float>(count);
        }
    }
    return points;
}

}  // namespace countersign
