#include "store/identity_failures.h"

#include <utility>

namespace countersign::identity {

Error damaged(std::string what, const char* file, int line) {
    return makeError(ErrorCode::DeviceIdentityDamaged, std::move(what), file, line);
}
Error exposed(std::string what, const char* file, int line) {
    return makeError(ErrorCode::DeviceIdentityExposed, std::move(what), file, line);
}
Error tpmMissing(std::string what, const char* file, int line) {
    return makeError(ErrorCode::TpmMissing, std::move(what), file, line);
}
Error tpmFailed(std::string what, const char* file, int line) {
    return makeError(ErrorCode::TpmFailed, std::move(what), file, line);
}
Error keyOfAnotherTpm(std::string what, const char* file, int line) {
    return makeError(ErrorCode::DeviceKeyOfAnotherTpm, std::move(what), file, line);
}

}  // namespace countersign::identity
