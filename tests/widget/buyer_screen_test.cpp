// The buyer's screen is safe for people whom flashes harm, and works without sound, reading or colours.
#include <QPainter>
#include <cmath>

#include "buyer_window.h"
#include "pages/scan_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

// WCAG 2.1: relative luminance of a pixel.
double luminance(QRgb p) {
    const auto linear = [](int c8) {
        const double c = c8 / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(p)) + 0.7152 * linear(qGreen(p)) + 0.0722 * linear(qBlue(p));
}

// The share of the screen that a general flash would take: luminance changes by 0.1 or more with the darker
// side below 0.8 (WCAG 2.3.1).
double flashing(const QImage& a, const QImage& b) {
    REQUIRE(a.size() == b.size());
    const QImage x = a.scaled(a.size() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                         .convertToFormat(QImage::Format_RGB32);
    const QImage y = b.scaled(x.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                         .convertToFormat(QImage::Format_RGB32);
    int changed = 0;
    for (int row = 0; row < x.height(); ++row) {
        for (int column = 0; column < x.width(); ++column) {
            const double p = luminance(x.pixel(column, row));
            const double q = luminance(y.pixel(column, row));
            if (std::abs(p - q) >= 0.1 && std::min(p, q) < 0.8) ++changed;
        }
    }
    return double(changed) / (x.width() * x.height());
}

// A small part of the field of view, whatever the screen's distance.
constexpr double kSafeArea = 0.25;

ScanProgress progress(std::optional<std::size_t> at, std::size_t done, Hint hint, bool inOval = true) {
    ScanProgress made;
    for (const Action action :
         {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::LookUp, Action::LookDown})
        made.steps.push_back({action, {}, {}, {}});
    for (std::size_t i = 0; i < done; ++i) made.steps[i].result = StepResult::Done;
    made.current = at;
    made.faceInOval = inOval;
    made.hint = hint;
    return made;
}

}  // namespace

// Whatever follows whatever, however fast: no two pictures of the same scan differ by a flash, so that no
// order of prompts and hints can flash. Coming to and leaving the scan change the screen once each.
TEST_CASE("nothing that the scan shows can flash") {
    application();
    stopMotion();
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        BuyerWindow buyer;
        buyer.setLanguages(QStringLiteral("zh-CN"), QStringLiteral("en"));
        buyer.resize(size);
        ManualClock clock{WallTime{}};
        ScanPage clerk(clock);
        clerk.resize(size);
        buyer.setMoment(BuyerWindow::Moment::Welcome);
        buyer.setPreview(standIn());
        clerk.setPreview(standIn());
        REQUIRE(settle(buyer));
        REQUIRE(settle(clerk));
        std::vector<QImage> buyers, clerks;
        for (std::size_t step = 0; step < 5; ++step) {
            for (const Hint hint : {Hint::None, Hint::MoreLight, Hint::OnePersonOnly}) {
                for (const auto& each : {progress(step, step, hint), progress({}, step, hint),
                                         progress({}, step, hint, false)}) {
                    buyer.setProgress(each);
                    clerk.setProgress(each);
                    QCoreApplication::processEvents();
                    buyers.push_back(buyer.grab().toImage());
                    clerks.push_back(clerk.grab().toImage());
                }
            }
        }
        double worst = 0;
        for (const auto* pictures : {&buyers, &clerks}) {
            for (const QImage& a : *pictures) worst = std::max(worst, flashing(a, pictures->front()));
            for (std::size_t i = 1; i < pictures->size(); ++i)
                worst = std::max(worst, flashing((*pictures)[i - 1], (*pictures)[i]));
        }
        INFO(size.width() << ": " << worst);
        CHECK(worst <
              kSafeArea / 2);  // so that no two of them, both compared with the first, reach it together
    }
}

TEST_CASE("a flash would be found") {
    QImage dark(400, 400, QImage::Format_RGB32);
    dark.fill(QColor(20, 20, 20));
    QImage light = dark;
    {
        QPainter painter(&light);
        painter.fillRect(QRect(0, 0, 220, 220), QColor(200, 200, 200));
    }
    CHECK(flashing(dark, light) > kSafeArea);
    CHECK(flashing(dark, dark) == 0);
}

// Without sound and without reading: each action has a sign of its own, at the side to which the buyer turns
// in the mirror.
TEST_CASE("each action can be told by its sign alone, without colours") {
    application();
    stopMotion();
    BuyerWindow buyer;
    buyer.resize(1280, 720);
    buyer.setMoment(BuyerWindow::Moment::Welcome);
    buyer.setPreview(standIn());
    REQUIRE(settle(buyer));
    std::vector<QImage> seen;
    for (std::size_t step = 0; step < 5; ++step) {
        buyer.setProgress(progress(step, 0, Hint::None));
        QCoreApplication::processEvents();
        // The words are below: the upper part only, in grey.
        const QImage picture = buyer.grab().toImage();
        seen.push_back(picture.copy(0, 0, picture.width(), picture.height() * 3 / 5)
                           .convertToFormat(QImage::Format_Grayscale8));
    }
    for (std::size_t a = 0; a < seen.size(); ++a) {
        for (std::size_t b = a + 1; b < seen.size(); ++b) {
            INFO(a << " and " << b);
            int differing = 0;
            for (int y = 0; y < seen[a].height(); y += 2) {
                for (int x = 0; x < seen[a].width(); x += 2)
                    differing +=
                        std::abs(qGray(seen[a].pixel(x, y)) - qGray(seen[b].pixel(x, y))) > 40 ? 1 : 0;
            }
            CHECK(differing > 200);
        }
    }
}

TEST_CASE("on one screen the scan page speaks to the buyer too, and says nothing twice") {
    application();
    const InLanguage english(QStringLiteral("en"));
    ManualClock clock{WallTime{}};
    ScanPage page(clock);
    page.resize(1056, 624);
    REQUIRE(settle(page));
    CHECK(page.buyerWords().isEmpty());
    page.setBuyerLanguage(QStringLiteral("zh-CN"));
    page.setProgress(progress(1, 1, Hint::None));
    CHECK(page.instruction() == ScanText().instruction(Action::TurnLeft));
    CHECK(page.buyerWords() == ScanText(QStringLiteral("zh-CN")).instruction(Action::TurnLeft));
    page.setProgress(progress({}, 2, Hint::None));
    CHECK(page.buyerWords() == ScanText(QStringLiteral("zh-CN")).lookStraight());
    CHECK(clippedBelow(page) == QStringList());
    page.setBuyerLanguage(QStringLiteral("en"));
    CHECK(page.buyerWords().isEmpty());
    page.setBuyerLanguage(QStringLiteral("xx"));  // falls back to English, which is said already
    CHECK(page.buyerWords().isEmpty());
    page.setBuyerLanguage({});
    CHECK(page.buyerWords().isEmpty());
}
