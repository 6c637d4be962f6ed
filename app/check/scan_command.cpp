// scan: a whole session over a film, as at the counter.
#include <algorithm>
#include <sstream>

#include "commands.h"
#include "film_source.h"
#include "follow_plan.h"
#include "scan_json.h"
#include "scan_setup.h"
#include "statistics.h"

namespace countersign::check {
namespace {

double millis(FrameTime time) {
    return rounded(std::chrono::duration<double, std::milli>(time).count(), 1);
}

class ScanCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "scan"; }
    [[nodiscard]] std::string description() const override { return "a whole session over a film"; }

    void declare(CLI::App& options) override {
        options.add_option("--video", m_film, "the film")->required();
        options.add_option("--portrait", m_portrait, "picture of the document's portrait")->required();
        options.add_option("--challenge", m_challenge, "blink,left,right,up,down in this order, or random");
        options.add_option("--seed", m_seed, "of a random challenge: the same seed asks the same");
        options.add_flag("--follow", m_follow,
                         "the film stands for a person who obeys: prompts come shortly before its actions");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        auto actions = wantedActions();
        if (!actions) return failure(actions.error());
        auto setup = setUpScan(common, m_portrait);
        if (!setup) return failure(setup.error());
        auto plan = makePlan(*actions, setup->policy);
        const auto film = readFilm(m_film, *setup, EmbedFrames::None, common);
        if (!film) return failure(film.error());
        if (m_follow) plan = follow(plan, *film, setup->policy);
        return play(*setup, *film, std::move(plan));
    }

  private:
    // Empty: the policy's, in random order.
    [[nodiscard]] Result<std::vector<Action>> wantedActions() const {
        std::vector<Action> actions;
        if (m_challenge == "random") return actions;
        std::istringstream names(m_challenge);
        for (std::string each; std::getline(names, each, ',');) {
            const auto action = actionFromName(each);
            if (!action) return failure(argumentsWrong("--challenge: no action is called " + each));
            actions.push_back(*action);
        }
        if (actions.empty() || actions.size() > 12)
            return failure(argumentsWrong("--challenge: 1 to 12 actions"));
        return actions;
    }

    [[nodiscard]] ChallengePlan makePlan(const std::vector<Action>& actions, const Policy& policy) const {
        SeededPicker picker(m_seed);
        auto plan = drawChallenge(policy.challenge, picker);
        if (actions.empty()) return plan;
        // The given order, with pauses as drawn.
        ChallengePlan given;
        for (std::size_t i = 0; i < actions.size(); ++i) {
            const auto& drawn = plan.steps[i % plan.steps.size()];
            given.steps.push_back({actions[i], drawn.pause, drawn.window, {}});
        }
        return given;
    }

    [[nodiscard]] static ChallengePlan follow(const ChallengePlan& plan, const ReadFilm& film,
                                              const Policy& policy) {
        std::vector<Action> actions;
        for (const auto& step : plan.steps) actions.push_back(step.action);
        FollowLimits limits;
        limits.window = policy.challenge.window;
        limits.blinkApart = policy.liveness.session.blinkApart;
        limits.soonest = policy.liveness.session.soonest + FrameTime{40'000};
        // When this film's face has settled is found by playing it once with nothing asked.
        ChallengePlan never;
        never.steps.push_back({Action::Blink, {}, limits.window, FrameTime::max()});
        LivenessSession session(never, policy.liveness);
        for (const auto& reading : film.readings) {
            (void)session.push(reading);
            if (session.settledAt()) break;
        }
        limits.settledBy = session.settledAt().value_or(FrameTime{0});
        EventFinder finder(policy.liveness, TurnLimits::AsInSession);
        for (const auto& reading : film.readings) {
            finder.push(reading);
            if (session.settledAt() == reading.capturedAt) finder.settled();
        }
        return followPlan(actions, finder.finish(), limits);
    }

    // Readings are made; frames are decoded again only for embeddings and the best frame.
    [[nodiscard]] Result<nlohmann::json> play(ScanSetup& setup, const ReadFilm& film,
                                              ChallengePlan plan) const {
        ScanRunner runner(*setup.vision, setup.policy, std::move(plan), setup.portrait.embedding);
        FilmSource source(m_film);
        if (const auto opened = source.open(); !opened) return failure(opened.error());
        std::optional<ScanResult> result;
        double matchCpu = 0;
        for (const auto& reading : film.readings) {
            const auto frame = source.next({});
            if (!frame) break;
            const auto embed = [&](const FrameReading& read) {
                return setup.vision->embed(**frame, *read.face);
            };
            const double before = processCpuMillis();
            auto step = runner.pushReading(reading, *frame, embed);
            // The dearest frame: taken into the template, and at last compared.
            matchCpu = std::max(matchCpu, processCpuMillis() - before);
            if (!step) return failure(step.error());
            if (step->result) {
                result = std::move(step->result);
                break;
            }
        }
        if (!result) {
            const double before = processCpuMillis();
            result = runner.finish();
            matchCpu = std::max(matchCpu, processCpuMillis() - before);
        }
        refuseBadPortrait(setup.portrait, *result);
        return json(setup, film, *result, matchCpu);
    }

    [[nodiscard]] static nlohmann::json json(const ScanSetup& setup, const ReadFilm& film,
                                             const ScanResult& result, double matchCpu) {
        nlohmann::json best{{"index", nullptr}, {"ms", nullptr}};
        nlohmann::json probe = nlohmann::json::object();
        if (result.bestReading) {
            best = {{"index", result.bestReading->sequence - 1},
                    {"ms", millis(result.bestReading->capturedAt)}};
            if (result.bestFrame && result.bestReading->face) {
                probe = qualityJson(qualityMeasures(result.bestFrame->bgr, *result.bestReading->face,
                                                    result.bestReading->faces));
            }
        }
        return {{"schema", "countersign.scan/1"},
                {"decision", decisionName(result.decision)},
                {"reasons", reasonsJson(result.reasons)},
                {"challenge", challengeJson(result.liveness.steps)},
                {"liveness", livenessJson(result.liveness)},
                {"match", matchJson(result.match)},
                {"quality", {{"portrait", qualityJson(setup.portrait.quality)}, {"probe", probe}}},
                {"portrait_reasons", reasonsJson(setup.portrait.reasons)},
                {"best_frame", best},
                {"frames", film.readings.size()},
                {"fps", rounded(result.capture.framesPerSecond, 2)},
                {"decided_ms", millis(result.liveness.decidedAt)},
                {"frame_cpu_ms", p50p95(film.frameCpuMillis)},
                {"match_cpu_ms", rounded(matchCpu, 3)},
                {"peak_rss_mb", rounded(peakRssMb(), 1)}};
    }

    std::filesystem::path m_film, m_portrait;
    std::string m_challenge = "random";
    std::uint64_t m_seed = 1;
    bool m_follow = false;
};

}  // namespace

std::unique_ptr<Command> makeScanCommand() {
    return std::make_unique<ScanCommand>();
}

}  // namespace countersign::check
