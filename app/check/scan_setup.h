// What `scan` and `attack` share: vision, policy and the portrait, from the command line's files.
#pragma once

#include <filesystem>

#include "command.h"
#include "enrolment/policy.h"
#include "enrolment/scan_runner.h"
#include "enrolment/scan_vision.h"

namespace countersign::check {

struct ScanSetup {
    std::unique_ptr<ScanVision> vision;
    Policy policy;
    PreparedPortrait portrait;
};

// Errors: those of models, policy and of the portrait's file. A portrait without a usable face is none: the
// match does not run then.
[[nodiscard]] Result<ScanSetup> setUpScan(const CommonOptions& common, const std::filesystem::path& portrait);

// The counter does not begin a scan with a portrait that can't be matched: refused, the portrait's reasons
// first.
void refuseBadPortrait(const PreparedPortrait& portrait, ScanResult& result);

// A film with its readings, so that it can be played many times and looked at once.
struct ReadFilm {
    std::vector<FrameReading> readings;
    std::vector<double> frameCpuMillis;
    std::vector<std::optional<Embedding>> embeddings;  // with EmbedFrames::NearFront
};
enum class EmbedFrames { None = 1, NearFront };
[[nodiscard]] Result<ReadFilm> readFilm(const std::filesystem::path& film, ScanSetup& setup,
                                        EmbedFrames embed, const CommonOptions& common);

}  // namespace countersign::check
