#include "text/queue_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <iterator>
#include <string_view>

#include "text/language.h"
#include "text/local_time.h"

namespace countersign::ui {
namespace {

// All strings of this file show on the queue page; the second argument says where.
class Words {
    Q_DECLARE_TR_FUNCTIONS(QueueText)
};

QString dash() {
    return QStringLiteral("–");
}

// Codes and masked numbers read left to right in every language.
QString leftToRight(const QString& text) {
    return QChar(u'\u2066') + text + QChar(u'\u2069');
}

struct ReasonText {
    std::string_view code;  // operator/review_reasons.h, operator/judge.h
    SourceText words;       // for the row
    SourceText next;        // for the details: what the clerk does now
};

constexpr ReasonText kReasons[] = {
    {"not_the_same_person",
     QT_TRANSLATE_NOOP3("QueueText", "Pictures are not one person", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Make sure the document is the buyer's own, then register again.",
                        "what the clerk does after the operator's no")},
    {"scan_not_live",
     QT_TRANSLATE_NOOP3("QueueText", "Nobody sat before the camera", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register again with the buyer before the camera.",
                        "what the clerk does after the operator's no")},
    {"document_not_genuine",
     QT_TRANSLATE_NOOP3("QueueText", "Document not genuine", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register nobody with this document. The buyer can bring another one.",
                        "what the clerk does after the operator's no")},
    {"document_expired",
     QT_TRANSLATE_NOOP3("QueueText", "Document no longer valid", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register again with a document that is valid.",
                        "what the clerk does after the operator's no")},
    {"document_limit",
     QT_TRANSLATE_NOOP3("QueueText", "Too many numbers in this name",
                        "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "The buyer has to give up a number at the operator first.",
                        "what the clerk does after the operator's no")},
    {"msisdn_used",
     QT_TRANSLATE_NOOP3("QueueText", "Number registered already", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText",
                        "Look whether the number was typed right; otherwise register another one.",
                        "what the clerk does after the operator's no")},
    {"iccid_used",
     QT_TRANSLATE_NOOP3("QueueText", "Card registered already", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Take another card and register again. Keep this one for the operator.",
                        "what the clerk does after the operator's no")},
    {"imei_used",
     QT_TRANSLATE_NOOP3("QueueText", "Phone registered already", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText",
                        "Look whether the phone's number was read right; otherwise take another phone.",
                        "what the clerk does after the operator's no")},
    {"counter_not_trusted",
     QT_TRANSLATE_NOOP3("QueueText", "Counter not trusted", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register nobody here until you have called the operator.",
                        "what the clerk does after the operator's no")},
    {"not_readable",
     QT_TRANSLATE_NOOP3("QueueText", "Registration can't be read", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register the buyer again. If it happens twice, call the operator.",
                        "what the clerk does after the operator's no")},
    {"picture_unclear",
     QT_TRANSLATE_NOOP3("QueueText", "Picture not clear enough", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register again with more light and a clean lens.",
                        "what the clerk does after the operator's no")},
    {"scan_again",
     QT_TRANSLATE_NOOP3("QueueText", "Scan must be done again", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register the buyer again, with a new scan.",
                        "what the clerk does after the operator's no")},
    {"document_number_wrong",
     QT_TRANSLATE_NOOP3("QueueText", "Document number wrong", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "The buyer brings the document. Compare its number sign by sign.",
                        "what the clerk does after the operator's no")},
    {"numbers_wrong",
     QT_TRANSLATE_NOOP3("QueueText", "Number of card, phone or line wrong",
                        "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "The buyer brings card and phone. Scan their codes instead of typing.",
                        "what the clerk does after the operator's no")},
    {"consent_missing",
     QT_TRANSLATE_NOOP3("QueueText", "Buyer's consent missing", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "Register again and let the buyer answer the consent.",
                        "what the clerk does after the operator's no")},
    {"guardian_needed",
     QT_TRANSLATE_NOOP3("QueueText", "Come back with a guardian", "why the operator said no, a few words"),
     QT_TRANSLATE_NOOP3("QueueText", "The buyer brings a guardian, who brings a document.",
                        "what the clerk does after the operator's no")},
};

const ReasonText* reasonText(std::string_view code) {
    const auto* found = std::ranges::find(kReasons, code, &ReasonText::code);
    return found == std::end(kReasons) ? nullptr : found;
}

QString duration(std::chrono::seconds time) {
    const auto seconds = time.count();
    if (seconds < 90) return Words::tr("%1 s", "a length of time in seconds").arg(seconds);
    if (seconds < 90 * 60) return Words::tr("%1 min", "a length of time in minutes").arg((seconds + 30) / 60);
    if (seconds < 36 * 3600)
        return Words::tr("%1 h", "a length of time in hours").arg((seconds + 1800) / 3600);
    return Words::tr("%1 days", "a length of time in days").arg((seconds + 43200) / 86400);
}

std::chrono::seconds secondsBetween(WallTime from, WallTime to) {
    return std::chrono::duration_cast<std::chrono::seconds>(to - from);
}

}  // namespace

QueueStateText queueState(const QueueRow& row) {
    switch (row.client) {
        case ClientState::Waiting:
            return {Words::tr("Waiting", "state chip in the queue"), QueueTone::Warning};
        case ClientState::Sending:
            return {Words::tr("Sending", "state chip in the queue"), QueueTone::Information};
        case ClientState::SetAside:
            return {Words::tr("Set aside", "state chip in the queue"), QueueTone::Bad};
        case ClientState::Withdrawn:
            return {Words::tr("Withdrawn", "state chip in the queue"), QueueTone::Quiet};
        case ClientState::Sent:
            break;
    }
    switch (row.server) {
        case ServerState::Accepted:
            return {Words::tr("Accepted", "state chip in the queue"), QueueTone::Good};
        case ServerState::Activated:
            return {Words::tr("Activated", "state chip in the queue"), QueueTone::Good};
        case ServerState::Refused:
            return {Words::tr("Not accepted", "state chip in the queue"), QueueTone::Bad};
        case ServerState::ComeBack:
            return {Words::tr("Come back", "state chip in the queue"), QueueTone::Bad};
        case ServerState::Received:
        case ServerState::None:
            break;
    }
    return {Words::tr("Received", "state chip in the queue: the operator has it"), QueueTone::Good};
}

QString queueStateMeaning(const QueueRow& row) {
    switch (row.client) {
        case ClientState::Waiting:
            return Words::tr("Safe on this computer, sealed for the operator. It is sent by itself.",
                             "details of a row of the queue");
        case ClientState::Sending:
            return Words::tr("On its way to the operator.", "details of a row of the queue");
        case ClientState::SetAside:
            return Words::tr(
                "Not sent again by itself. It is kept here; please tell the operator's support the record "
                "code.",
                "details of a row of the queue");
        case ClientState::Withdrawn:
            return Words::tr("Taken back before it was sent. Its data was erased here and never left.",
                             "details of a row of the queue");
        case ClientState::Sent:
            break;
    }
    if (row.kind == RecordKind::Practice) {
        return Words::tr("Practice: the operator has it and registers nothing.",
                         "details of a row of the queue");
    }
    switch (row.server) {
        case ServerState::Accepted:
            return Words::tr("The operator accepted the registration. The number is being activated.",
                             "details of a row of the queue");
        case ServerState::Activated:
            return Words::tr("The number is active.", "details of a row of the queue");
        case ServerState::Refused: {
            const QString next = serverReasonNext(row.serverReason);
            if (!next.isEmpty()) {
                return Words::tr("The operator did not accept the registration. The buyer may object.",
                                 "details of a row of the queue; what the clerk does now follows") +
                       QLatin1Char(' ') + next;
            }
            return Words::tr(
                "The operator did not accept the registration. The buyer may object or register again.",
                "details of a row of the queue");
        }
        case ServerState::ComeBack: {
            const QString ask =
                Words::tr("The operator asks the buyer to come back.", "details of a row of the queue");
            const QString next = serverReasonNext(row.serverReason);
            return next.isEmpty() ? ask : ask + QLatin1Char(' ') + next;
        }
        case ServerState::Received:
        case ServerState::None:
            break;
    }
    return Words::tr(
        "The operator has it and signed a receipt. The number is pending until the operator answers.",
        "details of a row of the queue");
}

QString queueErrorWords(ErrorCode code) {
    switch (code) {
        case ErrorCode::OperatorUnreachable:
            return Words::tr("No connection", "cause in the queue, a few words");
        case ErrorCode::OperatorTimedOut:
            return Words::tr("Operator did not answer in time", "cause in the queue, a few words");
        case ErrorCode::OperatorBusy:
            return Words::tr("Operator busy", "cause in the queue, a few words");
        case ErrorCode::OperatorFault:
            return Words::tr("Fault at the operator", "cause in the queue, a few words");
        case ErrorCode::OperatorNotTrusted:
            return Words::tr("Operator's certificate not trusted", "cause in the queue, a few words");
        case ErrorCode::OperatorCertificateRevoked:
            return Words::tr("Server's certificate was withdrawn", "cause in the queue, a few words");
        case ErrorCode::RefusedByOperator:
            return Words::tr("Not taken by the operator", "cause in the queue, a few words");
        case ErrorCode::AnswerUnreadable:
            return Words::tr("Answer could not be read", "cause in the queue, a few words");
        case ErrorCode::ReceiptForged:
        case ErrorCode::ReceiptOfAnotherRecord:
        case ErrorCode::SignatureInvalid:
            return Words::tr("Receipt not genuine", "cause in the queue, a few words");
        case ErrorCode::ProxyRefused:
            return Words::tr("Stopped by the shop's network", "cause in the queue, a few words");
        case ErrorCode::ProxyUnreachable:
            return Words::tr("Proxy does not answer", "cause in the queue, a few words");
        case ErrorCode::NetworkWantsSignIn:
            return Words::tr("Network wants a sign-in", "cause in the queue, a few words");
        case ErrorCode::OperatorRedirects:
            return Words::tr("Sent elsewhere by the network", "cause in the queue, a few words");
        case ErrorCode::EnrolmentRefused:
        case ErrorCode::NotEnrolled:
            return Words::tr("This counter is not enrolled", "cause in the queue, a few words");
        case ErrorCode::ConflictAtOperator:
            return Words::tr("Operator holds another record of this number",
                             "cause in the queue, a few words");
        case ErrorCode::PayloadMissing:
            return Words::tr("Payload missing here", "cause in the queue, a few words");
        case ErrorCode::PayloadDamaged:
            return Words::tr("Payload damaged here", "cause in the queue, a few words");
        case ErrorCode::DiskFull:
        case ErrorCode::DiskSpaceLow:
            return Words::tr("Disk full", "cause in the queue, a few words");
        default:
            break;
    }
    return Words::tr("Error %1, see Help", "cause in the queue; a number").arg(static_cast<int>(code));
}

QString serverReasonWords(const std::string& reason) {
    if (const auto* known = reasonText(reason)) return Words::tr(known->words.text, known->words.where);
    return QString::fromStdString(reason).left(120);  // an operator's own word
}

QString serverReasonNext(const std::string& reason) {
    const auto* known = reasonText(reason);
    return known == nullptr ? QString() : Words::tr(known->next.text, known->next.where);
}

QString queueWhy(const QueueRow& row) {
    const bool open = row.client == ClientState::Waiting || row.client == ClientState::SetAside;
    if (open && row.lastError) return queueErrorWords(*row.lastError);
    if (row.client == ClientState::Sent && !row.serverReason.empty()) {
        return serverReasonWords(row.serverReason);
    }
    return dash();
}

QString queueNextTry(const QueueRow& row, WallTime now) {
    if (row.client == ClientState::Sending) return Words::tr("now", "next try of sending");
    if (row.client != ClientState::Waiting || !row.nextAttempt) return dash();
    const auto left = secondsBetween(now, *row.nextAttempt);
    if (left.count() <= 0) return Words::tr("now", "next try of sending");
    return Words::tr("in %1", "next try of sending; a length of time").arg(duration(left));
}

QString queueSize(const QueueRow& row) {
    if (row.erased()) return Words::tr("erased", "size of a record whose data is gone from this computer");
    const auto kilobytes = std::max<std::uint64_t>(1, (row.payloadBytes + 512) / 1024);
    return leftToRight(Words::tr("%1 KB", "size of a record").arg(QString::number(kilobytes)));
}

QString maskedNumber(const QueueRow& row) {
    if (row.numberTail.empty()) return dash();
    return leftToRight(QStringLiteral("••• ") + QString::fromStdString(row.numberTail));
}

QString recordCode(const RecordId& id) {
    return leftToRight(QString::fromStdString(id.shortCode()));
}

QString queueHeadline(const QueueSummary& summary, int lost) {
    if (lost > 0) {
        const QString gone =
            Words::tr("%n can't be sent: the sealed file is gone.", "headline of the queue", lost);
        if (summary.waiting == 0) return gone;
        return Words::tr("%n waiting.", "headline of the queue, first half", summary.waiting) +
               QLatin1Char(' ') + gone;
    }
    if (summary.setAside > 0 && summary.waiting > 0) {
        return Words::tr("%n waiting.", "headline of the queue, first half", summary.waiting) +
               QLatin1Char(' ') +
               Words::tr("%n set aside. Nothing lost.", "headline of the queue, second half",
                         summary.setAside);
    }
    if (summary.setAside > 0) {
        return Words::tr("%n set aside for a person. Nothing lost.", "headline of the queue",
                         summary.setAside);
    }
    if (summary.waiting > 0)
        return Words::tr("%n waiting, nothing lost", "headline of the queue", summary.waiting);
    if (summary.sent > 0) return Words::tr("All sent. Nothing is waiting.", "headline of the queue");
    return Words::tr("Nothing is waiting", "headline of the queue while it is empty");
}

QString queueSubline(const QueueSummary& summary, WallTime now) {
    if (summary.waiting == 0) {
        if (!summary.lastContact)
            return Words::tr("The operator was not reached yet.", "under the headline of the queue");
        return Words::tr("Operator reached %1.", "under the headline of the queue; a time such as 2 min ago")
            .arg(relativePast(*summary.lastContact, now));
    }
    const QString promise = Words::tr("Sending goes on by itself.", "under the headline of the queue");
    if (summary.sending > 0) return Words::tr("Sending now.", "under the headline of the queue");
    QString truth;
    if (summary.lastError) {
        truth =
            summary.lastContact
                ? Words::tr("%1. Operator last reached %2.", "under the headline of the queue; cause, time")
                      .arg(queueErrorWords(*summary.lastError), dateAndTime(*summary.lastContact))
                : Words::tr("%1. Operator not reached yet.", "under the headline of the queue; cause")
                      .arg(queueErrorWords(*summary.lastError));
    } else if (summary.nextAttempt && *summary.nextAttempt > now) {
        truth = Words::tr("Next try in %1.", "under the headline of the queue; a length of time")
                    .arg(duration(secondsBetween(now, *summary.nextAttempt)));
    }
    return truth.isEmpty() ? promise : truth + QLatin1Char(' ') + promise;
}

QString relativePast(WallTime then, WallTime now) {
    const auto age = secondsBetween(then, now);
    if (age.count() < 5) return Words::tr("just now", "a moment in the past");
    return Words::tr("%1 ago", "a moment in the past; a length of time").arg(duration(age));
}

QString clockTime(WallTime time) {
    return QLocale().toString(localTime(time).time(), QLocale::ShortFormat);
}

QString dateAndTime(WallTime time) {
    const QDateTime when = localTime(time);
    if (when.date() == QDate::currentDate()) return clockTime(time);
    return QLocale().toString(when, QLocale::ShortFormat);
}

}  // namespace countersign::ui
