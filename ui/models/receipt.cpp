#include "models/receipt.h"

#include "core/receipt_code.h"

namespace countersign::ui {

QString receiptCheckCode(const RecordId& id) {
    return QString::fromStdString(checkCodeOf(id));
}

QString deletionAddress(const ReceiptContent& receipt) {
    if (receipt.deletions.isEmpty()) return {};
    return receipt.deletions + QLatin1Char('/') + QString::fromStdString(receiptCodeOf(receipt.recordId));
}

void takeState(ReceiptContent& receipt, const QueueRow& row) {
    if (row.recordId != receipt.recordId) return;
    receipt.answer = row.server;
    receipt.forwardedAt = row.forwardedAt;
}

ReceiptContent laterReceipt(const QueueRow& row, const std::optional<DataTerms>& told,
                            const QString& language) {
    ReceiptContent receipt;
    receipt.kind = ReceiptKind::Later;
    receipt.recordId = row.recordId;
    receipt.at = row.createdAt;
    receipt.scan = row.route == ScanRoute::NoScan ? FaceScan::NotMade : FaceScan::Made;
    receipt.numberTail = QString::fromStdString(row.numberTail);
    receipt.language = language;
    receipt.practice = row.kind == RecordKind::Practice;
    receipt.terms = told;
    takeState(receipt, row);
    return receipt;
}

QString receiptCodeText(const RecordId& id) {
    return QStringLiteral("COUNTERSIGN %1 %2")
        .arg(QString::fromStdString(id.shortCode()), receiptCheckCode(id));
}

}  // namespace countersign::ui
