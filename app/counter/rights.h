// Which role may do what at the counter: the one table, asked by the pages' controllers before they act.
// Pure functions; any thread.
//
// Only what somebody signs in for stands here, and queue, day's end, help, settings and the own PIN are
// everybody's. Enrolling, taking a policy, adding clerks, the calibration
// bench and languages are files and commands of the computer's own account: whoever has that can read and
// write the state folder anyway, and no PIN of this program would keep them from it.
#pragma once

#include "core/clerk_role.h"

namespace countersign {

enum class Right {
    Register = 1,    // buyers, in practice too
    SignSecond,      // beside another clerk, where a buyer goes another way
    ManageClerks,    // add, clerk or supervisor, a new PIN, remove
    AnswerOperator,  // see what the operator asks about this shop, and answer
    ChooseCamera,    // another than the one in use; a real one where none works is everybody's
    KeepCameraGood,  // what the camera shows now is how it should be; the check itself is everybody's
};

// The second signature needs another person, not a supervisor: the way without a scan stays open where none
// is in the shop, and the journal says which role signed.
[[nodiscard]] constexpr bool may(ClerkRole role, Right right) {
    switch (right) {
        case Right::Register:
        case Right::SignSecond:
            return role == ClerkRole::Clerk || role == ClerkRole::Supervisor;
        case Right::ManageClerks:
        case Right::AnswerOperator:
            return role == ClerkRole::Supervisor;
        // A supervisor too: a shop whose camera breaks can't wait for a technician.
        case Right::ChooseCamera:
        case Right::KeepCameraGood:
            return role == ClerkRole::Supervisor || role == ClerkRole::Technician;
    }
    return false;
}

}  // namespace countersign
