#include "protocol/failures.h"

namespace countersign::protocol {

Error malformed(std::string what) {
    return makeError(ErrorCode::MessageMalformed, std::move(what));
}
Error tooLarge(std::string what) {
    return makeError(ErrorCode::MessageTooLarge, std::move(what));
}
Error versionUnsupported(std::string what) {
    return makeError(ErrorCode::MessageVersionUnsupported, std::move(what));
}
Error algorithmUnknown() {
    return makeError(ErrorCode::AlgorithmUnknown, "algorithm this version does not know");
}
Error signatureInvalid() {
    return makeError(ErrorCode::SignatureInvalid, "the signature does not fit");
}
Error keyUnusable(std::string what) {
    return makeError(ErrorCode::KeyUnusable, std::move(what));
}

}  // namespace countersign::protocol
