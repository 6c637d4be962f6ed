// Tells a flat picture turned in the hand from a head: the landmarks of a plane follow a homography, those of
// a head do not. Decides only beyond a stated angle. Engine thread; owned by the session.
#pragma once

#include <optional>
#include <vector>

#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

enum class FaceShape { Head = 1, Flat, CannotTell };

struct FlatnessResult {
    FaceShape shape = FaceShape::CannotTell;
    // Narrowed as a plane is by a turn, without the parallax of a head: no turn was read, yet something
    // turned. Explains a turn that was not seen; too easily imitated by an open mouth to refuse anybody by
    // itself.
    bool narrowedLikeAPlane = false;
    int frames = 0;       // frames beyond the deciding angle
    double residual = 0;  // median RMS of the homography residual, in eye distances
    double parallax = 0;  // median movement of the nose tip against the eye and mouth corners, eye distances
};

class FlatnessMeter {
  public:
    explicit FlatnessMeter(const FlatnessThresholds& thresholds) : m_thresholds(thresholds) {}

    void push(const FaceReading& face, double yawFromNeutral);
    [[nodiscard]] FlatnessResult result() const;
    void reset();

  private:
    struct Measure {
        double residual;
        double parallax;
    };
    void findMean();
    [[nodiscard]] std::optional<Measure> measure(const Landmarks& landmarks) const;

    FlatnessThresholds m_thresholds;
    std::vector<Landmarks> m_references;
    std::optional<Landmarks> m_mean;  // of the references, once complete or first needed
    std::vector<Measure> m_measures;
    std::vector<double> m_narrowed;  // residuals of frames that are narrow but not turned
};

}  // namespace countersign
