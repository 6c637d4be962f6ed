// Scores drawn from two bells, the same on every run. Tests only.
#pragma once

#include <random>

#include "calibration/score_set.h"

namespace countersign::test {

struct Bells {
    double genuine = 0.7, impostor = 0.1, width = 0.12;
    int genuinePairs = 500, impostorPairs = 20'000;
    unsigned seed = 1;
};

inline ScoreSet bellScores(const Bells& bells) {
    std::mt19937 draw(bells.seed);
    std::normal_distribution<float> bell(0, static_cast<float>(bells.width));
    ScoreSet scores;
    for (int i = 0; i < bells.genuinePairs; ++i)
        scores.addGenuine(static_cast<float>(bells.genuine) + bell(draw));
    for (int i = 0; i < bells.impostorPairs; ++i)
        scores.addImpostor(static_cast<float>(bells.impostor) + bell(draw));
    scores.sort();
    return scores;
}

}  // namespace countersign::test
