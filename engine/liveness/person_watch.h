// One person from first to last frame: embeddings every so often and no cut in the track. Engine thread;
// owned by the session.
#pragma once

#include <optional>

#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

// Whether an embedding belongs to the person with whom the scan began.
enum class Continuity { Same = 1, Doubtful };

class PersonWatch {
  public:
    explicit PersonWatch(const ContinuityThresholds& thresholds) : m_thresholds(thresholds) {}

    // A reading with a face, in order of capture.
    void follow(const FrameReading& reading);
    // The face was away for a moment: the next fit reading must be compared.
    void interrupted() { m_mustCompare = true; }
    // Finishing: only the comparison is still missing, so it is hurried.
    enum class Pace { Usual = 1, Finishing };
    [[nodiscard]] bool wantsEmbedding(FrameTime at, Pace pace = Pace::Usual) const;
    Continuity push(FrameTime at, const Embedding& embedding);
    // So many doubts in a row: another person.
    [[nodiscard]] bool anotherPerson() const { return m_doubts >= m_thresholds.doubtsToRefuse; }
    // Compared, and the same, at or after that time.
    [[nodiscard]] bool provenSince(FrameTime at) const { return m_provenAt && *m_provenAt >= at; }
    [[nodiscard]] bool enough() const { return m_count >= m_thresholds.leastEmbeddings; }
    // 0..1, from the least similar embedding; empty with fewer than two.
    [[nodiscard]] std::optional<double> signal() const;
    [[nodiscard]] double leastSimilarity() const { return m_least; }
    [[nodiscard]] int jumps() const { return m_jumps; }
    void forget();  // before the scan has begun: the face left

  private:
    ContinuityThresholds m_thresholds;
    std::optional<Embedding> m_mean;  // unit length
    int m_count = 0;
    int m_doubts = 0;
    int m_jumps = 0;
    double m_least = 1;
    bool m_mustCompare = true;
    std::optional<FrameTime> m_embeddedAt, m_provenAt, m_lastAt;
    cv::Rect2f m_lastBox;
};

}  // namespace countersign
