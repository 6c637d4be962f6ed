#include "app/counter/sign_in_controller.h"

#include <utility>

#include "app/counter/journal_notes.h"

namespace countersign {

SignInController::SignInController(ui::SignInPage& page, ClerkSignIn& clerks,
                                   std::function<void(const AuditNote&)> note, QObject* parent)
    : QObject(parent), m_page(page), m_clerks(clerks), m_note(std::move(note)) {
    connect(&page, &ui::SignInPage::signInRequested, this, &SignInController::check);
    connect(&m_clerks, &ClerkSignIn::lockedOut, this, [this](const QString& id) {
        m_note(signInRefusedNote(m_clerks.find(id.toStdString()), SignInRefusal::LockedOut));
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
        id, pin, [this, typed = id.toStdString()](const SignInAnswer& answer) { checked(typed, answer); });
    if (begun) m_page.setBusy(ui::SignInPage::Busy::Yes);
}

void SignInController::checked(const std::string& typedId, const SignInAnswer& answer) {
    m_page.setBusy(ui::SignInPage::Busy::No);
    if (answer.clerk) {
        m_page.clear();
        Q_EMIT signedIn(*answer.clerk);
        return;
    }
    m_note(signInRefusedNote(m_clerks.find(typedId), answer.refusal));
    m_page.setProblem(answer.refusal == SignInRefusal::SwitchedOff ? ui::SignInProblem::SwitchedOff
                                                                   : ui::SignInProblem::WrongIdOrPin);
}

}  // namespace countersign
