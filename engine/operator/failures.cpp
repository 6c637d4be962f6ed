#include "operator/failures.h"

namespace countersign {

Error folderUnusable(std::string what) {
    return makeError(ErrorCode::OperatorFolderUnusable, std::move(what));
}
Error certificateFailed(std::string what) {
    return makeError(ErrorCode::CertificateFailed, std::move(what));
}

}  // namespace countersign
