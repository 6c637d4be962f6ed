// Where the head points, from landmarks alone. Pure functions; any thread.
#pragma once

#include "vision/face_types.h"

namespace countersign {

// Position of the nose tip between the two sides of the jaw: 0 in the middle, +-1 at the edge.
// g = 2 ((nose tip 30 - mid) . u) / |u|^2 with mid and u the midpoint and vector between the means of points
// 1-3 and 13-15; > 0: the nose points to the person's own left.
[[nodiscard]] float noseShift(const Landmarks& coarse);

// yaw = atan((g + 0.03) / 1.3) from noseShift; pitch and roll from a scaled orthographic fit of a rigid
// 68-point head. Stated error in head_pose.cpp.
[[nodiscard]] HeadPose headPose(const Landmarks& coarse);

}  // namespace countersign
