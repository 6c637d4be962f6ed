#include "app/counter/sign_in_controller.h"

#include <utility>

#include "app/counter/journal_notes.h"

namespace countersign {

SignInController::SignInController(ui::SignInPage& page, std::optional<ClerkList> clerks,
                                   std::function<void(const AuditNote&)> note, QObject* parent)
    : QObject(parent), m_page(page), m_clerks(std::move(clerks)), m_note(std::move(note)) {
    connect(&page, &ui::SignInPage::signInRequested, this, &SignInController::check);
    connect(&m_clerks, &ClerkSignIn::lockedOut, this, [this](const QString& id) {
        m_note(signInRefusedNote(id.toStdString(), SignInRefusal::LockedOut));
    });
    connect(&m_clerks, &ClerkSignIn::waitChanged, &page, [this](int left) {
        m_page.setProblem(left > 0 ? ui::SignInProblem::TooManyTries : ui::SignInProblem::None, left);
    });
    if (m_clerks.listDamaged()) {
        page.setProblem(ui::SignInProblem::ListDamaged);
    } else if (m_clerks.nobodyKnown()) {
        page.setProblem(ui::SignInProblem::NoClerks);
    }
}

void SignInController::check(const QString& id, const QString& pin) {
    const bool begun = m_clerks.check(
        id, pin,
        [this, typed = id.toStdString()](const std::optional<Clerk>& clerk) { checked(typed, clerk); });
    if (begun) m_page.setBusy(ui::SignInPage::Busy::Yes);
}

void SignInController::checked(const std::string& typedId, const std::optional<Clerk>& clerk) {
    m_page.setBusy(ui::SignInPage::Busy::No);
    if (clerk) {
        m_page.clear();
        Q_EMIT signedIn(*clerk);
        return;
    }
    m_note(signInRefusedNote(
        typedId, m_clerks.switchedOff(typedId) ? SignInRefusal::SwitchedOff : SignInRefusal::WrongPin));
    m_page.setProblem(ui::SignInProblem::WrongIdOrPin);
}

}  // namespace countersign
