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
    QString deletions;                 // https address, without the code: what was erased; may be empty
    QMap<QString, QString> retention;  // language tag → the operator's own sentence

    // In this language (BCP 47), else in English, else empty.
    [[nodiscard]] QString retentionIn(const QString& language) const;
};

// Reads {"operator": {"name": "…", "contact": "…", "deletions": "https://…/v1/deletions", "retention": {"en":
// "…", "zh-CN": "…"}}}; whatever is missing, too long or, of the address, not https stays empty. `policyJson`
// is the policy as verified at enrolment.
[[nodiscard]] ReceiptWords receiptWords(std::string_view policyJson);

}  // namespace countersign
