// Languages are longer than English: every sentence made longer by 40 % must not break a page. The stand-in language
// keeps the English words and adds to them.
#include <QScrollArea>
#include <QScrollBar>
#include <QTranslator>

#include "models/queue_model.h"
#include "pages/cameras_page.h"
#include "pages/consent_page.h"
#include "pages/day_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/failure_page.h"
#include "pages/other_way_page.h"
#include "pages/queue_page.h"
#include "pages/result_page.h"
#include "pages/scan_page.h"
#include "pages/sign_in_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "theme/style.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

class Longer final : public QTranslator {
  public:
    [[nodiscard]] QString translate(const char*, const char* source, const char*, int n) const override {
        QString text = QString::fromUtf8(source);
        if (text.contains(QStringLiteral("(*."))) return text;  // a file kind
        if (n >= 0) text.replace(QStringLiteral("%n"), QString::number(n));
        // Short words grow most (German, Uyghur); as words, because that is where lines may break.
        QString more;
        while (more.size() < text.size() * 2 / 5) more += QStringLiteral(" longer");
        return text + more.left(text.size() * 2 / 5);
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

// What is cut off, and whether the page has to be moved sideways to be read.
QString broken(QWidget& page) {
    QStringList found;
    for (const QString& what : clippedBelow(page)) {
        if (!what.contains(QStringLiteral("outside the page"))) found << what;
    }
    for (auto* area : page.findChildren<QScrollArea*>()) {
        if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0) found << QStringLiteral("moves sideways");
    }
    return found.join(QStringLiteral("; "));
}

}  // namespace

TEST_CASE("sentences that are 40 % longer break no page") {
    QApplication& app = application();
    stopMotion();
    applyTheme(app, Scheme::Light, 1.0);
    Longer longer;
    app.installTranslator(&longer);
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        Counter counter;
        counter.fillStatus();
        auto& window = counter.window;
        ManualClock clock{std::chrono::system_clock::now()};
        auto* scan = new ScanPage(clock);
        auto* failure = new FailurePage;
        auto* result = new ResultPage(clock, counter.dialogs);
        auto* queue = new QueuePage(clock);
        auto* day = new DayPage(clock, queue->model(), counter.dialogs);
        auto* cameras = new CamerasPage;
        auto* other = new OtherWayPage;
        window.setPage(Place::Scan, scan);
        window.setPage(Place::Failure, failure);
        window.setPage(Place::Result, result);
        window.setPage(Place::Queue, queue);
        window.setPage(Place::Day, day);
        window.setPage(Place::Cameras, cameras);
        window.setPage(Place::OtherWay, other);
        counter.details->setDetails(goodDetails(Purchase::SimAndPhone));
        cameras->setItems({}, {{QStringLiteral("a"), QStringLiteral("Anna"), true}});
        window.resize(size);
        const auto look = [&](Place place, const std::string& what) {
            window.showPlace(place);
            REQUIRE(settle(window));
            INFO(size.width() << " " << what);
            CHECK(broken(window).toStdString() == "");
            saveShot(window, size, QStringLiteral("longer-%1-%2").arg(QString::fromStdString(what)).arg(size.width()));
        };
        look(Place::SignIn, "sign-in");
        look(Place::Details, "details");
        look(Place::Document, "document");
        counter.consent->setBuyerAge(13, 14, 16, clock.wall());
        look(Place::Consent, "consent");
        scan->start(2, 3);
        ScanProgress progress;
        for (const Action action : {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::Blink})
            progress.steps.push_back({action, {}, {}, {}});
        progress.current = 1;
        progress.hint = Hint::EvenLight;
        scan->setProgress(progress);
        look(Place::Scan, "scan");
        for (const Reason reason : {Reason::TooDark, Reason::ActionNotSeenInTime, Reason::NotThePersonOnTheDocument}) {
            failure->setOtherWayHint(FailurePage::OtherWayHint::Yes);
            failure->showFailure(reason, standIn(), 1);
            look(Place::Failure, "failure-" + std::string(reasonName(reason)));
        }
        other->ask(Obstacle::EyesStayClosed, OtherWayPage::ScanOffer::Offered);
        look(Place::OtherWay, "other-way");
        ResultView view;
        view.receipt.recordId = RecordId::random();
        view.decision = Decision::Review;
        result->showResult(view);
        look(Place::Result, "result");
        look(Place::Queue, "queue");
        look(Place::Day, "day");
        look(Place::Cameras, "cameras");
    }
    app.removeTranslator(&longer);
}
