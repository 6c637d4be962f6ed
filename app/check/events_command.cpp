// events: what the person in a film does, without any challenge.
#include "commands.h"
#include "film_run.h"
#include "statistics.h"
#include "trace.h"
#include "vision/face_detector.h"

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
        options.add_option("--trace", m_trace, "write one line per frame to this file")->group("");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());
        TraceWriter trace;
        if (!m_trace.empty()) {
            if (const auto opened = trace.open(m_trace); !opened) return failure(opened.error());
        }
        int none = 0;
        int one = 0;
        int many = 0;
        const auto film = runFilm(m_film, *engine, [&](const FrameReading& reading, const Frame&) {
            const auto people = countProminent(reading.faces);
            ++(!reading.face ? none : people > 1 ? many : one);
            if (trace.isOpen()) trace.add(reading);
        });
        if (!film) return failure(film.error());
        return nlohmann::json{{"schema", "countersign.events/1"},
                              {"frames", film->frames},
                              {"fps", rounded(film->framesPerSecond, 2)},
                              {"faces", {{"frames_with_one", one}, {"with_none", none}, {"with_many", many}}},
                              {"frame_cpu_ms", p50p95(film->frameCpuMillis)}};
    }

  private:
    std::filesystem::path m_film;
    std::filesystem::path m_trace;
};

}  // namespace

std::unique_ptr<Command> makeEventsCommand() {
    return std::make_unique<EventsCommand>();
}

}  // namespace countersign::check
