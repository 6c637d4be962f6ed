// Finds the machine-readable zone in an upright document and reads it. Engine thread.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "documents/text_reader.h"

namespace countersign {

struct MrzStrip {
    std::vector<cv::Rect> lines;  // from above, px of the picture
    [[nodiscard]] cv::Rect whole() const;
};

struct MrzText {
    MrzStrip strip;
    std::vector<std::string> lines;  // two of 44 or three of 30 characters where the reading has that shape
    bool agreed = false;  // two readings of differently prepared pictures gave the same characters
};

// Two or three long lines of even, dense print, one below the other. `grey`: upright, CV_8UC1.
[[nodiscard]] std::vector<MrzStrip> findMrz(const cv::Mat& grey);

// Empty: no zone was seen. Errors: those of TextReader.
[[nodiscard]] Result<std::optional<MrzText>> readMrz(const cv::Mat& grey, TextReader& text);

}  // namespace countersign
