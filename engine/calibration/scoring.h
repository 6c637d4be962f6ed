// Compares the templates of a list: its pairs, or everybody with everybody. This is measuring of labelled
// pictures and nothing else: no function here takes a probe and looks for who it is. Any thread.
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "calibration/score_set.h"
#include "calibration/template_run.h"

namespace countersign {

struct ScoredPair {
    std::size_t a = 0, b = 0;  // indices of pictures
    float similarity = 0;
    bool same = false;
};

struct GroupedScores {
    ScoreSet all;
    std::map<std::string, ScoreSet> groups;  // pairs within one named group
    std::size_t failedPictures = 0;          // without a template
    std::size_t lostPairs = 0;               // named in a list of pairs, but one of both has no template
};

// Sorted. `visit` sees each pair once; it may be empty. `templates` as of runTemplates for this list.
// Error: CalibrationCancelled.
[[nodiscard]] Result<GroupedScores> scorePairs(const PictureList& list,
                                               const std::vector<FaceTemplate>& templates,
                                               const std::function<void(const ScoredPair&)>& visit,
                                               const std::stop_token& stop);

// Everybody's single pictures against templates of up to `frames` other pictures of one person each: what a
// counter does with a portrait and a film. A picture is never in the template it is compared with; the first
// of the person's other pictures are taken. Pairs visited: a is the single picture, b the first picture of
// the template. Only for lists by identity. Error: CalibrationCancelled.
[[nodiscard]] Result<GroupedScores> scoreAgainstTemplates(const PictureList& list,
                                                          const std::vector<FaceTemplate>& templates,
                                                          int frames,
                                                          const std::function<void(const ScoredPair&)>& visit,
                                                          const std::stop_token& stop);

}  // namespace countersign
