// An attack for practice and tests: a flat print of a person's picture, held before the camera and turned in
// the hand. Not thread-safe; owned by the practice source.
#pragma once

#include "practice/canvas.h"
#include "practice/person.h"

namespace countersign {

class FlatPrint {
  public:
    // The print shows the person at about the size of the living head, on paper with a white border.
    FlatPrint(const PersonPtr& person, const Scene& scene);

    void draw(Canvas& canvas, const BuyerPose& pose) const;

  private:
    Scene m_scene;
    cv::Mat m_print;     // linear light, CV_32FC3
    cv::Size2f m_paper;  // decimetres
};

}  // namespace countersign
