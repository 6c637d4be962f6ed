#include "sync/failures.h"

#include <utility>

namespace countersign {

Error answerUnreadable(std::string detail) {
    return makeError(ErrorCode::AnswerUnreadable, std::move(detail));
}

Error courierFileUnusable(std::string detail) {
    return makeError(ErrorCode::CourierFileUnusable, std::move(detail));
}

bool isAboutStore(ErrorCode code) {
    if (code == ErrorCode::RecordUnknown) return false;
    const int number = static_cast<int>(code);
    return (number >= 100 && number < 200) || (number >= 700 && number < 800);
}

}  // namespace countersign
