// Makes the template of every listed picture, one after the other, and keeps what is done in a file, so that
// a stopped run goes on where it was. One thread at a time; the models outlive it.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "calibration/picture_list.h"
#include "vision/vision_models.h"

namespace countersign {

enum class TemplateProblem { None = 1, Unreadable, NoFace, CutFace };

// "none", "unreadable", "no_face", "cut_face": for reports.
[[nodiscard]] const char* problemName(TemplateProblem problem);

struct FaceTemplate {
    TemplateProblem problem = TemplateProblem::None;
    Embedding embedding;  // empty with a problem
};

struct RunProgress {
    std::size_t done = 0, all = 0, failed = 0;
};

struct TemplateRunParts {
    VisionModels& models;
    // Any picture file as 8-bit BGR or grey; an error makes the picture "unreadable" and not the run fail.
    std::function<Result<cv::Mat>(const std::filesystem::path&)> load;
    std::filesystem::path cache;   // empty: nothing is kept
    std::string modelFingerprint;  // templates of other models in the cache are passed over
    std::function<void(const RunProgress&)> progress;  // after each picture; may be empty
};

// In the order of list.pictures. What stands in the cache for the same file (path, size, time of change) is
// not made again; a damaged or cut line of the cache is made again. Errors: CalibrationCancelled (what is
// done is in the cache), FileUnwritable, InferenceFailed.
[[nodiscard]] Result<std::vector<FaceTemplate>> runTemplates(const PictureList& list,
                                                             const TemplateRunParts& parts,
                                                             const std::stop_token& stop);

}  // namespace countersign
