// How frames arrive: what is an attack, and what cameras do by themselves.

#include "liveness/capture_watch.h"
#include "enrolment/policy.h"
#include "support/catch.h"
#include "support/synthetic_person.h"

using namespace countersign;
using namespace countersign::test;

namespace {

class Camera {
  public:
    explicit Camera(double fps = 30) : m_person(fps) {}
    CaptureWatch watch{shippedPolicy().liveness};
    std::optional<float> colour = 0.6F;
    float luminance = 0.5F;
    cv::Size size{640, 480};

    void face(std::uint64_t hash) { push(hash, 1); }
    void nobody(std::uint64_t hash) { push(hash, 0); }
    std::uint64_t fresh() { return ++m_fresh; }

  private:
    void push(std::uint64_t hash, double faces) {
        m_person.now.faces = faces;
        m_person.now.quality.luminance = luminance;
        auto reading = m_person.next();
        reading.contentHash = hash;
        reading.colourShare = colour;
        reading.pictureSize = size;
        watch.push(reading);
    }
    SyntheticPerson m_person;
    std::uint64_t m_fresh = 1000;
};

}  // namespace

TEST_CASE("a camera that doubles pictures has the rate of the new ones") {
    Camera unknown;  // 0: no fingerprint, nothing is said
    for (int i = 0; i < 120; ++i) unknown.face(0);
    CHECK(unknown.watch.figures().framesRepeated == 0);
    CHECK(unknown.watch.fault() == CaptureFault::None);

    Camera doubling;
    for (int i = 0; i < 60; ++i) {
        const auto hash = doubling.fresh();
        doubling.face(hash);
        doubling.face(hash);
    }
    CHECK(doubling.watch.fault() == CaptureFault::None);
    const auto figures = doubling.watch.figures();
    CHECK(figures.framesRepeated == 60);
    CHECK(figures.framesPerSecond > 14.5);
    CHECK(figures.framesPerSecond < 15.5);
    CHECK(figures.loopsSeen == 0);

    Camera tripling;
    for (int i = 0; i < 60; ++i) {
        const auto hash = tripling.fresh();
        for (int again = 0; again < 3; ++again) tripling.face(hash);
    }
    CHECK(tripling.watch.fault() == CaptureFault::TooSlow);
}

TEST_CASE("a loop shorter than a second and two pictures in turn are told") {
    for (const int period : {2, 20}) {
        Camera camera;
        for (int i = 0; i < 60; ++i) camera.face(static_cast<std::uint64_t>(1 + i % period));
        CHECK(camera.watch.fault() == CaptureFault::Looped);
    }
}

TEST_CASE("one picture of a face for longer than a second is frozen, black ones are not") {
    Camera camera;
    for (int i = 0; i < 30; ++i) camera.face(camera.fresh());
    for (int i = 0; i < 29; ++i) camera.face(7);
    CHECK(camera.watch.fault() == CaptureFault::None);
    for (int i = 0; i < 10; ++i) camera.face(7);
    CHECK(camera.watch.fault() == CaptureFault::Frozen);
    CHECK(camera.watch.figures().longestRepeatSeconds > 1);
    CHECK(camera.watch.signal() == 0);

    Camera dark;
    for (int i = 0; i < 30; ++i) dark.face(dark.fresh());
    for (int i = 0; i < 90; ++i) dark.nobody(8);
    for (int i = 0; i < 30; ++i) dark.face(dark.fresh());
    for (int i = 0; i < 90; ++i) dark.nobody(8);
    CHECK(dark.watch.fault() == CaptureFault::None);
    CHECK(dark.watch.figures().loopsSeen == 0);
}

TEST_CASE("pictures of a face that come again much later are a loop, a stale buffer is none") {
    Camera looping;
    for (int round = 0; round < 2; ++round)
        for (std::uint64_t i = 1; i <= 60; ++i) {
            looping.face(i);
            if (round == 1 && i == 2) CHECK(looping.watch.fault() == CaptureFault::None);
            if (round == 1 && i == 3) CHECK(looping.watch.fault() == CaptureFault::Looped);
        }
    CHECK(looping.watch.figures().loopsSeen == 60);

    Camera stale;  // a ring of four buffers, one handed out late
    for (std::uint64_t i = 1; i <= 200; ++i) stale.face(i % 20 == 5 ? i - 4 : i + 1000);
    for (std::uint64_t i = 0; i < 50; ++i) {
        stale.face(3000 + i);
        if (i > 4 && i % 7 == 0) stale.face(3000 + i - 4);
    }
    CHECK(stale.watch.fault() == CaptureFault::None);
}

TEST_CASE("a picture that changes its size, or has no colour, is not a camera's that was chosen") {
    Camera camera;
    for (int i = 0; i < 30; ++i) camera.face(camera.fresh());
    camera.size = {800, 600};
    camera.face(camera.fresh());
    CHECK(camera.watch.fault() == CaptureFault::SizeChanged);
    CHECK(camera.watch.figures().resolutionChanges == 1);

    Camera grey;
    grey.colour = 0.0F;
    for (int i = 0; i < 40; ++i) grey.face(grey.fresh());
    CHECK(grey.watch.fault() == CaptureFault::Colourless);
    REQUIRE(grey.watch.figures().colourShare);
    CHECK(*grey.watch.figures().colourShare == 0);

    // In the dark nothing has colour, and before nobody it does not matter.
    Camera dark;
    dark.colour = 0.0F;
    dark.luminance = 0.05F;
    for (int i = 0; i < 40; ++i) dark.face(dark.fresh());
    for (int i = 0; i < 40; ++i) dark.nobody(dark.fresh());
    CHECK(dark.watch.fault() == CaptureFault::None);
    CHECK_FALSE(dark.watch.figures().colourShare);
}

TEST_CASE("jitter is the spread of the intervals as a share of their median") {
    Camera steady;
    for (int i = 0; i < 60; ++i) steady.face(steady.fresh());
    CHECK(steady.watch.figures().intervalJitter < 0.01);
    CaptureWatch watch(shippedPolicy().liveness);
    SyntheticPerson person(30);
    for (int i = 0; i < 60; ++i) {
        person.setStep(FrameTime{i % 3 == 0 ? 20'000 : 40'000});
        watch.push(person.next());
    }
    CHECK(watch.figures().intervalJitter > 0.4);
    CHECK(watch.figures().intervalJitter < 0.6);
}
