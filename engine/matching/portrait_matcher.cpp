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

std::optional<Embedding> TemplateBuilder::build() const {
    if (m_entries.empty() || frames() < m_thresholds.templateFrames) return {};
    std::vector<double> sum(m_entries.front().embedding.size(), 0.0);
    for (const auto& entry : m_entries) {
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += entry.weight * static_cast<double>(entry.embedding[i]);
    }
    const double length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
    if (!(length > 0) || !std::isfinite(length)) return {};
    Embedding mean(sum.size());
    std::transform(sum.begin(), sum.end(), mean.begin(),
                   [length](double value) { return static_cast<float>(value / length); });
    return mean;
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
    return outcome;
}

}  // namespace countersign
