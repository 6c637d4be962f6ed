#include "app/counter/journal_notes.h"

#include "app/counter/record_builder.h"

namespace countersign {

AuditNote decidedNote(const Registration& registration) {
    std::string detail(decisionName(registration.decision));
    const auto route = routeOf(registration);
    if (route != ScanRoute::Usual) detail += " " + std::string(scanRouteName(route));
    if (registration.practice) detail += " practice";
    return {AuditEvent::Decided, registration.clerk, registration.recordId, detail};
}

std::optional<AuditNote> exceptionNote(const Registration& registration, std::optional<ClerkRole> role) {
    if (!registration.otherWay || registration.otherWay->secondClerk.empty()) return std::nullopt;
    return AuditNote{AuditEvent::Exception, registration.otherWay->secondClerk, registration.recordId,
                     role ? std::string(clerkRoleName(*role)) : std::string()};
}

AuditNote signInRefusedNote(const std::optional<Clerk>& named, SignInRefusal why) {
    const char* words = why == SignInRefusal::WrongPin    ? "wrong_pin"
                        : why == SignInRefusal::LockedOut ? "locked_out"
                                                          : "switched_off";
    return {AuditEvent::SignInRefused, named ? named->id : std::string(), {}, words};
}

AuditNote signedOutNote(const std::string& clerkId, SignOutReason why) {
    const char* words = why == SignOutReason::ByHand ? "by_hand"
                        : why == SignOutReason::Idle ? "idle"
                                                     : "switched_off";
    return {AuditEvent::SignedOut, clerkId, {}, words};
}

AuditNote clerkChangedNote(const std::string& by, ClerkChange what, const Clerk& clerk) {
    const std::string role(clerkRoleName(clerk.role));
    std::string detail;
    switch (what) {
        case ClerkChange::Added:
            detail = "added " + clerk.id + " " + role;
            break;
        case ClerkChange::Removed:
            detail = "removed " + clerk.id;
            break;
        case ClerkChange::Role:
            detail = "role " + clerk.id + " " + role;
            break;
        case ClerkChange::Pin:
            detail = "pin " + clerk.id;
            break;
        case ClerkChange::AtCommandLine:
            detail = "command_line " + clerk.id + " " + role;
            break;
    }
    return {AuditEvent::ClerksChanged, by, {}, detail};
}

}  // namespace countersign
