// Text as it may stand in HTML, SVG and XML. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace countersign {

// `<`, `>`, `&` and both quotes as entities; control characters but line ends and tabs,
// which XML does not know, as spaces.
[[nodiscard]] std::string escapedMarkup(std::string_view text);

}  // namespace countersign
