// Gathers the passive net's scores and the straight edges beside the face over a whole scan and says how
// likely a live person is. One bad instant says nothing: the net counts by a low quantile, the edges by a
// high one. Engine thread; owned by the liveness session. fusePassive is pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

// 0..1, 1 = bona fide: logistic in the net's log odds and in how far the edges exceed what rooms show.
// Without edges (no room beside the face) the net alone.
[[nodiscard]] double fusePassive(double net, std::optional<double> edges,
                                 const PassiveThresholds& thresholds);

enum class PassiveOpinion {
    Unknown = 1,  // too few values
    Clean,
    Clear,     // likelier live than not by as much as Doubtful is likelier an attack
    Doubtful,  // a person must look
    Certain    // net and edges, each beyond its strong limit, agree on a screen or print
};

struct PassiveResult {
    PassiveOpinion opinion = PassiveOpinion::Unknown;
    std::optional<double> live;  // fused, 0..1
    std::optional<double> net;   // quantile of the net's scores, 0..1
    std::optional<double> edges;
    double edgesUncertainty = 0;

    [[nodiscard]] bool suspicious() const {
        return opinion == PassiveOpinion::Doubtful || opinion == PassiveOpinion::Certain;
    }
    [[nodiscard]] std::string note() const;
};

// The rule for values that are already gathered; also used for stills.
[[nodiscard]] PassiveResult judgePassive(double net, std::optional<StraightEdges> edges,
                                         const PassiveThresholds& thresholds);

class PassiveJudge {
  public:
    explicit PassiveJudge(const PassiveThresholds& thresholds) : m_t(thresholds) {}
    void push(const FaceReading& face);
    [[nodiscard]] PassiveResult result() const;

  private:
    PassiveThresholds m_t;
    std::vector<double> m_net;
    std::vector<StraightEdges> m_edges;
};

}  // namespace countersign
