// Tells a picture turned in the hand, flat or bent, from a head. Engine thread; owned by the session.
//
// Two measures against the mean of frames that look straight ahead:
// residual  The landmarks of a plane follow a homography, those of a head do not: RMS of what the best
// homography
//           leaves, in eye distances. From residualYaw on.
// depth     How far the nose's tip stands out before the plane of eye and mouth corners, in eye distances.
// That
//           rim is nearly a plane on every face, so the affine map of its corners gives the angle by which it
//           was really turned (the ratio of the map's singular values is the angle's cosine) and the place
//           where a nose lying in it would be; the tip's shift from there, over the sine, is its depth. From
//           decideYaw on.
// The turn itself is read from the nose between near and far cheek (vision/head_pose.h): the far cheek hides
// behind the nose on a head, keeps its share of the width on a plane. So a plane hardly reads as turned at
// all (at most 8 degrees of 45 in 15 made films), and a bent print reads as less than it is: it is turned by
// 35 degrees where it reads as 15, and its depth over that angle is small.
#pragma once

#include <optional>
#include <vector>

#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

enum class FaceShape {
    Head = 1,
    Shallow,  // between the depth that bent paper shows and what heads do: a flat nose, or a strong bend
    Flat,
    CannotTell
};

struct FlatnessResult {
    FaceShape shape = FaceShape::CannotTell;
    // Narrowed as a plane is by a turn, without the parallax of a head: no turn was read, yet something
    // turned. Explains a turn that was not seen; too easily imitated by an open mouth to refuse anybody by
    // itself.
    bool narrowedLikeAPlane = false;
    int frames = 0;       // frames beyond the deciding angle
    double residual = 0;  // median RMS of the homography residual, eye distances; 0 where no turn went so far
    double depth = 0;     // of the nose's tip before the rim, eye distances
    double uncertainty = 0;  // one standard deviation of the depth, from the noise of the still frames
};

class FlatnessMeter {
  public:
    explicit FlatnessMeter(const FlatnessThresholds& thresholds) : m_thresholds(thresholds) {}

    void push(const FaceReading& face, double yawFromNeutral);  // degrees
    [[nodiscard]] FlatnessResult result() const;

  private:
    struct NoseShift {
        double shift;  // of the tip along the eyes, towards the person's left; eye distances
        double sine;   // of the angle by which the rim is turned, 0..1
    };
    void findMean();
    [[nodiscard]] std::optional<double> residual(const Landmarks& landmarks) const;
    [[nodiscard]] std::optional<NoseShift> noseShift(const Landmarks& landmarks) const;

    FlatnessThresholds m_thresholds;
    std::vector<Landmarks> m_references;
    std::optional<Landmarks> m_mean;  // of the references, once complete or first needed
    double m_noise = 0;               // of the nose's shift in the references, one standard deviation
    double m_stillSine2 = 0;          // mean square of the sine that noise alone gives in the references
    double m_eyes = 0;                // eye distance of the reference, px
    int m_turned = 0;                 // frames beyond the deciding angle
    double m_shift = 0, m_sine = 0;   // their sums; shifts counted in the direction of the turn
    std::vector<double> m_residuals;
    std::vector<double> m_narrowed;  // residuals of frames that are narrow but not turned
};

}  // namespace countersign
