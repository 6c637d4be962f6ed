// The calibration bench's work beside the window: looks at a set, measures it, writes what it gave. Blocking;
// called on a worker's thread, nothing of Qt's windows.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "calibration/calibrate.h"
#include "calibration/scoring.h"
#include "enrolment/policy.h"

namespace countersign {

struct CalibrationPlaces {
    std::filesystem::path models;
    std::filesystem::path cache;  // templates of an unfinished run; its folder is made
};

struct Measured {
    PictureList list;
    std::vector<TemplateProblem> problems;  // as list.pictures
    GroupedScores scores;
    std::optional<ScoreCalibration> calibration;  // empty: no group has enough pairs
    MatchThresholds inForce;                      // shipped with these models
};

// Everything of a run. When it ends, the kept templates are erased; when it is stopped, they stay. Errors: of
// the models, CalibrationCancelled, FileUnwritable, DiskFull, InferenceFailed.
[[nodiscard]] Result<std::shared_ptr<const Measured>> measure(
    const PictureList& list, const CalibrationPlaces& places,
    const std::function<void(const RunProgress&)>& progress, const std::stop_token& stop);

// The groups that bands are chosen for: those that are named, else all pairs as one.
[[nodiscard]] std::map<std::string, ScoreSet> groupsOf(const GroupedScores& scores);

// summary.json, det.csv, det.svg, failed.tsv into `folder`. Errors: FileUnwritable, DiskFull.
[[nodiscard]] Status writeReport(const Measured& measured, const MatchThresholds& bands,
                                 const std::filesystem::path& folder);

struct SigningWish {
    std::filesystem::path key;
    std::optional<std::filesystem::path> soFar;
    std::uint64_t version = 0;
    std::filesystem::path file;
};

// KeyUnusable or FileUnreadable if this is no signing key.
[[nodiscard]] Status checkKey(const std::filesystem::path& key);
// The version of the policy to go on from. Errors: FileUnreadable, KeyUnusable, SignatureInvalid,
// MessageMalformed.
[[nodiscard]] Result<std::uint64_t> versionOf(const std::filesystem::path& key,
                                              const std::filesystem::path& policy);

// Signs the policy with these bands and likelihoods, writes it durably and reads it back as a counter would.
// Errors: those above, PolicyNotNewer, PolicyUnreadable, FileUnwritable, DiskFull.
[[nodiscard]] Status signAndWrite(const SigningWish& wish, const BandChoice& choice,
                                  const BandTargets& targets, const Measured& measured,
                                  const Policy& shipped);

}  // namespace countersign
