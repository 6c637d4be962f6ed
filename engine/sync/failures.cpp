#include "sync/failures.h"

#include <utility>

namespace countersign {

Error answerUnreadable(std::string detail) {
    return makeError(ErrorCode::AnswerUnreadable, std::move(detail));
}

}  // namespace countersign
