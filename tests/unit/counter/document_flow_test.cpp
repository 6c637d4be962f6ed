// The document step with slow answers, hurried clerks and an engine that dies.
#include "support/catch.h"
#include "text/error_text.h"
#include "unit/counter/flow_bench.h"
#include "widgets/button.h"

using namespace countersign;
using namespace countersign::test;
using ui::Place;

namespace {

struct DocumentBench : FlowBench {
    DocumentBench() {
        camera(CameraState::Running);
        signIn();
        type();
    }
    bool nextEnabled() { return windows.document->findChild<ui::PrimaryButton*>()->isEnabled(); }
    void hold() {
        vision->set([](VisionScript& script) { script.portraitHeld = script.textHeld = true; });
    }
    void letPortraitGo() {
        vision->set([](VisionScript& script) { script.portraitHeld = false; });
    }
    // The text is read; waits until it has been told.
    void letTextGo(DocumentReading reading) {
        awaiting(bridge, &EngineBridge::documentArrived, [&] {
            vision->set([&](VisionScript& script) {
                script.reading = std::move(reading);
                script.textHeld = false;
            });
        });
    }
    void portrait() {
        hold();
        givePicture();
        letPortraitGo();
        REQUIRE(waitUntil([&] { return windows.document->hasUsablePortrait(); }));
    }
};

DocumentReading reading(DocumentField field, const char* value) {
    DocumentReading made;
    made.picture = cv::Mat(48, 64, CV_8UC3, cv::Scalar(200, 200, 200));
    made.fields = {{field, value, FieldProof::Proven, {}}};
    return made;
}

}  // namespace

TEST_CASE("Next pressed at once waits for the text, and an expired document goes no further") {
    DocumentBench bench;
    bench.portrait();
    bench.pressNext();
    CHECK(bench.state() == CounterState::Document);
    bench.letTextGo(reading(DocumentField::ExpiryDate, "2020-01-01"));
    CHECK(bench.state() == CounterState::Document);
    CHECK_FALSE(bench.nextEnabled());
    bench.pressNext();
    CHECK(bench.state() == CounterState::Document);
}

TEST_CASE("Next pressed at once goes on by itself where nothing differs, and asks where something does") {
    DocumentBench bench;
    bench.portrait();
    bench.pressNext();
    bench.pressNext();
    CHECK(bench.state() == CounterState::Document);
    SECTION("nothing read") {
        bench.letTextGo({});
        CHECK(bench.state() == CounterState::Consent);
        CHECK(bench.dialogs.asked == 0);
    }
    SECTION("another name, and the clerk looks again") {
        bench.dialogs.answers = {ui::Answer::No};
        bench.letTextGo(reading(DocumentField::Name, "王大海"));
        CHECK(bench.dialogs.asked == 1);
        CHECK(bench.state() == CounterState::Document);
    }
    SECTION("another name, and it is right") {
        bench.dialogs.answers = {ui::Answer::Yes};
        bench.letTextGo(reading(DocumentField::Name, "王大海"));
        CHECK(bench.state() == CounterState::Consent);
    }
}

TEST_CASE("whoever pressed Next and then Back is not led on, and the text read meanwhile is there") {
    DocumentBench bench;
    bench.portrait();
    bench.pressNext();
    Q_EMIT bench.windows.document->backRequested();
    REQUIRE(bench.state() == CounterState::Details);
    SECTION("read while the details are shown") {
        bench.letTextGo(reading(DocumentField::ExpiryDate, "2020-01-01"));
        CHECK(bench.state() == CounterState::Details);
        bench.type();
    }
    SECTION("read after coming back") {
        bench.type();
        bench.letTextGo(reading(DocumentField::ExpiryDate, "2020-01-01"));
    }
    CHECK(bench.state() == CounterState::Document);
    CHECK(bench.windows.document->hasUsablePortrait());
    CHECK_FALSE(bench.nextEnabled());
}

TEST_CASE("a picture that is read while the clerk is a page back is there on coming back") {
    DocumentBench bench;
    bench.hold();
    bench.givePicture();
    Q_EMIT bench.windows.document->backRequested();
    REQUIRE(bench.state() == CounterState::Details);
    const auto answered = [&] {
        bench.awaiting(bench.bridge, &EngineBridge::portraitArrived, [&] { bench.letPortraitGo(); });
    };
    SECTION("answered meanwhile") {
        answered();
        bench.type();
    }
    SECTION("answered after coming back") {
        bench.type();
        answered();
    }
    CHECK(bench.windows.document->hasUsablePortrait());
    CHECK(bench.nextEnabled());
    bench.letTextGo({});
    bench.pressNext();
    CHECK(bench.state() == CounterState::Consent);
}

TEST_CASE("a picture of a buyer who was given up meanwhile comes to nobody") {
    DocumentBench bench;
    bench.hold();
    bench.givePicture();
    bench.dialogs.answers = {ui::Answer::Yes};
    Q_EMIT bench.windows.main->stopRequested();
    REQUIRE(bench.state() == CounterState::Details);
    bench.awaiting(bench.bridge, &EngineBridge::portraitArrived, [&] { bench.letPortraitGo(); });
    bench.type();
    CHECK_FALSE(bench.windows.document->hasUsablePortrait());
    CHECK_FALSE(bench.nextEnabled());
}

TEST_CASE("who stops is asked only where something typed would be lost, and begins anew either way") {
    FlowBench bench;
    bench.signIn();
    const auto stop = [&] { Q_EMIT bench.windows.main->stopRequested(); };
    stop();
    CHECK(bench.dialogs.asked == 0);
    bench.type();
    bench.givePicture();
    REQUIRE(waitUntil([&] { return bench.windows.document->hasUsablePortrait(); }));
    bench.dialogs.answers = {ui::Answer::No};
    stop();
    CHECK(bench.dialogs.asked == 1);
    CHECK(bench.windows.document->hasUsablePortrait());
    // Back, and all taken out by hand: the picture of this buyer doesn't wait for the next one.
    bench.back(ui::Place::Details);
    bench.windows.details->clear();
    stop();
    CHECK(bench.dialogs.asked == 1);
    CHECK(bench.state() == CounterState::Details);
    bench.type();
    CHECK_FALSE(bench.windows.document->hasUsablePortrait());
}

TEST_CASE("an engine that dies over a document says so, then and at every further picture") {
    DocumentBench bench;
    const auto words = ui::errorSentence(ErrorCode::EngineDied);
    SECTION("over the portrait") {
        bench.hold();
        bench.givePicture();
        bench.engineDies();
    }
    SECTION("over the text: it is compared by eye") {
        bench.portrait();
        bench.pressNext();
        bench.engineDies();
        CHECK(bench.windows.document->hasUsablePortrait());
        CHECK(bench.state() == CounterState::Consent);  // the way without a scan is open
        return;
    }
    SECTION("before") {
        bench.engineDies();
        bench.givePicture();
    }
    bench.windows.main->closeNotice();  // the page says it itself
    CHECK(bench.says(words));
    CHECK_FALSE(bench.nextEnabled());
    bench.givePicture();
    CHECK(bench.says(words));
    CHECK(bench.state() == CounterState::Document);
}
