// events: what the person in a film does, without any challenge.
#include "commands.h"
#include "engine_setup.h"
#include "enrolment/policy.h"
#include "film_run.h"
#include "scan_json.h"
#include "statistics.h"
#include "trace.h"

namespace countersign::check {
namespace {

class EventsCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "events"; }
    [[nodiscard]] std::string description() const override {
        return "blinks and head turns of the person in a film";
    }
    void declare(CLI::App& options) override {
        options.add_option("--video", m_film, "the film")->required();
        options.add_option("--at-most-fps", m_atMostPerSecond, "pictures a second that are looked at")
            ->check(CLI::Range(1, 240));
        options.add_option("--trace", m_trace, "write one line per frame to this file")->group("");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());
        TraceWriter trace;
        if (!m_trace.empty()) {
            if (const auto opened = trace.open(m_trace); !opened) return failure(opened.error());
        }
        auto policy = setUpPolicy(common);
        if (!policy) return failure(policy.error());
        EventFinder finder(policy->liveness, TurnLimits::Unprompted);
        const auto film = runFilm(m_film, *engine,
                                  [&](const FrameReading& reading, const Frame&) {
                                      finder.push(reading);
                                      if (trace.isOpen())
                                          trace.add(reading, engine->models.passive->cropLogits());
                                  },
                                  nullptr, {m_atMostPerSecond});
        if (!film) return failure(film.error());
        const auto events = finder.finish();
        nlohmann::json result{{"schema", "countersign.events/1"},
                              {"frames", film->frames},
                              {"fps", rounded(film->framesPerSecond, 2)},
                              {"faces",
                               {{"frames_with_one", events.withOne},
                                {"with_none", events.withNone},
                                {"with_many", events.withMany}}},
                              {"frame_cpu_ms", p50p95(film->frameCpuMillis)}};
        addEvents(result, events);
        return result;
    }

  private:
    std::filesystem::path m_film;
    std::filesystem::path m_trace;
    std::optional<int> m_atMostPerSecond;
};

}  // namespace

std::unique_ptr<Command> makeEventsCommand() {
    return std::make_unique<EventsCommand>();
}

}  // namespace countersign::check
