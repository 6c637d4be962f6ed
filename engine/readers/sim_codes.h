// Bar codes and 2D codes on SIM cards, blisters and phone boxes, found in a picture. Pure function; any
// thread.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "identity/scanned_code.h"

namespace countersign {

// ICCIDs and IMEIs whose check digit holds, each once, in no particular order. `picture`: CV_8UC1 or CV_8UC3,
// any size; anything else has none. Read are Code 128, Code 39, ITF, EAN-13, QR and Data Matrix, at any
// rotation. Takes 10 to 60 ms for 640 x 480.
[[nodiscard]] std::vector<ScannedCode> readSimCodes(const cv::Mat& picture, WallTime now);

}  // namespace countersign
