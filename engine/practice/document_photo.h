// How a document looks in a picture taken at a counter: on a desk, tilted, blurred, with a glare. Pure
// function; any thread.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace countersign {

struct DocumentPhoto {
    cv::Size size{2000, 1500};  // px of the picture
    double fill = 0.8;          // the document's share of the picture's width or height
    int quarterTurns = 0;       // clockwise
    double degrees = 0;         // besides
    double perspective = 0;     // 0..0.2, how far corners move, in document sizes
    double blurPx = 0;          // sigma
    double glare = 0;           // 0..1, strength of one spot
    double noise = 0;           // sigma, grey levels
    int jpegQuality = 85;
    std::uint64_t seed = 1;
};

// `document`: BGR, not empty.
[[nodiscard]] cv::Mat photograph(const cv::Mat& document, const DocumentPhoto& how);

}  // namespace countersign
