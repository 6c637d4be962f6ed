// Puts the privacy receipt on paper or into a PDF. GUI thread; takes some tens of milliseconds.
#pragma once

#include <QString>

#include "models/receipt.h"

class QPagedPaintDevice;

namespace countersign::ui {

enum class ReceiptWritten { Yes = 1, CouldNotWrite };

// Draws the pages of the receipt; false if the device could not be painted on.
[[nodiscard]] ReceiptWritten paintReceipt(QPagedPaintDevice& device, const ReceiptContent& content);

// A4, selectable text, fonts embedded. Written beside `file` and moved over it, so that no half file is left.
[[nodiscard]] ReceiptWritten writeReceiptPdf(const QString& file, const ReceiptContent& content);

}  // namespace countersign::ui
