// A picture on paper, flat, bent or folded, turned before the camera. Not thread-safe; owned by a source.
#pragma once

#include "practice/canvas.h"
#include "practice/print_picture.h"

namespace countersign {

// Together they make a sheet that can be unrolled onto a plane, as paper must.
struct SheetForm {
    float curvature = 0;  // 1/dm about an upright axis; > 0: the middle is nearest to the camera
    float fold = 0;       // degrees by which either side falls back from an upright fold; not with curvature
    float foldAt = 0;     // dm to the picture's right of the axis
};

// What the sheet turns about, and how far from the camera it is.
struct SheetHold {
    cv::Vec3f pivot;  // dm from the picture's axis: x right, y up, z towards the camera
    float distance = 0;
};

class Sheet {
  public:
    Sheet(PrintPicture picture, const Scene& scene);

    // Over all that is on the canvas; what is cut out shows it.
    void draw(Canvas& canvas, const BuyerPose& pose, const SheetForm& form, const SheetHold& hold) const;

  private:
    Scene m_scene;
    PrintPicture m_picture;
};

}  // namespace countersign
