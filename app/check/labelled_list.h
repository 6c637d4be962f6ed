// A list of labelled pictures: tab-separated with a head line. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace countersign::check {

struct LabelledPicture {
    std::filesystem::path file;  // where it was looked for
    std::string path;            // as the list has it
    bool live = false;
    std::string kind;     // of the attack
    std::string subject;  // may be empty
};

// Columns path, label (live or spoof) and kind in any order, subject if it is there, others are passed over.
// Paths are relative to the list's folder or, if nothing is there, to the one above it. Error:
// CheckInputUnreadable, which names the line.
[[nodiscard]] Result<std::vector<LabelledPicture>> readLabelledList(const std::filesystem::path& list);

}  // namespace countersign::check
