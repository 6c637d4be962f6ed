#include "liveness/session_types.h"

namespace countersign {

std::string_view decisionName(Decision decision) {
    switch (decision) {
        case Decision::Accepted:
            return "accepted";
        case Decision::Review:
            return "review";
        case Decision::Refused:
            return "refused";
    }
    return "invalid";
}

std::string_view stepResultName(StepResult result) {
    switch (result) {
        case StepResult::Done:
            return "done";
        case StepResult::Late:
            return "late";
        case StepResult::Early:
            return "early";
        case StepResult::Wrong:
            return "wrong";
        case StepResult::Missed:
            return "missed";
    }
    return "invalid";
}

}  // namespace countersign
