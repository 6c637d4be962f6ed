#include "film_run.h"

#include <stop_token>

#include "film_source.h"

namespace countersign::check {
namespace {

class WholeFrames final : public StepTimes {
  public:
    explicit WholeFrames(StepTimes* next) : m_next(next) {}
    void spent(VisionStep step, double cpuMillis) override {
        if (step == VisionStep::Whole) millis.push_back(cpuMillis);
        if (m_next != nullptr) m_next->spent(step, cpuMillis);
    }
    std::vector<double> millis;

  private:
    StepTimes* m_next;
};

}  // namespace

Result<FilmSummary> runFilm(const std::filesystem::path& film, EngineSetup& engine,
                            const ReadingVisitor& visit, StepTimes* times, FilmRate rate) {
    FilmSource source(film);
    if (const auto opened = source.open(); !opened) return failure(opened.error());
    WholeFrames whole(times);
    FrameAnalyser analyser(engine.models, engine.settings, &whole);
    FilmSummary summary;
    std::optional<FrameTime> first;
    FrameTime last{0};
    std::uint64_t looked = 0;
    std::chrono::duration<double, std::micro> due{0};
    for (;;) {
        const auto frame = source.next(std::stop_token());
        if (!frame) {
            if (frame.error().code == ErrorCode::EndOfRecording) break;
            return failure(frame.error());
        }
        if (rate.atMostPerSecond) {
            if ((*frame)->capturedAt < due) continue;
            due = std::max(due + std::chrono::duration<double>(1.0 / *rate.atMostPerSecond),
                           decltype(due)((*frame)->capturedAt));
        }
        ++looked;
        const auto reading = analyser.analyse(**frame);
        if (!reading) return failure(reading.error());
        if (!first) first = (*frame)->capturedAt;
        last = (*frame)->capturedAt;
        visit(*reading, **frame);
    }
    summary.frames = source.framesRead();
    summary.framesPerSecond = source.info().framesPerSecond;
    const double seconds = std::chrono::duration<double>(last - first.value_or(last)).count();
    if (seconds > 0 && looked > 1) summary.framesPerSecond = static_cast<double>(looked - 1) / seconds;
    summary.frameCpuMillis = std::move(whole.millis);
    return summary;
}

}  // namespace countersign::check
