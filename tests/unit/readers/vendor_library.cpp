/* What an operator would write over a vendor's library, here over nothing; with one fault by a define. */
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "readers/vendor_reader_abi.h"

static int opened = 0;

int countersign_reader_abi(void) {
#ifdef WRONG_ABI
    return 99;
#else
    return COUNTERSIGN_READER_ABI;
#endif
}

int countersign_reader_open(void) {
    ++opened;
    return COUNTERSIGN_READER_OK;
}

int countersign_reader_find(void) {
#if defined(FAILS)
    return -7;
#elif defined(NO_CARD)
    return COUNTERSIGN_READER_NO_CARD;
#else
    return COUNTERSIGN_READER_OK;
#endif
}

int countersign_reader_select(void) {
    return COUNTERSIGN_READER_OK;
}

static void put(std::uint8_t* text, std::size_t at, std::size_t length, const char* ascii) {
    for (std::size_t i = 0; i < length; i += 2) {
        text[at + i] = (std::uint8_t)(*ascii != 0 ? *ascii++ : ' ');
        text[at + i + 1] = 0;
    }
}

int countersign_reader_read_text(std::uint8_t* text, std::size_t* length) {
    if (*length < 256) return 2;
    put(text, 0, 30, "Specimen Anna");
    put(text, 30, 2, "2");
    put(text, 32, 4, "01");
    put(text, 36, 16, "19491231");
    put(text, 52, 70, "Specimen Street 1");
    put(text, 122, 36, "11010519491231002X");
    put(text, 158, 30, "Specimen Office");
    put(text, 188, 16, "20200101");
    put(text, 204, 16, "20400101");
    put(text, 220, 36, "");
    *length = 256;
#ifdef SHORT_TEXT
    *length = 200;
#endif
#ifdef OVERFLOWS
    std::memset(text + 256, 0, 16);
#endif
    return COUNTERSIGN_READER_OK;
}

#ifndef NO_PHOTO_FUNCTION
int countersign_reader_read_photo(std::uint8_t* bgr, std::size_t* length) {
    if (*length < 102 * 126 * 3) return 2;
    std::memset(bgr, 0, 102 * 126 * 3);
    bgr[0] = 255; /* blue, first pixel */
    *length = 102 * 126 * 3;
    return COUNTERSIGN_READER_OK;
}
#endif

void countersign_reader_close(void) {
    --opened;
}

/* For the test: how many times it was opened and not closed. */
extern "C" int vendor_open_count(void) {
    return opened;
}
