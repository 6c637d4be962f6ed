// What is true of a whole picture, face or none: its fingerprint, its light, its colour. Pure function; any
// thread.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace countersign {

struct PictureTraits {
    std::uint64_t contentHash = 0;  // of size and all pixels; never 0
    float luminance = 0;            // mean grey, 0..1, by a coarse grid
    float colourShare = 0;          // places of the grid that are not grey, 0..1
};

// `bgr`: CV_8UC3, not empty. The hash tells equal pictures from unequal ones, it does not withstand somebody
// who forges a collision: two pictures that were made to look alike to it are still two pictures to the rest.
[[nodiscard]] PictureTraits pictureTraits(const cv::Mat& bgr);

}  // namespace countersign
