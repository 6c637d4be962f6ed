// The loader of vendors' readers, with a library that answers anything.

#include <dlfcn.h>

#include "readers/vendor_reader.h"
#include "tests/fuzz/fuzz_support.h"
#include "tests/fuzz/vendor_library.h"

using namespace countersign;
using namespace countersign::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto device = loadVendorReader(FUZZ_VENDOR_LIBRARY);
    hold(device.has_value(), "the library was built");
    static const auto answer = reinterpret_cast<decltype(&fuzz_vendor_answers)>(
        ::dlsym(::dlopen(FUZZ_VENDOR_LIBRARY, RTLD_NOW), "fuzz_vendor_answers"));
    answer(data, size);
    const auto record = readChip(**device, kNow);
    if (!record) {
        const auto code = record.error().code;
        hold(code == ErrorCode::NoCardOnReader || code == ErrorCode::ReaderFailed ||
                 code == ErrorCode::ChipDataDamaged,
             "one of the three errors");
        return 0;
    }
    hold(record->portrait.cols == kChipPhotoWidth && record->portrait.rows == kChipPhotoHeight &&
             record->portrait.type() == CV_8UC3,
         "a photo of the chip's size");
    hold(record->text.number.size() == 18, "a whole text");
    return 0;
}
