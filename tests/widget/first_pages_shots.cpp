// Pictures of the first pages in every language, light and dark. Hidden: runs only by name ("[shots]"), with
// COUNTERSIGN_SHOTS naming a folder.
#include <QFileInfo>

#include "main_window.h"
#include "pages/consent_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/sign_in_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "theme/style.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/focus_ring.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

struct Look {
    const char* language;
    Scheme scheme;
    QSize size;
    double scale;
    const char* name;
};

const Look kLooks[] = {
    {"en", Scheme::Light, {1280, 720}, 1.0, "en-light"},
    {"en", Scheme::Dark, {1280, 720}, 1.0, "en-dark"},
    {"zh-CN", Scheme::Light, {1280, 720}, 1.0, "zh-light"},
    {"ar", Scheme::Light, {1280, 720}, 1.0, "ar-light"},
    {"ar", Scheme::Dark, {1920, 1080}, 1.0, "ar-dark-large"},
    {"en", Scheme::Light, {1920, 1080}, 2.0, "en-200"},
    {"en", Scheme::Light, {1920, 1080}, 1.0, "en-large"},
    {"en", Scheme::Light, {1024, 640}, 1.0, "en-small"},
};

}  // namespace

TEST_CASE("pictures of the first pages", "[.][shots]") {
    QApplication& app = application();
    const FocusRing ring(app);
    stopMotion();
    for (const Look& look : kLooks) {
        applyTheme(app, look.scheme, look.scale);
        const InLanguage language(QString::fromLatin1(look.language));
        const auto shoot = [&](Counter& counter, const char* name) {
            saveShot(counter.window, look.size,
                     QStringLiteral("%1-%2").arg(QLatin1String(name), QLatin1String(look.name)));
        };
        {
            Counter counter;
            counter.window.showPlace(Place::SignIn);
            shoot(counter, "1-sign-in");
            counter.signIn->setPracticeOffer(PracticeOffer::Shown);
            counter.signIn->setProblem(SignInProblem::WrongIdOrPin);
            shoot(counter, "1-sign-in-wrong");
        }
        Counter counter;
        counter.fillStatus();
        counter.window.showPlace(Place::Details);
        shoot(counter, "2-details-empty");
        BuyerDetails details = goodDetails();
        details.iccid = "89860112345678901235";
        counter.details->setDetails(details);
        counter.window.showPlace(Place::Details);
        shoot(counter, "2-details");
        counter.details->setDetails(goodDetails(Purchase::SimAndPhone));
        counter.window.setPractice(Practice::On);
        counter.window.showPlace(Place::Details);
        shoot(counter, "2-details-both-practice");
        counter.window.setPractice(Practice::Off);

        counter.window.setReachable({Place::Details});
        counter.window.showPlace(Place::Document);
        shoot(counter, "3-document-empty");
        counter.document->setCamera(CameraOffer::Available);
        counter.document->setPreview(standIn());
        shoot(counter, "3-document-live");
        counter.document->setPortrait({standIn(), QRectF(222, 102, 196, 268), 78, {}});
        shoot(counter, "3-document-good");
        counter.document->setPortrait({standIn(), QRectF(222, 102, 196, 268), 21, {Reason::Blurred}});
        counter.window.showNotice(Tone::Warning,
                                  QStringLiteral("The camera was unplugged. Plug it in again."),
                                  QStringLiteral("Choose another"));
        shoot(counter, "3-document-bad");
        counter.document->clear();
        counter.document->setProblem(ErrorCode::PictureFileUnreadable);
        shoot(counter, "3-document-problem");

        counter.window.setReachable({Place::Details, Place::Document});
        counter.consent->setBuyerLanguage(QString::fromLatin1(look.language));
        counter.window.showPlace(Place::Consent);
        shoot(counter, "4-consent");
    }
    applyTheme(app, Scheme::Light, 1.0);
}
