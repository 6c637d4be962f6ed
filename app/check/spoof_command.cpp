// spoof: labelled still pictures through the passive stage.
#include <fstream>
#include <opencv2/imgproc.hpp>

#include "commands.h"
#include "engine_setup.h"
#include "enrolment/policy.h"
#include "error_rates.h"
#include "labelled_list.h"
#include "liveness/passive_judge.h"
#include "output_files.h"
#include "picture_reader.h"
#include "statistics.h"
#include "vision/presentation_cues.h"
#include "vision/still_analyser.h"

namespace countersign::check {
namespace {

struct Judged {
    std::string problem;  // empty: judged
    PassiveResult result;
    std::vector<float> cropLogits;
};

std::string opinionName(PassiveOpinion opinion) {
    switch (opinion) {
        case PassiveOpinion::Unknown:
            return "unknown";
        case PassiveOpinion::Clear:
        case PassiveOpinion::Clean:
            return "pass";
        case PassiveOpinion::Doubtful:
            return "review";
        case PassiveOpinion::Certain:
            return "refuse";
    }
    return "invalid";
}

nlohmann::json orNull(const std::optional<double>& value) {
    return value ? nlohmann::json(rounded(*value, 4)) : nlohmann::json(nullptr);
}

class SpoofCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "spoof"; }
    [[nodiscard]] std::string description() const override {
        return "error rates of the passive stage on labelled pictures";
    }
    void declare(CLI::App& options) override {
        options.add_option("--list", m_list, "tab-separated: path, label (live or spoof), kind")->required();
        options.add_option("--out", m_folder, "folder for scores.tsv and summary.json")->required();
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        const auto pictures = readLabelledList(m_list);
        if (!pictures) return failure(pictures.error());
        const auto policy = setUpPolicy(common);
        if (!policy) return failure(policy.error());
        auto scoresFile = beginScores(m_folder);
        if (!scoresFile) return failure(scoresFile.error());
        auto& table = *scoresFile;
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());

        table << "path\tlabel\tkind\tsubject\tscore\tdecision\tnet\tcrop_logits\tedges\tedges_sd\tproblem\n";
        std::vector<Judged> judged;
        for (std::size_t i = 0; i < pictures->size(); ++i) {
            auto one = judge((*pictures)[i], *engine, policy->liveness.passive);
            if (!one) return failure(one.error());
            writeRow(table, (*pictures)[i], *one);
            judged.push_back(std::move(*one));
            if ((i + 1) % 20 == 0 || i + 1 == pictures->size())
                progress(common,
                         std::to_string(i + 1) + " of " + std::to_string(pictures->size()) + " pictures");
        }
        if (const auto ended = endScores(table, m_folder); !ended) return failure(ended.error());
        const auto summary = summarise(*pictures, judged, policy->liveness.passive.suspect);
        const auto text = summary.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
        if (const auto written = writeText(m_folder / "summary.json", text); !written)
            return failure(written.error());
        return summary;
    }

  private:
    // A picture that can't be judged is a row with its problem; only a model that stops ends the run.
    static Result<Judged> judge(const LabelledPicture& listed, EngineSetup& engine,
                                const PassiveThresholds& thresholds) {
        const auto problem = [](const std::string& what) {
            Judged judged;
            judged.problem = what;
            return judged;
        };
        const auto picture = readPicture(listed.file);
        if (!picture) return problem("unreadable");
        StillAnalyser analyser(engine.models);
        const auto reading = analyser.analyse(*picture);
        if (!reading) {
            if (reading.error().code == ErrorCode::PictureUnusable) return problem("unreadable");
            return failure(reading.error());
        }
        if (!reading->face) return problem("no_face");
        const auto& box = reading->face->box.rect;
        const auto net = engine.models.passive->live(reading->picture, box);
        if (!net) {
            if (net.error().code == ErrorCode::PictureUnusable) return problem("no_face");
            return failure(net.error());
        }
        cv::Mat grey;
        cv::cvtColor(reading->picture, grey, cv::COLOR_BGR2GRAY);
        Judged judged;
        judged.cropLogits = engine.models.passive->cropLogits();
        judged.result = judgePassive(static_cast<double>(*net), straightEdges(grey, box), thresholds);
        return judged;
    }

    static void writeRow(std::ofstream& table, const LabelledPicture& picture, const Judged& judged) {
        table << picture.path << '\t' << (picture.live ? "live" : "spoof") << '\t' << picture.kind << '\t'
              << picture.subject << '\t';
        const auto& result = judged.result;
        if (judged.problem.empty()) {
            table << *result.live << '\t' << opinionName(result.opinion) << '\t' << *result.net << '\t';
            for (std::size_t i = 0; i < judged.cropLogits.size(); ++i)
                table << (i == 0 ? "" : ",") << judged.cropLogits[i];
            table << '\t';
            if (result.edges) table << *result.edges << '\t' << result.edgesUncertainty << '\t';
            if (!result.edges) table << "\t\t";
        } else {
            table << "\t\t\t\t\t\t";
        }
        table << judged.problem << '\n';
    }

    static nlohmann::json summarise(const std::vector<LabelledPicture>& pictures,
                                    const std::vector<Judged>& judged, double threshold) {
        LabelledScores fused, net, edges;
        nlohmann::json unreadable = nlohmann::json::array();
        nlohmann::json faceless = nlohmann::json::array();
        int refused = 0;
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const auto& one = judged[i];
            if (one.problem == "unreadable") unreadable.push_back(pictures[i].path);
            if (one.problem == "no_face") faceless.push_back(pictures[i].path);
            if (!one.problem.empty()) continue;
            const auto add = [&](LabelledScores& scores, double value) {
                (pictures[i].live ? scores.live : scores.attacks[pictures[i].kind]).push_back(value);
            };
            add(fused, *one.result.live);
            add(net, *one.result.net);
            if (one.result.edges) add(edges, -*one.result.edges);  // more edge, less live
            if (pictures[i].live && one.result.opinion == PassiveOpinion::Certain) ++refused;
        }
        const auto auc = [](const LabelledScores& scores) {
            return orNull(areaUnderCurve(scores.live, scores.allAttacks()));
        };
        nlohmann::json summary{{"schema", "countersign.spoof/1"},
                               {"pictures", pictures.size()},
                               {"judged", fused.live.size() + fused.allAttacks().size()},
                               {"threshold", threshold}};
        summary.update(ratesAt(fused, threshold));
        summary["live_refused_outright"] = refused;
        summary["bpcer_at_apcer_10"] = orNull(bpcerAtApcer(fused, 0.1));
        summary["eer"] = orNull(equalErrorRate(fused));
        summary["auc"] = {{"fused", auc(fused)}, {"net", auc(net)}, {"edges", auc(edges)}};
        summary["unreadable"] = {{"count", unreadable.size()}, {"paths", unreadable}};
        summary["no_face"] = {{"count", faceless.size()}, {"paths", faceless}};
        return summary;
    }

    std::filesystem::path m_list;
    std::filesystem::path m_folder;
};

}  // namespace

std::unique_ptr<Command> makeSpoofCommand() {
    return std::make_unique<SpoofCommand>();
}

}  // namespace countersign::check
