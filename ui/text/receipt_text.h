// The sentences of the buyer's privacy receipt, in the buyer's language where it is shipped. GUI thread;
// values.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "models/receipt.h"
#include "text/language.h"

namespace countersign::ui {

struct ReceiptSection {
    QString heading;
    QStringList sentences;
};

struct ReceiptText {
    QString title;
    QString codes;  // "Record 7F3K-22QD · check code K4P1"
    QString when;
    QString practice;  // empty unless it was practice
    std::vector<ReceiptSection> sections;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

[[nodiscard]] ReceiptText receiptText(const ReceiptContent& content);

}  // namespace countersign::ui
