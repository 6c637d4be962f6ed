// What hinders a buyer, in the clerk's words, and what is done about it: the page of other ways. GUI thread;
// pure functions.
#pragma once

#include <QString>

#include "enrolment/other_way.h"

namespace countersign::ui {

struct ObstacleText {
    QString icon;       // file of resources/icons
    QString name;       // in the list: what the clerk sees in front of the counter
    QString advice;     // what to do, in one or two sentences
    QString scanTerms;  // what such a scan asks; empty where there is none
};

[[nodiscard]] ObstacleText obstacleText(Obstacle obstacle);

}  // namespace countersign::ui
