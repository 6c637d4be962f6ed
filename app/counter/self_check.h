// After an update: whether this program and this computer go together. Looks and changes nothing; may be
// asked while the counter runs. For a command without a window; takes a few seconds.
#pragma once

#include <string>
#include <vector>

#include "app/counter/options.h"

namespace countersign {

enum class CheckGrade {
    Good = 1,
    Note,  // nothing to mend, and not as on every counter
    Bad
};
[[nodiscard]] std::string_view checkGradeName(CheckGrade grade);  // "good", "note", "bad"

struct CheckLine {
    std::string what;  // "models", "database" …, stable
    CheckGrade grade = CheckGrade::Good;
    std::string told;  // a sentence; nothing of a person
};

[[nodiscard]] std::vector<CheckLine> selfCheck(const Options& options);
[[nodiscard]] bool allGood(const std::vector<CheckLine>& lines);  // none is bad

}  // namespace countersign
