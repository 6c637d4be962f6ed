// Reads dlib's shape predictor file; dlib is named in this file only.
#include <dlib/geometry.h>
#include <dlib/image_processing/shape_predictor.h>
#include <dlib/matrix.h>

#include <array>
#include <cmath>
#include <istream>
#include <streambuf>

#include "vision/landmarks.h"
#include "vision/shape_cascade.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

// The box that dlib's own detector would give: learnt against its HOG boxes, median error 0.5-0.8% of the eye
// distance.
constexpr float kSideOverRoot = 1.02F;  // square side = this times sqrt(w h) of the detector's box
constexpr float kLower = 0.06F;         // centre lower by this times h
// Averaging over slightly different boxes halves the jitter of a still face.
struct Nudge {
    float x, y, size;
};
constexpr std::array<Nudge, 5> kNudges{{{0, 0, 1},
                                        {-0.02F, -0.02F, 1.02F},
                                        {0.02F, 0.02F, 1.02F},
                                        {0.02F, -0.02F, 0.98F},
                                        {-0.02F, 0.02F, 0.98F}}};

class MemoryBuffer final : public std::streambuf {
  public:
    explicit MemoryBuffer(ByteView bytes) {
        // streambuf wants char*, but a get area is never written to.
        auto* begin = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
        setg(begin, begin, begin + bytes.size());
    }
};

unsigned long readCount(std::istream& stream, unsigned long most) {
    unsigned long count = 0;
    dlib::deserialize(count, stream);
    if (count > most) throw dlib::serialization_error("a list of impossible length");
    return count;
}

// As 16-bit numbers: half the memory to read for every frame, at an error below a hundredth of a pixel.
void pack(const std::vector<float>& leaves, ShapeCascade::Stage& stage) {
    float largest = 0;
    for (const float value : leaves) largest = std::max(largest, std::abs(value));
    if (!std::isfinite(largest)) throw dlib::serialization_error("a number that is none");
    stage.leafUnit = std::max(largest, 1e-12F) / 32767;
    stage.leaves.resize(leaves.size());
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        stage.leaves[i] = static_cast<std::int16_t>(std::lround(leaves[i] / stage.leafUnit));
    }
}

// Tree by tree into flat arrays: the whole predictor is never in memory twice.
ShapeCascade readCascade(std::istream& stream) {
    int version = 0;
    dlib::deserialize(version, stream);
    dlib::matrix<float, 0, 1> mean;
    dlib::deserialize(mean, stream);
    if (version != 1 || mean.size() != static_cast<long>(ShapeCascade::kCoordinates)) {
        throw dlib::serialization_error("not a predictor of 68 points");
    }
    std::array<float, ShapeCascade::kCoordinates> meanShape{};
    std::copy(mean.begin(), mean.end(), meanShape.begin());

    std::size_t treeSplits = 0;
    std::vector<ShapeCascade::Stage> stages(readCount(stream, 100));
    dlib::impl::regression_tree tree;
    std::vector<float> leaves;
    for (auto& stage : stages) {
        leaves.clear();
        const auto trees = readCount(stream, 10000);
        for (unsigned long t = 0; t < trees; ++t) {
            deserialize(tree, stream);
            if (treeSplits == 0) {
                treeSplits = tree.splits.size();
            }
            if (tree.splits.size() != treeSplits || tree.leaf_values.size() != treeSplits + 1 ||
                treeSplits > 255) {
                throw dlib::serialization_error("trees of different depth");
            }
            if (t == 0) {
                stage.splits.reserve(trees * treeSplits);
                leaves.reserve(trees * (treeSplits + 1) * ShapeCascade::kCoordinates);
            }
            for (const auto& split : tree.splits) {
                stage.splits.push_back({static_cast<std::uint16_t>(std::min(split.idx1, 65535UL)),
                                        static_cast<std::uint16_t>(std::min(split.idx2, 65535UL)),
                                        split.thresh});
            }
            for (const auto& leaf : tree.leaf_values) leaves.insert(leaves.end(), leaf.begin(), leaf.end());
        }
        pack(leaves, stage);
    }
    std::vector<std::vector<unsigned long>> anchors;
    std::vector<std::vector<dlib::vector<float, 2>>> deltas;
    dlib::deserialize(anchors, stream);
    dlib::deserialize(deltas, stream);
    if (anchors.size() != stages.size() || deltas.size() != stages.size()) {
        throw dlib::serialization_error("stages without pixels");
    }
    for (std::size_t s = 0; s < stages.size(); ++s) {
        if (anchors[s].size() != deltas[s].size()) throw dlib::serialization_error("pixels without places");
        for (std::size_t i = 0; i < anchors[s].size(); ++i) {
            stages[s].pixels.push_back({static_cast<std::uint16_t>(std::min(anchors[s][i], 65535UL)),
                                        cv::Point2f(deltas[s][i].x(), deltas[s][i].y())});
        }
    }
    return ShapeCascade(meanShape, std::move(stages), treeSplits);
}

class DlibLandmarks final : public FineLandmarks {
  public:
    DlibLandmarks(ShapeCascade cascade, int passes)
        : m_cascade(std::move(cascade)), m_passes(static_cast<std::size_t>(passes)) {}

    [[nodiscard]] Result<Landmarks> locate(const cv::Mat& grey, const cv::Rect2f& box) override {
        if (grey.empty() || grey.type() != CV_8UC1) return failure(vision::pictureUnusable("not 8-bit grey"));
        const float side = kSideOverRoot * std::sqrt(box.width * box.height);
        const float x = box.x + box.width / 2;
        const float y = box.y + box.height / 2 + kLower * box.height;
        std::array<cv::Rect2f, kNudges.size()> squares;
        for (std::size_t pass = 0; pass < m_passes; ++pass) {
            const auto& nudge = kNudges[pass];
            const float length = side * nudge.size;
            squares[pass] = {x + nudge.x * side - length / 2, y + nudge.y * side - length / 2, length,
                             length};
        }
        return m_cascade.locate(grey, std::span(squares).first(m_passes));
    }

  private:
    ShapeCascade m_cascade;
    std::size_t m_passes;
};

}  // namespace

Result<std::unique_ptr<FineLandmarks>> makeFineLandmarks(ByteView predictor, int passes) {
    try {
        MemoryBuffer buffer(predictor);
        std::istream stream(&buffer);
        auto cascade = readCascade(stream);
        if (!cascade.consistent())
            return failure(vision::modelUnusable("fine landmarks", "its trees point nowhere"));
        const int within = std::min(std::max(passes, 1), static_cast<int>(kNudges.size()));
        return std::make_unique<DlibLandmarks>(std::move(cascade), within);
    } catch (const std::exception& error) {
        return failure(vision::modelUnusable("fine landmarks", error.what()));
    }
}

}  // namespace countersign
