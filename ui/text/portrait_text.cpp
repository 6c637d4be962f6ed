#include "text/portrait_text.h"

#include <QCoreApplication>

namespace countersign::ui {
namespace {

// The worst quality score of the practice buyers' made cards is 27: a sharp picture of a whole card should be
// called good. Not measured on real documents.
constexpr int kGoodFrom = 20;

// Every sentence shows on the document page, beside the picture of the document.
class Portrait {
    Q_DECLARE_TR_FUNCTIONS(Portrait)

  public:
    static QString verdict(int quality) {
        return quality >= kGoodFrom ? tr("Good for comparing.")
                                    : tr("Usable. A larger or sharper picture would compare better.");
    }
    static QString advice(Reason reason) {
        switch (reason) {
            case Reason::NoFace:
            case Reason::PortraitNotFound:
                return tr("No portrait was found. Hold the document straight and let it fill the frame.");
            case Reason::MoreThanOneFace:
                return tr("More than one face is in the picture. Show only the page with the portrait.");
            case Reason::TooFar:
                return tr("The portrait is too small. Bring the document nearer.");
            case Reason::TooNear:
            case Reason::OffCentre:
                return tr("Part of the portrait is cut off. Move the document to the middle.");
            case Reason::TooDark:
                return tr("The picture is too dark. Turn the lamp towards the document.");
            case Reason::TooBright:
                return tr("The document shines. Tilt it a little, away from the lamp.");
            case Reason::LightFromOneSide:
                return tr("There is a shadow across the portrait. Turn the document or the lamp.");
            case Reason::Blurred:
                return tr("The portrait is blurred. Hold still, or move the document back a little.");
            case Reason::EyesNotVisible:
            case Reason::FaceCovered:
                return tr("Something covers the portrait. Take the document out of its cover.");
            case Reason::NotFacing:
                return tr("The portrait is tilted. Hold the document straight.");
            case Reason::ScreenOrPrintSuspected:
                return tr("This looks like a copy or a screen. Use the document itself.");
            case Reason::DocumentUnreadable:
                return tr("The document can't be read. Take the picture again.");
            default:
                return tr("This portrait can't be used. Take the picture again.");
        }
    }
};

}  // namespace

QString portraitVerdict(int quality) {
    return Portrait::verdict(quality);
}

QString portraitAdvice(Reason reason) {
    return Portrait::advice(reason);
}

}  // namespace countersign::ui
