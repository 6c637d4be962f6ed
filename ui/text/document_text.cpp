#include "text/document_text.h"

#include <QCoreApplication>

namespace countersign::ui {
namespace {

class Document {
    Q_DECLARE_TR_FUNCTIONS(Document)
  public:
    static QString label(DocumentRow row) {
        switch (row) {
            case DocumentRow::Number:
                //: What was read from a document: its number.
                return tr("Number");
            case DocumentRow::Name:
                //: What was read from a document.
                return tr("Name");
            case DocumentRow::BirthDate:
                //: What was read from a document.
                return tr("Born");
            case DocumentRow::ExpiryDate:
                //: What was read from a document.
                return tr("Valid until");
            case DocumentRow::Sex:
                //: What was read from a document.
                return tr("Sex");
        }
        return {};
    }
    static QString proof(RowProof proof) {
        switch (proof) {
            case RowProof::Proven:
                //: How sure a reading is: a check digit on the document proves it.
                return tr("proven by its check digit");
            case RowProof::Read:
                //: How sure a reading is: the clerk compares it with the strip of the picture beside it.
                return tr("please compare");
            case RowProof::Unsure:
                //: How sure a reading is.
                return tr("unsure");
        }
        return {};
    }
    static QString agreement(RowAgreement agreement) {
        switch (agreement) {
            case RowAgreement::NotTyped:
                return {};
            case RowAgreement::Agrees:
                //: A value read from the document, against what the clerk typed.
                return tr("as typed");
            case RowAgreement::Differs:
                //: A value read from the document, against what the clerk typed.
                return tr("typed otherwise");
            case RowAgreement::OtherScript:
                //: A name read from the document in other letters than the clerk typed.
                return tr("in other letters than typed");
        }
        return {};
    }
    static QString finding(CrossCheck check) {
        switch (check) {
            case CrossCheck::NumberDiffers:
                return tr("The number on the document is not the one that was typed.");
            case CrossCheck::NameDiffers:
                return tr("The name on the document is not the one that was typed.");
            case CrossCheck::NameInOtherScript:
                return tr("The name stands in other letters than it was typed in. Compare them by eye.");
            case CrossCheck::KindDiffers:
                return tr("This is another kind of document than the one chosen in the details.");
            case CrossCheck::BirthDateDisagrees:
                return tr("The date of birth does not fit the number. Look at the document again.");
            case CrossCheck::SexDisagrees:
                return tr("The sex does not fit the number. Look at the document again.");
            case CrossCheck::Expired:
                return tr("The document has expired. Ask for a valid one.");
            case CrossCheck::ExpiresSoon:
                return tr("The document expires within 30 days.");
            case CrossCheck::ImpossibleAge:
                return tr("The date of birth can't be right. Look at the document again.");
            case CrossCheck::GuardianMustConsent:
                return tr("The buyer is under 14: a guardian must consent to the scan.");
            case CrossCheck::GuardianMustBePresent:
                return tr("The buyer is under 16: a guardian must be here with both documents.");
        }
        return {};
    }
    static QString sex(Sex sex) {
        switch (sex) {
            case Sex::Male:
                //: Sex as on a document.
                return tr("male");
            case Sex::Female:
                //: Sex as on a document.
                return tr("female");
            case Sex::Unspecified:
                break;
        }
        return {};
    }
    static QString hold(HoldHint hint) {
        switch (hint) {
            case HoldHint::ShowDocument:
                return tr("Hold the page with the portrait into the frame.");
            case HoldHint::Nearer:
                //: The document is too small in the camera's picture.
                return tr("Nearer: the document should fill the frame.");
            case HoldHint::HoldStill:
                return tr("Hold it still.");
            case HoldHint::Glare:
                return tr("A lamp shines on it. Tilt it a little.");
            case HoldHint::Blurred:
                return tr("It is blurred. A little further away, or wait for the camera.");
            case HoldHint::Holding:
                return tr("Good. Hold it still.");
        }
        return {};
    }
};

}  // namespace

QString rowLabel(DocumentRow row) {
    return Document::label(row);
}
QString proofText(RowProof proof) {
    return Document::proof(proof);
}
Tone proofTone(RowProof proof) {
    switch (proof) {
        case RowProof::Proven:
            return Tone::Good;
        case RowProof::Read:
            return Tone::Information;
        case RowProof::Unsure:
            break;
    }
    return Tone::Warning;
}
QString agreementText(RowAgreement agreement) {
    return Document::agreement(agreement);
}
QString findingText(CrossCheck check) {
    return Document::finding(check);
}
QString sexText(Sex sex) {
    return Document::sex(sex);
}
QString holdText(HoldHint hint) {
    return Document::hold(hint);
}

}  // namespace countersign::ui
