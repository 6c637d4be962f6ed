// A quantile over the values of the last so many milliseconds, and the median of given values. Plain values.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

#include "capture/frame.h"

namespace countersign {

// The upper one of the two middle values where there are two. Precondition: not empty.
inline double median(std::vector<double> values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
}

class QuantileWindow {
  public:
    QuantileWindow(FrameTime length, double quantile) : m_length(length), m_quantile(quantile) {}

    void push(FrameTime at, double value) {
        m_values.push_back({at, value});
        while (m_values.front().at + m_length < at) m_values.pop_front();
    }
    [[nodiscard]] std::optional<double> value() const {
        if (m_values.empty()) return {};
        std::vector<double> sorted;
        sorted.reserve(m_values.size());
        for (const auto& entry : m_values) sorted.push_back(entry.value);
        const auto rank =
            static_cast<std::ptrdiff_t>(m_quantile * static_cast<double>(sorted.size() - 1) + 0.5);
        std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
        return sorted[static_cast<std::size_t>(rank)];
    }
    [[nodiscard]] FrameTime span() const {
        return m_values.empty() ? FrameTime{0} : m_values.back().at - m_values.front().at;
    }
    // Greatest minus least; 0 when empty.
    [[nodiscard]] double spread() const {
        if (m_values.empty()) return 0;
        const auto [low, high] =
            std::minmax_element(m_values.begin(), m_values.end(),
                                [](const Entry& a, const Entry& b) { return a.value < b.value; });
        return high->value - low->value;
    }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    void clear() { m_values.clear(); }

  private:
    struct Entry {
        FrameTime at;
        double value;
    };
    FrameTime m_length;
    double m_quantile;
    std::deque<Entry> m_values;
};

}  // namespace countersign
