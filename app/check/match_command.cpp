// match and identities: labelled pictures compared; error rates, curve and what the policy makes of them.
#include <chrono>

#include "calibration/report.h"
#include "commands.h"
#include "engine_setup.h"
#include "enrolment/policy.h"
#include "output_files.h"
#include "picture_reader.h"
#include "statistics.h"

namespace countersign::check {
namespace {

// Of more impostor pairs only the most telling are written: a list of 7,701 pictures has 30 million.
constexpr std::size_t kMostRows = 2'000'000;

class ListCommand : public Command {
  public:
    void declare(CLI::App& options) override {
        declareList(options);
        options.add_option("--out", m_folder, "folder for scores.tsv, det.csv, det.svg and summary.json")
            ->required();
        options.add_option("--propose", m_proposal,
                           "file for bands and likelihoods that keep the target rates in the worst group");
        options.add_option("--false-match", m_targets.falseMatch, "target of --propose")
            ->capture_default_str();
        options.add_option("--false-non-match", m_targets.falseNonMatch, "target of --propose")
            ->capture_default_str();
        options.add_option(
            "--cache", m_cache,
            "file that keeps the templates, so that a stopped run goes on (face data: erase it after)");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        if (!(m_targets.falseMatch > 0 && m_targets.falseMatch < 1) ||
            !(m_targets.falseNonMatch >= 0 && m_targets.falseNonMatch < 1))
            return failure(argumentsWrong("the target rates lie between 0 and 1"));
        const auto list = readList();
        if (!list) return failure(list.error());
        const auto policy = setUpPolicy(common);
        if (!policy) return failure(policy.error());
        auto scoresFile = beginScores(m_folder);
        if (!scoresFile) return failure(scoresFile.error());
        auto& table = *scoresFile;
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());

        const auto started = std::chrono::steady_clock::now();
        const auto templates = runTemplates(*list, partsOf(common, *engine), {});
        if (!templates) return failure(templates.error());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;

        table << "a\tb\tsame\tsimilarity\n";
        std::size_t rows = 0;
        const auto scores = score(*list, *templates, [&](const ScoredPair& pair) {
            if (!pair.same && rows >= kMostRows) return;
            ++rows;
            table << list->pictures[pair.a].path << '\t' << list->pictures[pair.b].path << '\t'
                  << (pair.same ? 1 : 0) << '\t' << pair.similarity << '\n';
        });
        if (!scores) return failure(scores.error());
        if (const auto ended = endScores(table, m_folder); !ended) return failure(ended.error());

        auto summary = nlohmann::json::parse(matchReportJson(*scores, policy->matching));
        summary["pictures"] = list->pictures.size();
        summary["scores_written"] = rows;
        summary["images_per_s_wall"] = rounded(static_cast<double>(list->pictures.size()) / took.count(), 2);
        summary["failed"] = failedPaths(*list, *templates);
        if (const auto written = writeText(m_folder / "det.csv", detTable(*scores)); !written)
            return failure(written.error());
        if (const auto written = writeText(m_folder / "det.svg", detSvg(*scores, policy->matching)); !written)
            return failure(written.error());
        if (const auto written = writeText(m_folder / "summary.json", summary.dump(2) + '\n'); !written)
            return failure(written.error());
        if (!m_proposal.empty()) {
            if (const auto written = propose(*scores); !written) return failure(written.error());
        }
        return summary;
    }

  protected:
    virtual void declareList(CLI::App& options) = 0;
    [[nodiscard]] virtual Result<PictureList> readList() const = 0;
    [[nodiscard]] virtual Result<GroupedScores> score(
        const PictureList& list, const std::vector<FaceTemplate>& templates,
        const std::function<void(const ScoredPair&)>& visit) const {
        return scorePairs(list, templates, visit, {});
    }

  private:
    [[nodiscard]] TemplateRunParts partsOf(const CommonOptions& common, EngineSetup& engine) const {
        return {.models = engine.models,
                .load = readPicture,
                .cache = m_cache,
                .modelFingerprint = engine.modelFingerprint,
                .progress = [&common](const RunProgress& at) {
                    if (at.done % 100 == 0 || at.done == at.all)
                        progress(common, std::to_string(at.done) + " of " + std::to_string(at.all) +
                                             " pictures, " + std::to_string(at.failed) +
                                             " without a usable face");
                }};
    }

    static nlohmann::json failedPaths(const PictureList& list, const std::vector<FaceTemplate>& templates) {
        nlohmann::json failed = nlohmann::json::array();
        for (std::size_t i = 0; i < templates.size(); ++i) {
            if (templates[i].problem == TemplateProblem::None) continue;
            failed.push_back({{"path", list.pictures[i].path}, {"why", problemName(templates[i].problem)}});
        }
        return failed;
    }

    [[nodiscard]] Status propose(const GroupedScores& scores) const {
        auto groups = scores.groups;
        if (groups.empty()) groups["all"] = scores.all;
        const auto choice = chooseBands(groups, m_targets);
        if (!choice) return failure(choice.error());
        const auto calibration = fitWorstCalibration(groups);
        if (!calibration) return failure(calibration.error());
        return writeText(m_proposal, policyProposalJson(*choice, m_targets, *calibration) + '\n');
    }

    std::filesystem::path m_folder, m_cache, m_proposal;
    BandTargets m_targets;
};

class MatchCommand final : public ListCommand {
  public:
    [[nodiscard]] std::string name() const override { return "match"; }
    [[nodiscard]] std::string description() const override {
        return "error rates of matching on labelled pairs of pictures";
    }

  protected:
    void declareList(CLI::App& options) override {
        options.add_option("--pairs", m_pairs, "tab-separated: a, b, same (1 or 0), group if there are any")
            ->required();
    }
    [[nodiscard]] Result<PictureList> readList() const override { return readPairList(m_pairs); }

  private:
    std::filesystem::path m_pairs;
};

class IdentitiesCommand final : public ListCommand {
  public:
    [[nodiscard]] std::string name() const override { return "identities"; }
    [[nodiscard]] std::string description() const override {
        return "error rates of matching over all pairs of pictures of several people";
    }

  protected:
    void declareList(CLI::App& options) override {
        options
            .add_option(
                "--list", m_list,
                "tab-separated: path, identity, group if there are any; or a folder with one folder a person")
            ->required();
        options
            .add_option("--template", m_frames,
                        "compare single pictures with templates of so many other pictures of one person")
            ->check(CLI::Range(1, 100));
    }
    [[nodiscard]] Result<PictureList> readList() const override {
        std::error_code ignored;
        return std::filesystem::is_directory(m_list, ignored) ? readIdentityFolder(m_list)
                                                              : readIdentityList(m_list);
    }
    [[nodiscard]] Result<GroupedScores> score(
        const PictureList& list, const std::vector<FaceTemplate>& templates,
        const std::function<void(const ScoredPair&)>& visit) const override {
        if (m_frames == 0) return ListCommand::score(list, templates, visit);
        return scoreAgainstTemplates(list, templates, m_frames, visit, {});
    }

  private:
    std::filesystem::path m_list;
    int m_frames = 0;
};

}  // namespace

std::unique_ptr<Command> makeMatchCommand() {
    return std::make_unique<MatchCommand>();
}

std::unique_ptr<Command> makeIdentitiesCommand() {
    return std::make_unique<IdentitiesCommand>();
}

}  // namespace countersign::check
