#include "enrolment/scan_runner.h"

#include <set>

#include "support/catch.h"
#include "trace_vision.h"

using namespace countersign;
using countersign::test::ObedientSource;
using countersign::test::TraceVision;

namespace {

ScanResult decided(Decision liveness, std::vector<Reason> reasons, std::optional<MatchBand> band) {
    ScanResult result;
    result.liveness.decision = liveness;
    result.liveness.reasons = std::move(reasons);
    result.match.ran = band.has_value();
    result.match.band = band;
    decide(result);
    return result;
}

ScanResult scan(Embedding face, std::optional<Embedding> document, int framesUntilEnd = -1) {
    auto shared = std::make_shared<ObedientSource::Shared>();
    ObedientSource source(shared);
    source.framesUntilEnd = framesUntilEnd;
    TraceVision vision(shared);
    vision.face = std::move(face);
    SeededPicker picker(3);
    ScanRunner runner(vision, shippedPolicy(), drawChallenge(shippedPolicy().challenge, picker),
                      std::move(document));
    const auto result = runScan(source, runner, &source);
    REQUIRE(result);
    return *result;
}

}  // namespace

TEST_CASE("liveness and match are joined by one rule") {
    CHECK(decided(Decision::Accepted, {}, MatchBand::Same).decision == Decision::Accepted);
    CHECK(decided(Decision::Accepted, {}, MatchBand::Same).reasons.empty());

    auto result = decided(Decision::Accepted, {}, MatchBand::Unsure);
    CHECK(result.decision == Decision::Review);
    CHECK(result.reasons == std::vector<Reason>{Reason::UnsureAPersonMustLook});

    result = decided(Decision::Accepted, {}, MatchBand::Different);
    CHECK(result.decision == Decision::Refused);
    CHECK(result.reasons == std::vector<Reason>{Reason::NotThePersonOnTheDocument});

    result = decided(Decision::Accepted, {}, {});
    CHECK(result.decision == Decision::Review);

    // A doubtful liveness is never more than review, and a mismatch weighs more than a doubt.
    result = decided(Decision::Review, {Reason::ScreenOrPrintSuspected}, MatchBand::Same);
    CHECK(result.decision == Decision::Review);
    CHECK(result.reasons == std::vector<Reason>{Reason::ScreenOrPrintSuspected});
    result = decided(Decision::Review, {Reason::ScreenOrPrintSuspected}, MatchBand::Different);
    CHECK(result.decision == Decision::Refused);
    CHECK(result.reasons.front() == Reason::NotThePersonOnTheDocument);

    result = decided(Decision::Refused, {Reason::TooDark}, {});
    CHECK(result.decision == Decision::Refused);
    CHECK(result.reasons == std::vector<Reason>{Reason::TooDark});
}

TEST_CASE("a whole scan: the right person is accepted with a template of at least five frames") {
    const auto result = scan({1, 0}, Embedding{0.8F, 0.6F});
    CHECK(result.decision == Decision::Accepted);
    CHECK(result.match.ran);
    CHECK(result.match.framesUsed >= 5);
    CHECK(*result.match.similarity == Approx(0.8));
    REQUIRE(result.bestFrame);
    REQUIRE(result.bestReading);
    CHECK(result.bestFrame->sequence == result.bestReading->sequence);
    CHECK(result.capture.framesPerSecond == Approx(30).margin(0.5));
    CHECK(result.capture.framesDropped == 0);
}

TEST_CASE("the picture that a reviewer sees is one of those that were compared") {
    auto shared = std::make_shared<ObedientSource::Shared>();
    ObedientSource source(shared);
    TraceVision vision(shared);
    vision.face = {1, 0};
    SeededPicker picker(3);
    ScanRunner runner(vision, shippedPolicy(), drawChallenge(shippedPolicy().challenge, picker),
                      Embedding{1, 0});
    std::set<std::uint64_t> compared;
    const auto result = runScan(source, runner, &source, [&](const ScanFrame& seen) {
        if (seen.update.wantsEmbedding) compared.insert(seen.reading.sequence);
    });
    REQUIRE(result);
    REQUIRE(result->bestFrame);
    CHECK(compared.count(result->bestFrame->sequence) == 1);
    CHECK(compared.size() < 100);
}

TEST_CASE("a whole scan: another person's portrait is refused, a doubtful one goes to a person") {
    CHECK(scan({1, 0}, Embedding{0.2F, 0.98F}).decision == Decision::Refused);
    CHECK(scan({1, 0}, Embedding{0.2F, 0.98F}).reasons.front() == Reason::NotThePersonOnTheDocument);
    CHECK(scan({1, 0}, Embedding{0.48F, 0.877F}).decision == Decision::Review);
    CHECK(scan({1, 0}, {}).decision == Decision::Review);
}

TEST_CASE("no match runs on a scan that was refused") {
    const auto result = scan({1, 0}, Embedding{1, 0}, 60);
    CHECK(result.decision == Decision::Refused);
    CHECK_FALSE(result.match.ran);
    CHECK_FALSE(result.match.similarity);
}
