// How the parts of a person take the light. Pure functions.
#pragma once

#include <opencv2/core.hpp>

#include "practice/buyer_pose.h"
#include "practice/person.h"

namespace countersign {

struct Shade {
    cv::Vec3f light;  // BGR, multiplies the texture
    float gloss = 0;  // is added
};

// `normal` unit length, `towardsCamera` unit length, both in camera space. `open` 0..1: how far the place is
// open to light (1 free, less in a fold).
[[nodiscard]] Shade shadeSurface(PartKind kind, cv::Vec3f normal, const cv::Vec3f& towardsCamera,
                                 const Scene& scene, float open);

}  // namespace countersign
