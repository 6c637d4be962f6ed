#include "calibration/tsv_table.h"

#include <algorithm>

namespace countersign {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::vector<std::string> splitAtTabs(std::string_view line) {
    std::vector<std::string> cells;
    for (;;) {
        const auto tab = line.find('\t');
        cells.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

}  // namespace

TsvTable::TsvTable(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (number == 1) {
            m_head = splitAtTabs(line);
        } else if (!line.empty()) {
            m_rows.push_back({number, splitAtTabs(line)});
        }
    }
}

std::optional<std::size_t> TsvTable::column(std::string_view name) const {
    const auto found = std::find(m_head.begin(), m_head.end(), name);
    if (found == m_head.end()) return {};
    return static_cast<std::size_t>(found - m_head.begin());
}

std::string TsvTable::cell(std::size_t row, std::optional<std::size_t> column) const {
    const auto& cells = m_rows[row].cells;
    return column && *column < cells.size() ? cells[*column] : std::string();
}

}  // namespace countersign
