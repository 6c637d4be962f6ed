// A hash of what a picture shows away from the buyer: whether two pictures have the very same background, and
// nothing else. Equal only for equal pixels; a live camera's noise makes every picture another one. Pure
// function; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>

namespace countersign {

using BorderHash = std::array<std::uint8_t, 32>;

// The pixels that are hashed: rows above the mouth (the box's top and three quarters of its height), so that
// neither neck, shoulders nor hands held low are in it; of them those that lie further than three quarters of
// the face's width to the side of the box, or of its height above it, so that hair, ears and headwear are not
// either. Empty where less than a sixteenth of the picture is left: the face fills it.
[[nodiscard]] std::optional<cv::Rect> borderRows(cv::Size picture, const cv::Rect2f& face);
[[nodiscard]] cv::Rect headZone(const cv::Rect& rows, const cv::Rect2f& face);

// SHA-256 over the picture's size, the two rectangles and those pixels row by row (`bgr`: CV_8UC3). Empty
// also where hardly any pixel differs from its neighbour: black bars or a wall that is blown out have no
// noise in them and are alike in honest pictures.
[[nodiscard]] std::optional<BorderHash> borderHash(const cv::Mat& bgr, const cv::Rect2f& face);

}  // namespace countersign
