// Pages of a PDF as pictures; the only file that knows the PDF library is its .cpp. Any thread.
#pragma once

#include "app/counter/pictures.h"

namespace countersign {

// By its first bytes, not by its name.
[[nodiscard]] bool isPdf(const QString& file);
// At 200 dots an inch, fewer where the page is larger than kLongestSide would be. Error:
// PictureFileUnreadable.
[[nodiscard]] Result<DocumentPicture> readPdfPage(const QString& file, int page);

}  // namespace countersign
