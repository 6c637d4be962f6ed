// A vendor's library whose every answer, length and byte is the fuzzer's. It may write past what it was
// given, as far as a careless one would.

#include "tests/fuzz/vendor_library.h"

#include "readers/vendor_reader_abi.h"

namespace {

const std::uint8_t* rest = nullptr;
std::size_t left = 0;

std::uint8_t next() {
    if (left == 0) return 0;
    --left;
    return *rest++;
}

int answer() {
    return static_cast<std::int8_t>(next());
}

std::size_t textLength = 0, photoLength = 0;
constexpr std::size_t kPastTheEnd = 64;

int fill(std::uint8_t* into, std::size_t* length, std::size_t said) {
    const int code = answer();
    const std::size_t room = *length + kPastTheEnd;
    for (std::size_t i = 0; i < said && i < room && left > 0; ++i) into[i] = next();
    *length = said;
    return code;
}

}  // namespace

void fuzz_vendor_answers(const std::uint8_t* data, std::size_t size) {
    rest = data;
    left = size;
}

int countersign_reader_abi(void) {
    return COUNTERSIGN_READER_ABI;
}
int countersign_reader_open(void) {
    return answer();
}
int countersign_reader_find(void) {
    return answer();
}
int countersign_reader_select(void) {
    const int code = answer();
    textLength = std::size_t{next()} << 8U;
    textLength += next();
    photoLength = std::size_t{next()} << 8U;
    photoLength += next();
    return code;
}
int countersign_reader_read_text(std::uint8_t* text, std::size_t* length) {
    return fill(text, length, textLength);
}
int countersign_reader_read_photo(std::uint8_t* bgr, std::size_t* length) {
    return fill(bgr, length, photoLength);
}
void countersign_reader_close(void) {}
