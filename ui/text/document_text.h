// Words for what was read from a document and how it fits. GUI thread; pure functions.
#pragma once

#include <QString>

#include "models/document_values.h"
#include "theme/palette.h"

namespace countersign::ui {

[[nodiscard]] QString rowLabel(DocumentRow row);
[[nodiscard]] QString proofText(RowProof proof);
[[nodiscard]] Tone proofTone(RowProof proof);
[[nodiscard]] QString agreementText(RowAgreement agreement);  // empty: nothing was typed
[[nodiscard]] QString findingText(CrossCheck check);          // what it is and what to do
[[nodiscard]] QString sexText(Sex sex);

// What the person who holds the document before the camera should do.
enum class HoldHint { ShowDocument = 1, Nearer, HoldStill, Glare, Blurred, Holding };
[[nodiscard]] QString holdText(HoldHint hint);

}  // namespace countersign::ui
