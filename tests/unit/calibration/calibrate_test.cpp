#include <cmath>

#include "calibration/calibrate.h"
#include "made_scores.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("likelihood never falls and tells what the bells were made with") {
    const auto scores = test::bellScores({.genuinePairs = 20'000, .impostorPairs = 20'000});
    const auto calibration = fitCalibration(scores);
    REQUIRE(calibration);
    CHECK(calibration->points().size() <= kMostKnots);
    double last = -100;
    for (double similarity = -1; similarity <= 1; similarity += 0.01) {
        const double value = calibration->log10Likelihood(similarity);
        CHECK(value >= last);
        last = value;
    }
    // Two bells of equal width: the ratio's logarithm is a straight line through 0 half way between them.
    for (const double similarity : {0.3, 0.4, 0.5}) {
        const double truth = (similarity - 0.4) * (0.7 - 0.1) / (0.12 * 0.12) / std::log(10.0);
        CHECK(calibration->log10Likelihood(similarity) == Approx(truth).margin(0.35));
    }
}

TEST_CASE("few pairs claim little") {
    const auto calibration = fitCalibration(test::bellScores(
        {.genuine = 0.9, .impostor = 0, .width = 0.05, .genuinePairs = 20, .impostorPairs = 20}));
    REQUIRE(calibration);
    CHECK(calibration->log10Likelihood(1) < 2);
    CHECK(calibration->log10Likelihood(-1) > -2);
    CHECK(fitCalibration(test::bellScores({.genuinePairs = 9})).error().code ==
          ErrorCode::CalibrationTooSmall);
    CHECK(fitCalibration(ScoreSet()).error().code == ErrorCode::CalibrationTooSmall);
}

TEST_CASE("a score that tells nothing is worth nothing") {
    ScoreSet scores;
    for (int i = 0; i < 50; ++i) {
        scores.addGenuine(0.5F - 0.01F * static_cast<float>(i));  // the wrong way round
        scores.addImpostor(0.5F + 0.01F * static_cast<float>(i));
    }
    scores.sort();
    const auto calibration = fitCalibration(scores);
    REQUIRE(calibration);
    CHECK(calibration->log10Likelihood(0.1) == Approx(0).margin(1e-9));
    CHECK(calibration->log10Likelihood(0.9) == Approx(0).margin(1e-9));
}

TEST_CASE("the worst group sets each band") {
    std::map<std::string, ScoreSet> groups;
    groups["easy"] = test::bellScores({.impostor = 0.0, .genuinePairs = 2000, .impostorPairs = 200'000});
    groups["alike"] =
        test::bellScores({.impostor = 0.2, .genuinePairs = 2000, .impostorPairs = 200'000, .seed = 2});
    groups["hard"] = test::bellScores(
        {.genuine = 0.55, .impostor = 0.0, .genuinePairs = 2000, .impostorPairs = 200'000, .seed = 3});
    const BandTargets targets{.falseMatch = 1e-4, .falseNonMatch = 0.01};
    const auto choice = chooseBands(groups, targets);
    REQUIRE(choice);
    CHECK(choice->sameFrom == "alike");
    CHECK(choice->unsureFrom == "hard");
    CHECK(choice->same > choice->unsure);
    for (const auto& [name, scores] : groups) {
        CHECK(*scores.fmr(choice->same).value() <= targets.falseMatch);
        CHECK(*scores.fnmr(choice->unsure).value() <= targets.falseNonMatch);
    }
}

TEST_CASE("a small group can only make the band stricter, and too little data is said") {
    std::map<std::string, ScoreSet> groups;
    groups["large"] = test::bellScores({.impostorPairs = 200'000});
    const double alone = chooseBands(groups, {})->same;
    groups["small and unlike"] = test::bellScores({.impostor = -0.3, .impostorPairs = 500, .seed = 5});
    CHECK(chooseBands(groups, {})->same == Approx(alone));
    groups["small and alike"] = test::bellScores({.impostor = 0.4, .impostorPairs = 500, .seed = 6});
    const auto strict = chooseBands(groups, {});
    CHECK(strict->same > alone);
    CHECK(strict->sameFrom == "small and alike");
    CHECK(groups["small and alike"].fmr(strict->same).errors == 0);

    groups.erase("large");
    CHECK(chooseBands(groups, {}).error().code == ErrorCode::CalibrationTooSmall);
    CHECK(chooseBands({}, {}).error().code == ErrorCode::CalibrationTooSmall);
}

TEST_CASE("a damaged table of likelihoods is refused") {
    CHECK(ScoreCalibration::fromPoints({{-0.5, -2}, {0.5, 3}}));
    const std::vector<std::vector<CalibrationPoint>> bad{
        {},
        {{0.5, 1}},
        {{0.5, 1}, {0.5, 2}},
        {{0.6, 1}, {0.5, 2}},
        {{0.4, 2}, {0.5, 1}},
        {{-1.5, 0}, {0.5, 1}},
        {{0.1, -13}, {0.5, 1}},
        {{0.1, std::nan("")}, {0.5, 1}},
        {{std::nan(""), 0}, {0.5, 1}},
        std::vector<CalibrationPoint>(1001, CalibrationPoint{0.1, 0})};
    for (const auto& points : bad) {
        const auto made = ScoreCalibration::fromPoints(points);
        REQUIRE_FALSE(made);
        CHECK(made.error().code == ErrorCode::CalibrationUnusable);
    }
}
