/* What a shared library must offer so that Countersign can use a vendor's reader of resident ID chips. An
 * operator writes it as a thin layer over the vendor's own library. Plain C; this header stands alone.
 *
 * All calls come from one thread, in the order open, find, select, read_text, read_photo, close. A call
 * returns COUNTERSIGN_READER_OK, COUNTERSIGN_READER_NO_CARD or any other value for "failed". None may write
 * more bytes than the length it is given. */
#ifndef COUNTERSIGN_VENDOR_READER_ABI_H
#define COUNTERSIGN_VENDOR_READER_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define COUNTERSIGN_READER_ABI 1
#define COUNTERSIGN_READER_OK 0
#define COUNTERSIGN_READER_NO_CARD 1

/* The COUNTERSIGN_READER_ABI the library was built with. */
int countersign_reader_abi(void);
int countersign_reader_open(void);
int countersign_reader_find(void);
int countersign_reader_select(void);
/* The chip's text, 256 bytes of UTF-16LE as the card holds them. *length: room on the way in, bytes written
 * on the way out. */
int countersign_reader_read_text(uint8_t* text, size_t* length);
/* The photo, decoded: 102 x 126 pixels of blue, green, red, rows from above without gaps: 38,556 bytes. */
int countersign_reader_read_photo(uint8_t* bgr, size_t* length);
void countersign_reader_close(void);

#ifdef __cplusplus
}
#endif

#endif
