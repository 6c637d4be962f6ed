// Finds the outline of a document that lies on something and takes the perspective out. Pure functions; any
// thread.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>

namespace countersign {

using Corners = std::array<cv::Point2f, 4>;  // clockwise from the upper left, px

// The largest convex four-sided outline with the proportions of a card or a passport page; empty when unsure.
// `bgr`: CV_8UC3.
[[nodiscard]] std::optional<Corners> findDocument(const cv::Mat& bgr);

// The document alone; as many pixels as it had.
[[nodiscard]] cv::Mat straighten(const cv::Mat& bgr, const Corners& corners);

}  // namespace countersign
