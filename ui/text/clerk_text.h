// Words about clerks and what they may do. GUI thread; pure functions.
#pragma once

#include <QString>

#include "core/clerk_role.h"

namespace countersign::ui {

[[nodiscard]] QString roleName(ClerkRole role);                         // "Supervisor"
[[nodiscard]] QString roleWords(ClerkRole role);                        // what that role does, a sentence
[[nodiscard]] QString signedInAs(const QString& name, ClerkRole role);  // "Li Na · Clerk"

}  // namespace countersign::ui
