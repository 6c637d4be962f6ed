#include "calibration/calibration_errors.h"

namespace countersign::calibration {

Error listUnusable(const std::filesystem::path& list, const std::string& why) {
    return makeError(ErrorCode::PictureListUnusable, list.string() + ": " + why);
}

Error cancelled() {
    return makeError(ErrorCode::CalibrationCancelled, "stopped; what was read is kept");
}

Error tooFewPairs(const std::string& why) {
    return makeError(ErrorCode::CalibrationTooSmall, why);
}

}  // namespace countersign::calibration
