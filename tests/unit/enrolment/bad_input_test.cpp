// Cameras that fail and counters where something is wrong, end to end on pictures of practice buyers who
// obey: each ends in its own reason, or in success where nothing is wrong enough. Needs the models and the
// practice people; skips without them. COUNTERSIGN_SEEDS: how many of each (default 1).

#include <iostream>
#include <map>
#include <opencv2/imgproc.hpp>

#include "degraded_source.h"
#include "practice/practice_source.h"
#include "practice/renderer.h"
#include "scan_world.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr double kMidScan = 2.5;  // s: settled, the first action asked or nearly so

using Spoil = std::function<void(DegradedSource&)>;

ScanResult play(World& w, int seed, const Spoil& spoil, int framesPerSecond = 30) {
    const auto person = static_cast<std::size_t>(seed) % w.people.size();
    PracticeSettings settings;
    settings.habits.seed = static_cast<std::uint64_t>(seed);
    settings.pacing = Pacing::FilmTime;
    settings.framesPerSecond = framesPerSecond;
    PracticeSource buyer(w.people[person], settings);
    DegradedSource camera(buyer);
    spoil(camera);
    SeededPicker picker(static_cast<std::uint64_t>(seed) * 1000 + 17);
    ScanRunner runner(*w.vision, shippedPolicy(), drawChallenge(shippedPolicy().challenge, picker),
                      w.documents[person]);
    const auto result = runScan(camera, runner, &camera);
    REQUIRE(result);
    return *result;
}

// The dominant reason of every seed is one of `reasons`; none: accepted. Returns what was told of the last.
std::string expectEach(World& w, const std::string& name, const std::vector<Reason>& reasons,
                       const Spoil& spoil, int framesPerSecond = 30) {
    std::map<std::string, int> ends;
    std::string last;
    for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed) {
        const auto result = play(w, seed, spoil, framesPerSecond);
        last = told(result);
        INFO(name << " seed " << seed << ": " << last);
        ++ends[result.reasons.empty() ? std::string(decisionName(result.decision))
                                      : std::string(reasonName(result.reasons.front()))];
        if (std::getenv("COUNTERSIGN_TELL"))
            std::cerr << name << " seed " << seed << ": " << told(result) << '\n';
        if (reasons.empty()) {
            CHECK(result.decision == Decision::Accepted);
            continue;
        }
        CHECK(result.decision == Decision::Refused);
        REQUIRE_FALSE(result.reasons.empty());
        CHECK(std::find(reasons.begin(), reasons.end(), result.reasons.front()) != reasons.end());
    }
    std::cerr << "== " << name << ':';
    for (const auto& [end, count] : ends) std::cerr << ' ' << end << ' ' << count;
    std::cerr << '\n';
    return last;
}

// The eyes of the renderer's camera lie in the middle, somewhat above: places on a face at rest, px of
// 640x480.
constexpr int kMiddleX = 320, kEyesY = 206;

void grain(cv::Mat& part, double seconds, int levels = 6) {
    cv::RNG random(static_cast<std::uint64_t>(seconds * 1e6) + 1);
    cv::Mat noise(part.size(), CV_8UC3);
    random.fill(noise, cv::RNG::UNIFORM, 0, levels);
    cv::add(part, noise, part);
}

}  // namespace

TEST_CASE("a camera that slows from 15 to 5 pictures a second is told as that", "[rate]") {
    NEEDS_WORLD();
    expectEach(
        *w, "15 to 5 fps", {Reason::CameraTooSlowOrSmall},
        [](DegradedSource& camera) {
            camera.fate = [](std::uint64_t index, double seconds) {
                return seconds < kMidScan || index % 3 == 0 ? Fate::Kept : Fate::NotTaken;
            };
        },
        15);
}

TEST_CASE("single dropped frames harm nobody, every second one at 20 a second is too slow", "[rate]") {
    NEEDS_WORLD();
    expectEach(*w, "every seventh frame dropped", {}, [](DegradedSource& camera) {
        camera.fate = [](std::uint64_t index, double) { return index % 7 == 3 ? Fate::Dropped : Fate::Kept; };
    });
    expectEach(
        *w, "every second frame of 20 dropped", {Reason::CameraTooSlowOrSmall},
        [](DegradedSource& camera) {
            camera.fate = [](std::uint64_t index, double) { return index % 2 ? Fate::Dropped : Fate::Kept; };
        },
        20);
}

TEST_CASE("a camera that repeats pictures to keep its rate is judged by the new ones", "[rate]") {
    NEEDS_WORLD();
    expectEach(*w, "each picture twice, 15 new ones a second", {}, [](DegradedSource& camera) {
        camera.fate = [](std::uint64_t index, double) { return index % 2 ? Fate::Repeated : Fate::Kept; };
    });
    expectEach(*w, "each picture three times, 10 new ones", {Reason::CameraTooSlowOrSmall},
               [](DegradedSource& camera) {
                   camera.fate = [](std::uint64_t index, double) {
                       return index % 3 ? Fate::Repeated : Fate::Kept;
                   };
               });
    expectEach(*w, "one picture for ever", {Reason::CameraNotTrusted}, [](DegradedSource& camera) {
        camera.fate = [](std::uint64_t, double seconds) {
            return seconds > kMidScan ? Fate::Repeated : Fate::Kept;
        };
    });
}

TEST_CASE("light switched off in the middle is told as darkness", "[light]") {
    NEEDS_WORLD();
    expectEach(*w, "light off", {Reason::TooDark}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double seconds) {
            if (seconds < kMidScan) return;
            bgr *= 0.03;
            grain(bgr, seconds);
        };
    });
    // A covered lens is black to the bit: that is darkness and no frozen camera.
    expectEach(*w, "lens covered", {Reason::TooDark}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double seconds) {
            if (seconds > kMidScan) bgr.setTo(0);
        };
    });
}

TEST_CASE("a face that leaves and comes back is told as lost", "[presence]") {
    NEEDS_WORLD();
    const Scene scene;
    Canvas empty(scene);
    empty.clear();
    expectEach(*w, "face away for 1.5 s", {Reason::FaceLost}, [&](DegradedSource& camera) {
        camera.paint = [&](cv::Mat& bgr, double seconds) {
            if (seconds > kMidScan && seconds < kMidScan + 1.5)
                bgr = empty.develop(static_cast<std::uint64_t>(seconds * 1000));
        };
    });
}

TEST_CASE("a second face behind the buyer, or the buyer's own in a mirror, is told", "[presence]") {
    NEEDS_WORLD();
    BuyerPose behind;
    const auto other = renderStill(w->people[3], Scene{}, behind, 3);
    expectEach(*w, "second face behind", {Reason::MoreThanOneFace}, [&](DegradedSource& camera) {
        camera.paint = [&](cv::Mat& bgr, double seconds) {
            if (seconds < 1.5) return;
            cv::Mat small;
            cv::resize(other({150, 60, 340, 400}), small, {230, 270}, 0, 0, cv::INTER_AREA);
            grain(small, seconds);
            small.copyTo(bgr({410, 60, 230, 270}));
        };
    });
    expectEach(*w, "mirror beside the buyer", {Reason::MoreThanOneFace}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double seconds) {
            cv::Mat reflected;
            cv::flip(bgr({190, 60, 260, 380}), reflected, 1);
            cv::resize(reflected, reflected, {215, 314}, 0, 0, cv::INTER_AREA);
            grain(reflected, seconds);
            reflected.copyTo(bgr({0, 40, 215, 314}));
        };
    });
}

TEST_CASE("a mask or a hand before the mouth is told as covering", "[cover]") {
    NEEDS_WORLD();
    expectEach(*w, "mask", {Reason::FaceCovered}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double seconds) {
            const std::vector<cv::Point> mask{{kMiddleX - 72, kEyesY + 42}, {kMiddleX, kEyesY + 24},
                                              {kMiddleX + 72, kEyesY + 42}, {kMiddleX + 60, kEyesY + 120},
                                              {kMiddleX, kEyesY + 150},     {kMiddleX - 60, kEyesY + 120}};
            cv::fillConvexPoly(bgr, mask, cv::Scalar(214, 206, 186), cv::LINE_AA);
            for (int fold = 0; fold < 3; ++fold)
                cv::line(bgr, {kMiddleX - 62, kEyesY + 66 + 22 * fold},
                         {kMiddleX + 62, kEyesY + 66 + 22 * fold}, cv::Scalar(196, 188, 168), 2, cv::LINE_AA);
            grain(bgr, seconds);
        };
    });
    expectEach(*w, "hand over the mouth", {Reason::FaceCovered}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double seconds) {
            if (seconds < kMidScan) return;
            const auto skin = cv::mean(bgr({kMiddleX - 12, kEyesY - 62, 24, 14}));
            for (int finger = 0; finger < 4; ++finger) {
                const int y = kEyesY + 62 + 21 * finger;
                cv::ellipse(bgr, {kMiddleX + 20, y}, {96, 13}, 4, 0, 360, skin, cv::FILLED, cv::LINE_AA);
                cv::ellipse(bgr, {kMiddleX + 20, y}, {96, 13}, 4, 0, 180, skin * 0.72, 2, cv::LINE_AA);
            }
            grain(bgr, seconds);
        };
    });
}

TEST_CASE("a mirrored camera picture makes wrong sides, and the note says what it may be", "[mirror]") {
    NEEDS_WORLD();
    const Spoil mirrored = [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double) { cv::flip(bgr, bgr, 1); };
    };
    const auto notes = expectEach(*w, "mirrored picture", {Reason::WrongAction}, mirrored);
    CHECK(notes.find("mirrored") != std::string::npos);
}

TEST_CASE("an infrared or grey camera is not trusted", "[grey]") {
    NEEDS_WORLD();
    expectEach(*w, "grey camera", {Reason::CameraNotTrusted}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double) {
            cv::Mat grey;
            cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
            cv::cvtColor(grey, bgr, cv::COLOR_GRAY2BGR);
        };
    });
    expectEach(*w, "infrared camera", {Reason::CameraNotTrusted}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double) {  // skin is bright, the room dark, purple by a few levels
            cv::Mat red;
            cv::extractChannel(bgr, red, 2);
            red.convertTo(red, CV_8U, 1.15);
            cv::merge(std::vector<cv::Mat>{red, red * 0.98, red}, bgr);
        };
    });
}

TEST_CASE("a picture that changes its size in the middle is not a camera's", "[size]") {
    NEEDS_WORLD();
    expectEach(*w, "size changes", {Reason::CameraNotTrusted}, [](DegradedSource& camera) {
        camera.paint = [](cv::Mat& bgr, double seconds) {
            if (seconds > kMidScan) cv::resize(bgr, bgr, {800, 600});
        };
    });
}
