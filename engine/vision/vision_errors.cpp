#include "vision/vision_errors.h"

namespace countersign::vision {

Error manifestBad(const std::string& why) {
    return makeError(ErrorCode::ModelManifestBad, "the list of models cannot be used: " + why);
}

Error modelMissing(const std::string& file, const std::string& why) {
    return makeError(
        ErrorCode::ModelMissing,
        "the model " + file + " cannot be read (" + why +
            "); to repair: countersign-setup --repair at a counter, packaging/models in the sources");
}

namespace {

Error altered(const std::string& file, const std::string& why) {
    return makeError(ErrorCode::ModelAltered, file + " is not the one " + why);
}

}  // namespace

Error modelAltered(const std::string& file, const std::string& found) {
    return altered(
        "the model " + file,
        "this program was made for (SHA-256 " + found +
            "); to repair: countersign-setup --repair at a counter, packaging/models --again in the sources");
}

Error ownModelAltered(const std::string& file, const std::string& found) {
    return altered(
        "the operator's own model " + file,
        "its manifest names (SHA-256 " + found + "); put the right file there or correct the manifest");
}

Error modelUnusable(const std::string& what, const std::string& why) {
    return makeError(ErrorCode::ModelUnusable, "the model for " + what + " cannot be loaded: " + why);
}

Error inferenceFailed(const std::string& what, const std::string& why) {
    return makeError(ErrorCode::InferenceFailed, what + " failed: " + why);
}

Error pictureUnusable(const std::string& why) {
    return makeError(ErrorCode::PictureUnusable, "the picture cannot be used: " + why);
}

Error thresholdsBad(const std::string& why) {
    return makeError(ErrorCode::ThresholdsBad, "the vision thresholds cannot be used: " + why);
}

}  // namespace countersign::vision
