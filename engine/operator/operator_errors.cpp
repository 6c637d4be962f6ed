#include "operator/operator_errors.h"

namespace countersign {

Error folderUnusable(std::string what) {
    return makeError(ErrorCode::OperatorFolderUnusable, std::move(what));
}
Error certificateFailed(std::string what) {
    return makeError(ErrorCode::CertificateFailed, std::move(what));
}
Error gatewayNotStarted(std::string what) {
    return makeError(ErrorCode::GatewayNotStarted, std::move(what));
}
Error noSuchRecord() {
    return makeError(ErrorCode::RecordNotHeld, "no such record in this ledger");
}

}  // namespace countersign
