// What was read from the picture of one document. Values; any thread. Strips and boxes are pixels of `picture`.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/reason.h"
#include "identity/document_kind.h"
#include "identity/mrz.h"
#include "vision/still_analyser.h"

namespace countersign {

enum class DocumentField { Number = 1, Name, BirthDate, ExpiryDate, Sex };

// How far a field can be believed. Only Proven is ever filled in without the clerk's look at the strip.
enum class FieldProof {
    Proven = 1,  // a check digit over this field holds
    Read,        // legible and of the right shape, nothing proves it
    Doubtful,    // an unsure reading: shown beside its strip, never filled in
};

struct ReadField {
    DocumentField field = DocumentField::Number;
    std::string value;  // UTF-8 NFC; dates as YYYY-MM-DD, sex as "male" or "female", numbers plain
    FieldProof proof = FieldProof::Doubtful;
    cv::Rect strip;  // where it stands in the picture, with a margin
};

struct DocumentReading {
    cv::Mat picture;       // 8-bit BGR, upright; the document alone where its edges were found
    int quarterTurns = 0;  // clockwise, by which the picture was turned
    bool straightened = false;  // the document's four corners were found and the perspective taken out
    std::optional<DocumentKind> kind;
    std::optional<cv::Rect> portrait;  // the printed portrait with a margin of its surround
    StillReading face;                 // of the portrait's crop; its quality measures are those of the portrait
    std::vector<ReadField> fields;
    std::optional<MrzCheck> mrz;  // empty: no zone was seen
    std::vector<Reason> reasons;  // why the portrait can't be used, the dominant one first; empty: usable
};

}  // namespace countersign
