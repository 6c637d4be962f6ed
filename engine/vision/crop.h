// Cutting squares out of pictures at sub-pixel places. Pure functions; any thread.
#pragma once

#include <opencv2/core.hpp>

namespace countersign {

// The square with upper left `corner` (px, pixel i covers i..i+1) and `side`, as pixels x pixels. Beyond the
// picture its border is repeated. Larger squares are averaged down, not sampled, so that noise does not pass
// through.
[[nodiscard]] cv::Mat squareCrop(const cv::Mat& picture, cv::Point2f corner, float side, int pixels);

}  // namespace countersign
