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
    std::vector<std::string> lines;   // two of 44 or three of 30 characters, '?' where one was not made out
    std::vector<std::string> second;  // the same from a differently prepared picture
    // Both readings gave the same characters there.
    [[nodiscard]] bool agreed(std::size_t line, std::size_t first, std::size_t number) const;
};

// Two or three long lines of even, dense print, one below the other. `grey`: upright, CV_8UC1.
[[nodiscard]] std::vector<MrzStrip> findMrz(const cv::Mat& grey);

// Empty: no zone was seen. Errors: those of TextReader.
[[nodiscard]] Result<std::optional<MrzText>> readMrz(const cv::Mat& grey, TextReader& text);

}  // namespace countersign
