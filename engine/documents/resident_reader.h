// Reads the printed lines of a card laid out like a Chinese resident's identity card. Engine thread.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "core/clock.h"
#include "documents/document_types.h"
#include "documents/text_reader.h"

namespace countersign {

// Name, number, birth, sex and expiry where their lines are legible; empty: no such card. The number is
// Proven only if two readings of its line agree and its check digit holds; birth and sex follow from a proven
// number. `grey`: upright, CV_8UC1. Errors: those of TextReader.
[[nodiscard]] Result<std::vector<ReadField>> readResidentCard(const cv::Mat& grey, TextReader& text,
                                                              WallTime now);

}  // namespace countersign
