// Reads one still picture (a document portrait, a best frame): several detector passes, one face, its
// embedding. Engine thread.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "vision/quality_scores.h"
#include "vision/vision_models.h"

namespace countersign {

struct StillReading {
    cv::Mat picture;       // as read: 8-bit BGR, longest side at most kStillMaxSide; boxes belong to it
    int quarterTurns = 0;  // clockwise, by which the original was turned: the face did not stand upright
    double scale = 1;      // picture size / original size
    std::vector<FaceBox> faces;  // most prominent first; empty: no face
    std::optional<FaceReading> face;
    float wholeness = 0;  // of the face, see embedder.h
    Embedding embedding;  // empty without a whole face
    std::vector<QualityMeasure> quality;
};

class StillAnalyser {
  public:
    explicit StillAnalyser(VisionModels& models) : m_models(models) {}  // `models` outlives the analyser
    // Any depth and channel count that toBgr8 takes. No face is a reading, not an error.
    // Errors: PictureUnusable, InferenceFailed.
    [[nodiscard]] Result<StillReading> analyse(const cv::Mat& picture);

  private:
    struct Look {
        std::vector<FaceBox> faces;
        FaceReading face;  // box, landmarks and pose of the first
        cv::Mat grey;
        float disagreement = std::numeric_limits<float>::max();
        [[nodiscard]] bool plausible() const;
    };
    [[nodiscard]] Result<Look> look(const cv::Mat& bgr);

    VisionModels& m_models;
};

// Below it the face is cut by the picture's edge and has no embedding. The alignment rests on eyes, nose and
// mouth corners; with a tenth of the height or width from brows to mouth outside, one of them is.
inline constexpr float kWholeFace = 0.9F;

inline constexpr int kStillMaxSide = 1600;  // px; a face of 5% of such a picture is still 80 px wide

// Grey, 16-bit, alpha (over white) or float 0..1 as 8-bit BGR. Error: PictureUnusable (empty, other channel
// counts).
[[nodiscard]] Result<cv::Mat> toBgr8(const cv::Mat& picture);

}  // namespace countersign
