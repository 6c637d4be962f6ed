// A picture of a person as an attacker would take and print it, with holes or painted lids if he likes. Plain
// value and pure functions; any thread.
#pragma once

#include "practice/buyer_pose.h"
#include "practice/person.h"

namespace countersign {

struct PrintPicture {
    cv::Mat bgra;  // CV_8UC4; alpha 0: cut out
    float pixelsPerDecimetre = 0;
    cv::Point2f axis;               // px: what lies straight before the camera
    cv::Point2f rightEye, leftEye;  // px; the person's own
};

enum class Finish {
    Printed = 1,  // an office printer, with a white border
    AsIs,         // as on a good screen or in an injected picture
};

// Taken as a good attacker would: from the distance at which it is shown, even light, sharp.
[[nodiscard]] PrintPicture pictureOfPerson(const PersonPtr& person, const Scene& scene, Finish finish);

// From any picture: CV_8UC3 with the places of the eyes. It is brought to a living head's size.
[[nodiscard]] PrintPicture pictureOfStill(const cv::Mat& bgr, cv::Point2f rightEye, cv::Point2f leftEye,
                                          Finish finish);

// Cut out from brow to lower lid, so that eyes behind the paper are seen.
void cutEyeHoles(PrintPicture& picture);
// Skin over the eyes and a line of lashes: what is painted for a blink.
void paintEyesShut(PrintPicture& picture);

}  // namespace countersign
