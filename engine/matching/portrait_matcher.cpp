#include "matching/portrait_matcher.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace countersign {

void TemplateBuilder::add(const Embedding& embedding, double weight) {
    if (embedding.empty() || !(weight > 0) || m_thresholds.templateMost <= 0) return;
    if (!m_entries.empty() && m_entries.front().embedding.size() != embedding.size()) return;
    m_entries.push_back({embedding, weight});
    if (frames() <= m_thresholds.templateMost) return;
    m_entries.erase(std::min_element(m_entries.begin(), m_entries.end(),
                                     [](const Entry& a, const Entry& b) { return a.weight < b.weight; }));
}

namespace {

// Weighted mean of those whose place is not `without`, unit length; empty if they cancel out.
template <class Entries>
std::optional<Embedding> meanOf(const Entries& entries, std::size_t without) {
    std::vector<double> sum(entries.front().embedding.size(), 0.0);
    for (std::size_t entry = 0; entry < entries.size(); ++entry) {
        if (entry == without) continue;
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += entries[entry].weight * static_cast<double>(entries[entry].embedding[i]);
    }
    const double length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
    if (!(length > 0) || !std::isfinite(length)) return {};
    Embedding mean(sum.size());
    std::transform(sum.begin(), sum.end(), mean.begin(),
                   [length](double value) { return static_cast<float>(value / length); });
    return mean;
}

// The entry that is less like the mean of the others than three of their own spreads below the middle one: a
// frame with moving hair, a hand or half a blink. The spread is the frames' own (median absolute
// deviation, 1.4826 of which is a standard deviation), and at least a hundredth, so that frames that hardly
// differ lose none; that was not measured.
template <class Entries>
std::optional<std::size_t> outlierOf(const Entries& entries) {
    constexpr double kLeastSpread = 0.01;
    std::vector<double> likeness;
    for (std::size_t entry = 0; entry < entries.size(); ++entry) {
        const auto others = meanOf(entries, entry);
        const auto value = others ? similarity(*others, entries[entry].embedding) : std::nullopt;
        likeness.push_back(value.value_or(-1));
    }
    const auto medianOf = [](std::vector<double> values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    const double middle = medianOf(likeness);
    std::vector<double> off;
    for (const double value : likeness) off.push_back(std::abs(value - middle));
    const double spread = std::max(kLeastSpread, 1.4826 * medianOf(off));
    const auto least = std::min_element(likeness.begin(), likeness.end());
    if (*least >= middle - 3 * spread) return {};
    return static_cast<std::size_t>(least - likeness.begin());
}

}  // namespace

std::optional<Embedding> TemplateBuilder::build() const {
    if (m_entries.empty() || frames() < m_thresholds.templateFrames) return {};
    auto entries = m_entries;
    while (static_cast<int>(entries.size()) > m_thresholds.templateFrames) {
        const auto outlier = outlierOf(entries);
        if (!outlier) break;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(*outlier));
    }
    return meanOf(entries, entries.size());
}

std::optional<double> similarity(const Embedding& a, const Embedding& b) {
    if (a.empty() || a.size() != b.size()) return {};
    const double cosine = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
    if (!std::isfinite(cosine)) return {};
    return std::clamp(cosine, -1.0, 1.0);
}

MatchBand bandFor(double value, const MatchThresholds& thresholds) {
    if (value >= thresholds.same) return MatchBand::Same;
    return value >= thresholds.unsure ? MatchBand::Unsure : MatchBand::Different;
}

MatchOutcome PortraitMatcher::match(const std::optional<Embedding>& portrait,
                                    const TemplateBuilder& live) const {
    MatchOutcome outcome;
    outcome.framesUsed = live.frames();
    if (!portrait) return outcome;
    const auto person = live.build();
    if (!person) return outcome;
    outcome.similarity = similarity(*portrait, *person);
    if (!outcome.similarity) return outcome;
    outcome.ran = true;
    outcome.band = bandFor(*outcome.similarity, m_thresholds);
    if (!m_thresholds.calibration.empty())
        outcome.log10Likelihood = m_thresholds.calibration.log10Likelihood(*outcome.similarity);
    return outcome;
}

}  // namespace countersign
