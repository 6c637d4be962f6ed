// The page of clerks: does what whoever is signed in may do there, writes the journal, and shows what came of
// it. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <functional>
#include <optional>
#include <string>

#include "app/counter/clerk_sign_in.h"
#include "core/log.h"
#include "pages/clerks_page.h"
#include "store/audit_log.h"

namespace countersign {

struct ClerksParts {
    ui::ClerksPage& page;
    ClerkSignIn& signIn;
    std::function<std::string()> signedIn;       // id of who is signed in; empty: nobody
    std::function<void(const AuditNote&)> note;  // into the journal, if there is one
    Log& log;
};

class ClerksController final : public QObject {
    Q_OBJECT
  public:
    // All of `parts` outlives the controller.
    explicit ClerksController(ClerksParts parts, QObject* parent = nullptr);

    void show();             // the page is about to be shown: the list as it is now
    void forget();           // whoever was signed in has left
    void noteCommandLine();  // what was changed there since the last start goes into the journal

  private:
    void add(const ui::ClerkItem& item, const QString& pin);
    void changeOther(const QString& id, ClerkRole role, const QString& pin);
    void removeOther(const QString& id);
    void changeOwnPin(const QString& oldPin, const QString& newPin);
    [[nodiscard]] bool mayManage(const std::string& other);
    void apply(std::function<Status(ClerkList&)> what, const std::vector<AuditNote>& notes,
               ui::ClerksDone done, const std::string& about);

    ClerksParts m;
    std::uint64_t m_visit = 0;  // answers to whoever has left are dropped
};

}  // namespace countersign
