#include "enrolment/enrolment_errors.h"

namespace countersign::enrolment {

Error policyUnreadable(std::string detail) {
    return makeError(ErrorCode::PolicyUnreadable, std::move(detail));
}

Error engineDied(std::string detail) {
    return makeError(ErrorCode::EngineDied, std::move(detail));
}

Error captureDied(std::string detail) {
    return makeError(ErrorCode::CaptureDied, std::move(detail));
}

}  // namespace countersign::enrolment
