// Finds faces in a picture. Engine thread (an instance serves one thread at a time); owned by VisionModels.
#pragma once

#include <memory>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "vision/face_types.h"

namespace countersign {

enum class DetectorPadding {
    FourToThree = 1,  // grown to 4:3 so that the net sees true proportions; the normal pass
    Plain,            // squeezed into 4:3
    Wide,             // 40% border all around: for faces that fill the picture
};

class FaceDetector {
  public:
    virtual ~FaceDetector() = default;
    // All boxes of at least `minScore`, overlaps removed, highest score first. `bgr`: CV_8UC3, not empty.
    [[nodiscard]] virtual Result<std::vector<FaceBox>> detect(const cv::Mat& bgr, DetectorPadding padding,
                                                              float minScore) = 0;

    // The same search spread over several calls: begin, then step until it gives the boxes; detect() in
    // between starts anew. By default step does all of it.
    [[nodiscard]] virtual Status begin(const cv::Mat& bgr, DetectorPadding padding, float minScore);
    [[nodiscard]] virtual Result<std::optional<std::vector<FaceBox>>> step();

    // The buyer goes: nothing of the last picture is kept.
    virtual void forget() { m_waiting = {}; }

  private:
    struct Waiting {
        cv::Mat bgr;
        DetectorPadding padding = DetectorPadding::FourToThree;
        float minScore = 0;
    };
    Waiting m_waiting;
};

// RFB-320: 320x240 RGB, (x-127)/128, corners already decoded. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<FaceDetector>> makeRfbDetector(ByteView onnx);

// Keeps the best of boxes that overlap by more than `maxOverlap` (intersection over union); highest score
// first.
[[nodiscard]] std::vector<FaceBox> suppressOverlaps(std::vector<FaceBox> boxes, float maxOverlap);

[[nodiscard]] float overlap(const cv::Rect2f& a, const cv::Rect2f& b);  // intersection over union

// Most prominent first: of those with score >= 0.9 and an area of at least 0.3 of the largest such box the
// most central one, then the others by area. Where none reaches 0.9 all count.
void sortByProminence(std::vector<FaceBox>& faces, cv::Size picture);

// How many people stand at the counter: faces with score >= 0.9 (or the first one) and at least 0.3 of the
// area of the largest. A face on a poster far behind is not one of them.
[[nodiscard]] std::size_t countProminent(const std::vector<FaceBox>& faces);

}  // namespace countersign
