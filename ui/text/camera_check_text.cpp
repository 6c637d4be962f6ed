#include "text/camera_check_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "text/local_time.h"

namespace countersign::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CameraCheckText)
};

}  // namespace

const std::vector<CameraAspect>& cameraAspects() {
    static const std::vector<CameraAspect> all{CameraAspect::Light, CameraAspect::Focus,
                                               CameraAspect::Position, CameraAspect::Colour,
                                               CameraAspect::Speed};
    return all;
}

CameraAspect aspectOf(CameraFinding finding) {
    switch (finding) {
        case CameraFinding::TooSlow:
        case CameraFinding::Uneven:
            return CameraAspect::Speed;
        case CameraFinding::TooDark:
        case CameraFinding::TooBright:
        case CameraFinding::LightFromBehind:
        case CameraFinding::LightFromOneSide:
            return CameraAspect::Light;
        case CameraFinding::Blurred:
            return CameraAspect::Focus;
        case CameraFinding::ColourCast:
            return CameraAspect::Colour;
        case CameraFinding::Moved:
            return CameraAspect::Position;
    }
    return CameraAspect::Light;
}

QString aspectName(CameraAspect aspect) {
    switch (aspect) {
        case CameraAspect::Speed:
            return Words::tr("Speed", "camera check; what is looked at");
        case CameraAspect::Light:
            return Words::tr("Light", "camera check; what is looked at");
        case CameraAspect::Focus:
            return Words::tr("Sharpness", "camera check; what is looked at");
        case CameraAspect::Colour:
            return Words::tr("Colour", "camera check; what is looked at");
        case CameraAspect::Position:
            return Words::tr("Position", "camera check; what is looked at");
    }
    return {};
}

QString aspectGood(CameraAspect aspect) {
    switch (aspect) {
        case CameraAspect::Speed:
            return Words::tr("Pictures come fast and evenly.", "camera check; nothing wrong");
        case CameraAspect::Light:
            return Words::tr("Bright enough, and from in front.", "camera check; nothing wrong");
        case CameraAspect::Focus:
            return Words::tr("The picture is sharp.", "camera check; nothing wrong");
        case CameraAspect::Colour:
            return Words::tr("Colours are as they should be.", "camera check; nothing wrong");
        case CameraAspect::Position:
            return Words::tr("The camera looks where it should.", "camera check; nothing wrong");
    }
    return {};
}

QString findingWords(CameraFinding finding) {
    switch (finding) {
        case CameraFinding::TooSlow:
            return Words::tr("The camera is too slow for a scan.", "camera check");
        case CameraFinding::Uneven:
            return Words::tr("Pictures come in jerks.", "camera check");
        case CameraFinding::TooDark:
            return Words::tr("It is too dark.", "camera check");
        case CameraFinding::TooBright:
            return Words::tr("It is too bright.", "camera check");
        case CameraFinding::LightFromBehind:
            return Words::tr("The light comes from behind the buyer.", "camera check");
        case CameraFinding::LightFromOneSide:
            return Words::tr("The light comes from one side.", "camera check");
        case CameraFinding::Blurred:
            return Words::tr("The picture is less sharp than it was.", "camera check");
        case CameraFinding::ColourCast:
            return Words::tr("The colours are not as they were.", "camera check");
        case CameraFinding::Moved:
            return Words::tr("The camera looks somewhere else than before.", "camera check");
    }
    return {};
}

QString findingAdvice(CameraFinding finding) {
    switch (finding) {
        case CameraFinding::TooSlow:
            return Words::tr(
                "Plug the camera straight into the computer, close other programs, and switch on more light: "
                "many "
                "cameras become slow in the dark.",
                "camera check; what to do");
        case CameraFinding::Uneven:
            return Words::tr("Close other programs and plug the camera straight into the computer.",
                             "camera check; what to do");
        case CameraFinding::TooDark:
            return Words::tr("Switch on a lamp in front of the buyer, or open the curtain.",
                             "camera check; what to do");
        case CameraFinding::TooBright:
            return Words::tr("Keep the sun and lamps off the place where the buyer sits.",
                             "camera check; what to do");
        case CameraFinding::LightFromBehind:
            return Words::tr(
                "Turn the counter or the camera, so that the window is not behind the buyer, or close the "
                "curtain.",
                "camera check; what to do");
        case CameraFinding::LightFromOneSide:
            return Words::tr("Turn the lamp, or put a second one on the darker side.",
                             "camera check; what to do");
        case CameraFinding::Blurred:
            return Words::tr(
                "Wipe the lens with a soft cloth. If it has a ring, turn it until the picture is sharp.",
                "camera check; what to do");
        case CameraFinding::ColourCast:
            return Words::tr("Use white lamps, and keep coloured signs away from the buyer.",
                             "camera check; what to do");
        case CameraFinding::Moved:
            return Words::tr(
                "Turn the camera back to where the buyer sits. If it is meant to be there now, keep it as "
                "the good state.",
                "camera check; what to do");
    }
    return {};
}

QString historyWhen(const CameraCheckEntry& entry) {
    return QLocale().toString(localTime(entry.at), QLocale::ShortFormat);
}

QString historyWhat(const CameraCheckEntry& entry) {
    if (entry.findings.empty()) {
        return entry.compared
                   ? Words::tr("All good.", "camera check; a line of the history")
                   : Words::tr("Nothing wrong; not compared.", "camera check; a line of the history");
    }
    QStringList words;
    for (const auto finding : entry.findings) words << findingWords(finding);
    return words.join(u' ');
}

}  // namespace countersign::ui
