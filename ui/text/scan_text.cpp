#include "text/scan_text.h"

#include <QLocale>

namespace countersign::ui {

StepState stepState(const ScanProgress& progress, std::size_t index) {
    if (index >= progress.steps.size()) return StepState::ToCome;
    const ChallengeStep& step = progress.steps[index];
    if (step.result) return *step.result == StepResult::Done ? StepState::Done : StepState::NotDone;
    if (step.doneAt) return StepState::Done;
    return progress.current == index ? StepState::Now : StepState::ToCome;
}

QString ScanText::instruction(Action action) const {
    switch (action) {
        case Action::Blink:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Close your eyes and open them",
                                            "big instruction for the buyer; asks for one slow blink"));
        case Action::TurnLeft:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Turn your head to the left",
                                            "big instruction for the buyer; the buyer's own left"));
        case Action::TurnRight:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Turn your head to the right",
                                            "big instruction for the buyer; the buyer's own right"));
        case Action::LookUp:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Lift your head", "big instruction for the buyer"));
        case Action::LookDown:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Lower your head", "big instruction for the buyer"));
    }
    return {};
}

QString ScanText::shortName(Action action) const {
    switch (action) {
        case Action::Blink:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Blink", "chip in a list of actions"));
        case Action::TurnLeft:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Turn left", "chip in a list of actions"));
        case Action::TurnRight:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Turn right", "chip in a list of actions"));
        case Action::LookUp:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Look up", "chip in a list of actions"));
        case Action::LookDown:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Look down", "chip in a list of actions"));
    }
    return {};
}

QString ScanText::stepName(const ScanProgress& progress, std::size_t index) const {
    if (index < progress.steps.size()) {
        const ChallengeStep& step = progress.steps[index];
        if (step.askedAt || stepState(progress, index) != StepState::ToCome) return shortName(step.action);
    }
    return words(QT_TRANSLATE_NOOP3("ScanText", "Movement %1",
                                    "chip in a list of actions; not asked yet, so only its number is shown"))
        .arg(QLocale().toString(static_cast<qulonglong>(index + 1)));
}

QString ScanText::lookStraight() const {
    return words(QT_TRANSLATE_NOOP3("ScanText", "Look straight ahead",
                                    "big instruction between two actions of the scan"));
}

QString ScanText::comeIntoOval() const {
    return words(QT_TRANSLATE_NOOP3("ScanText", "Place your face in the oval",
                                    "big instruction at the start of the scan"));
}

QString ScanText::thankYou() const {
    return words(
        QT_TRANSLATE_NOOP3("ScanText", "Thank you. That's all.", "buyer's screen after a good scan"));
}

QString ScanText::oneMoment() const {
    return words(QT_TRANSLATE_NOOP3("ScanText", "One moment, please", "buyer's screen; the clerk explains"));
}

QString ScanText::hint(Hint hint) const {
    switch (hint) {
        case Hint::None:
            return {};
        case Hint::ComeNearer:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Come a little nearer.", "hint during the scan"));
        case Hint::MoveBack:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Move back a little.", "hint during the scan"));
        case Hint::MoveToCentre:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Move to the middle.", "hint during the scan"));
        case Hint::MoreLight:
            return words(QT_TRANSLATE_NOOP3("ScanText", "More light on the face.", "hint during the scan"));
        case Hint::LessLight:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Less light on the face.", "hint during the scan"));
        case Hint::EvenLight:
            return words(QT_TRANSLATE_NOOP3("ScanText", "One side is darker. Turn the lamp a little.",
                                            "hint during the scan: light from one side or behind"));
        case Hint::HoldStill:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Hold still.", "hint during the scan"));
        case Hint::LookStraight:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Look straight ahead.", "hint during the scan"));
        case Hint::ShowEyes:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Show both eyes. Take off dark glasses.",
                                            "hint during the scan"));
        case Hint::UncoverFace:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Uncover the face: mask, scarf or hand.",
                                            "hint during the scan"));
        case Hint::OnePersonOnly:
            return words(QT_TRANSLATE_NOOP3("ScanText", "Only the buyer in the picture, please.",
                                            "hint during the scan"));
    }
    return {};
}

QString ScanText::stepStateName(StepState state) const {
    switch (state) {
        case StepState::ToCome:
            return words(QT_TRANSLATE_NOOP3("ScanText", "to come", "state of an action"));
        case StepState::Now:
            return words(QT_TRANSLATE_NOOP3("ScanText", "now", "state of an action"));
        case StepState::Done:
            return words(QT_TRANSLATE_NOOP3("ScanText", "done", "state of an action"));
        case StepState::NotDone:
            return words(QT_TRANSLATE_NOOP3("ScanText", "not done", "state of an action"));
    }
    return {};
}

}  // namespace countersign::ui
