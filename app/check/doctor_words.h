// The doctor's findings in words for a technician: what it is and what to do. English, as the tool is.
#pragma once

#include <string>

#include "store/doctor_report.h"

namespace countersign::check {

struct DoctorWords {
    const char* what;
    const char* toDo;
};
[[nodiscard]] DoctorWords doctorWords(DoctorCode code);

}  // namespace countersign::check
