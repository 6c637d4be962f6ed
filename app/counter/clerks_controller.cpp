#include "app/counter/clerks_controller.h"

#include <utility>
#include <vector>

#include "app/counter/journal_notes.h"
#include "app/counter/rights.h"

namespace countersign {

using ui::ClerkItem;
using ui::ClerksDone;
using ui::ClerksPage;
using ui::ClerksProblem;

ClerksController::ClerksController(ClerksParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)) {
    connect(&m.page, &ClerksPage::addWanted, this, &ClerksController::add);
    connect(&m.page, &ClerksPage::changeWanted, this, &ClerksController::changeOther);
    connect(&m.page, &ClerksPage::removeWanted, this, &ClerksController::removeOther);
    connect(&m.page, &ClerksPage::ownPinWanted, this, &ClerksController::changeOwnPin);
}

void ClerksController::show() {
    const auto self = m.signIn.find(m.signedIn());
    std::vector<ClerkItem> items;
    for (const auto& clerk : m.signIn.clerks()) {
        items.push_back({QString::fromStdString(clerk.id), QString::fromStdString(clerk.name), clerk.role,
                         m.signIn.switchedOff(clerk.id) ? ClerkItem::Operator::SwitchedOff
                                                        : ClerkItem::Operator::LetsIn});
    }
    const bool manages = self && may(self->role, Right::ManageClerks);
    m.page.setClerks(std::move(items), self ? QString::fromStdString(self->id) : QString(),
                     manages ? ClerksPage::Manage::Yes : ClerksPage::Manage::No);
}

void ClerksController::forget() {
    ++m_visit;
    m.page.setBusy(ClerksPage::Busy::No);
    m.page.clear();
}

// Asked here again: a page is no lock. Nobody changes the own role or removes oneself, so that there is
// always a supervisor left.
bool ClerksController::mayManage(const std::string& other) {
    const auto self = m.signIn.find(m.signedIn());
    if (self && may(self->role, Right::ManageClerks) && self->id != other) return true;
    m.page.showProblem(ClerksProblem::NotAllowed);
    return false;
}

void ClerksController::add(const ClerkItem& item, const QString& pin) {
    const Clerk clerk{item.id.toStdString(), item.name.toStdString(), item.role};
    // The command line's alone: whoever has that has the computer.
    if (!mayManage(clerk.id) || clerk.role == ClerkRole::Technician) return;
    apply([clerk, pin = pin.toStdString()](ClerkList& list) { return list.add(clerk, pin); },
          {clerkChangedNote(m.signedIn(), ClerkChange::Added, clerk)}, ClerksDone::Added, clerk.id);
}

void ClerksController::changeOther(const QString& id, ClerkRole role, const QString& pin) {
    const auto clerk = m.signIn.find(id.toStdString());
    if (!clerk || !mayManage(clerk->id)) return;
    const bool newRole = role != clerk->role;
    if (newRole && (role == ClerkRole::Technician || clerk->role == ClerkRole::Technician)) return;
    std::vector<AuditNote> notes;
    Clerk changed = *clerk;
    changed.role = role;
    if (newRole) notes.push_back(clerkChangedNote(m.signedIn(), ClerkChange::Role, changed));
    if (!pin.isEmpty()) notes.push_back(clerkChangedNote(m.signedIn(), ClerkChange::Pin, changed));
    apply(
        [changed, newRole, pin = pin.toStdString()](ClerkList& list) -> Status {
            if (!pin.empty()) {
                if (auto done = list.changePin(changed.id, pin); !done) return done;
            }
            return newRole ? list.changeRole(changed.id, changed.role) : Status();
        },
        notes, ClerksDone::Changed, changed.id);
}

void ClerksController::removeOther(const QString& id) {
    const auto clerk = m.signIn.find(id.toStdString());
    if (!clerk || !mayManage(clerk->id)) return;
    apply([who = clerk->id](ClerkList& list) { return list.remove(who); },
          {clerkChangedNote(m.signedIn(), ClerkChange::Removed, *clerk)}, ClerksDone::Removed, clerk->id);
}

// With the present PIN: whoever finds a counter that was left open changes nobody's.
void ClerksController::changeOwnPin(const QString& oldPin, const QString& newPin) {
    const auto self = m.signIn.find(m.signedIn());
    if (!self) return;
    if (m.signIn.waitLeft() > 0) {
        m.page.showProblem(ClerksProblem::TooManyTries, m.signIn.waitLeft());
        return;
    }
    const auto visit = m_visit;
    const bool begun = m.signIn.check(
        QString::fromStdString(self->id), oldPin, [this, self, newPin, visit](const SignInAnswer& answer) {
            if (visit != m_visit) return;
            m.page.setBusy(ClerksPage::Busy::No);
            if (answer.clerk) {
                apply([who = self->id,
                       pin = newPin.toStdString()](ClerkList& list) { return list.changePin(who, pin); },
                      {clerkChangedNote(self->id, ClerkChange::Pin, *self)}, ClerksDone::OwnPin, self->id);
                return;
            }
            m.note(signInRefusedNote(self, answer.refusal));
            if (m.signIn.waitLeft() > 0)
                m.page.showProblem(ClerksProblem::TooManyTries, m.signIn.waitLeft());
            else
                m.page.showProblem(ClerksProblem::WrongPin);
        });
    if (begun)
        m.page.setBusy(ClerksPage::Busy::Yes);
    else
        m.page.showProblem(ClerksProblem::Busy);
}

void ClerksController::apply(std::function<Status(ClerkList&)> what, const std::vector<AuditNote>& notes,
                             ClerksDone done, const std::string& about) {
    const auto visit = m_visit;
    const bool begun =
        m.signIn.change(std::move(what), [this, notes, done, about, visit](const Status& status) {
            // It is done whoever sits there now.
            if (status) {
                for (const auto& note : notes) m.note(note);
            } else {
                m.log.error("counter", "the list of clerks was not changed: " + describe(status.error()));
            }
            if (visit != m_visit) return;
            m.page.setBusy(ClerksPage::Busy::No);
            if (!status) {
                m.page.showError(status.error().code);
                return;
            }
            show();
            m.page.showDone(done, QString::fromStdString(about));
        });
    if (begun)
        m.page.setBusy(ClerksPage::Busy::Yes);
    else
        m.page.showProblem(ClerksProblem::Busy);
}

void ClerksController::noteCommandLine() {
    std::vector<AuditNote> notes;
    for (const auto& clerk : m.signIn.notNoted())
        notes.push_back(clerkChangedNote({}, ClerkChange::AtCommandLine, clerk));
    if (notes.empty()) return;
    // Written down first: a line too many after a power cut is better than none.
    for (const auto& note : notes) m.note(note);
    m.signIn.change([](ClerkList& list) { return list.setNoted(); },
                    [this](const Status& status) {
                        if (!status) m.log.warn("counter", "the list of clerks: " + describe(status.error()));
                    });
}

}  // namespace countersign
