// What the document page shows of a document's text. Plain values; any thread.
#pragma once

#include <QImage>
#include <QString>
#include <optional>
#include <vector>

#include "core/error.h"
#include "identity/cross_check.h"

namespace countersign::ui {

enum class DocumentRow { Number = 1, Name, BirthDate, ExpiryDate, Sex };
enum class RowProof { Proven = 1, Read, Unsure };
// Against what was typed.
enum class RowAgreement { NotTyped = 1, Agrees, Differs, OtherScript };
enum class RowUse { NotOffered = 1, Offered, Used };

struct ReadRow {
    DocumentRow row = DocumentRow::Number;
    QString value;  // as people write it
    QImage strip;   // where it stands in the picture
    RowProof proof = RowProof::Unsure;
    RowAgreement agreement = RowAgreement::NotTyped;
    RowUse use = RowUse::NotOffered;
};

struct DocumentTextView {
    std::vector<ReadRow> rows;
    std::vector<CrossFinding> findings;  // the weightiest first
    std::optional<ErrorCode> problem;  // the text could not be read at all; the portrait is not touched by it
};

}  // namespace countersign::ui
