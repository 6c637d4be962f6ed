#include "protocol/failures.h"

namespace countersign::protocol {

Error malformed(std::string what, const char* file, int line) {
    return makeError(ErrorCode::MessageMalformed, std::move(what), file, line);
}
Error tooLarge(std::string what, const char* file, int line) {
    return makeError(ErrorCode::MessageTooLarge, std::move(what), file, line);
}
Error versionUnsupported(std::string what, const char* file, int line) {
    return makeError(ErrorCode::MessageVersionUnsupported, std::move(what), file, line);
}
Error algorithmUnknown(const char* file, int line) {
    return makeError(ErrorCode::AlgorithmUnknown, "algorithm this version does not know", file, line);
}
Error signatureInvalid(const char* file, int line) {
    return makeError(ErrorCode::SignatureInvalid, "the signature does not fit", file, line);
}
Error officeSignatureMissing(std::string_view kind, const char* file, int line) {
    return makeError(ErrorCode::OfficeSignatureMissing,
                     "the office's signature alone counts here, and it is missing: " + std::string(kind),
                     file, line);
}
Error policyNotNewer(std::string what, const char* file, int line) {
    return makeError(ErrorCode::PolicyNotNewer, std::move(what), file, line);
}
Error keyUnusable(std::string what, const char* file, int line) {
    return makeError(ErrorCode::KeyUnusable, std::move(what), file, line);
}
Error sealUnreadable(std::string what, const char* file, int line) {
    return makeError(ErrorCode::SealUnreadable, std::move(what), file, line);
}

}  // namespace countersign::protocol
