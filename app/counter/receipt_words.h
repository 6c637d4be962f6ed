// What the operator's signed policy says for the buyer's receipt: who holds the record, for how long, and
// where to object. Values; GUI thread.
#pragma once

#include <QMap>
#include <QString>
#include <string_view>

namespace countersign {

struct ReceiptWords {
    QString operatorName;              // empty: the policy names none
    QString contact;                   // where to object; may be empty
    QMap<QString, QString> retention;  // language tag → the operator's own sentence

    // In this language (BCP 47), else in English, else empty.
    [[nodiscard]] QString retentionIn(const QString& language) const;
};

// Reads {"operator": {"name": "…", "contact": "…", "retention": {"en": "…", "zh-CN": "…"}}}; whatever is
// missing or too long stays empty. `policyJson` is the policy as verified at enrolment.
[[nodiscard]] ReceiptWords receiptWords(std::string_view policyJson);

}  // namespace countersign
