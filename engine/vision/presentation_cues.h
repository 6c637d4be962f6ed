// Physical signs of a presentation: what a screen or paper held before the camera shows besides the face.
// Pure functions; any thread.
#pragma once

#include <optional>

#include "vision/face_types.h"

namespace countersign {

// The straightest upright edge beside the face: the side of a telephone, a tablet or a sheet of paper. Looked
// for within 12 degrees of upright, from just outside the face to 1.6 face widths from its middle, over the
// height of the face and a third above and below. The value is the mean, along the best line, of how purely
// and strongly the picture changes across it. Empty where the picture has no room beside the face. A door
// frame behind a live person is such an edge too: the value supports the passive net and says nothing by
// itself.
[[nodiscard]] std::optional<StraightEdges> straightEdges(const cv::Mat& grey, const cv::Rect2f& box);

}  // namespace countersign
