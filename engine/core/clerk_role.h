// What somebody is at a counter. A value; any thread. What each role may do stands in app/counter/rights.h.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace countersign {

enum class ClerkRole {
    Clerk = 1,   // registers buyers
    Supervisor,  // that, and looks after the other clerks and the camera
    Technician,  // looks after the camera, and registers nobody
};
inline constexpr std::array kClerkRoles{ClerkRole::Clerk, ClerkRole::Supervisor, ClerkRole::Technician};

// As files, the journal and the command line write it.
[[nodiscard]] constexpr std::string_view clerkRoleName(ClerkRole role) {
    switch (role) {
        case ClerkRole::Clerk:
            return "clerk";
        case ClerkRole::Supervisor:
            return "supervisor";
        case ClerkRole::Technician:
            return "technician";
    }
    return "invalid";
}

[[nodiscard]] constexpr std::optional<ClerkRole> clerkRoleFromName(std::string_view name) {
    for (const auto role : kClerkRoles) {
        if (clerkRoleName(role) == name) return role;
    }
    return std::nullopt;
}

}  // namespace countersign
