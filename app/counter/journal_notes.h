// What people do at the counter, as lines of its journal (store/audit_log.h). The one place that says in
// which words; never anything of a buyer. Pure functions.
#pragma once

#include <optional>
#include <string>

#include "app/counter/clerk_list.h"
#include "enrolment/registration.h"
#include "store/audit_log.h"

namespace countersign {

// The decision, and the way if it is not the usual one.
[[nodiscard]] AuditNote decidedNote(const Registration& registration);
// Who signed beside the clerk, and as what; empty if nobody did.
[[nodiscard]] std::optional<AuditNote> exceptionNote(const Registration& registration,
                                                     std::optional<ClerkRole> role);

enum class SignInRefusal { WrongPin = 1, LockedOut, SwitchedOff };
// `named`: the clerk whose id was typed; empty if nobody here has it. Then nothing is written of it: it may
// be a PIN or a buyer's number in the wrong field.
[[nodiscard]] AuditNote signInRefusedNote(const std::optional<Clerk>& named, SignInRefusal why);

enum class SignOutReason { ByHand = 1, Idle, SwitchedOff };
[[nodiscard]] AuditNote signedOutNote(const std::string& clerkId, SignOutReason why);

enum class ClerkChange { Added = 1, Removed, Role, Pin, AtCommandLine };
// `by`: the id of who did it; empty for the command line, where nobody signs in. Ids and roles only.
[[nodiscard]] AuditNote clerkChangedNote(const std::string& by, ClerkChange what, const Clerk& clerk);

}  // namespace countersign
