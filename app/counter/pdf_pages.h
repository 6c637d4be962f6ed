// Pages of a PDF as pictures, drawn by poppler's tools in processes of their own. Blocks for a second or so:
// never on the windows' thread.
#pragma once

#include "app/counter/pictures.h"

namespace countersign {

// By its first bytes, not by its name.
[[nodiscard]] bool isPdf(const QString& file);
// At 200 dots an inch, fewer where the page is larger than kLongestSide would be. Error:
// PictureFileUnreadable.
[[nodiscard]] Result<DocumentPicture> readPdfPage(const QString& file, int page);

}  // namespace countersign
