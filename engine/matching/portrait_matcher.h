// Compares the template of one live buyer with the portrait of that buyer's own document, by bands from the
// policy, and joins it with liveness to one decision. Plain functions and values; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/result.h"
#include "matching/match_types.h"
#include "matching/score_calibration.h"
#include "vision/face_types.h"

namespace countersign {

// Cosine bands and the template's rules (resources/policy.json and thresholds.json).
struct MatchThresholds {
    double same = 0;               // at or above: same
    double unsure = 0;             // at or above, below same: unsure
    int templateFrames = 0;        // fewest frames of a template: below it no match runs
    int templateMost = 0;          // best frames kept
    ScoreCalibration calibration;  // may be empty
};

// Mean of the best live frames. A single frame misses several times as often as the mean of five.
class TemplateBuilder {
  public:
    explicit TemplateBuilder(const MatchThresholds& thresholds) : m_thresholds(thresholds) {}

    // weight > 0. Keeps the best `templateMost`.
    void add(const Embedding& embedding, double weight);
    [[nodiscard]] int frames() const { return static_cast<int>(m_entries.size()); }
    // Weighted mean, unit length; empty with fewer than `templateFrames` frames. Frames unlike the others are
    // left out as long as that many remain.
    [[nodiscard]] std::optional<Embedding> build() const;
    void clear() { m_entries.clear(); }

  private:
    struct Entry {
        Embedding embedding;
        double weight;
    };
    MatchThresholds m_thresholds;
    std::vector<Entry> m_entries;
};

// Cosine of two unit vectors of the same length; empty if they cannot be compared.
[[nodiscard]] std::optional<double> similarity(const Embedding& a, const Embedding& b);
[[nodiscard]] MatchBand bandFor(double similarity, const MatchThresholds& thresholds);

class PortraitMatcher {
  public:
    explicit PortraitMatcher(const MatchThresholds& thresholds) : m_thresholds(thresholds) {}
    // MatchOutcome::ran is false without a portrait or with too few good frames.
    [[nodiscard]] MatchOutcome match(const std::optional<Embedding>& portrait,
                                     const TemplateBuilder& live) const;

  private:
    MatchThresholds m_thresholds;
};

}  // namespace countersign
