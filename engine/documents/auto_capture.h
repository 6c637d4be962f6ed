// Watches a document that is held or laid before the camera and says when to take the picture: edges found,
// large enough, still, without glare, not blurred. Values in order of capture; one thread.
#pragma once

#include <optional>

#include "capture/frame.h"
#include "documents/document_edges.h"

namespace countersign {

// What one frame shows of the document.
struct DocumentSight {
    std::optional<Corners> corners;  // px
    cv::Size picture;
    double glare = 0;      // share of the document in its largest burnt-out patch
    double sharpness = 0;  // 0..1, see vision/image_quality.h
};

// Looks at a frame: about 10 ms for 640 x 480. `bgr`: CV_8UC3.
[[nodiscard]] DocumentSight seeDocument(const cv::Mat& bgr);

enum class CaptureHint { ShowDocument = 1, Nearer, HoldStill, Glare, Blurred, Holding };

struct CaptureState {
    CaptureHint hint = CaptureHint::ShowDocument;
    double held = 0;    // 0..1 of the time to hold still
    bool take = false;  // once: the frame just pushed is the one to take
};

class AutoCapture {
  public:
    [[nodiscard]] CaptureState push(const DocumentSight& sight, FrameTime at);
    void reset();  // another document, another camera

  private:
    std::optional<Corners> m_corners;
    std::optional<FrameTime> m_stillSince, m_at;
    double m_sharpest = 0;  // of this document so far
    bool m_taken = false;
};

}  // namespace countersign
