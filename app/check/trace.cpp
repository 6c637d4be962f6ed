#include "trace.h"

#include "command.h"
#include "vision/face_detector.h"
#include "vision/head_pose.h"
#include "vision/landmarks.h"

namespace countersign::check {

Status TraceWriter::open(const std::filesystem::path& file) {
    m_file.open(file, std::ios::trunc);
    if (!m_file) return failure(outputUnwritable(file, "cannot be written"));
    m_file << "frame\tms\tdetected\tfaces\tscore\tx\ty\tw\th\tg\tyaw\tpitch\troll\tfine\tk_right\tk_"
              "left\topen_right\t"
              "open_left\tseen_right\tseen_left\tpassive\teye_"
              "px\tarea\toff\tlum\tdark\tbright\tside\tback\tsharp\t"
              "covered\tcoarse_right\tcoarse_left\tpoints\tcrop_logits\tedges\tedges_sd\n";
    return {};
}

void TraceWriter::add(const FrameReading& reading, const std::vector<float>& cropLogits) {
    auto& out = m_file;
    out << reading.sequence - 1 << '\t' << static_cast<double>(reading.capturedAt.count()) / 1000 << '\t'
        << reading.detectorRan << '\t' << countProminent(reading.faces);
    if (reading.face) {
        const auto& face = *reading.face;
        const auto& q = face.quality;
        out << '\t' << face.box.score << '\t' << face.box.rect.x << '\t' << face.box.rect.y << '\t'
            << face.box.rect.width << '\t' << face.box.rect.height << '\t' << noseShift(face.coarse) << '\t'
            << face.pose.yaw << '\t' << face.pose.pitch << '\t' << face.pose.roll << '\t'
            << face.fine.has_value() << '\t' << face.rightEye.closedMinusOpen << '\t'
            << face.leftEye.closedMinusOpen << '\t' << face.rightEye.openness << '\t' << face.leftEye.openness
            << '\t' << face.rightEye.visibility << '\t' << face.leftEye.visibility << '\t';
        if (face.passiveLive) out << *face.passiveLive;
        out << '\t' << q.eyeDistancePx << '\t' << q.faceArea << '\t' << q.centreOffset << '\t' << q.luminance
            << '\t' << q.darkShare << '\t' << q.brightShare << '\t' << q.sideLight << '\t' << q.backLight
            << '\t' << q.sharpness << '\t' << q.covered << '\t' << eyeAspectRatio(face.coarse, 36) << '\t'
            << eyeAspectRatio(face.coarse, 42) << '\t';
        for (const auto& point : face.coarse) out << point.x << ',' << point.y << ' ';
        out << '\t';
        for (std::size_t i = 0; face.passiveLive && i < cropLogits.size(); ++i)
            out << (i == 0 ? "" : ",") << cropLogits[i];
        out << '\t';
        if (face.edges) out << face.edges->value << '\t' << face.edges->uncertainty;
    }
    out << '\n';
}

}  // namespace countersign::check
