// After a buyer's no nothing scans without a new yes, whatever way leads there: the real controllers, pressed
// as clerks press them.
#include <random>

#include "pages/consent_page.h"
#include "support/catch.h"
#include "text/error_text.h"
#include "unit/counter/flow_bench.h"
#include "widgets/segmented_choice.h"

using namespace countersign;
using namespace countersign::test;
using ui::CounterNotice;
using ui::Place;
using Way = ui::OtherWayPage::Way;

namespace {

void atWork(FlowBench& bench) {
    bench.camera(CameraState::Running);
    bench.signIn();
}

}  // namespace

TEST_CASE("a no after a failed scan takes the yes back: a scan by other terms asks anew") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.refuse(Reason::TooDark);
    REQUIRE(bench.state() == CounterState::Failure);
    bench.back(Place::Consent);
    REQUIRE(bench.state() == CounterState::Consent);
    bench.decline();
    bench.choose(Way::OtherScan);
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.says(CounterNotice::OtherScanNeedsConsent));
    CHECK(bench.scans == 1);
    bench.agree();
    REQUIRE(waitUntil([&] { return bench.state() == CounterState::Scan; }));
    CHECK(bench.scans == 2);
}

TEST_CASE("back from the other ways, and then no: the same") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    Q_EMIT bench.windows.scan->cannotDo();
    REQUIRE(bench.state() == CounterState::OtherWay);
    CHECK_FALSE(bench.registration->scanning());
    Q_EMIT bench.windows.otherWay->backRequested();
    REQUIRE(bench.state() == CounterState::Consent);
    bench.decline();
    bench.choose(Way::OtherScan);
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Consent);
    CHECK_FALSE(bench.registration->scanning());
}

TEST_CASE("who can't do the usual scan and said no to none goes on by other terms at once") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    Q_EMIT bench.windows.scan->cannotDo();
    bench.choose(Way::OtherScan);
    REQUIRE(waitUntil([&] { return bench.state() == CounterState::Scan; }));
    CHECK(bench.scans == 2);
}

TEST_CASE("a yes on which no scan could begin is not kept") {
    FlowBench bench({.diskFull = true});
    atWork(bench);
    bench.toConsent();
    bench.agree();
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.says(ui::errorSentence(ErrorCode::DiskSpaceLow)));
    bench.decline();
    bench.choose(Way::OtherScan);
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.says(CounterNotice::OtherScanNeedsConsent));
    CHECK(bench.scans == 0);
}

TEST_CASE("a no, or a step back, that comes before the room on the disk is known counts") {
    FlowBench bench;
    atWork(bench);
    bench.toConsent();
    bench.agree();
    SECTION("no") {
        bench.decline();
        bench.recordsAnswered();
        CHECK(bench.state() == CounterState::OtherWay);
        bench.choose(Way::OtherScan);
        bench.recordsAnswered();
    }
    SECTION("back and forth again") {
        Q_EMIT bench.windows.consent->backRequested();
        REQUIRE(bench.state() == CounterState::Document);
        bench.pressNext();
        REQUIRE(bench.state() == CounterState::Consent);
        bench.recordsAnswered();
    }
    SECTION("signed out and the next buyer") {
        bench.dialogs.answers = {ui::Answer::Yes};
        bench.registration->requestSignOut();
        REQUIRE(bench.state() == CounterState::SignedOut);
        bench.signIn();
        bench.toConsent();
        bench.recordsAnswered();
    }
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.scans == 0);
}

TEST_CASE("the first person's yes is not the second one's") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.refuse(Reason::TooDark);
    bench.back(Place::Details);
    REQUIRE(bench.state() == CounterState::Details);
    auto other = ui::test::goodDetails();
    other.name = "Another Person";
    bench.type(other);
    bench.pressNext();
    REQUIRE(bench.state() == CounterState::Consent);
    bench.decline();
    bench.choose(Way::OtherScan);
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.scans == 1);
}

TEST_CASE("what the first person said of age and guardian is not the second one's") {
    FlowBench bench;
    atWork(bench);
    auto passport = ui::test::goodDetails();
    passport.documentKind = DocumentKind::ForeignPassport;
    passport.documentNumber = "L898902C3";
    bench.type(passport);
    bench.toConsent();
    auto& page = *bench.windows.consent;
    ui::SegmentedChoice* ages = nullptr;
    for (auto* choice : page.findChildren<ui::SegmentedChoice*>()) {
        if (choice->accessibleName() == QStringLiteral("Age of the buyer")) ages = choice;
    }
    REQUIRE(ages != nullptr);
    constexpr int first = 3;  // a guardian consents
    ages->setChosen(first);
    REQUIRE(page.guardian());
    SECTION("a correction of what else was typed keeps it") {
        bench.back(Place::Details);
        passport.msisdn = "+8613700138001";
        bench.type(passport);
        bench.pressNext();
        CHECK(ages->chosen() == first);
    }
    SECTION("another name, another person") {
        bench.back(Place::Details);
        passport.name = "Another Person";
        bench.type(passport);
        bench.pressNext();
        REQUIRE(bench.state() == CounterState::Consent);
        CHECK(ages->chosen() == 0);
        CHECK_FALSE(page.guardian());
    }
}

TEST_CASE("who said no and is registered without a scan has agreed to none in the record") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.refuse(Reason::TooDark);
    Q_EMIT bench.windows.failure->anotherWay();
    bench.choose(Way::NoScan, Obstacle::NoWish);
    REQUIRE(waitUntil([&] { return bench.state() == CounterState::Result; }));
    REQUIRE(waitUntil([&] { return !bench.sent().empty(); }));
    const auto payload = bench.payloadOf(bench.sent().front());
    CHECK(payload.fields.at("without_scan") == true);
    CHECK(payload.fields.at("consent").at("scan") == false);
}

// Whatever is pressed in whatever order: whenever a scan runs, the last word was a yes.
TEST_CASE("no order of presses leads to a scan after a no") {
    FlowBench bench;
    atWork(bench);
    std::mt19937 random(20261129);
    bool yes = false;
    int scans = 0, refusedAfterNo = 0;
    const auto check = [&] {
        bench.recordsAnswered();
        if (!bench.registration->scanning()) return;
        ++scans;
        CHECK(yes);
    };
    for (int step = 0; step < 400; ++step) {
        const auto roll = random() % 6;
        switch (bench.state()) {
            case CounterState::Details:
            case CounterState::Document:
                yes = false;
                bench.toConsent();
                break;
            case CounterState::Consent:
                if (roll < 2) {
                    bench.agree();
                    yes = bench.state() == CounterState::Consent;  // elsewhere: no try is left
                } else if (roll < 5) {
                    yes = false;
                    bench.decline();
                } else {
                    yes = false;
                    bench.back(random() % 2 == 0 ? Place::Details : Place::Document);
                    if (bench.state() == CounterState::Details && random() % 2 == 0) {
                        auto other = ui::test::goodDetails();
                        other.name = "Another Person";
                        bench.type(other);
                    }
                }
                break;
            case CounterState::Scan:
                if (roll < 3) {
                    bench.refuse(roll == 0 ? Reason::CameraNotTrusted : Reason::TooDark);
                } else if (roll == 3) {
                    Q_EMIT bench.windows.scan->cannotDo();
                } else {
                    yes = false;
                    Q_EMIT bench.windows.scan->stopRequested();
                }
                break;
            case CounterState::Failure:
                if (roll < 2) {
                    Q_EMIT bench.windows.failure->tryAgain();
                } else if (roll < 4) {
                    Q_EMIT bench.windows.failure->anotherWay();
                } else {
                    yes = false;
                    bench.back(roll == 4 ? Place::Consent : Place::Document);
                }
                break;
            case CounterState::OtherWay:
                if (roll < 3) {
                    if (!yes) ++refusedAfterNo;
                    bench.choose(Way::OtherScan);
                } else if (roll == 3) {
                    yes = false;
                    bench.back(Place::Consent);
                } else {
                    // Given up: the next buyer, with all tries.
                    yes = false;
                    bench.dialogs.answers = {ui::Answer::Yes};
                    Q_EMIT bench.windows.main->stopRequested();
                }
                break;
            default:
                FAIL("a page that nobody asked for");
        }
        check();
    }
    CHECK(scans > 20);
    CHECK(refusedAfterNo > 20);
}
