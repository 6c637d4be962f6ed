// A tab-separated text with a head line, as lists of pictures are written. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign {

class TsvTable {
  public:
    // UTF-8 with or without byte order mark, lines ending in LF or CR LF; empty lines are passed over.
    explicit TsvTable(std::string_view text);

    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    // Empty where the row is shorter or there is no such column.
    [[nodiscard]] std::string cell(std::size_t row, std::optional<std::size_t> column) const;
    [[nodiscard]] std::size_t lineOf(std::size_t row) const {
        return m_rows[row].line;
    }  // 1-based, in the text

  private:
    struct Row {
        std::size_t line = 0;
        std::vector<std::string> cells;
    };
    std::vector<std::string> m_head;
    std::vector<Row> m_rows;
};

}  // namespace countersign
