// A document's portrait on its way to the match: what is worn but usable is matched, what is hopeless is
// refused with the reason that a clerk can act on, and nothing hopeless has a template.
#include <opencv2/imgproc.hpp>

#include "matching/portrait_matcher.h"
#include "practice/made_document.h"
#include "scan_world.h"
#include "support/worn_portrait.h"

using namespace countersign;

namespace {

// Eye distance of the practice portraits, px: they are 240 wide and drawn alike.
constexpr double kEyes = 62;

cv::Mat portraitOf(std::size_t person) {
    return portraitOnly(*test::world()->people[person]);
}

PreparedPortrait read(const cv::Mat& picture) {
    auto portrait = test::world()->vision->readPortrait(picture);
    REQUIRE(portrait);
    CHECK(portrait->embedding.has_value() == portrait->reasons.empty());
    return std::move(*portrait);
}

Reason refusal(const cv::Mat& picture) {
    const auto portrait = read(picture);
    REQUIRE_FALSE(portrait.reasons.empty());
    return portrait.reasons.front();
}

bool have() {
    if (test::world() != nullptr) return true;
    WARN("passed over: the models are missing, run packaging/models");
    return false;
}

}  // namespace

TEST_CASE("worn portraits are still the person's, hopeless ones are refused") {
    if (!have()) return;
    const auto& people = test::world()->people;
    for (std::size_t person = 0; person < people.size(); ++person) {
        const auto clean = read(portraitOf(person));
        REQUIRE(clean.embedding);
        for (const auto& wear : test::wears()) {
            INFO(person << " " << wear.name);
            const auto portrait = read(test::worn(portraitOf(person), wear.name, kEyes, 3));
            if (wear.hopeless) {
                CHECK_FALSE(portrait.reasons.empty());
                CHECK_FALSE(portrait.embedding);
            } else {
                REQUIRE(portrait.embedding);
                const auto likeness = similarity(*clean.embedding, *portrait.embedding);
                REQUIRE(likeness);
                CHECK(bandFor(*likeness, shippedPolicy().matching) == MatchBand::Same);
            }
        }
    }
}

TEST_CASE("each hopeless kind has its own reason") {
    if (!have()) return;
    const auto worn = [](const char* wear) { return test::worn(portraitOf(0), wear, kEyes, 3); };
    CHECK(refusal(worn("blur")) == Reason::Blurred);
    CHECK(refusal(worn("glare")) == Reason::TooBright);
    CHECK(refusal(worn("photocopy")) == Reason::ScreenOrPrintSuspected);
    CHECK(refusal(worn("screen")) == Reason::ScreenOrPrintSuspected);
    CHECK(refusal(worn("glasses_glare")) == Reason::TooBright);
    CHECK(refusal(worn("mask")) == Reason::FaceCovered);
    cv::Mat dark;
    portraitOf(0).convertTo(dark, -1, 0.1, 0);
    CHECK(refusal(dark) == Reason::TooDark);
    cv::Mat tiny;
    cv::resize(portraitOf(0), tiny, cv::Size(40, 50), 0, 0, cv::INTER_AREA);
    const auto small = refusal(tiny);
    CHECK((small == Reason::TooFar || small == Reason::PortraitNotFound));
}

TEST_CASE("no portrait, half of one, and two") {
    if (!have()) return;
    CHECK(refusal(cv::Mat(580, 920, CV_8UC3, cv::Scalar(220, 225, 215))) == Reason::PortraitNotFound);
    CHECK(refusal(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(0))) == Reason::PortraitNotFound);
    const auto portrait = portraitOf(0);
    const auto half = read(portrait.colRange(0, portrait.cols * 9 / 20).clone());
    CHECK_FALSE(half.embedding);
    cv::Mat two;
    cv::hconcat(portraitOf(0), portraitOf(1), two);
    CHECK(refusal(two) == Reason::MoreThanOneFace);
}

TEST_CASE("upside down and lying portraits are turned upright first") {
    if (!have()) return;
    const auto clean = read(portraitOf(1));
    for (const int code : {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE}) {
        cv::Mat turned;
        cv::rotate(portraitOf(1), turned, code);
        const auto portrait = read(turned);
        REQUIRE(portrait.embedding);
        CHECK(portrait.quarterTurns == (code == cv::ROTATE_90_CLOCKWISE ? 3
                                        : code == cv::ROTATE_180        ? 2
                                                                        : 1));
        CHECK(*similarity(*clean.embedding, *portrait.embedding) > 0.95);
    }
}
