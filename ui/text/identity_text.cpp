#include "text/identity_text.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

namespace countersign::ui {
namespace {

struct Identity {
    Q_DECLARE_TR_FUNCTIONS(Identity)
};

QString dateWords(const Date& date) {
    const QDate day(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                    static_cast<int>(static_cast<unsigned>(date.day())));
    const QLocale locale;
    // "31 December 1949", without the weekday of QLocale's own long format.
    //: Format of a date of birth for QLocale::toString: d is the day, MMMM the month's name, yyyy the year.
    return locale.toString(day, Identity::tr("d MMMM yyyy"));
}

QString bornWords(const NumberCheck& check) {
    if (!check.birthDate) return {};
    const QString date = dateWords(*check.birthDate);
    if (check.sex == Sex::Female) {
        //: Under the document number. %1 is a date such as "31 December 1949".
        return Identity::tr("Born %1, female.").arg(date);
    }
    if (check.sex == Sex::Male) {
        //: Under the document number. %1 is a date such as "31 December 1949".
        return Identity::tr("Born %1, male.").arg(date);
    }
    //: Under the document number. %1 is a date such as "31 December 1949".
    return Identity::tr("Born %1.").arg(date);
}

QString rightWords(NumberField field, const NumberCheck& check) {
    switch (field) {
        case NumberField::Document: {
            const QString born = bornWords(check);
            if (born.isEmpty()) {
                //: Under the document number, for numbers that carry no check digit (passports).
                return Identity::tr("Compare with the document: this number has no check digit.");
            }
            //: Under the document number, after "Born 31 December 1949, female.".
            return born + u' ' + Identity::tr("Check digit right.");
        }
        case NumberField::Iccid:
            if (check.outcome == CheckOutcome::OkCheckDigitOmitted) {
                //: Under the ICCID: some cards don't print the last digit.
                return Identity::tr("19 digits without check digit. Compare with the card once more.");
            }
            return Identity::tr("Check digit right.");
        case NumberField::Imei:
            return Identity::tr("Check digit right.");
        case NumberField::Msisdn:
        case NumberField::Name:
            return {};
    }
    return {};
}

QString wrongDigitWords(NumberField field) {
    if (field == NumberField::Document) {
        //: Under the document number: the check digit does not fit the others.
        return Identity::tr("The last character doesn't fit. Compare each digit with the document.");
    }
    //: Under the ICCID or IMEI: the check digit does not fit the others.
    return Identity::tr("The last digit doesn't fit. Scan the barcode again or compare the digits.");
}

QString prefixWords(NumberField field) {
    switch (field) {
        //: Under the ICCID field.
        case NumberField::Iccid:
            return Identity::tr("The number on a SIM begins with 89.");
        //: Under the IMEI field.
        case NumberField::Imei:
            return Identity::tr("This is not the number of a phone for sale.");
        case NumberField::Msisdn:
            //: Under the phone number field.
            return Identity::tr("A mobile number begins with 13 to 19, one of another country with +.");
        default:
            return Identity::tr("This number can't begin like that.");
    }
}

QString shapeWords(NumberField field) {
    if (field == NumberField::Name) {
        //: Under the name field: what was typed has no letter in it.
        return Identity::tr("Type the name as it stands on the document.");
    }
    //: Under a number field: letters and digits are not where this document has them.
    return Identity::tr("This doesn't look like a number of this document. Compare with the document.");
}

}  // namespace

QString documentKindText(DocumentKind kind) {
    switch (kind) {
        //: A Chinese identity document, in the list of documents.
        case DocumentKind::ResidentId:
            return Identity::tr("Resident identity card");
        //: A Chinese identity document, in the list of documents.
        case DocumentKind::TemporaryId:
            return Identity::tr("Temporary identity card");
        //: A Chinese identity document (hukou book), in the list of documents.
        case DocumentKind::HouseholdRegister:
            return Identity::tr("Household register");
        //: A Chinese identity document, in the list of documents.
        case DocumentKind::MilitaryId:
            return Identity::tr("Military ID");
        //: A Chinese identity document, in the list of documents.
        case DocumentKind::ArmedPoliceId:
            return Identity::tr("Armed police ID");
        //: Permit to enter the mainland for people of Hong Kong and Macau, in the list of documents.
        case DocumentKind::HongKongMacauPermit:
            return Identity::tr("Hong Kong and Macau permit");
        //: Permit to enter the mainland for people of Taiwan, in the list of documents.
        case DocumentKind::TaiwanPermit:
            return Identity::tr("Taiwan permit");
        //: Residence permit for people of Hong Kong, Macau and Taiwan, in the list of documents.
        case DocumentKind::ResidencePermit:
            return Identity::tr("Residence permit (Hong Kong, Macau, Taiwan)");
        //: In the list of documents.
        case DocumentKind::ForeignPassport:
            return Identity::tr("Foreign passport");
        //: Foreigner's permanent residence card, in the list of documents.
        case DocumentKind::ForeignerPermanentResidence:
            return Identity::tr("Foreigner's residence card");
    }
    return {};
}

QString purchaseText(Purchase purchase) {
    switch (purchase) {
        //: What the buyer buys; one of three buttons side by side.
        case Purchase::SimCard:
            return Identity::tr("SIM card");
        //: What the buyer buys; one of three buttons side by side.
        case Purchase::Phone:
            return Identity::tr("Phone");
        //: What the buyer buys; one of three buttons side by side.
        case Purchase::SimAndPhone:
            return Identity::tr("SIM and phone");
    }
    return {};
}

bool wrongForCertain(const NumberCheck& check) {
    switch (check.outcome) {
        case CheckOutcome::Ok:
        case CheckOutcome::OkCheckDigitOmitted:
        case CheckOutcome::Empty:
        case CheckOutcome::Incomplete:
            return false;
        default:
            return true;
    }
}

QString numberHelp(NumberField field, const NumberCheck& check) {
    switch (check.outcome) {
        case CheckOutcome::Ok:
        case CheckOutcome::OkCheckDigitOmitted:
            return rightWords(field, check);
        case CheckOutcome::Empty:
            return {};
        case CheckOutcome::Incomplete:
            return bornWords(check);
        case CheckOutcome::BadCharacter:
            if (field == NumberField::Name) {
                //: Under the name field: an emoji, a sign or an invisible character was typed or pasted.
                return Identity::tr("There is a sign in it that no document carries. Take it out.");
            }
            //: Under a number field. %1 is what was typed, for example "#"; %2 its place, counted from 1.
            return Identity::tr("“%1” at place %2 doesn't belong here.")
                .arg(QString::fromUcs4(&*check.badCharacter, 1),
                     QLocale().toString(static_cast<qulonglong>(check.badPosition)));
        //: Under a field.
        case CheckOutcome::TooLong:
            return Identity::tr("This is too long. Compare with the document.");
        case CheckOutcome::WrongCheckDigit:
            return wrongDigitWords(field);
        case CheckOutcome::WrongPrefix:
            return prefixWords(field);
        case CheckOutcome::WrongShape:
            return shapeWords(field);
        case CheckOutcome::UnknownRegion:
            //: Under the document number: the first two digits name no province.
            return Identity::tr("The first two digits name no province. Compare with the document.");
        case CheckOutcome::ImpossibleDate:
            //: Under the document number: digits 7 to 14 are the date of birth.
            return Identity::tr("There is no such date of birth. Compare digits 7 to 14.");
        case CheckOutcome::DateInFuture:
            //: Under the document number: digits 7 to 14 are the date of birth.
            return Identity::tr(
                "The date of birth lies in the future. Compare digits 7 to 14, and this computer's date.");
        case CheckOutcome::OtherDocumentKind:
            if (check.belongsTo) {
                //: Under the document number. %1 is a kind of document, for example "Foreigner's residence
                //: card".
                return Identity::tr("This number belongs to another document: %1.")
                    .arg(documentKindText(*check.belongsTo));
            }
            //: Under the document number.
            return Identity::tr("This number belongs to another kind of document.");
        case CheckOutcome::Inconsistent:
            //: Under the document number.
            return Identity::tr("The parts of this number contradict each other. Compare with the document.");
    }
    return {};
}

}  // namespace countersign::ui
