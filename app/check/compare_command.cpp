// compare: how alike the faces in two pictures are.
#include "commands.h"
#include "engine_setup.h"
#include "enrolment/policy.h"
#include "picture_reader.h"
#include "statistics.h"
#include "still_reasons.h"
#include "vision/still_analyser.h"

namespace countersign::check {
namespace {

class CompareCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "compare"; }
    [[nodiscard]] std::string description() const override {
        return "similarity of the faces in two pictures";
    }
    void declare(CLI::App& options) override {
        options.add_option("A", m_files[0], "first picture")->required();
        options.add_option("B", m_files[1], "second picture")->required();
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        std::array<cv::Mat, 2> pictures;
        for (std::size_t i = 0; i < 2; ++i) {  // before the models: a wrong path is told at once
            auto picture = readPicture(m_files[i]);
            if (!picture) return failure(picture.error());
            pictures[i] = std::move(*picture);
        }
        const auto policy = setUpPolicy(common);
        if (!policy) return failure(policy.error());
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());
        const double cpu = processCpuMillis();
        StillAnalyser analyser(engine->models);
        std::array<StillReading, 2> readings;
        std::vector<std::string> reasons;
        for (std::size_t i = 0; i < 2; ++i) {
            auto reading = analyser.analyse(pictures[i]);
            if (!reading) return failure(reading.error());
            readings[i] = std::move(*reading);
            for (const auto reason : stillReasons(readings[i], policy->portrait))
                reasons.emplace_back(reasonName(reason));
        }
        nlohmann::json result{
            {"schema", "countersign.compare/1"},
            {"similarity", nullptr},
            {"band", nullptr},
            {"quality", {{"a", qualityJson(readings[0])}, {"b", qualityJson(readings[1])}}}};
        if (reasons.empty()) {  // no match runs on a bad picture
            const double similarity = cosine(readings[0].embedding, readings[1].embedding);
            result["similarity"] = rounded(similarity, 4);
            result["band"] = bandName(bandFor(similarity, policy->matching));
            if (!policy->matching.calibration.empty())
                result["log10_likelihood"] =
                    rounded(policy->matching.calibration.log10Likelihood(similarity), 3);
        }
        if (!reasons.empty()) result["reasons"] = reasons;
        result["cpu_ms"] = rounded(processCpuMillis() - cpu, 2);
        return result;
    }

  private:
    std::array<std::filesystem::path, 2> m_files;
};

}  // namespace

std::unique_ptr<Command> makeCompareCommand() {
    return std::make_unique<CompareCommand>();
}

}  // namespace countersign::check
