#include "app/counter/calibration_job.h"

#include "app/counter/pictures.h"
#include "calibration/report.h"
#include "core/files.h"
#include "enrolment/operator_policy.h"
#include "protocol/signed_message.h"
#include "protocol/signed_policy.h"
#include "vision/model_catalogue.h"
#include "vision/vision_models.h"

namespace countersign {
namespace {

Result<cv::Mat> loadPicture(const std::filesystem::path& file) {
    const auto image = readPicture(QString::fromStdString(file.string()));
    if (!image) return failure(image.error());
    return bgrOf(*image);
}

Result<OperatorPolicy> policySoFar(const SigningKey& key, const std::filesystem::path& file) {
    const auto bytes = readFile(file, kMaxMessageBytes);
    if (!bytes) return failure(bytes.error());
    return readPolicyDraft(*bytes, {key.verifyingKey()});
}

std::string failedTable(const Measured& measured) {
    std::string table = "path\twhy\n";
    for (std::size_t i = 0; i < measured.problems.size(); ++i) {
        if (measured.problems[i] == TemplateProblem::None) continue;
        table += measured.list.pictures[i].path + '\t' + problemName(measured.problems[i]) + '\n';
    }
    return table;
}

}  // namespace

Result<std::shared_ptr<const Measured>> measure(const PictureList& list, const CalibrationPlaces& places,
                                                const std::function<void(const RunProgress&)>& progress,
                                                const std::stop_token& stop) {
    const auto catalogue = ModelCatalogue::builtIn(places.models);
    if (!catalogue) return failure(catalogue.error());
    auto models = loadVisionModels(*catalogue, {});
    if (!models) return failure(models.error());
    std::error_code ignored;
    std::filesystem::create_directories(places.cache.parent_path(), ignored);  // shows at the first write
    const auto templates =
        runTemplates(list, {*models, loadPicture, places.cache, catalogue->fingerprint(), progress}, stop);
    if (!templates) return failure(templates.error());
    auto scores = scorePairs(list, *templates, {}, stop);
    if (!scores) return failure(scores.error());

    auto measured = std::make_shared<Measured>();
    measured->list = list;
    for (const auto& one : *templates) measured->problems.push_back(one.problem);
    measured->scores = std::move(*scores);
    if (auto fit = fitWorstCalibration(groupsOf(measured->scores))) measured->calibration = std::move(*fit);
    measured->inForce = policyFor(catalogue->ownBands()).matching;
    std::filesystem::remove(places.cache, ignored);
    return measured;
}

std::map<std::string, ScoreSet> groupsOf(const GroupedScores& scores) {
    if (!scores.groups.empty()) return scores.groups;
    return {{"all", scores.all}};
}

Status writeReport(const Measured& measured, const MatchThresholds& bands,
                   const std::filesystem::path& folder) {
    const std::pair<const char*, std::string> files[] = {
        {"summary.json", matchReportJson(measured.scores, bands) + '\n'},
        {"det.csv", detTable(measured.scores)},
        {"det.svg", detSvg(measured.scores, bands)},
        {"failed.tsv", failedTable(measured)},
    };
    for (const auto& [name, text] : files) {
        if (auto written = writeFileDurably(folder / name, toBytes(text)); !written) return written;
    }
    return {};
}

Status checkKey(const std::filesystem::path& file) {
    const auto key = SigningKey::read(file);
    if (!key) return failure(key.error());
    return {};
}

Result<std::uint64_t> versionOf(const std::filesystem::path& keyFile, const std::filesystem::path& policy) {
    const auto key = SigningKey::read(keyFile);
    if (!key) return failure(key.error());
    const auto soFar = policySoFar(*key, policy);
    if (!soFar) return failure(soFar.error());
    return soFar->version;
}

Status signAndWrite(const SigningWish& wish, const BandChoice& choice, const BandTargets& targets,
                    const Measured& measured, const Policy& shipped) {
    const auto key = SigningKey::read(wish.key);
    if (!key) return failure(key.error());
    OperatorPolicy soFar{0, "{}"};
    if (wish.soFar) {
        auto read = policySoFar(*key, *wish.soFar);
        if (!read) return failure(read.error());
        soFar = std::move(*read);
    }
    const auto text =
        changedPolicy(soFar, policyProposalJson(choice, targets, measured.calibration), wish.version);
    if (!text) return failure(text.error());
    if (const auto usable = layOperatorPolicy(*text, shipped); !usable) return failure(usable.error());
    const auto bytes = signPolicy(*text, *key);
    if (!bytes) return failure(bytes.error());
    if (auto written = writeFileDurably(wish.file, *bytes); !written) return written;
    const auto back = readFile(wish.file, kMaxMessageBytes);
    if (!back) return failure(back.error());
    if (const auto genuine = verifyPolicy(*back, {key->verifyingKey()}); !genuine)
        return failure(genuine.error());
    return {};
}

}  // namespace countersign
