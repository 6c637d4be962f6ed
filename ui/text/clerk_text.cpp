#include "text/clerk_text.h"

#include <QCoreApplication>

namespace countersign::ui {
namespace {

// Shows on the page of clerks and in the top bar.
struct ClerkWords {
    Q_DECLARE_TR_FUNCTIONS(ClerkWords)
};

}  // namespace

QString roleName(ClerkRole role) {
    switch (role) {
        case ClerkRole::Clerk:
            return ClerkWords::tr("Clerk", "a role");
        case ClerkRole::Supervisor:
            return ClerkWords::tr("Supervisor", "a role");
        case ClerkRole::Technician:
            return ClerkWords::tr("Technician", "a role");
    }
    return {};
}

QString roleWords(ClerkRole role) {
    switch (role) {
        case ClerkRole::Clerk:
            return ClerkWords::tr("Registers buyers.", "what a clerk does");
        case ClerkRole::Supervisor:
            return ClerkWords::tr("Registers buyers, looks after the clerks and chooses the camera.",
                                  "what a supervisor does");
        case ClerkRole::Technician:
            return ClerkWords::tr(
                "Looks after the camera, and registers nobody. This role is given at the computer's "
                "command line.",
                "what a technician does");
    }
    return {};
}

QString signedInAs(const QString& name, ClerkRole role) {
    //: Top bar: the name of who is signed in, and the role.
    return ClerkWords::tr("%1 · %2").arg(name, roleName(role));
}

}  // namespace countersign::ui
