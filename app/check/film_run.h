// Runs a film through the frame analyser and hands each reading to a visitor.
#pragma once

#include <functional>

#include "engine_setup.h"
#include "vision/frame_analyser.h"

namespace countersign::check {

struct FilmSummary {
    std::uint64_t frames = 0;
    double framesPerSecond = 0;  // as the film says, or by its stamps
    std::vector<double> frameCpuMillis;
};

using ReadingVisitor = std::function<void(const FrameReading&, const Frame&)>;

// Error: CheckInputUnreadable, or what the analyser says.
[[nodiscard]] Result<FilmSummary> runFilm(const std::filesystem::path& film, EngineSetup& engine,
                                          const ReadingVisitor& visit, StepTimes* times = nullptr);

}  // namespace countersign::check
