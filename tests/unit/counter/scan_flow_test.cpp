// What begins a scan and what ends one without a decision: no page is left dead, no try is taken for a fault
// of the counter, and practice never mixes with real buyers.
#include <fstream>

#include "support/catch.h"
#include "text/error_text.h"
#include "unit/counter/flow_bench.h"
#include "unit/practice/made_person.h"

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

bool waitFor(FlowBench& bench, CounterState state) {
    return waitUntil([&] { return bench.state() == state; });
}

std::string nameIn(const RecordPayload& payload) {
    return payload.fields.at("details").at("name").get<std::string>();
}

// Registers without a scan whoever stands at the consent page, and gives back what was sealed.
Bytes registerWithoutScan(FlowBench& bench) {
    const auto before = bench.sent().size();
    bench.decline();
    bench.choose(Way::NoScan, Obstacle::NoWish);
    REQUIRE(waitFor(bench, CounterState::Result));
    REQUIRE(waitUntil([&] { return bench.sent().size() > before; }));
    return bench.sent().back();
}

}  // namespace

TEST_CASE("an engine that dies in a scan leaves no dead page, and everything later says why not") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.engineDies();
    const auto words = ui::errorSentence(ErrorCode::EngineDied);
    CHECK(bench.state() == CounterState::Consent);
    CHECK_FALSE(bench.registration->scanning());
    CHECK(bench.windows.buyer->moment() == ui::BuyerWindow::Moment::Idle);
    CHECK(bench.says(words));
    bench.windows.main->closeNotice();
    bench.agree();
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.says(words));
    // The camera is still seen, and the way without a scan is open.
    bench.frame();
    registerWithoutScan(bench);
}

TEST_CASE("an engine that dies between two tries begins none") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.refuse(Reason::TooDark);
    bench.engineDies();
    CHECK(bench.state() == CounterState::Failure);
    bench.windows.main->closeNotice();
    Q_EMIT bench.windows.failure->tryAgain();
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Failure);
    CHECK(bench.says(ui::errorSentence(ErrorCode::EngineDied)));
    Q_EMIT bench.windows.failure->anotherWay();
    bench.choose(Way::OtherScan);
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::OtherWay);
    CHECK(bench.scans == 1);
}

TEST_CASE("a scan that can't be sealed leaves no dead page, and no other terms behind") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.pass(Bytes(kMaxPictureBytes + 1));
    CHECK(bench.state() == CounterState::Consent);
    CHECK(bench.says(ui::errorSentence(ErrorCode::MessageTooLarge)));
    CHECK(bench.windows.buyer->moment() == ui::BuyerWindow::Moment::Idle);
    bench.toScan();
    bench.pass();
    REQUIRE(waitFor(bench, CounterState::Result));
    REQUIRE(waitUntil([&] { return bench.sent().size() == 1; }));
    CHECK_FALSE(bench.payloadOf(bench.sent()[0]).fields.contains("other_way"));
}

TEST_CASE("a scan whose camera went is stopped and uses no try") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    bench.frame();
    SECTION("told by the camera") {
        bench.camera(CameraState::Lost);
        CHECK(bench.state() == CounterState::Consent);
    }
    SECTION("told by the engine, where it came again at once") {
        bench.camera(CameraState::Running);
        REQUIRE(waitFor(bench, CounterState::Consent));
    }
    CHECK(bench.says(CounterNotice::CameraLostInScan));
    bench.camera(CameraState::Running);
    // All tries are there.
    for (int tries = 1; tries <= bench.settings.policy.scanTries; ++tries) {
        bench.toScan();
        bench.refuse(Reason::TooDark);
        bench.back(Place::Consent);
    }
}

TEST_CASE("with no try left “Buyer agrees” leads to another way instead of nowhere") {
    FlowBench bench;
    atWork(bench);
    for (int tries = 1; tries <= bench.settings.policy.scanTries; ++tries) {
        bench.toScan();
        bench.refuse(Reason::TooDark);
        bench.back(Place::Consent);
    }
    REQUIRE(bench.state() == CounterState::Consent);
    bench.agree();
    CHECK(bench.state() == CounterState::OtherWay);
    CHECK(bench.windows.otherWay->chosen() == Obstacle::TriesUsedUp);
    bench.choose(Way::NoScan, Obstacle::TriesUsedUp);
    REQUIRE(waitFor(bench, CounterState::Result));
    REQUIRE(waitUntil([&] { return !bench.sent().empty(); }));
    const auto consent = bench.payloadOf(bench.sent().front()).fields.at("consent");
    CHECK(consent.at("scan") == false);
}

TEST_CASE("a camera that is not trusted or too slow uses up no try") {
    FlowBench bench;
    atWork(bench);
    bench.toScan();
    for (int i = 0; i < 5; ++i) {
        bench.refuse(i % 2 == 0 ? Reason::CameraNotTrusted : Reason::CameraTooSlowOrSmall);
        REQUIRE(bench.state() == CounterState::Failure);
        Q_EMIT bench.windows.failure->tryAgain();
        REQUIRE(waitFor(bench, CounterState::Scan));
    }
}

TEST_CASE("a try again and a scan by other terms ask what the first scan asks") {
    FlowSettings settings;
    settings.policy.virtualCamera = VirtualCameraRule::Block;
    FlowBench bench(settings);
    atWork(bench);
    bench.toScan();
    bench.refuse(Reason::TooDark);
    auto notice = CounterNotice::NoCamera;
    SECTION("a camera that is gone") {
        bench.camera(CameraState::Lost);
    }
    SECTION("one that is opening") {
        bench.camera(CameraState::Opening);
    }
    SECTION("one that the policy refuses at the end") {
        bench.camera(CameraState::Running, FlowBench::Device::Software);
        notice = CounterNotice::SoftwareCamera;
    }
    Q_EMIT bench.windows.failure->tryAgain();
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::Failure);
    CHECK(bench.says(notice));
    Q_EMIT bench.windows.failure->anotherWay();
    bench.choose(Way::OtherScan);
    bench.recordsAnswered();
    CHECK(bench.state() == CounterState::OtherWay);
    CHECK(bench.says(notice));
    CHECK(bench.scans == 1);
}

TEST_CASE("practice and real people never mix in one record") {
    FlowBench bench({.practice = PracticeRecords::Sent});
    const auto person = writeTemporary("flow.person", smallPersonFile());
    const auto practise = [&] {
        REQUIRE(bench.cameras.usePractice({.person = person, .other = {}}));
        REQUIRE(waitUntil([&] { return bench.cameras.source().has_value(); }));
    };
    const auto real = [&] {
        bench.cameras.useRememberedCamera();
        bench.camera(CameraState::Running);
    };
    auto invented = ui::test::goodDetails();
    invented.name = "Nobody Real";

    SECTION("a practice buyer's details don't go on before a real camera") {
        practise();
        bench.signIn();
        bench.type(invented);
        bench.toConsent();
        real();
        CHECK(bench.state() == CounterState::Details);
        CHECK(bench.windows.details->details().name.empty());
        CHECK_FALSE(bench.windows.document->hasUsablePortrait());
        bench.toConsent();
        const auto record = registerWithoutScan(bench);
        CHECK_FALSE(bench.headerOf(record).practice);
        CHECK(nameIn(bench.payloadOf(record)) == ui::test::goodDetails().name);
    }
    SECTION("a real buyer's don't go on as practice, and are there again afterwards") {
        real();
        bench.signIn();
        bench.toConsent();
        practise();
        CHECK(bench.state() == CounterState::Details);
        CHECK(bench.windows.details->details().name.empty());
        bench.type(invented);
        bench.toConsent();
        const auto record = registerWithoutScan(bench);
        CHECK(bench.headerOf(record).practice);
        CHECK(nameIn(bench.payloadOf(record)) == "Nobody Real");
        Q_EMIT bench.windows.result->nextBuyer();
        real();
        CHECK(bench.windows.details->details().name == ui::test::goodDetails().name);
        CHECK(bench.says(CounterNotice::DraftFound));
    }
    SECTION("nor are they lost where the real camera is chosen beside the result of practice") {
        real();
        bench.signIn();
        bench.toConsent();
        practise();
        bench.type(invented);
        bench.toConsent();
        static_cast<void>(registerWithoutScan(bench));
        REQUIRE(bench.state() == CounterState::Result);
        real();
        Q_EMIT bench.windows.result->nextBuyer();
        CHECK(bench.windows.details->details().name == ui::test::goodDetails().name);
        CHECK(bench.says(CounterNotice::DraftFound));
    }
}

TEST_CASE(
    "after practice the next buyer is greeted as before, and nobody is asked what becomes of a made-up one") {
    FlowBench bench;
    const auto person = writeTemporary("flow.person", smallPersonFile());
    atWork(bench);
    auto real = ui::test::goodDetails();
    real.buyerLanguage = "ar";
    bench.windows.details->setDetails(real);
    REQUIRE(bench.cameras.usePractice({.person = person, .other = {}}));
    REQUIRE(waitUntil([&] { return bench.cameras.source().has_value(); }));
    auto invented = ui::test::goodDetails();
    invented.buyerLanguage = "en";
    bench.type(invented);
    Q_EMIT bench.windows.main->signOutRequested();
    CHECK(bench.dialogs.asked == 0);
    CHECK(bench.state() == CounterState::SignedOut);
    bench.cameras.useRememberedCamera();
    CHECK(bench.windows.details->details().buyerLanguage == "ar");
}

TEST_CASE("practice that can't begin changes nothing: the real buyer is registered and stored") {
    FlowBench bench;
    const auto damaged = bench.folder.path() / "damaged.person";
    std::ofstream(damaged) << "no person";
    atWork(bench);
    bench.toConsent();
    CHECK_FALSE(bench.cameras.usePractice({.person = damaged, .other = {}}));
    CHECK(bench.state() == CounterState::Consent);
    CHECK_FALSE(bench.headerOf(registerWithoutScan(bench)).practice);
}

TEST_CASE("practice that keeps nothing stores nothing, before a real camera or after it") {
    FlowBench bench;
    const auto person = writeTemporary("flow.person", smallPersonFile());
    REQUIRE(bench.cameras.usePractice({.person = person, .other = {}}));
    REQUIRE(waitUntil([&] { return bench.cameras.source().has_value(); }));
    bench.signIn();
    bench.toConsent();
    bench.decline();
    bench.choose(Way::NoScan, Obstacle::NoWish);
    CHECK(bench.state() == CounterState::Result);
    bench.recordsAnswered();
    CHECK(bench.sent().empty());
}

TEST_CASE("what a second person signs is what was shown when it was signed") {
    FlowSettings settings;
    settings.policy.supportingPicture = {Obstacle::FaceHasChanged};
    FlowBench bench(settings);
    atWork(bench);
    bench.toConsent();
    bench.decline();
    REQUIRE(bench.state() == CounterState::OtherWay);
    auto* page = bench.windows.otherWay;
    page->ask(Obstacle::FaceHasChanged, ui::OtherWayPage::ScanOffer::Offered);
    bench.frame();
    Q_EMIT page->pictureWanted();
    bench.choose(Way::NoScan, Obstacle::FaceHasChanged, QStringLiteral("wang"), QStringLiteral("97531"));
    // While the PIN is looked at.
    Q_EMIT page->pictureDropped();
    REQUIRE(waitFor(bench, CounterState::Result));
    REQUIRE(waitUntil([&] { return !bench.sent().empty(); }));
    const auto payload = bench.payloadOf(bench.sent().front());
    CHECK(payload.fields.at("other_way").at("supporting_picture") == true);
    CHECK(payload.fields.at("other_way").at("second_clerk") == "wang");
    CHECK(payload.supportingJpeg.size() > 100);
}
