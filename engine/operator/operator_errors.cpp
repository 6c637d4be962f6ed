#include "operator/operator_errors.h"

namespace countersign {

Error folderUnusable(std::string what, const char* file, int line) {
    return makeError(ErrorCode::OperatorFolderUnusable, std::move(what), file, line);
}
Error certificateFailed(std::string what, const char* file, int line) {
    return makeError(ErrorCode::CertificateFailed, std::move(what), file, line);
}
Error gatewayNotStarted(std::string what, const char* file, int line) {
    return makeError(ErrorCode::GatewayNotStarted, std::move(what), file, line);
}
Error noSuchRecord(const char* file, int line) {
    return makeError(ErrorCode::RecordNotHeld, "no such record in this ledger", file, line);
}

Refusal refusalOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::MessageTooLarge:
            return Refusal::TooLarge;
        case ErrorCode::MessageVersionUnsupported:
        case ErrorCode::AlgorithmUnknown:
            return Refusal::VersionUnsupported;
        case ErrorCode::SignatureInvalid:
            return Refusal::SignatureInvalid;
        default:
            return Refusal::Malformed;
    }
}

}  // namespace countersign
