#include "calibration/template_run.h"

#include <algorithm>
#include <optional>

#include "calibration/calibration_errors.h"
#include "calibration/template_cache.h"
#include "vision/still_analyser.h"

namespace countersign {
namespace {

// The cache is written as a whole: at least so many new pictures apart, and a tenth of what there is.
constexpr std::size_t kFewestBetweenSaves = 100;

Result<FaceTemplate> makeTemplate(const ListedPicture& listed, const TemplateRunParts& parts) {
    const auto picture = parts.load(listed.file);
    if (!picture) return FaceTemplate{TemplateProblem::Unreadable, {}};
    StillAnalyser analyser(parts.models);
    auto reading = analyser.analyse(*picture);
    if (!reading) {
        if (reading.error().code == ErrorCode::PictureUnusable)
            return FaceTemplate{TemplateProblem::Unreadable, {}};
        return failure(reading.error());
    }
    if (reading->embedding.empty())
        return FaceTemplate{reading->face ? TemplateProblem::CutFace : TemplateProblem::NoFace, {}};
    return FaceTemplate{TemplateProblem::None, std::move(reading->embedding)};
}

}  // namespace

const char* problemName(TemplateProblem problem) {
    switch (problem) {
        case TemplateProblem::None:
            return "none";
        case TemplateProblem::Unreadable:
            return "unreadable";
        case TemplateProblem::NoFace:
            return "no_face";
        case TemplateProblem::CutFace:
            return "cut_face";
    }
    return "invalid";
}

Result<std::vector<FaceTemplate>> runTemplates(const PictureList& list, const TemplateRunParts& parts,
                                               const std::stop_token& stop) {
    std::optional<TemplateCache> cache;
    if (!parts.cache.empty()) cache.emplace(parts.cache, parts.modelFingerprint);
    std::vector<FaceTemplate> templates;
    templates.reserve(list.pictures.size());
    RunProgress progress{0, list.pictures.size(), 0};
    std::size_t unsaved = 0;
    const auto save = [&]() -> Status {
        if (!cache || unsaved == 0) return {};
        unsaved = 0;
        return cache->save();
    };
    for (const auto& listed : list.pictures) {
        if (stop.stop_requested()) {
            if (const auto saved = save(); !saved) return failure(saved.error());
            return failure(calibration::cancelled());
        }
        auto known = cache ? cache->find(listed.file) : std::nullopt;
        if (!known) {
            auto made = makeTemplate(listed, parts);
            if (!made) return failure(made.error());
            known = std::move(*made);
            // An unreadable file may be mended before the next run.
            if (cache && known->problem != TemplateProblem::Unreadable) {
                cache->add(listed.file, *known);
                ++unsaved;
            }
            if (unsaved >= std::max(kFewestBetweenSaves, templates.size() / 10)) {
                if (const auto saved = save(); !saved) return failure(saved.error());
            }
        }
        if (known->embedding.empty()) ++progress.failed;
        templates.push_back(std::move(*known));
        ++progress.done;
        if (parts.progress) parts.progress(progress);
    }
    if (const auto saved = save(); !saved) return failure(saved.error());
    return templates;
}

}  // namespace countersign
