// How a practice buyer sits at one instant, and what the camera sees around. Plain values; any thread.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace countersign {

// Degrees with the signs of vision's HeadPose: yaw > 0 the nose points to the person's own left (right edge
// of the picture), pitch > 0 looks up, roll > 0 leans to the own left shoulder.
struct BuyerPose {
    float yaw = 0, pitch = 0, roll = 0;
    float rightEyeClosed = 0, leftEyeClosed = 0;  // 0 open .. 1 shut
    float smile = 0;                              // 0..1
    float gazeYaw = 0, gazePitch = 0;             // of the eyes against the head, degrees
    float shiftX = 0, shiftY = 0, shiftZ = 0;     // of the whole person, decimetres; z towards the camera
};

enum class Backdrop { Shop = 1, PlainLight };

struct Scene {
    cv::Size size{640, 480};
    float distance = 4.6F;                // camera to the eyes, decimetres; nearer shows the texture's grain
    float focalLength = 620.0F / 640.0F;  // in picture widths: a usual webcam of about 54 degrees
    cv::Vec3f keyLight{-0.45F, 0.55F,
                       0.8F};  // direction from which the main light comes (x to the picture's right)
    float keyStrength = 1, fillStrength = 1, ambientStrength = 1;
    float exposure = 1;
    float noise = 4;  // grey levels, peak of a triangular distribution
    int samples = 1;  // per pixel side; 1 for live, 2 or 3 for pictures that are kept
    Backdrop backdrop = Backdrop::Shop;
    float softness = 0.75F;  // px, of the lens
};

}  // namespace countersign
