// The passive rule: what may doubt, what may refuse, and that one bad instant does neither.
#include <cmath>
#include <limits>

#include "enrolment/policy.h"
#include "liveness/passive_judge.h"
#include "support/catch.h"

using namespace countersign;

namespace {

const PassiveThresholds& limits() {
    return shippedPolicy().liveness.passive;
}

PassiveResult after(const std::vector<float>& net, const std::vector<float>& edges) {
    PassiveJudge judge(limits());
    for (std::size_t i = 0; i < std::max(net.size(), edges.size()); ++i) {
        FaceReading face;
        if (i < net.size()) face.passiveLive = net[i];
        if (i < edges.size()) face.edges = StraightEdges{edges[i], 0.02F};
        judge.push(face);
    }
    return judge.result();
}

std::vector<float> all(float value) {
    return std::vector<float>(20, value);
}

}  // namespace

TEST_CASE("the fused value falls with the net and with edges and stays within 0..1") {
    double before = -1;
    for (double net = 0; net <= 1; net += 0.05) {
        const double fused = fusePassive(net, 0.3, limits());
        CHECK(fused >= before);
        CHECK(fused > 0);
        CHECK(fused < 1);
        before = fused;
        CHECK(fusePassive(net, 0.9, limits()) <= fused);
        CHECK(fusePassive(net, {}, limits()) == Approx(fusePassive(net, 0.2, limits())));
    }
}

TEST_CASE("neither the net nor an edge refuses alone") {
    CHECK(after(all(0), {}).opinion == PassiveOpinion::Doubtful);
    CHECK(after(all(0), all(0.4F)).opinion == PassiveOpinion::Doubtful);
    CHECK(after(all(0.97F), all(1)).opinion == PassiveOpinion::Clear);
    CHECK(after(all(0.5F), all(0.4F)).opinion == PassiveOpinion::Clean);
    CHECK(after(all(0), all(0.95F)).opinion == PassiveOpinion::Certain);
}

TEST_CASE("an edge that is not sure does not refuse") {
    CHECK(judgePassive(0.001, StraightEdges{0.85F, 0.02F}, limits()).opinion == PassiveOpinion::Certain);
    CHECK(judgePassive(0.001, StraightEdges{0.85F, 0.2F}, limits()).opinion == PassiveOpinion::Doubtful);
}

TEST_CASE("one bad instant says nothing, a tenth of the scan does") {
    auto net = all(0.95F);
    net[7] = 0;
    auto edges = all(0.3F);
    edges[9] = 1;
    CHECK(after(net, edges).opinion == PassiveOpinion::Clear);
    net[8] = net[9] = net[10] = net[11] = 0;
    CHECK(after(net, edges).opinion == PassiveOpinion::Doubtful);
}

TEST_CASE("too few values and values that are no numbers judge nothing") {
    CHECK(after({}, {}).opinion == PassiveOpinion::Unknown);
    CHECK(after({0, 0, 0}, all(1)).opinion == PassiveOpinion::Unknown);
    CHECK_FALSE(after({0, 0, 0}, all(1)).live);
    CHECK_FALSE(after({0, 0, 0}, all(1)).suspicious());
    const float nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(after(all(nan), all(nan)).opinion == PassiveOpinion::Unknown);
    const auto result = after(all(0.9F), all(nan));
    CHECK(result.opinion == PassiveOpinion::Clear);
    CHECK_FALSE(result.edges);
    CHECK_FALSE(result.note().empty());
    CHECK(std::isfinite(fusePassive(0, 1, limits())));
    CHECK(std::isfinite(fusePassive(1, 0, limits())));
}
