#include "models/receipt.h"

#include "core/secret.h"

namespace countersign::ui {

QString receiptCheckCode(const RecordId& id) {
    static constexpr char kLetters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Bytes said = toBytes("countersign receipt");
    said.insert(said.end(), id.bytes().begin(), id.bytes().end());
    const Bytes hash = sha256(said);
    const unsigned bits = (unsigned{hash[0]} << 12U) | (unsigned{hash[1]} << 4U) | (unsigned{hash[2]} >> 4U);
    QString code;
    for (int shift = 15; shift >= 0; shift -= 5) code += QLatin1Char(kLetters[(bits >> shift) & 31U]);
    return code;
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
