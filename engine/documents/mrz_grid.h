// A line of a machine-readable zone as its grid of equal cells: such print has one pitch, so that where a
// character stands says which of the line's it is. Pure functions; any thread.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace countersign {

struct MrzGrid {
    cv::Mat grey;                // CV_8UC1, dark on light
    double left = 0, pitch = 1;  // px
    int count = 0;
    // Of cells `first`, `first` + 1 ... , px of `grey`, over its whole height.
    [[nodiscard]] cv::Rect cells(int first, int number) const;
};

// `line`: one line with a little of its surround, about 48 px high. Empty where no print fills it evenly.
[[nodiscard]] std::optional<MrzGrid> fitGrid(const cv::Mat& line, int count);

// Which cells look like the one that holds a filler in the first line, cell 1.
[[nodiscard]] std::vector<bool> fillersLike(const MrzGrid& grid, const MrzGrid& firstLine);

}  // namespace countersign
