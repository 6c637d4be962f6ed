// Raw picture measures of one face. Pure functions; any thread.
#pragma once

#include "vision/face_types.h"

namespace countersign {

// Fills all fields of FrameQuality.
//  sharpness: 1 - blur effect (Crete and others 2007) of the face's grey at 128 px width: 0 flat or blurred
//  .. 1 crisp. covered: 0..1 from the fall of the share of red between forehead and lower face; to be judged
//  over many frames.
// `bgr` CV_8UC3 and `grey` CV_8UC1 of the same picture.
[[nodiscard]] FrameQuality measureQuality(const cv::Mat& bgr, const cv::Mat& grey, const cv::Rect2f& box,
                                          const Landmarks& points, const HeadPose& pose);

// 0..1: how far an eye can be judged here. Low where the skin just below the eye is much darker than the
// cheek, as behind dark glasses or hair. `first`: 36 or 42.
[[nodiscard]] float eyeVisibility(const cv::Mat& grey, const Landmarks& points, std::size_t first);

// 0..1, see above; 0 for an empty picture. For any CV_8UC1.
[[nodiscard]] float sharpnessOf(const cv::Mat& grey);

}  // namespace countersign
