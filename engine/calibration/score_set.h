// Similarities of genuine pairs (one person) and impostor pairs (two people), and the error rates they give.
// A pair matches at a threshold if its similarity is not below it. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/confidence.h"

namespace countersign {

struct Rate {
    std::int64_t errors = 0;
    std::int64_t of = 0;
    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] Interval limits() const { return confidence95(errors, of); }
};

class ScoreSet {
  public:
    void addGenuine(float similarity) { m_genuine.push_back(similarity); }
    void addImpostor(float similarity) { m_impostor.push_back(similarity); }
    void sort();  // once, after the last add and before any question

    [[nodiscard]] const std::vector<float>& genuine() const { return m_genuine; }    // rising after sort()
    [[nodiscard]] const std::vector<float>& impostor() const { return m_impostor; }  // rising after sort()

    [[nodiscard]] Rate fmr(double threshold) const;                           // impostors at or above it
    [[nodiscard]] Rate fnmr(double threshold) const;                          // genuine below it
    [[nodiscard]] std::int64_t genuineWithin(double low, double high) const;  // low <= s < high
    [[nodiscard]] std::int64_t impostorWithin(double low, double high) const;

    // The lowest threshold whose FMR is at most `fmr`; empty with fewer than 10 / fmr impostor pairs, which
    // can't support it.
    [[nodiscard]] std::optional<double> thresholdAtFmr(double fmr) const;
    // The highest threshold whose FNMR is at most `fnmr`; empty without genuine pairs.
    [[nodiscard]] std::optional<double> thresholdAtFnmr(double fnmr) const;
    // Where both rates come nearest: their mean there. Empty if a kind is missing.
    [[nodiscard]] std::optional<double> equalErrorRate() const;
    // 1 - (FMR + FNMR) / 2 at the best threshold; with as many genuine as impostor pairs the share judged
    // right.
    [[nodiscard]] std::optional<double> bestAccuracy() const;

  private:
    std::vector<float> m_genuine, m_impostor;
};

struct DetPoint {
    double threshold = 0, fmr = 0, fnmr = 0;
};
// Every place where a genuine pair is lost, thinned to at most `most` points evenly over the logarithm of
// FMR; from low to high thresholds. Empty if a kind is missing.
[[nodiscard]] std::vector<DetPoint> detCurve(const ScoreSet& scores, std::size_t most);

}  // namespace countersign
