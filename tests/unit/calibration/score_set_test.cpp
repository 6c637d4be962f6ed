#include <nlohmann/json.hpp>

#include "calibration/report.h"
#include "made_scores.h"
#include "support/catch.h"

using namespace countersign;

namespace {

ScoreSet counted(const std::vector<float>& genuine, const std::vector<float>& impostor) {
    ScoreSet scores;
    for (const float score : genuine) scores.addGenuine(score);
    for (const float score : impostor) scores.addImpostor(score);
    scores.sort();
    return scores;
}

}  // namespace

TEST_CASE("error rates are those one counts by hand, the threshold itself matches") {
    const auto scores = counted({0.875F, 0.5F, 0.75F, 0.25F}, {0.125F, 0.5F, 0.1875F, 0.625F, 0.0F});
    CHECK(scores.fmr(0.5).errors == 2);
    CHECK(scores.fmr(0.5).of == 5);
    CHECK(scores.fmr(0.51).errors == 1);
    CHECK(scores.fnmr(0.5).errors == 1);
    CHECK(scores.fnmr(0.51).errors == 2);
    CHECK(scores.genuineWithin(0.25, 0.75) == 2);
    CHECK(scores.impostorWithin(0.125, 0.5) == 2);
    CHECK(scores.genuineWithin(0.75, 0.25) == 0);
    // Best: at 0.7 no impostor passes and half of the genuine ones are lost, at 0.3 two of five pass and none
    // is lost.
    CHECK(*scores.bestAccuracy() == Approx(0.8));
    CHECK(scores.equalErrorRate().has_value());
}

TEST_CASE("a rate that the impostor pairs can't support is not named") {
    CHECK_FALSE(test::bellScores({.impostorPairs = 999}).thresholdAtFmr(1e-2));
    CHECK(test::bellScores({.impostorPairs = 1000}).thresholdAtFmr(1e-2));
    CHECK_FALSE(test::bellScores({.impostorPairs = 1000}).thresholdAtFmr(1e-3));
    CHECK_FALSE(ScoreSet().thresholdAtFmr(1e-2));
    CHECK_FALSE(ScoreSet().thresholdAtFnmr(0.01));
    CHECK_FALSE(ScoreSet().equalErrorRate());
    CHECK_FALSE(ScoreSet().bestAccuracy());
}

TEST_CASE("the threshold for a rate keeps it, and the next lower score would not") {
    const auto scores = test::bellScores({.impostorPairs = 20'000});
    const double threshold = *scores.thresholdAtFmr(1e-3);
    CHECK(scores.fmr(threshold).errors == 20);
    CHECK(scores.fmr(threshold - 1e-3).errors >= 20);
    const auto equal = counted({0.9F}, std::vector<float>(2000, 0.4F));
    CHECK(equal.fmr(*equal.thresholdAtFmr(1e-2)).errors == 0);  // all or none pass: none
    const double miss = *scores.thresholdAtFnmr(0.01);
    CHECK(scores.fnmr(miss).errors == 5);
}

TEST_CASE("the curve falls from everything matched to nothing matched") {
    const auto curve = detCurve(test::bellScores({}), 200);
    REQUIRE(curve.size() > 50);
    CHECK(curve.size() <= 400);
    CHECK(curve.front().fmr == Approx(1));
    CHECK(curve.front().fnmr == Approx(0));
    CHECK(curve.back().fmr == Approx(0));
    for (std::size_t i = 1; i < curve.size(); ++i) {
        CHECK(curve[i].threshold > curve[i - 1].threshold);
        CHECK(curve[i].fmr <= curve[i - 1].fmr);
        CHECK(curve[i].fnmr >= curve[i - 1].fnmr);
    }
    CHECK(detCurve(ScoreSet(), 100).empty());
    CHECK(detCurve(counted({0.5F}, {0.5F}), 100).size() >= 2);
}

TEST_CASE("the report has the agreed names, limits by the rule of three, and lines by group") {
    GroupedScores scores;
    scores.all = test::bellScores({});
    scores.groups["a <group> & \"more\""] = test::bellScores({.genuine = 0.9, .impostorPairs = 5000});
    scores.failedPictures = 3;
    MatchThresholds bands;
    bands.same = 0.75;
    bands.unsure = 0.6;
    const auto report = nlohmann::json::parse(matchReportJson(scores, bands));
    CHECK(report.at("schema") == "countersign.match/1");
    CHECK(report.at("genuine") == 500);
    CHECK(report.at("impostor") == 20'000);
    CHECK(report.at("failed_to_extract") == 3);
    CHECK(report.at("fnmr_at_fmr").at("1e-3").is_number());
    CHECK(report.at("fnmr_at_fmr").at("1e-4").is_null());
    CHECK(report.at("threshold_at_fmr").at("1e-4").is_null());
    CHECK(report.at("at_policy").at("fmr") == 0);
    CHECK(report.at("at_policy").at("fmr_ci95").at(1).get<double>() == Approx(3.0 / 20'000).epsilon(0.01));
    const auto& policy = report.at("at_policy");
    CHECK(policy.at("fnmr").get<double>() ==
          Approx(policy.at("unsure_genuine").get<double>() + policy.at("different_genuine").get<double>()));
    CHECK(report.at("groups").at("a <group> & \"more\"").at("impostor") == 5000);

    const auto svg = detSvg(scores, bands);
    CHECK(svg.find("a &lt;group&gt; &amp; ") != std::string::npos);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(detTable(scores).find("\"a <group> & \"\"more\"\"\",") != std::string::npos);
    CHECK_NOTHROW(nlohmann::json::parse(matchReportJson(GroupedScores(), bands)));
    CHECK(detSvg(GroupedScores(), bands).find("nan") == std::string::npos);
}
