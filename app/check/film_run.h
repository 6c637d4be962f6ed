// Runs a film through the frame analyser and hands each reading to a visitor.
#pragma once

#include <functional>
#include <optional>

#include "engine_setup.h"
#include "vision/frame_analyser.h"

namespace countersign::check {

struct FilmSummary {
    std::uint64_t frames = 0;
    double framesPerSecond = 0;  // as the film says, or by its stamps
    std::vector<double> frameCpuMillis;
};

using ReadingVisitor = std::function<void(const FrameReading&, const Frame&)>;

// What of a film is looked at: everything, or as many pictures a second as a slower camera would have taken.
struct FilmRate {
    std::optional<int> atMostPerSecond;
};

// Error: CheckInputUnreadable, or what the analyser says.
[[nodiscard]] Result<FilmSummary> runFilm(const std::filesystem::path& film, EngineSetup& engine,
                                          const ReadingVisitor& visit, StepTimes* times = nullptr,
                                          FilmRate rate = {});

}  // namespace countersign::check
