// bench: what each stage costs on this machine.
#include <chrono>
#include <map>

#include "commands.h"
#include "film_run.h"
#include "statistics.h"
#include "vision/embedder.h"

namespace countersign::check {
namespace {

class Collected final : public StepTimes {
  public:
    void spent(VisionStep step, double cpuMillis) override { millis[step].push_back(cpuMillis); }
    std::map<VisionStep, std::vector<double>> millis;
};

std::string stepName(VisionStep step) {
    switch (step) {
        case VisionStep::Detect:
            return "detect";
        case VisionStep::Coarse:
            return "landmarks";
        case VisionStep::Fine:
            return "landmarks_fine";
        case VisionStep::Eyes:
            return "eyes";
        case VisionStep::Pose:
            return "pose";
        case VisionStep::Quality:
            return "quality";
        case VisionStep::Passive:
            return "passive";
        case VisionStep::Cues:
            return "cues";
        case VisionStep::Whole:
            return "whole_frame";
    }
    return "invalid";
}

class BenchCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "bench"; }
    [[nodiscard]] std::string description() const override { return "CPU time of every stage on a film"; }
    void declare(CLI::App& options) override {
        options.add_option("--video", m_film, "the film")->required();
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());
        Collected steps;
        std::vector<double> embed;
        double analysisCpu = 0;
        int width = 0;
        int height = 0;
        Status embedded;
        const auto film = runFilm(
            m_film, *engine,
            [&](const FrameReading& reading, const Frame& frame) {
                width = frame.bgr.cols;
                height = frame.bgr.rows;
                if (!reading.face || !reading.detectorRan || !embedded) return;
                const double before = processCpuMillis();
                const auto embedding = engine->models.embedder->embed(frame.bgr, reading.face->coarse);
                if (!embedding) embedded = failure(embedding.error());
                embed.push_back(processCpuMillis() - before);
            },
            &steps);
        if (!film) return failure(film.error());
        if (!embedded) return failure(embedded.error());
        nlohmann::json stages;
        for (const auto& [step, millis] : steps.millis) {
            stages[stepName(step)] = p50p95(millis);
            stages[stepName(step)]["runs"] = millis.size();
        }
        stages["embed"] = p50p95(embed);
        stages["embed"]["runs"] = embed.size();
        for (const double millis : film->frameCpuMillis) analysisCpu += millis;
        return nlohmann::json{
            {"schema", "countersign.bench/1"},
            {"frames", film->frames},
            {"width", width},
            {"height", height},
            {"threads", common.threads},
            {"cpu_ms", stages},
            {"models_load_wall_ms", rounded(engine->modelsWallMillis, 1)},
            {"models_load_cpu_ms", rounded(engine->modelsCpuMillis, 1)},
            {"peak_rss_mb", peakRssMb()},
            // By CPU time of the analysis alone: decoding the film is not the counter's work.
            {"frames_per_s_one_thread",
             analysisCpu > 0 ? rounded(1000 * static_cast<double>(film->frames) / analysisCpu, 1) : 0}};
    }

  private:
    std::filesystem::path m_film;
};

}  // namespace

std::unique_ptr<Command> makeBenchCommand() {
    return std::make_unique<BenchCommand>();
}

}  // namespace countersign::check
