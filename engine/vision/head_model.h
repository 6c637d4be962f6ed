// A mean head with the 68 points in space. x: to the picture's right, y: up, z: towards the camera; its own
// unit (half a head width is about 0.84).
#pragma once

#include <array>
#include <opencv2/core.hpp>

namespace countersign {

extern const std::array<cv::Point3f, 68> kHeadModel;

}  // namespace countersign
