// What happens to portraits on their way onto and off a document, as pictures: small chip pictures, JPEG,
// grey, turned, and the hopeless kinds: copier, glare, blur, a screen filmed. Deterministic. Bench and tests
// only.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace countersign::test {

struct Wear {
    std::string name;
    bool hopeless = false;  // must be refused with a reason
};

[[nodiscard]] const std::vector<Wear>& wears();
// `bgr` CV_8UC3 with one face of eye distance `eyes` px.
[[nodiscard]] cv::Mat worn(const cv::Mat& bgr, const std::string& wear, double eyes, unsigned seed);

}  // namespace countersign::test
