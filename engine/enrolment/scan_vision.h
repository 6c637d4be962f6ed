// What a scan needs of vision, as one small interface: the real one wraps engine/vision, tests put a recorded
// trace in its place. Engine thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/reason.h"
#include "core/result.h"
#include "documents/document_types.h"
#include "matching/portrait_faults.h"
#include "vision/face_types.h"
#include "vision/quality_scores.h"

namespace countersign {

// A document's portrait, ready for matching.
struct PreparedPortrait {
    std::optional<Embedding> embedding;  // empty exactly if there are reasons: no match runs on a bad picture
    std::optional<FaceReading> face;
    int quarterTurns = 0;                // clockwise, from the picture as given to one with the face upright
    std::optional<cv::Rect2f> faceRect;  // in pixels of the turned picture, at the size given
    std::vector<Reason> reasons;         // what speaks against it, most important first
    std::vector<QualityMeasure> quality;
    Frame cropped;  // portrait with margin, for showing and for the record
};

class ScanVision {
  public:
    virtual ~ScanVision() = default;
    // Frames of one source in order of capture.
    [[nodiscard]] virtual Result<FrameReading> analyse(const Frame& frame) = 0;
    [[nodiscard]] virtual Result<Embedding> embed(const Frame& frame, const FaceReading& face) = 0;
    // A still picture, any size: the face is looked for thoroughly.
    [[nodiscard]] virtual Result<PreparedPortrait> readPortrait(const cv::Mat& bgr) = 0;
    // What a document says, beside its portrait: about a second. Its `face` stays here. Errors: those of
    // DocumentReader.
    [[nodiscard]] virtual Result<DocumentReading> readDocument(const cv::Mat& bgr, WallTime now) = 0;
    // Another source or another buyer: forget the face that was followed.
    virtual void reset() = 0;
    // The buyer goes: nothing of any picture is kept, in the nets either.
    virtual void forget() { reset(); }
};

// Loads the models; takes about a second. Errors name the model file that is missing or altered. The size of
// OpenCV's pool is the program's business: limitComputeThreads in main.
[[nodiscard]] Result<std::unique_ptr<ScanVision>> loadScanVision(const std::filesystem::path& models,
                                                                 const PortraitThresholds& portrait);

}  // namespace countersign
