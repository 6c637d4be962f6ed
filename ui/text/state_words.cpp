#include "text/state_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace countersign::ui {
namespace {

struct States {
    Q_DECLARE_TR_FUNCTIONS(States)
};

// "just now", "2 min ago", "3 h ago", then the date.
QString agoWords(const QDateTime& then, const QDateTime& nowUtc) {
    const qint64 seconds = then.secsTo(nowUtc);
    const QLocale locale;
    //: Status bar: the operator was reached less than a minute ago.
    if (seconds < 60) return States::tr("just now");
    //: Status bar: minutes since the operator was reached. %1 is a number.
    if (seconds < 3600) return States::tr("%1 min ago").arg(locale.toString(seconds / 60));
    //: Status bar: hours since the operator was reached. %1 is a number.
    if (seconds < 86400) return States::tr("%1 h ago").arg(locale.toString(seconds / 3600));
    return locale.toString(then.toLocalTime().date(), QLocale::ShortFormat);
}

}  // namespace

StateWords cameraWords(const CameraStatus& status) {
    switch (status.state) {
        //: Status bar.
        case CameraState::None:
            return {Tone::Warning, States::tr("No camera")};
        //: Status bar.
        case CameraState::Starting:
            return {Tone::Information, States::tr("Camera is starting")};
        case CameraState::Ready:
            //: Status bar. %1 is the number of pictures a second.
            return {
                Tone::Good,
                States::tr("Camera ready · %1 fps").arg(QLocale().toString(qRound(status.framesPerSecond)))};
        //: Status bar: the camera was unplugged or stopped.
        case CameraState::Lost:
            return {Tone::Bad, States::tr("Camera lost. Check its plug.")};
        //: Status bar: the camera is too slow or too small, or another program has it.
        case CameraState::NotUsable:
            return {Tone::Bad, States::tr("This camera can't be used")};
        //: Status bar: a made-up buyer takes the camera's place.
        case CameraState::Practice:
            return {Tone::Good, States::tr("Practice buyer")};
    }
    return {};
}

StateWords lightWords(LightState state) {
    switch (state) {
        case LightState::Unknown:
            return {};
        //: Status bar.
        case LightState::Good:
            return {Tone::Good, States::tr("Light is good")};
        //: Status bar.
        case LightState::TooDark:
            return {Tone::Warning, States::tr("Too dark")};
        //: Status bar.
        case LightState::TooBright:
            return {Tone::Warning, States::tr("Too bright")};
        //: Status bar.
        case LightState::FromOneSide:
            return {Tone::Warning, States::tr("Light from one side")};
    }
    return {};
}

StateWords operatorWords(const OperatorStatus& status, const QDateTime& nowUtc) {
    const bool ever = status.lastReached.isValid();
    switch (status.state) {
        case OperatorState::NeverReached:
            //: Status bar: since the program was installed.
            return {Tone::Neutral, States::tr("Operator not reached yet")};
        case OperatorState::Reached:
            //: Status bar. %1 is "just now", "2 min ago" and so on.
            return {Tone::Good,
                    ever ? States::tr("Operator reached %1").arg(agoWords(status.lastReached, nowUtc))
                         //: Status bar.
                         : States::tr("Operator reached")};
        case OperatorState::NotReached:
            //: Status bar: no connection; %1 is when there was one ("2 min ago").
            return {Tone::Warning,
                    ever ? States::tr("No connection · last %1").arg(agoWords(status.lastReached, nowUtc))
                         //: Status bar.
                         : States::tr("No connection to the operator")};
        case OperatorState::Refuses:
            //: Status bar: the operator answers but does not accept this counter.
            return {Tone::Bad, States::tr("The operator refuses this counter")};
    }
    return {};
}

StateWords clockWords(ClockStatus status, QTime now) {
    const QString time = QLocale().toString(now, QLocale::ShortFormat);
    switch (status) {
        case ClockStatus::Hidden:
            break;
        case ClockStatus::NotChecked:
            //: Status bar: the computer's time %1; the operator has never said what time it is.
            return {
                Tone::Neutral, States::tr("%1, not checked yet").arg(time),
                //: Tool tip of that.
                States::tr("The operator tells the time at the first contact. Until then look whether the "
                           "computer's clock is right.")};
        case ClockStatus::Fine:
            return {Tone::Neutral, time, {}};
        case ClockStatus::Behind:
            //: Status bar: the computer's time %1 is too early.
            return {
                Tone::Warning, States::tr("%1 is slow: set the clock").arg(time),
                //: Tool tip of that.
                States::tr("The computer's clock shows a time that has passed. Nothing is lost. Set it in "
                           "the computer's settings.")};
        case ClockStatus::Ahead:
            //: Status bar: the computer's time %1 is too late.
            return {
                Tone::Warning, States::tr("%1 is fast: set the clock").arg(time),
                //: Tool tip of that.
                States::tr("The operator's clock is behind this computer's. Nothing is lost. Set it in the "
                           "computer's settings.")};
    }
    return {};
}

QString waitingWords(int registrations) {
    //: Status bar: number of registrations that wait to be sent to the operator.
    if (registrations > 0) return States::tr("%n waiting to send", nullptr, registrations);
    //: Status bar: no registration waits.
    return States::tr("Nothing waits");
}

QString tryWords(const TryCount& count) {
    if (count.now <= 0) return {};
    const QLocale locale;
    //: Status bar during a scan: which of the allowed tries this is.
    return States::tr("Try %1 of %2").arg(locale.toString(count.now), locale.toString(count.of));
}

}  // namespace countersign::ui
