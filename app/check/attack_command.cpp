// attack: a film played against many random challenges, prompts not followed: a recording fed to the camera.
#include <map>

#include "commands.h"
#include "scan_json.h"
#include "scan_setup.h"

namespace countersign::check {
namespace {

class AttackCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "attack"; }
    [[nodiscard]] std::string description() const override { return "a recording against random challenges"; }

    void declare(CLI::App& options) override {
        options.add_option("--video", m_film, "the film")->required();
        options.add_option("--portrait", m_portrait, "picture of the document's portrait")->required();
        options.add_option("--tries", m_tries, "how many challenges")->check(CLI::Range(1, 100'000));
        options.add_option("--seed", m_seed, "of challenges and starting points");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        auto setup = setUpScan(common, m_portrait);
        if (!setup) return failure(setup.error());
        const auto film = readFilm(m_film, *setup, EmbedFrames::NearFront, common);
        if (!film) return failure(film.error());
        if (film->readings.empty()) return failure(inputUnreadable(m_film, "holds no frames"));

        SeededPicker picker(m_seed);
        int accepted = 0, review = 0, refused = 0;
        std::map<std::string, int> reasons;
        for (int i = 0; i < m_tries; ++i) {
            auto plan = drawChallenge(setup->policy.challenge, picker);
            const auto start = picker.below(static_cast<std::uint32_t>(film->readings.size()));
            const auto result = play(*setup, *film, std::move(plan), start);
            if (!result) return failure(result.error());
            ++(result->decision == Decision::Accepted ? accepted
               : result->decision == Decision::Review ? review
                                                      : refused);
            for (const auto reason : result->reasons) ++reasons[std::string(reasonName(reason))];
        }
        auto counts = nlohmann::json::object();
        for (const auto& [reason, count] : reasons) counts[reason] = count;
        return nlohmann::json{{"schema", "countersign.attack/1"},
                              {"tries", m_tries},
                              {"accepted", accepted},
                              {"review", review},
                              {"refused", refused},
                              {"reasons", counts}};
    }

  private:
    // From a starting point on, over and over, until the session has come to a verdict: who feeds a recording
    // lets it run in a loop. Stamps go on as a camera's would; the seam is a cut.
    [[nodiscard]] static Result<ScanResult> play(ScanSetup& setup, const ReadFilm& film, ChallengePlan plan,
                                                 std::size_t start) {
        ScanRunner runner(*setup.vision, setup.policy, std::move(plan), setup.portrait.embedding);
        const auto& readings = film.readings;
        const auto interval = readings.size() > 1
                                  ? (readings.back().capturedAt - readings.front().capturedAt) /
                                        static_cast<std::int64_t>(readings.size() - 1)
                                  : FrameTime{40'000};
        constexpr FrameTime kLongest{120'000'000};
        FrameTime now{0};
        std::uint64_t sequence = 0, pass = 0;
        for (std::size_t i = start; now < kLongest; i = (i + 1) % readings.size()) {
            auto reading = readings[i];
            now += i > 0 && sequence > 0 ? reading.capturedAt - readings[i - 1].capturedAt : interval;
            reading.capturedAt = now;
            reading.sequence = ++sequence;
            // Who plays a film in a loop adds noise: the challenge is measured here, not the search for
            // repeats.
            if (i == start) ++pass;
            if (reading.contentHash != 0) reading.contentHash += pass << 1U;
            auto step = runner.pushReading(std::move(reading), nullptr,
                                           [&](const FrameReading&) -> Result<Embedding> {
                                               // Beyond what was embedded: nothing that is like anyone.
                                               return film.embeddings[i].value_or(Embedding{});
                                           });
            if (!step) return failure(step.error());
            if (step->result) return std::move(*step->result);
        }
        return runner.finish();
    }

    std::filesystem::path m_film, m_portrait;
    int m_tries = 50;
    std::uint64_t m_seed = 1;
};

}  // namespace

std::unique_ptr<Command> makeAttackCommand() {
    return std::make_unique<AttackCommand>();
}

}  // namespace countersign::check
