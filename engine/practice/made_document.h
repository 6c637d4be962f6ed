// A document for a practice person: a card of no real country with the same head under other light and
// distance. Any thread.
#pragma once

#include "core/secret.h"
#include "practice/person.h"

namespace countersign {

struct MadeDocument {
    cv::Mat bgr;  // the worn picture, as decoded from `jpeg`
    Bytes jpeg;
    cv::Rect portrait;  // where the portrait is printed
};

// A card layout with the words SPECIMEN, portrait at least 180 px wide, JPEG quality 60.
[[nodiscard]] MadeDocument makeDocument(const Person& person);
[[nodiscard]] cv::Mat documentPicture(const Person& person);  // makeDocument().bgr
// The portrait alone, BGR, 240x300, before it was printed.
[[nodiscard]] cv::Mat portraitOnly(const Person& person);

}  // namespace countersign
