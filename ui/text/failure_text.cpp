#include "text/failure_text.h"

#include <QCoreApplication>

namespace countersign::ui {
namespace {

// Every string of this class shows on the failure card: chip, heading, sentence, then three things to do.
class Words {
    Q_DECLARE_TR_FUNCTIONS(FailureText)

  public:
    static FailureText picture(Reason reason);
    static FailureText movement(Reason reason);
    static FailureText people(Reason reason);
    static FailureText doubt(Reason reason);
    static FailureText decision(Reason reason);
    static FailureText equipment(Reason reason);
    static QString remedy(FailureRemedy remedy);
    static QString triesLeft(int left);
    static QString tryAgain() { return tr("Try again."); }
    static QString otherWay() { return tr("If that can't be done, choose “Another way”."); }
};

FailureText Words::picture(Reason reason) {
    FailureText text{FailureKind::Picture, FailureRemedy::ScanAgain, {}, {}, {}, {}};
    switch (reason) {
        case Reason::TooFar:
            text.chip = tr("Too far away");
            text.heading = tr("The buyer was too far from the camera. Nobody was refused.");
            text.sentence = tr("The face was too small for the eyes to be judged.");
            text.steps = {tr("Ask the buyer to come nearer, to about an arm's length."),
                          tr("Or move the camera towards the buyer."),
                          tr("Try again once the face fills the oval.")};
            break;
        case Reason::TooNear:
            text.chip = tr("Too near");
            text.heading = tr("The buyer was too near the camera. Nobody was refused.");
            text.sentence = tr("Parts of the face were outside the picture.");
            text.steps = {tr("Ask the buyer to move back a little, to about an arm's length."),
                          tr("Or move the camera back."),
                          tr("Try again once the whole face is inside the oval.")};
            break;
        case Reason::OffCentre:
            text.chip = tr("Not in the middle");
            text.heading = tr("The face was at the edge of the picture. Nobody was refused.");
            text.sentence = tr("The head leaves the picture as soon as it turns.");
            text.steps = {tr("Turn or lift the camera until the face is in the oval."),
                          tr("Ask the buyer to sit upright, in front of the camera."), tryAgain()};
            break;
        case Reason::TooDark:
            text.chip = tr("Too dark to see the eyes");
            text.heading = tr("The picture was too dark. Nobody was refused.");
            text.sentence = tr("A blink can't be judged in this light.");
            text.steps = {tr("Turn the lamp towards the buyer, or turn the counter away from the window."),
                          tr("Ask the buyer to lift a hat or cap."), tryAgain()};
            break;
        case Reason::TooBright:
            text.chip = tr("Too bright");
            text.heading = tr("The picture was too bright. Nobody was refused.");
            text.sentence = tr("Parts of the face were plain white.");
            text.steps = {tr("Turn the lamp away from the face, or dim it."),
                          tr("Close a blind if the sun shines on the buyer."), tryAgain()};
            break;
        case Reason::LightFromOneSide:
            text.chip = tr("Light from one side or behind");
            text.heading = tr("The light was uneven. Nobody was refused.");
            text.sentence = tr("One half of the face, or all of it, was in its own shadow.");
            text.steps = {tr("Turn the counter or the camera until the window is in front of the buyer."),
                          tr("Put a lamp on the darker side."), tryAgain()};
            break;
        case Reason::Blurred:
            text.chip = tr("Blurred");
            text.heading = tr("The picture was blurred. Nobody was refused.");
            text.sentence = tr("Eyes and mouth had no clear edges.");
            text.steps = {tr("Wipe the camera's lens with a soft cloth."),
                          tr("Ask the buyer to hold still until a movement is asked for."),
                          tr("Check that the camera stands firmly, then try again.")};
            break;
        case Reason::EyesNotVisible:
            text.chip = tr("Eyes not visible");
            text.heading = tr("The eyes could not be seen. Nobody was refused.");
            text.sentence = tr("Dark or shining glasses, or hair, were in front of the eyes.");
            text.steps = {tr("Ask the buyer to take off dark glasses, or to tilt shining ones a little."),
                          tr("Ask the buyer to move hair away from the eyes."),
                          tr("Try again. If glasses must stay on or the eyes can't be shown, choose “Another "
                             "way”.")};
            break;
        case Reason::FaceCovered:
            text.chip = tr("Face covered");
            text.heading = tr("Part of the face was covered. Nobody was refused.");
            text.sentence = tr("A mask, a scarf or a hand was in front of mouth or nose.");
            text.steps = {tr("Ask whether the mask or scarf can come off for a minute."),
                          tr("Ask the buyer to keep hands away from the face, then try again."),
                          tr("If it stays on for health or faith, choose “Another way”.")};
            break;
        case Reason::NotFacing:
            text.chip = tr("Not facing the camera");
            text.heading = tr("The face was turned away at the start. Nobody was refused.");
            text.sentence = tr("The scan begins with a look straight into the camera.");
            text.steps = {tr("Put the camera at the height of the eyes."),
                          tr("Ask the buyer to look straight into it until an arrow appears."), tryAgain()};
            break;
        default:
            break;
    }
    return text;
}

FailureText Words::movement(Reason reason) {
    FailureText text{FailureKind::Movement, FailureRemedy::ScanAgain, {}, {}, {}, {}};
    switch (reason) {
        case Reason::WrongAction:
            text.chip = tr("Another movement than asked");
            text.heading = tr("The movement was another one. Nobody was refused.");
            text.sentence = tr("It happens easily, above all with left and right.");
            text.steps = {tr("Show the movement yourself once. The arrow points to where the buyer turns."),
                          tr("Check that the prompts are in the buyer's language."), tryAgain()};
            break;
        case Reason::ActionTooEarly:
            text.chip = tr("A little too early");
            text.heading = tr("The movement came before it was asked. Nobody was refused.");
            text.sentence = tr("The order is new each time, so a movement counts only after its prompt.");
            text.steps = {tr("Tell the buyer: wait for the arrow, then move."),
                          tr("Between two prompts, look straight ahead."), tryAgain()};
            break;
        case Reason::ActionNotSeenInTime:
            text.chip = tr("Time ran out");
            text.heading = tr("The time was too short. Nothing was wrong with the buyer or the picture.");
            text.sentence = tr("The movement asked for was not seen before its time was over.");
            text.steps = {tr("Explain the movements first: a slow blink, then the head well to the side."),
                          tr("Try again. There is no hurry between the tries."),
                          tr("If a movement can't be done, choose “Another way”.")};
            break;
        default:
            break;
    }
    return text;
}

FailureText Words::people(Reason reason) {
    FailureText text{FailureKind::People, FailureRemedy::ScanAgain, {}, {}, {}, {}};
    switch (reason) {
        case Reason::NoFace:
            text.chip = tr("No face in the picture");
            text.heading = tr("The camera saw no face. Nobody was refused.");
            text.sentence = tr("Nothing could begin, so nothing was compared.");
            text.steps = {tr("Turn the camera to the buyer, at the height of the eyes."),
                          tr("Check that nothing covers the lens."),
                          tr("Try again once the face is in the oval.")};
            break;
        case Reason::MoreThanOneFace:
            text.chip = tr("More than one face");
            text.heading = tr("More than one face was in the picture. Nobody was refused.");
            text.sentence = tr("The scan stops then, so that nobody but the buyer is compared.");
            text.steps = {tr("Ask others to step out of the picture, also behind the buyer."),
                          tr("Cover posters or screens with faces in the background."), tryAgain()};
            break;
        case Reason::FaceLost:
            text.chip = tr("Face lost from view");
            text.heading = tr("The face went out of view during the scan. Nobody was refused.");
            text.sentence = tr("The scan must see one face from start to end, without a gap.");
            text.steps = {tr("Ask the buyer to stay in the oval and to turn the head only, not the chair."),
                          tr("Keep hands and papers out of the picture."), tryAgain()};
            break;
        case Reason::AnotherFaceAppeared:
            text.chip = tr("Another person came in");
            text.heading = tr("Another person came into view during the scan. Nobody was refused.");
            text.sentence = tr("The face seen at the end must be the one seen at the start.");
            text.steps = {tr("Ask the buyer to sit alone before the camera."),
                          tr("A child on the arm or a helper stays beside the picture, not in it."),
                          tryAgain()};
            break;
        default:
            break;
    }
    return text;
}

FailureText Words::doubt(Reason reason) {
    FailureText text{FailureKind::Doubt, FailureRemedy::ScanAgain, {}, {}, {}, {}};
    switch (reason) {
        case Reason::FlatFace:
            text.chip = tr("Face looked flat in the turn");
            text.heading = tr("The turn showed too little depth to go on.");
            text.sentence =
                tr("A turning head shows its shape; a picture does not. A small turn looks flat too.");
            text.steps = {tr("See for yourself that the buyer is sitting before the camera."),
                          tr("Ask for a wider turn: the nose well to the side, the shoulders still."),
                          tr("Try again, or choose “Another way”: a person at the operator looks.")};
            break;
        case Reason::ScreenOrPrintSuspected:
            text.chip = tr("Looks like a screen or a print");
            text.heading = tr("The picture looked like a screen or a printed photo.");
            text.sentence = tr("Straight edges or shine near a real face can look like that too.");
            text.steps = {
                tr("See for yourself that no phone, tablet or photo is before the camera."),
                tr("Take frames and shining things out of the picture and turn a lamp that is mirrored."),
                tr("Try again, or choose “Another way”: a person at the operator looks.")};
            break;
        default:
            break;
    }
    return text;
}

FailureText Words::decision(Reason reason) {
    if (reason == Reason::NotThePersonOnTheDocument) {
        return {FailureKind::Mismatch,
                FailureRemedy::ScanAgain,
                tr("Not the same face as on the document"),
                tr("The face and the document portrait don't match."),
                tr("Both pictures were good enough to compare. Old portraits, glasses and hair can mislead."),
                {tr("Check that the document is the buyer's own, and that its portrait was taken well."),
                 tr("Ask for the look on the portrait: glasses off or on, hair away from the face."),
                 tr("Try again, or choose “Another way”: a person at the operator looks.")}};
    }
    return {FailureKind::Review,
            FailureRemedy::ScanAgain,
            tr("Not certain"),
            tr("The comparison is not certain. A person must look."),
            tr("The pictures are neither clearly the same face nor clearly two. Nobody was refused."),
            {tr("Take the document portrait again if it is small, old or shining."),
             tr("Try again with even light and, if possible, without glasses."),
             tr("Or choose “Another way”: a person at the operator decides, the buyer need not wait here.")}};
}

FailureText Words::equipment(Reason reason) {
    switch (reason) {
        case Reason::CameraNotTrusted:
            return {FailureKind::Camera,
                    FailureRemedy::ChooseCamera,
                    tr("Camera not trusted"),
                    tr("This camera is a program, not a device. Nobody was refused."),
                    tr("A virtual camera can play any film, so its picture proves nothing."),
                    {tr("Choose the counter's own camera."),
                     tr("Close programs that offer a virtual camera, such as video calls."),
                     tr("If no other camera is listed, unplug the camera, plug it in again and look once "
                        "more.")}};
        case Reason::CameraTooSlowOrSmall:
            return {
                FailureKind::Camera,
                FailureRemedy::ChooseCamera,
                tr("Camera too slow or too small"),
                tr("The camera's picture was too slow or too small. Nobody was refused."),
                tr("A blink is over in a fifth of a second: 15 pictures a second and 640 × 480 are needed."),
                {tr("Plug the camera straight into the computer, not into a hub."),
                 tr("More light makes many cameras faster."), tr("Choose another camera if it stays slow.")}};
        case Reason::DocumentUnreadable:
            return {FailureKind::Document,
                    FailureRemedy::RetakeDocument,
                    tr("Document picture can't be used"),
                    tr("The picture of the document can't be used. The scan was not judged."),
                    tr("It was too small, too blurred or damaged."),
                    {tr("Lay the document flat, without its sleeve, and fill the picture with it."),
                     tr("Turn it until no lamp is mirrored in it."),
                     tr("Take the document picture again. The details you typed stay.")}};
        default:
            return {FailureKind::Document,
                    FailureRemedy::RetakeDocument,
                    tr("No portrait on the document"),
                    tr("No portrait was found on the document picture. The scan was not judged."),
                    tr("Without a portrait there is nothing to compare the buyer with."),
                    {tr("Show the side of the document that carries the portrait."),
                     tr("Upright, with the whole portrait in the picture and no finger on it."),
                     tr("Take the document picture again. The details you typed stay.")}};
    }
}

QString Words::remedy(FailureRemedy remedy) {
    switch (remedy) {
        case FailureRemedy::ScanAgain:
            return tr("Try again", "bold button of the failure card");
        case FailureRemedy::RetakeDocument:
            return tr("Back to the document", "bold button of the failure card");
        case FailureRemedy::ChooseCamera:
            return tr("Choose a camera", "bold button of the failure card");
    }
    return {};
}

QString Words::triesLeft(int left) {
    if (left <= 0) {
        return tr(
            "No tries left. The registration goes on without a scan, to a person at the operator. "
            "Nobody was refused.");
    }
    if (left == 1) {
        return tr(
            "One try left. After that the registration goes on without a scan, to a person at the operator.");
    }
    return tr(
        "%n tries left. After that the registration goes on without a scan, to a person at the operator.",
        "below the buttons of the failure card", left);
}

}  // namespace

FailureKind failureKind(Reason reason) {
    switch (reason) {
        case Reason::TooFar:
        case Reason::TooNear:
        case Reason::OffCentre:
        case Reason::TooDark:
        case Reason::TooBright:
        case Reason::LightFromOneSide:
        case Reason::Blurred:
        case Reason::EyesNotVisible:
        case Reason::FaceCovered:
        case Reason::NotFacing:
            return FailureKind::Picture;
        case Reason::WrongAction:
        case Reason::ActionTooEarly:
        case Reason::ActionNotSeenInTime:
            return FailureKind::Movement;
        case Reason::NoFace:
        case Reason::MoreThanOneFace:
        case Reason::FaceLost:
        case Reason::AnotherFaceAppeared:
            return FailureKind::People;
        case Reason::FlatFace:
        case Reason::ScreenOrPrintSuspected:
            return FailureKind::Doubt;
        case Reason::NotThePersonOnTheDocument:
            return FailureKind::Mismatch;
        case Reason::UnsureAPersonMustLook:
            return FailureKind::Review;
        case Reason::CameraNotTrusted:
        case Reason::CameraTooSlowOrSmall:
            return FailureKind::Camera;
        case Reason::DocumentUnreadable:
        case Reason::PortraitNotFound:
            return FailureKind::Document;
    }
    return FailureKind::Review;
}

FailureText failureText(Reason reason) {
    switch (failureKind(reason)) {
        case FailureKind::Picture:
            return Words::picture(reason);
        case FailureKind::Movement:
            return Words::movement(reason);
        case FailureKind::People:
            return Words::people(reason);
        case FailureKind::Doubt:
            return Words::doubt(reason);
        case FailureKind::Mismatch:
        case FailureKind::Review:
            return Words::decision(reason);
        case FailureKind::Camera:
        case FailureKind::Document:
            return Words::equipment(reason);
    }
    return Words::decision(reason);
}

QString remedyName(FailureRemedy remedy) {
    return Words::remedy(remedy);
}
QString triesLeftText(int left) {
    return Words::triesLeft(left);
}

}  // namespace countersign::ui
