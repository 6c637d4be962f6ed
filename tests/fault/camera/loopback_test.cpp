// A camera that is a program: v4l2loopback, fed by films of people who don't exist and by cards. It must be
// told as virtual up to the signed evidence, and its faults are those of a driver that checks nothing.

#include <linux/videodev2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "app/counter/evidence_builder.h"
#include "camera_control.h"
#include "capture/camera_chooser.h"
#include "enrolment/camera_rule.h"
#include "hot_plugs.h"
#include "loopback_driver.h"
#include "practice/practice_source.h"
#include "product_capture.h"
#include "protocol/envelope.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr FedMode kYuyv{V4L2_PIX_FMT_YUYV, 640, 480, 30};
constexpr FedMode kMjpeg{V4L2_PIX_FMT_MJPEG, 1280, 720, 30};

// Its node is closed once everybody has looked at it: the monitor, udev's rules.
void unloadedFor(Watch& watch) {
    static_cast<void>(watch.first());
    const auto guard = monotonicNow() + kHangGuard;
    while (!unloadLoopback()) {
        REQUIRE(monotonicNow() < guard);
        std::this_thread::yield();
    }
    static_cast<void>(watch.await(0));
}

// A node that nobody feeds yet, or nothing (said once a test).
std::optional<CameraDescription> freshLoopback() {
    if (!loopbackModule()) {
        WARN("passed over: no v4l2loopback module to load; tests/fault/camera/run-guest has one");
        return std::nullopt;
    }
    Watch watch;
    unloadedFor(watch);
    REQUIRE(loadLoopback("card_label=\"HD Webcam C270\""));
    return watch.await(1).front();
}

// A picture of one brightness with something to recognise in it.
cv::Mat card(const FedMode& mode, int brightness) {
    cv::Mat bgr(mode.height, mode.width, CV_8UC3, cv::Scalar::all(brightness));
    cv::rectangle(bgr, {mode.width / 4, mode.height / 4, mode.width / 8, mode.height / 8},
                  cv::Scalar(40, 90, 200), cv::FILLED);
    return bgr;
}

Bytes cardBytes(const FedMode& mode, int brightness) {
    return cameraBytes(card(mode, brightness),
                       mode.fourcc == V4L2_PIX_FMT_YUYV ? PixelFormat::Yuyv : PixelFormat::Mjpeg);
}

std::vector<Bytes> cards(const FedMode& mode) {
    return {cardBytes(mode, 120), cardBytes(mode, 122), cardBytes(mode, 124)};
}

// Mean difference of a byte.
double difference(const cv::Mat& a, const cv::Mat& b) {
    REQUIRE(a.size() == b.size());
    REQUIRE(a.type() == b.type());
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * 3);
}

ErrorCode openingOf(const CameraDescription& description) {
    Stream stream(description);
    const auto refused = stream.camera->open();
    REQUIRE_FALSE(refused);
    return refused.error().code;
}

// The evidence as the operator's gateway reads it, of a registration that would have been accepted.
ScanEvidence evidenceAtTheOperator(const SourceInfo& source, VirtualCameraRule rule, Decision& decision) {
    Registration registration;
    registration.decision = Decision::Accepted;
    registration.liveness.decision = Decision::Accepted;
    weighCamera(source, rule, registration.decision, registration.reasons);
    registration.cameraRule = cameraRuleOutcome(source, rule);
    registration.challenge = {1, true, shippedPolicy().challenge};
    registration.liveness.steps = {
        {Action::Blink, FrameTime(1'000'000), FrameTime(1'900'000), StepResult::Done}};
    registration.match = {true, 0.81, MatchBand::Same, 7};
    registration.policyVersion = shippedPolicy().version;
    decision = registration.decision;

    EnvelopeHeader header;
    header.recordId = registration.recordId;
    header.deviceId = DeviceId::random();
    header.sequence = 1;
    header.application = "test";
    header.camera.id = source.id;
    header.camera.driver = source.driver;
    header.camera.bus = source.bus;
    header.camera.virtualDevice = source.virtualDevice;
    header.evidence = evidenceOf(registration);
    const auto operatorKey = OpeningKey::generate();
    const auto sealed = sealPayload(operatorKey.sealingKey(), Bytes{1, 2, 3});
    REQUIRE(sealed);
    header.operatorKeyId = operatorKey.sealingKey().id();
    const auto bytes = signEnvelope(header, *sealed, SigningKey::generate());
    REQUIRE(bytes);
    const auto envelope = parseEnvelope(*bytes);
    REQUIRE(envelope);
    CHECK(envelope->header.camera.virtualDevice);
    REQUIRE(envelope->header.evidence);
    return *envelope->header.evidence;
}

}  // namespace

TEST_CASE("a program that poses as a webcam is told by driver, bus and place, whatever its label says") {
    const auto description = freshLoopback();
    if (!description) return;
    CHECK(description->label == "HD Webcam C270");
    CHECK(description->virtualDevice);
    CHECK(description->driver == "v4l2 loopback");
    CHECK(description->bus == "platform:v4l2loopback-000");
    CHECK(description->sysfsPath.starts_with("/sys/devices/virtual/video4linux/"));
    // Nobody chose it: it is not taken. Chosen by a person it is.
    CHECK(chooseCamera({*description}, "").reason == CameraChoiceReason::OnlyVirtual);
    CHECK_FALSE(chooseCamera({*description}, "").camera);
    CHECK(chooseCamera({*description}, description->identity.text()).camera == description);
}

TEST_CASE(
    "the virtual camera attack: a film of a person through a real node, and the rule's outcome in the "
    "evidence") {
    const auto description = freshLoopback();
    if (!description) return;
    const char* folder = std::getenv("COUNTERSIGN_PEOPLE");
    const auto people = folder ? findPeople(folder) : Result<std::vector<std::filesystem::path>>();
    if (!people || people->empty()) {
        WARN("passed over: no practice people; COUNTERSIGN_PEOPLE names their folder");
        return;
    }
    const auto person = loadPerson(people->front());
    REQUIRE(person);
    PracticeSettings settings;
    settings.pacing = Pacing::FilmTime;
    PracticeSource buyer(*person, settings);
    REQUIRE(buyer.open());
    std::vector<cv::Mat> pictures;
    std::vector<Bytes> film;
    for (int i = 0; i < 4; ++i) {
        const auto frame = buyer.next({});
        REQUIRE(frame);
        REQUIRE(*frame);
        pictures.push_back((*frame)->bgr);
        film.push_back(cameraBytes(pictures.back(), PixelFormat::Yuyv));
    }
    Player player(description->node, kYuyv, film);
    REQUIRE(player.open());
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(10));
    double nearest = 255;
    for (const auto& picture : pictures) nearest = std::min(nearest, difference(stream.newest->bgr, picture));
    CHECK(nearest < 4);  // what came out is the film, but for the colours' halved resolution

    const auto source = stream.camera->info();
    CHECK(source.virtualDevice);
    CHECK(isSoftwareCamera(source));
    auto decision = Decision::Accepted;
    CHECK(evidenceAtTheOperator(source, VirtualCameraRule::Flag, decision).cameraRule == "flagged");
    CHECK(decision == Decision::Review);
    CHECK(evidenceAtTheOperator(source, VirtualCameraRule::Block, decision).cameraRule == "blocked");
    CHECK(decision == Decision::Refused);
    CHECK(evidenceAtTheOperator(source, VirtualCameraRule::Allow, decision).cameraRule == "allowed");
    CHECK(decision == Decision::Accepted);
}

TEST_CASE("format, size and coding change between two openings, and the pictures are right in both") {
    const auto description = freshLoopback();
    if (!description) return;
    Stream stream(*description);
    for (const auto& mode : {kYuyv, kMjpeg, kYuyv}) {
        Player player(description->node, mode, cards(mode));
        REQUIRE(player.open());
        check(stream.camera->open());
        stream.stats.reset();
        CHECK_FALSE(stream.take(5));
        const auto info = stream.camera->info();
        CHECK(info.width == mode.width);
        CHECK(info.height == mode.height);
        CHECK(difference(stream.newest->bgr, card(mode, 122)) < 4);
        CHECK(stream.stats.summary().notRising == 0);
        CHECK(info.id == description->identity.text());
        stream.camera->close();
    }
}

TEST_CASE(
    "what is too small, too slow, in another format or not fed at all is refused, each for its reason") {
    const auto description = freshLoopback();
    if (!description) return;
    CHECK(openingOf(*description) == ErrorCode::CameraUnfit);  // nobody feeds it
    struct Case {
        FedMode mode;
        std::size_t bytes;
        ErrorCode expected;
    };
    const Case cases[] = {
        {{V4L2_PIX_FMT_RGB24, 640, 480, 30}, std::size_t{640} * 480 * 3, ErrorCode::CameraUnfit},
        {{V4L2_PIX_FMT_YUYV, 320, 240, 30}, std::size_t{320} * 240 * 2, ErrorCode::CameraTooSmall},
        {{V4L2_PIX_FMT_YUYV, 640, 480, 10}, std::size_t{640} * 480 * 2, ErrorCode::CameraTooSlow},
    };
    for (const auto& [mode, size, expected] : cases) {
        Feeder feeder(description->node, mode);
        REQUIRE(feeder.open());
        REQUIRE(feeder.write(Bytes(size, 128)));
        CHECK(openingOf(*description) == expected);
    }
}

TEST_CASE(
    "pictures cut short and bytes that are no picture are not handed on, and good ones after them are") {
    const auto description = freshLoopback();
    if (!description) return;
    auto half = cardBytes(kMjpeg, 120);
    half.resize(half.size() / 2);
    Player player(description->node, kMjpeg, {half, Bytes(4000, 0xa5), cardBytes(kMjpeg, 120)});
    REQUIRE(player.open());
    Stream stream(*description);
    check(stream.camera->open());
    for (int i = 0; i < 10; ++i) {
        CHECK_FALSE(stream.take(1));
        CHECK(difference(stream.newest->bgr, card(kMjpeg, 120)) < 4);
    }
    CHECK(stream.camera->drops().corrupt >= 1);
}

TEST_CASE("a feeder that falls silent is a stall; when it goes on, opening again has its new pictures") {
    const auto description = freshLoopback();
    if (!description) return;
    Player player(description->node, kYuyv, cards(kYuyv));
    REQUIRE(player.open());
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    player.pause();
    const auto paused = monotonicNow();
    CHECK(stream.untilError().code == ErrorCode::CameraStalled);
    CHECK(stream.newest->capturedAt < paused);
    const auto resumed = monotonicNow();
    player.resume();
    check(stream.camera->open());
    CHECK_FALSE(stream.take(1));
    CHECK(stream.newest->capturedAt > resumed);
}

TEST_CASE(
    "a feeder that ends its program: the stream stalls, then the node is no camera until it is fed again") {
    const auto description = freshLoopback();
    if (!description) return;
    std::optional<Player> player(std::in_place, description->node, kYuyv, cards(kYuyv));
    REQUIRE(player->open());
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    player.reset();
    // The driver tells its readers nothing: to them it is a silent camera.
    CHECK(stream.untilError().code == ErrorCode::CameraStalled);
    CHECK(openingOf(*description) == ErrorCode::CameraUnfit);
    player.emplace(description->node, kYuyv, cards(kYuyv));
    REQUIRE(player->open());
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("the picture that lies in the node from before the opening is not taken for a live one") {
    const auto description = freshLoopback();
    if (!description) return;
    Feeder feeder(description->node, kYuyv);
    REQUIRE(feeder.open());
    for (int i = 0; i < 10; ++i) REQUIRE(feeder.write(cardBytes(kYuyv, 40)));
    Stream stream(*description);
    check(stream.camera->open());
    for (int call = 0; call < 3; ++call) {
        const auto frame = stream.camera->next({});
        REQUIRE(frame);
        CHECK(*frame == nullptr);
    }
    CHECK(stream.camera->drops().stale >= 1);  // the driver did hand it out, stamped as if it were new
    REQUIRE(feeder.write(cardBytes(kYuyv, 200)));
    CHECK_FALSE(stream.take(1));
    CHECK(stream.newest->sequence == 1);  // and the old one's number makes no gap
    CHECK(stream.camera->drops().missing == 0);
    CHECK(difference(stream.newest->bgr, card(kYuyv, 200)) < 4);
}

TEST_CASE("pictures that the driver repeats or makes up when its feeder is silent are not handed on") {
    const auto description = freshLoopback();
    if (!description) return;
    const auto [control, value] =
        GENERATE(std::pair{"sustain_framerate", 1}, std::pair{"timeout", 100});  // 100 ms
    Player player(description->node, kYuyv, cards(kYuyv));
    REQUIRE(player.open());
    REQUIRE(setCameraControl(description->node, control, value));
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    player.pause();
    const auto paused = monotonicNow();
    const auto before = stream.camera->drops().notRising;
    CHECK(stream.untilError().code == ErrorCode::CameraStalled);
    CHECK(stream.newest->capturedAt < paused);
    CHECK(stream.camera->drops().notRising > before);  // the driver did deliver some
}

TEST_CASE(
    "a loopback that takes no further reader is busy, is listed all the same, and its first reader goes on") {
    const auto description = freshLoopback();
    if (!description) return;
    Player player(description->node, kYuyv, cards(kYuyv));
    REQUIRE(player.open());
    Stream first(*description), second(*description);
    check(first.camera->open());
    std::ofstream(description->sysfsPath + "/max_openers") << 2 << std::flush;  // the feeder and one more
    CHECK(openingOf(*description) == ErrorCode::CameraBusy);
    const auto listed = SystemCameraLister().list();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].identity.path == description->identity.path);
    CHECK(listed[0].virtualDevice);
    CHECK_FALSE(first.take(5));
    first.camera->close();
    check(second.camera->open());
    CHECK_FALSE(second.take(5));
}

TEST_CASE("a loopback without the right to use it is listed and says so") {
    const auto description = freshLoopback();
    if (!description) return;
    Player player(description->node, kYuyv, cards(kYuyv));
    REQUIRE(player.open());
    REQUIRE(::chmod(description->node.c_str(), 0600) == 0);
    REQUIRE(::seteuid(65534) == 0);
    Stream stream(*description);
    const auto refused = stream.camera->open();
    const auto listed = SystemCameraLister().list();
    REQUIRE(::seteuid(0) == 0);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::CameraForbidden);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].identity.path == description->identity.path);
    CHECK(listed[0].virtualDevice);
}

TEST_CASE("a loopback that shows itself only while it is fed is found by capture without an event") {
    auto description = freshLoopback();
    if (!description) return;
    {
        Watch watch;
        unloadedFor(watch);
        REQUIRE(loadLoopback("exclusive_caps=1"));
    }
    ProductCapture product(description->identity.text());
    product.await("two vain tries", [](const Seen& seen) { return seen.refusals.size() >= 2; });
    CHECK(product.seen().lives.empty());
    Player player(description->node, kYuyv, cards(kYuyv));
    REQUIRE(player.open());
    product.await("pictures", [](const Seen& seen) { return seen.streamingAfter(0); });
    CHECK(product.seen().lives.back().info.virtualDevice);
    CHECK(product.seen().notRising == 0);
}

TEST_CASE("twenty times the module goes and comes back: each is told, and capture comes back by itself") {
    const auto description = freshLoopback();
    if (!description) return;
    std::optional<Player> player(std::in_place, description->node, kYuyv, cards(kYuyv));
    REQUIRE(player->open());
    hotPlugTwentyTimes(*description, ErrorCode::CameraStalled,
                       {.fault = [&] { player.reset(); },
                        .unplug = [] { return unloadLoopback(); },
                        .plug = [] { REQUIRE(loadLoopback("")); },
                        .feed =
                            [&] {
                                player.emplace(description->node, kYuyv, cards(kYuyv));
                                REQUIRE(player->open());
                            }});
}
