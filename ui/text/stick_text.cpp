#include "text/stick_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "text/error_text.h"

namespace countersign::ui {
namespace {

// All strings of this file show on the page of the USB stick.
class Words {
    Q_DECLARE_TR_FUNCTIONS(StickText)
};

QString number(int count) {
    return QLocale().toString(count);
}

QString endWords(const StickSummary& summary) {
    switch (summary.end) {
        case StickEnd::Done:
            return Words::tr("Done.", "USB stick: the end");
        case StickEnd::Cancelled:
            return Words::tr("Stopped. What was copied stays on the stick.", "USB stick: the end");
        case StickEnd::NoRoom:
            return Words::tr("The stick is full. Take a larger one, or make room on it, and copy again.",
                             "USB stick: the end");
        case StickEnd::ReadOnly:
            return Words::tr("The stick is locked: nothing can be written on it. Take another one.",
                             "USB stick: the end");
        case StickEnd::Gone:
            return Words::tr("The stick was pulled too early. Nothing is lost: put it in again and repeat.",
                             "USB stick: the end");
        case StickEnd::Failed:
            return Words::tr("The stick can't be read or written. Try again, or take another one.",
                             "USB stick: the end");
        case StickEnd::StoreFailed:
            return errorSentence(summary.error.value_or(ErrorCode::Invalid));
    }
    return {};
}

Tone toneOf(const StickSummary& summary) {
    switch (summary.end) {
        case StickEnd::Done:
            return summary.refused > 0 || summary.unreadable > 0 ? Tone::Warning : Tone::Good;
        case StickEnd::Cancelled:
            return Tone::Information;
        case StickEnd::NoRoom:
        case StickEnd::ReadOnly:
        case StickEnd::Gone:
            return Tone::Warning;
        case StickEnd::Failed:
        case StickEnd::StoreFailed:
            break;
    }
    return Tone::Bad;
}

}  // namespace

QString stickProgressText(const StickProgress& progress) {
    switch (progress.step) {
        case StickStep::TakingIn:
            return Words::tr("Looking for the operator's answers on the stick…", "USB stick: under way");
        case StickStep::Copying:
            return Words::tr("Copied %1 of %2. Leave the stick in.", "USB stick: under way; numbers")
                .arg(number(progress.done), number(progress.total));
        case StickStep::Finishing:
            return Words::tr("Finishing. Leave the stick in.", "USB stick: under way");
    }
    return {};
}

StickResultText stickResultText(const StickSummary& summary) {
    StickResultText text;
    text.tone = toneOf(summary);
    text.end = endWords(summary);
    if (summary.safeToPull)
        text.end += QLatin1Char(' ') + Words::tr("The stick may be pulled now.", "USB stick: the end");
    const auto count = [&text](int many, const QString& words) {
        if (many > 0) text.counts << words.arg(number(many));
    };
    count(summary.taken, Words::tr("Receipts of the operator taken in: %1. Their data was erased here.",
                                   "USB stick: a count"));
    count(summary.refused,
          Words::tr("Not taken by the operator: %1. The queue says which.", "USB stick: a count"));
    count(summary.written, Words::tr("Copied to the stick: %1. They stay here until their receipts are back.",
                                     "USB stick: a count"));
    if (summary.written == 0 && summary.contactsWritten > 0) {
        text.counts << Words::tr("Nothing waits. A short sealed message to the operator was written.",
                                 "USB stick: a count");
    }
    count(summary.alreadyThere,
          Words::tr("On a stick since before, not written again: %1.", "USB stick: a count"));
    if (summary.end != StickEnd::Done)
        count(summary.left, Words::tr("Still on no stick: %1.", "USB stick: a count"));
    count(summary.ofOthers,
          Words::tr("Answers for other counters, left on the stick: %1.", "USB stick: a count"));
    count(summary.unreadable, Words::tr("Files that can't be used: %1.", "USB stick: a count"));
    return text;
}

}  // namespace countersign::ui
