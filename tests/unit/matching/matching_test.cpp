#include <cmath>
#include <limits>
#include <utility>

#include "enrolment/policy.h"
#include "matching/portrait_matcher.h"
#include "support/catch.h"

using namespace countersign;

namespace {

const MatchThresholds& limits() {
    return shippedPolicy().matching;
}

// Unit vector at this cosine to (1, 0).
Embedding at(double cosine) {
    return {static_cast<float>(cosine), static_cast<float>(std::sqrt(1 - cosine * cosine)), 0};
}

TemplateBuilder filled(const Embedding& embedding, int frames) {
    TemplateBuilder builder(limits());
    for (int i = 0; i < frames; ++i) builder.add(embedding, 1);
    return builder;
}

}  // namespace

TEST_CASE("the bands are the policy's, limits included") {
    CHECK(limits().same == Approx(0.55));
    CHECK(limits().unsure == Approx(0.45));
    CHECK(bandFor(0.55, limits()) == MatchBand::Same);
    CHECK(bandFor(0.5499, limits()) == MatchBand::Unsure);
    CHECK(bandFor(0.45, limits()) == MatchBand::Unsure);
    CHECK(bandFor(0.4499, limits()) == MatchBand::Different);
    CHECK(bandFor(-1, limits()) == MatchBand::Different);
}

TEST_CASE("a template needs five frames and has unit length") {
    CHECK_FALSE(filled(at(1), 4).build());
    const auto built = filled(at(0.6), 5).build();
    REQUIRE(built);
    CHECK(*similarity(*built, *built) == Approx(1));
    CHECK(*similarity(*built, at(1)) == Approx(0.6).margin(1e-6));
}

TEST_CASE("the mean of noisy frames is nearer to the person than a single one") {
    // Five frames, each at 0.6 to the person and turned away from each other in five other directions.
    TemplateBuilder builder(limits());
    for (std::size_t i = 0; i < 5; ++i) {
        Embedding frame(6, 0);
        frame[0] = 0.6F;
        frame[i + 1] = 0.8F;
        builder.add(frame, 1);
    }
    Embedding person(6, 0);
    person[0] = 1;
    CHECK(*similarity(*builder.build(), person) > 0.8);
}

TEST_CASE("the best frames are kept and weigh more") {
    TemplateBuilder builder(limits());
    for (int i = 0; i < limits().templateMost; ++i) builder.add(at(1), 0.9);
    builder.add(at(-1), 0.1);  // the worst one goes
    CHECK(builder.frames() == limits().templateMost);
    CHECK(*similarity(*builder.build(), at(1)) == Approx(1));
    TemplateBuilder weighted(limits());
    for (int i = 0; i < 4; ++i) weighted.add({1, 0}, 0.9);
    weighted.add({0, 1}, 0.05);
    CHECK(*similarity(*weighted.build(), {1, 0}) > 0.99);
}

TEST_CASE("frames unlike the others are left out while enough remain") {
    Embedding person(40, 0);
    person[0] = 1;
    const auto frame = [](std::size_t off, float likeness) {
        Embedding made(40, 0);
        made[0] = likeness;
        made[off] = std::sqrt(1 - likeness * likeness);
        return made;
    };
    TemplateBuilder builder(limits());
    for (std::size_t i = 1; i <= 6; ++i) builder.add(frame(i, 0.9F), 1);
    const double clean = *similarity(*builder.build(), person);
    builder.add(frame(7, -0.2F), 1);  // a hand before the face
    CHECK(*similarity(*builder.build(), person) == Approx(clean).margin(1e-6));

    TemplateBuilder few(limits());
    for (std::size_t i = 1; i <= 4; ++i) few.add(frame(i, 0.9F), 1);
    few.add(frame(7, -0.2F), 1);  // the fifth of five stays: fewer are no template
    CHECK(few.build());
    CHECK(*similarity(*few.build(), person) < clean);
}

TEST_CASE("likeness is told as likelihood by the policy's table, which decides nothing") {
    const auto& table = limits().calibration;
    REQUIRE_FALSE(table.empty());
    const auto alike = PortraitMatcher(limits()).match(at(1), filled(at(0.8), 6));
    CHECK(*alike.log10Likelihood == Approx(table.log10Likelihood(0.8)));
    CHECK(*alike.log10Likelihood > 2);
    CHECK(*PortraitMatcher(limits()).match(at(1), filled(at(0.1), 6)).log10Likelihood < -1);
    auto without = limits();
    without.calibration = {};
    const auto plain = PortraitMatcher(without).match(at(1), filled(at(0.8), 6));
    CHECK_FALSE(plain.log10Likelihood);
    CHECK(plain.band == alike.band);
}

TEST_CASE("no match without a portrait or with too few frames: that is not a mismatch") {
    const PortraitMatcher matcher(limits());
    auto outcome = matcher.match({}, filled(at(1), 6));
    CHECK_FALSE(outcome.ran);
    CHECK_FALSE(outcome.band);
    CHECK_FALSE(outcome.similarity);
    outcome = matcher.match(at(1), filled(at(1), 3));
    CHECK_FALSE(outcome.ran);
    CHECK(outcome.framesUsed == 3);
    outcome = matcher.match(at(1), filled(at(0.48), 6));
    CHECK(outcome.ran);
    CHECK(outcome.band == MatchBand::Unsure);
    CHECK(*outcome.similarity == Approx(0.48).margin(1e-6));
    CHECK(outcome.framesUsed == 6);
}

TEST_CASE("spoilt embeddings give no likeness instead of a wrong one") {
    CHECK_FALSE(similarity({}, {}));
    CHECK_FALSE(similarity({1, 0}, {1, 0, 0}));
    CHECK_FALSE(similarity({std::numeric_limits<float>::quiet_NaN()}, {1}));
    TemplateBuilder builder(limits());
    builder.add({}, 1);
    builder.add({1, 0}, 0);
    builder.add({1, 0}, -1);
    CHECK(builder.frames() == 0);
    builder.add({1, 0}, 1);
    builder.add({1, 0, 0}, 1);  // another model's length
    CHECK(builder.frames() == 1);
    TemplateBuilder zeros(limits());
    for (int i = 0; i < 5; ++i) zeros.add({0, 0}, 1);
    CHECK_FALSE(zeros.build());
}
