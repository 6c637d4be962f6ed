#include "liveness/passive_judge.h"

#include <algorithm>
#include <cmath>

namespace countersign {
namespace {

double logOdds(double share) {
    // A net may answer exactly 0 or 1 in float.
    const double inside = std::clamp(share, 1e-7, 1 - 1e-7);
    return std::log(inside / (1 - inside));
}

// Of a copy, since the order of arrival is kept.
template <class Value, class Less>
Value quantileOf(std::vector<Value> values, double quantile, Less less) {
    const auto rank = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + rank, values.end(), less);
    return values[static_cast<std::size_t>(rank)];
}

}  // namespace

double fusePassive(double net, std::optional<double> edges, const PassiveThresholds& t) {
    // Beyond the cap a net says no more than "sure": it must not outweigh everything else.
    const double odds = std::clamp(logOdds(net), -t.netCap, t.netCap);
    const double excess = std::clamp(edges.value_or(0) - t.edgeFloor, 0.0, t.edgeCap - t.edgeFloor);
    return 1 / (1 + std::exp(-(t.offset + t.netWeight * odds + t.edgeWeight * excess)));
}

PassiveResult judgePassive(double net, std::optional<StraightEdges> edges, const PassiveThresholds& t) {
    PassiveResult result;
    result.net = net;
    if (edges) {
        result.edges = static_cast<double>(edges->value);
        result.edgesUncertainty = static_cast<double>(edges->uncertainty);
    }
    result.live = fusePassive(net, result.edges, t);
    // What refuses must hold even at the low end of the edge's uncertainty.
    const bool edgesStrong = result.edges && *result.edges - result.edgesUncertainty >= t.strongEdges;
    if (net <= t.strongNet && edgesStrong)
        result.opinion = PassiveOpinion::Certain;
    else if (*result.live <= t.suspect)
        result.opinion = PassiveOpinion::Doubtful;
    else
        result.opinion = *result.live >= t.clear ? PassiveOpinion::Clear : PassiveOpinion::Clean;
    return result;
}

void PassiveJudge::push(const FaceReading& face) {
    if (face.passiveLive && std::isfinite(*face.passiveLive))
        m_net.push_back(static_cast<double>(*face.passiveLive));
    if (face.edges && std::isfinite(face.edges->value) && std::isfinite(face.edges->uncertainty))
        m_edges.push_back(*face.edges);
}

PassiveResult PassiveJudge::result() const {
    const auto enough = static_cast<std::size_t>(std::max(1, m_t.minimumFrames));
    if (m_net.size() < enough) return {};
    std::optional<StraightEdges> edges;
    if (m_edges.size() >= enough) {
        edges = quantileOf(m_edges, m_t.edgeQuantile,
                           [](const auto& a, const auto& b) { return a.value < b.value; });
    }
    return judgePassive(quantileOf(m_net, m_t.quantile, std::less<>()), edges, m_t);
}

std::string PassiveResult::note() const {
    if (!live) return "passive: too few frames";
    std::string text = "passive: net " + std::to_string(*net);
    text += edges ? ", edges " + std::to_string(*edges) + " +- " + std::to_string(edgesUncertainty)
                  : std::string(", no room beside the face for edges");
    return text + ", fused " + std::to_string(*live);
}

}  // namespace countersign
