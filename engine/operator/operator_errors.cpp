#include "operator/operator_errors.h"

namespace countersign {

Error folderUnusable(std::string what, const char* file, int line) {
    return makeError(ErrorCode::OperatorFolderUnusable, std::move(what), file, line);
}
Error noGatewayHere() {
    return folderUnusable("no gateway in this folder; run countersign-operator init first");
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

Error counterUnknown(const char* file, int line) {
    return makeError(ErrorCode::CounterUnknown, "no counter of that name", file, line);
}

Error chainNotWhole(int findings, const char* file, int line) {
    return makeError(
        ErrorCode::ChainNotWhole,
        std::to_string(findings) + (findings == 1 ? " finding wants" : " findings want") + " an explanation",
        file, line);
}

Error caseSettled(const char* file, int line) {
    return makeError(ErrorCode::CaseSettled, "somebody else decided on this record meanwhile", file, line);
}
Error payloadNotOpened(std::string what, const char* file, int line) {
    return makeError(ErrorCode::PayloadNotOpened, std::move(what), file, line);
}
Error indexKeyUnusable(std::string what, const char* file, int line) {
    return makeError(ErrorCode::IndexKeyUnusable, std::move(what), file, line);
}
Error regulatorUnreachable(std::string what, const char* file, int line) {
    return makeError(ErrorCode::RegulatorUnreachable, std::move(what), file, line);
}
Error regulatorAnswerForged(std::string what, const char* file, int line) {
    return makeError(ErrorCode::RegulatorAnswerForged, std::move(what), file, line);
}
Error regulatorRefused(std::string what, const char* file, int line) {
    return makeError(ErrorCode::RegulatorRefused, std::move(what), file, line);
}
Error reviewerRejected(std::string what, const char* file, int line) {
    return makeError(ErrorCode::ReviewerRejected, std::move(what), file, line);
}
Error consoleNotStarted(std::string what, const char* file, int line) {
    return makeError(ErrorCode::ConsoleNotStarted, std::move(what), file, line);
}
Error keysNotEverywhere(std::uint64_t version, const char* file, int line) {
    return makeError(ErrorCode::KeysNotEverywhere,
                     "keys " + std::to_string(version) + " go to a part of the counters only", file, line);
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
