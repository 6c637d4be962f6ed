#include "text/result_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "text/queue_text.h"
#include "text/scan_text.h"

namespace countersign::ui {
namespace {

// All strings of this file show on the result page.
class Words {
    Q_DECLARE_TR_FUNCTIONS(ResultText)
};

}  // namespace

ToldState verdictText(Decision decision, FaceScan scan) {
    if (scan == FaceScan::NotMade) return {Words::tr("Without a face scan"), Tone::Information};
    switch (decision) {
        case Decision::Accepted:
            return {Words::tr("Same person, live"), Tone::Good};
        case Decision::Review:
            return {Words::tr("A person will look"), Tone::Information};
        case Decision::Refused:
            break;
    }
    return {Words::tr("Not accepted"), Tone::Warning};
}

QString resultTitle(const std::optional<QueueRow>& row) {
    if (!row) return Words::tr("Saved. The number is pending until the operator answers.");
    switch (row->client) {
        case ClientState::Withdrawn:
            return Words::tr("Withdrawn. Everything about this registration was erased here.");
        case ClientState::SetAside:
            return Words::tr("Saved, but it could not be handed to the operator.");
        case ClientState::Waiting:
        case ClientState::Sending:
            if (row->kind == RecordKind::Practice) {
                return Words::tr("Saved as practice. No number will be registered.",
                                 "result page; the buyer does not exist");
            }
            return Words::tr("Saved. The number is pending until the operator answers.");
        case ClientState::Sent:
            break;
    }
    if (row->kind == RecordKind::Practice) {
        return Words::tr("Sent as practice. No number is registered.",
                         "result page; the buyer does not exist");
    }
    switch (row->server) {
        case ServerState::Activated:
            return Words::tr("The number is active.");
        case ServerState::Accepted:
            return Words::tr("Accepted by the operator. The number is being activated.");
        case ServerState::Refused:
            return Words::tr("The operator did not accept the registration.");
        case ServerState::ComeBack:
            return Words::tr("The operator asks the buyer to come back.");
        case ServerState::Received:
        case ServerState::None:
            break;
    }
    return Words::tr("The operator has it. The number is pending until the operator decides.");
}

QString recordSentence(const RecordId& id, const std::optional<QueueRow>& row) {
    const QString code = recordCode(id);
    if (row && row->client == ClientState::Withdrawn) return Words::tr("Record %1 · erased").arg(code);
    if (row && row->client == ClientState::Sent && row->erased()) {
        return Words::tr("Record %1 · its sealed copy on this computer is erased.").arg(code);
    }
    return Words::tr("Record %1 · sealed for the operator; this computer can't open it any more.").arg(code);
}

QString trainingTitle() {
    return Words::tr("Well done. This was practice.", "result page; the buyer does not exist");
}

QString trainingSentence() {
    return Words::tr(
        "Nothing was stored and nothing is sent. The receipt below shows what a buyer would get.",
        "result page; practice");
}

ToldState trainingSent() {
    return {Words::tr("not sent: practice", "result page; sent to the operator"), Tone::Neutral};
}

QString actionsInOrder(const std::vector<ChallengeStep>& steps) {
    const ScanText words;
    QStringList names;
    for (const ChallengeStep& step : steps) {
        QString name = words.shortName(step.action);
        if (!names.isEmpty()) name = QLocale().toLower(name.left(1)) + name.mid(1);
        names << name;
    }
    return names.join(Words::tr(", ", "result page; between the movements, with a space where usual"));
}

ToldState scanDone(const std::vector<ChallengeStep>& steps, FaceScan scan) {
    if (scan == FaceScan::NotMade || steps.empty()) {
        return {Words::tr("not made", "result page; the face scan"), Tone::Neutral};
    }
    if (!steps.front().askedAt || !steps.back().doneAt || *steps.back().doneAt <= *steps.front().askedAt) {
        return {Words::tr("done", "result page; the movements"), Tone::Good};
    }
    const double seconds =
        std::chrono::duration<double>(*steps.back().doneAt - *steps.front().askedAt).count();
    return {Words::tr("done in %1 s", "result page; the movements").arg(QString::number(seconds, 'f', 1)),
            Tone::Good};
}

ToldState matchDone(const MatchOutcome& match) {
    if (!match.ran || !match.band) return {Words::tr("not compared", "result page"), Tone::Neutral};
    switch (*match.band) {
        case MatchBand::Same:
            return {Words::tr("same", "result page; face and portrait"), Tone::Good};
        case MatchBand::Unsure:
            return {Words::tr("not certain", "result page; face and portrait"), Tone::Information};
        case MatchBand::Different:
            break;
    }
    return {Words::tr("no match", "result page; face and portrait"), Tone::Warning};
}

ToldState sendDone(const std::optional<QueueRow>& row, WallTime now) {
    if (!row) return {Words::tr("saving", "result page; sent to the operator"), Tone::Neutral};
    switch (row->client) {
        case ClientState::Waiting: {
            if (!row->nextAttempt || *row->nextAttempt <= now) {
                return {Words::tr("waiting", "result page; sent to the operator"), Tone::Information};
            }
            return {Words::tr("waiting, next try %1", "result page; a time such as in 40 s")
                        .arg(queueNextTry(*row, now)),
                    Tone::Information};
        }
        case ClientState::Sending:
            return {Words::tr("sending", "result page"), Tone::Information};
        case ClientState::SetAside:
            return {Words::tr("set aside", "result page"), Tone::Bad};
        case ClientState::Withdrawn:
            return {Words::tr("withdrawn", "result page"), Tone::Neutral};
        case ClientState::Sent:
            break;
    }
    if (!row->receivedAt) return {Words::tr("receipt verified", "result page; the operator's"), Tone::Good};
    return {Words::tr("%1, receipt verified", "result page; the time the operator received it")
                .arg(dateAndTime(*row->receivedAt)),
            Tone::Good};
}

QString sendCause(const std::optional<QueueRow>& row) {
    if (!row || !row->lastError) return {};
    if (row->client != ClientState::Waiting && row->client != ClientState::SetAside) return {};
    return queueErrorWords(*row->lastError) + QLatin1Char('.');
}

}  // namespace countersign::ui
