// A cascade of regression trees over pixel differences (Kazemi and Sullivan 2014) as flat arrays, evaluated
// for several boxes at once and at sub-pixel places: a pass costs a fifth of going through dlib's own small
// matrices, because what limits it is the memory it has to read. One thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "vision/face_types.h"

namespace countersign {

class ShapeCascade {
  public:
    static constexpr std::size_t kCoordinates = 136;  // x, y of 68 points, in the box's own 0..1

    struct Split {
        std::uint16_t first, second;  // pixels whose difference is compared
        float threshold;
    };
    struct Pixel {
        std::uint16_t anchor;  // point it is tied to
        cv::Point2f delta;     // from that point, in the mean shape
    };
    struct Stage {
        std::vector<Pixel> pixels;
        std::vector<Split> splits;         // treeSplits per tree, heap order
        std::vector<std::int16_t> leaves;  // (treeSplits + 1) * kCoordinates per tree, in units of leafUnit
        float leafUnit = 0;
    };

    ShapeCascade() = default;
    ShapeCascade(std::array<float, kCoordinates> meanShape, std::vector<Stage> stages,
                 std::size_t treeSplits);

    // Mean over the squares (at most 8; px of `grey`, CV_8UC1).
    [[nodiscard]] Landmarks locate(const cv::Mat& grey, std::span<const cv::Rect2f> squares) const;

    // Every index points to something; to be checked once after reading a file.
    [[nodiscard]] bool consistent() const;

  private:
    std::array<float, kCoordinates> m_meanShape{};
    std::vector<Stage> m_stages;
    std::size_t m_treeSplits = 0;
};

}  // namespace countersign
