// The page on which clerks sign in: checks what they typed, tells what is wrong with it, and writes refusals
// into the journal. GUI thread; owned by the registration controller.
#pragma once

#include <QObject>
#include <functional>

#include "app/counter/clerk_sign_in.h"
#include "pages/sign_in_page.h"
#include "store/audit_log.h"

namespace countersign {

class SignInController final : public QObject {
    Q_OBJECT
  public:
    // `page` and `clerks` outlive it. `note`: a line for the journal.
    SignInController(ui::SignInPage& page, ClerkSignIn& clerks, std::function<void(const AuditNote&)> note,
                     QObject* parent = nullptr);

  Q_SIGNALS:
    void signedIn(const countersign::Clerk& clerk);

  private:
    void check(const QString& id, const QString& pin);
    void checked(const std::string& typedId, const SignInAnswer& answer);

    ui::SignInPage& m_page;
    ClerkSignIn& m_clerks;
    std::function<void(const AuditNote&)> m_note;
};

}  // namespace countersign
