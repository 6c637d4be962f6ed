#include "text/questions_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace countersign::ui {
namespace {

// Shows to supervisors only, on the page of the operator's questions.
struct QuestionWords {
    Q_DECLARE_TR_FUNCTIONS(QuestionWords)
};

QString figure(std::uint32_t value) {
    return QLocale().toString(value);
}

QString clerkName(const std::string& clerk) {
    if (clerk == kSomeClerk)
        return QuestionWords::tr("a clerk", "in the place of a clerk's id that is not known here");
    return QString::fromStdString(clerk);
}

// %1 of %2 of the whole counter.
QString ofCounter(ConductKind kind) {
    switch (kind) {
        case ConductKind::Exceptions:
            return QuestionWords::tr("%1 of the last %2 registrations were scanned in another way.",
                                     "a question to the supervisor");
        case ConductKind::WithoutScan:
            return QuestionWords::tr("%1 of the last %2 registrations went without a scan.",
                                     "a question to the supervisor");
        case ConductKind::Retries:
            return QuestionWords::tr("%1 of the last %2 scans needed more than one try.",
                                     "a question to the supervisor");
        case ConductKind::Pace:
            return QuestionWords::tr(
                "%1 of the last %2 registrations came less than %3 seconds after the one before.",
                "a question to the supervisor");
        case ConductKind::Overlap:
            return QuestionWords::tr(
                "%1 of the last %2 scans began before the registration before was finished.",
                "a question to the supervisor");
        case ConductKind::SameEvidence:
            return QuestionWords::tr("%1 registrations have exactly the same figures of the scan.",
                                     "a question to the supervisor");
        case ConductKind::SameBorder:
            return QuestionWords::tr("%1 registrations have exactly the same background in the picture.",
                                     "a question to the supervisor");
    }
    return {};
}

// %1 of %2 of one clerk, whose id is %3.
QString ofClerk(ConductKind kind) {
    switch (kind) {
        case ConductKind::Exceptions:
            return QuestionWords::tr("%1 of the last %2 registrations by %3 were scanned in another way.",
                                     "a question to the supervisor; %3 is a clerk's id");
        case ConductKind::WithoutScan:
            return QuestionWords::tr("%1 of the last %2 registrations by %3 went without a scan.",
                                     "a question to the supervisor; %3 is a clerk's id");
        case ConductKind::Retries:
            return QuestionWords::tr("%1 of the last %2 scans by %3 needed more than one try.",
                                     "a question to the supervisor; %3 is a clerk's id");
        case ConductKind::Pace:
            return QuestionWords::tr(
                "%1 of the last %2 registrations by %3 came less than %4 seconds after the one before.",
                "a question to the supervisor; %3 is a clerk's id");
        case ConductKind::Overlap:
            return QuestionWords::tr(
                "%1 of the last %2 scans by %3 began before the registration before was finished.",
                "a question to the supervisor; %3 is a clerk's id");
        case ConductKind::SameEvidence:
        case ConductKind::SameBorder:
            return ofCounter(kind);  // two registrations may be of two clerks
    }
    return {};
}

bool isAlike(ConductKind kind) {
    return kind == ConductKind::SameEvidence || kind == ConductKind::SameBorder;
}

}  // namespace

QString questionSentence(const ConductQuestion& question) {
    const auto& is = question.numbers;
    if (isAlike(question.kind)) return ofCounter(question.kind).arg(figure(is.k));
    const bool pace = question.kind == ConductKind::Pace;
    // All at once: an id may look like a place for the next one.
    if (question.clerk.empty()) {
        const QString text = ofCounter(question.kind);
        return pace ? text.arg(figure(is.k), figure(is.n), figure(is.seconds))
                    : text.arg(figure(is.k), figure(is.n));
    }
    const QString text = ofClerk(question.kind), clerk = clerkName(question.clerk);
    return pace ? text.arg(figure(is.k), figure(is.n), clerk, figure(is.seconds))
                : text.arg(figure(is.k), figure(is.n), clerk);
}

QString questionBefore(const ShopQuestion& asked) {
    const auto& is = asked.question.numbers;
    const QString record = asked.record ? QString::fromStdString(asked.record->shortCode()) : QString();
    QString usual;
    switch (asked.question.kind) {
        case ConductKind::SameEvidence:
        case ConductKind::SameBorder:
            usual = QuestionWords::tr("With a live camera no two are ever the same.",
                                      "what is usual, below a question to the supervisor");
            break;
        case ConductKind::Overlap:
            usual = QuestionWords::tr("One counter scans one buyer after the other.",
                                      "what is usual, below a question to the supervisor");
            break;
        default:
            usual = QuestionWords::tr("Before, it was %1 of %2 at this shop.",
                                      "what is usual, below a question to the supervisor")
                        .arg(figure(is.kBefore), figure(is.nBefore));
    }
    if (record.isEmpty()) return usual;
    return QuestionWords::tr(
               "%1 The newest is registration %2.",
               "below a question to the supervisor: %1 is a sentence, %2 a registration's short code")
        .arg(usual, record);
}

QString answerWords(ConductAnswer answer) {
    switch (answer) {
        case ConductAnswer::NewCamera:
            return QuestionWords::tr("A new camera, or another place or light for it",
                                     "a supervisor's answer");
        case ConductAnswer::MarketDay:
            return QuestionWords::tr("A market day or another rush", "a supervisor's answer");
        case ConductAnswer::ElderlyCustomers:
            return QuestionWords::tr("Many elderly customers", "a supervisor's answer");
        case ConductAnswer::Training:
            return QuestionWords::tr("Somebody was being trained", "a supervisor's answer");
        case ConductAnswer::WeLookIntoIt:
            return QuestionWords::tr("We look into it", "a supervisor's answer");
        case ConductAnswer::Other:
            return QuestionWords::tr("Something else", "a supervisor's answer");
    }
    return {};
}

QString questionsOffer(int count) {
    return QuestionWords::tr("Operator's questions: %1", "button on the page of clerks, for supervisors")
        .arg(QLocale().toString(count));
}

}  // namespace countersign::ui
