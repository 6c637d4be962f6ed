#include "text/other_way_text.h"

#include <QCoreApplication>

namespace countersign::ui {
namespace {

// The page of other ways. The clerk reads it, often beside the buyer: nothing here may hurt who hears it.
struct OtherWayText {
    Q_DECLARE_TR_FUNCTIONS(OtherWayText)
};

}  // namespace

ObstacleText obstacleText(Obstacle obstacle) {
    switch (obstacle) {
        case Obstacle::NoWish:
            return {QStringLiteral("person"),
                    OtherWayText::tr("Does not want a scan", "other ways; one of a list: the buyer"),
                    OtherWayText::tr(
                        "That is the buyer's right, and no reason is asked for. A person at the operator "
                        "checks the document.",
                        "other ways; what to do"),
                    {}};
        case Obstacle::EyesCannotClose:
            return {
                QStringLiteral("eye"),
                OtherWayText::tr("Can't close both eyes", "other ways; one of a list: one eye, a stiff lid"),
                OtherWayText::tr(
                    "The scan goes without closing the eyes. One eye, a stiff lid or an artificial "
                    "eye are no obstacle then.",
                    "other ways; what to do"),
                OtherWayText::tr("Turn the head four times, as shown. No blinking.",
                                 "other ways; what the scan asks")};
        case Obstacle::HeadCannotTurn:
            return {
                QStringLiteral("refresh"),
                OtherWayText::tr("Can't turn the head", "other ways; one of a list"),
                OtherWayText::tr("The scan goes without turning the head.", "other ways; what to do"),
                OtherWayText::tr("Close the eyes and open them, twice.", "other ways; what the scan asks")};
        case Obstacle::EyesStayClosed:
            return {QStringLiteral("sound"),
                    OtherWayText::tr("Blind, or the eyes stay closed", "other ways; one of a list"),
                    OtherWayText::tr(
                        "Closed eyes and dark glasses are fine. Read each instruction aloud, or let the "
                        "program say it.",
                        "other ways; what to do"),
                    OtherWayText::tr("Turn the head twice, with twice the time.",
                                     "other ways; what the scan asks")};
        case Obstacle::NeedsTime:
            return {
                QStringLiteral("clock"),
                OtherWayText::tr("Needs more time, or can't hold still",
                                 "other ways; one of a list: tremor, age, an infant in arm"),
                OtherWayText::tr(
                    "There is no hurry. Let the buyer sit down; somebody else can hold the child.",
                    "other ways; what to do"),
                OtherWayText::tr("Two movements, with twice the time.", "other ways; what the scan asks")};
        case Obstacle::OutOfReach:
            return {
                QStringLiteral("camera"),
                OtherWayText::tr("Camera doesn't reach the face",
                                 "other ways; one of a list: wheelchair, lying"),
                OtherWayText::tr(
                    "Turn or carry the camera to the buyer, at the height of the eyes. If it can't "
                    "be moved, go on without a scan.",
                    "other ways; what to do"),
                OtherWayText::tr("Two movements, with twice the time.", "other ways; what the scan asks")};
        case Obstacle::FaceStaysCovered:
            return {QStringLiteral("mask"),
                    OtherWayText::tr("The face stays covered", "other ways; one of a list: veil, bandage"),
                    OtherWayText::tr(
                        "Nobody has to uncover the face here. If the buyer would rather do so alone with "
                        "one clerk, offer another room and go back to the scan.",
                        "other ways; what to do"),
                    {}};
        case Obstacle::FaceHasChanged:
            return {
                QStringLiteral("id_card"),
                OtherWayText::tr("Looks different from the document",
                                 "other ways; one of a list: burn, operation, long illness"),
                OtherWayText::tr(
                    "A scan would compare in vain. A person at the operator looks at the document instead.",
                    "other ways; what to do"),
                {}};
        case Obstacle::TriesUsedUp:
            return {
                QStringLiteral("undo"),
                OtherWayText::tr("The scan did not work", "other ways; one of a list: several tries failed"),
                OtherWayText::tr(
                    "It is not the buyer's fault. A person at the operator looks at the document.",
                    "other ways; what to do"),
                {}};
        case Obstacle::ScanNotPossible:
            return {
                QStringLiteral("sun"),
                OtherWayText::tr("No scan is possible here now", "other ways; one of a list: camera, light"),
                OtherWayText::tr(
                    "Choose this if the camera or the light can't be mended while the buyer waits.",
                    "other ways; what to do"),
                {}};
    }
    return {};
}

}  // namespace countersign::ui
