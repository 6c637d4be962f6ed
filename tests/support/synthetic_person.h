// A person made of numbers: readings as vision would hand them on, from a mean head that is turned, blinks,
// moves and is lit as a test wants it. For tests of liveness that need no picture.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "vision/face_types.h"
#include "vision/head_model.h"
#include "vision/head_pose.h"

namespace countersign::test {

struct PersonNow {
    double yaw = 0, pitch = 0;               // degrees, signs of HeadPose
    double rightClosed = 0, leftClosed = 0;  // 0 open .. 1 shut
    double depth = 1;                        // 0: a flat picture of the head
    double bend = 0;                         // of a flat picture: arc over the width of the face, radians
    double faces = 1;
    cv::Point2f shift{0, 0};  // of the face, px
    double visibility = 1;
    double closedShape = 0;  // lids of the small landmarks: 0 open .. 1 shut
    double passive = 0.9;
    std::optional<StraightEdges> edges;  // beside the face
    FrameQuality quality{.eyeDistancePx = 90,
                         .faceArea = 0.15F,
                         .centreOffset = 0.05F,
                         .luminance = 0.5F,
                         .darkShare = 0.02F,
                         .brightShare = 0.01F,
                         .sideLight = 0.1F,
                         .backLight = 0,
                         .sharpness = 0.5F,
                         .covered = 0.1F};
};

// Frames at a steady rate; the caller changes `now` between them.
class SyntheticPerson {
  public:
    explicit SyntheticPerson(double framesPerSecond = 30)
        : m_step(static_cast<std::int64_t>(1e6 / framesPerSecond)) {}

    PersonNow now;
    double ownYaw = 3, ownPitch = -8;  // this person's own offset in raw pose
    double planeReadsAs = 0.7;                  // share of a flat picture's turn that is read as one
    double ownEye = -9;                // closedMinusOpen of this person's open eye

    [[nodiscard]] FrameTime time() const { return m_time; }
    void drop(int frames) {
        m_sequence += static_cast<std::uint64_t>(frames);
        m_time += frames * m_step;
    }
    void setStep(FrameTime step) { m_step = step; }

    FrameReading next() {
        m_time += m_step;
        FrameReading reading;
        reading.sequence = ++m_sequence;
        reading.capturedAt = m_time;
        reading.pictureSize = {640, 480};
        reading.detectorRan = true;
        for (int i = 0; i < static_cast<int>(now.faces); ++i) {
            FaceBox box;
            box.rect = {200.0F + static_cast<float>(i) * 210 + now.shift.x, 120 + now.shift.y, 190, 230};
            box.score = 0.99F;
            reading.faces.push_back(box);
        }
        if (reading.faces.empty()) return reading;
        FaceReading face;
        face.box = reading.faces.front();
        face.coarse = points();
        face.pose = headPose(face.coarse);
        // Nets trained on heads read a turned picture as a turned head, though a smaller turn.
        if (now.depth == 0) face.pose.yaw = static_cast<float>(planeReadsAs * now.yaw);
        face.pose.yaw += static_cast<float>(ownYaw);
        face.pose.pitch = static_cast<float>(now.pitch + ownPitch);
        if (std::abs(now.yaw) < 30) face.fine = face.coarse;
        face.rightEye = eye(now.rightClosed);
        face.leftEye = eye(now.leftClosed);
        face.quality = now.quality;
        if (m_sequence % 10 == 0) face.passiveLive = static_cast<float>(now.passive);
        face.edges = m_sequence % 10 == 5 ? now.edges : std::nullopt;
        reading.face = face;
        return reading;
    }

  private:
    // Noise as measured on still faces: 0.4 px of jitter, 1 logit. A small generator of its own: the same
    // everywhere.
    double noise() {
        m_seed = m_seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>((m_seed >> 33U) & 0xFFFFU) / 65535.0 - 0.5;
    }
    EyeReading eye(double closed) {
        EyeReading reading;
        reading.closedMinusOpen = static_cast<float>(ownEye + 30 * closed + 3 * noise());
        reading.openness = static_cast<float>(0.30 * (1 - 0.7 * closed) + 0.02 * noise());
        reading.visibility = static_cast<float>(now.visibility);
        return reading;
    }
    static double faceWidth() { return static_cast<double>(kHeadModel[16].x - kHeadModel[0].x); }
    Landmarks points() {
        constexpr double kScale = 90;
        const double yaw = now.yaw * std::numbers::pi / 180;
        Landmarks result{};
        for (std::size_t i = 0; i < result.size(); ++i) {
            const auto& p = kHeadModel[i];
            double across = static_cast<double>(p.x);
            double z = now.depth * static_cast<double>(p.z);
            if (now.bend > 0) {
                const double radius = faceWidth() / now.bend;
                z = radius * (std::cos(across / radius) - 1);
                across = radius * std::sin(across / radius);
            }
            const double x = std::cos(yaw) * across + std::sin(yaw) * z;
            const double away = -std::sin(yaw) * across + std::cos(yaw) * z;
            const double perspective = 8 / (8 - away);
            result[i] = {
                static_cast<float>(295 + kScale * x * perspective + 0.8 * noise()) + now.shift.x,
                static_cast<float>(240 - kScale * static_cast<double>(p.y) * perspective + 0.8 * noise()) +
                    now.shift.y};
        }
        for (const std::size_t eye : {36U, 42U}) {
            for (const auto& [upper, lower] : {std::pair{1U, 5U}, std::pair{2U, 4U}}) {
                const auto middle = (result[eye + upper] + result[eye + lower]) / 2.0F;
                const auto closed = static_cast<float>(0.7 * now.closedShape);
                result[eye + upper] += closed * (middle - result[eye + upper]);
                result[eye + lower] += closed * (middle - result[eye + lower]);
            }
        }
        return result;
    }

    FrameTime m_step;
    FrameTime m_time{0};
    std::uint64_t m_sequence = 0;
    std::uint64_t m_seed = 7;
};

}  // namespace countersign::test
