#include "readers/reader_errors.h"

namespace countersign::readers {

Error libraryUnusable(const std::string& why) {
    return makeError(ErrorCode::ReaderLibraryUnusable, why);
}
Error readerFailed(const std::string& why) {
    return makeError(ErrorCode::ReaderFailed, why);
}
Error noCard() {
    return makeError(ErrorCode::NoCardOnReader, "no card lies on the reader");
}
Error chipDataDamaged(const std::string& what) {
    return makeError(ErrorCode::ChipDataDamaged, what);
}

}  // namespace countersign::readers
