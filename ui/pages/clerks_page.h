// Who may sign in at this counter. Supervisors add clerks, give roles and new PINs and remove; everybody sees
// the list and changes the own PIN. Beside the registration. GUI thread; owned by the main window. Knows
// values only: the controller asks whether somebody may, and does it.
#pragma once

#include <vector>

#include "core/clerk_role.h"
#include "core/error.h"
#include "dialogs.h"
#include "pages/page.h"

class QListWidget;

namespace countersign::ui {

class Button;
class Card;
class FieldEdit;
class LabeledField;
class Notice;
class SegmentedChoice;
class TextLabel;

struct ClerkItem {
    QString id;
    QString name;  // may be empty
    ClerkRole role = ClerkRole::Clerk;
    enum class Operator { LetsIn = 1, SwitchedOff };
    Operator byOperator = Operator::LetsIn;
};

enum class ClerksDone { Added = 1, Changed, Removed, OwnPin };
enum class ClerksProblem { WrongPin = 1, TooManyTries, NotAllowed, Busy };

class ClerksPage final : public Page {
    Q_OBJECT
  public:
    // `dialogs` outlives the page.
    explicit ClerksPage(Dialogs& dialogs, QWidget* parent = nullptr);

    // What whoever looks at it may do with the others.
    enum class Manage { Yes = 1, No };
    void setClerks(std::vector<ClerkItem> clerks, const QString& self, Manage manage);
    enum class Busy { No = 1, Yes };
    void setBusy(Busy busy);  // while a PIN is hashed and the list written
    // What came of the last request. After it was done, typed PINs are gone from the page.
    void showDone(ClerksDone what, const QString& id);
    void showProblem(ClerksProblem problem, int waitSeconds = 0);
    void showError(ErrorCode code);
    void clear();  // nothing typed stays
    void entered() override;

  Q_SIGNALS:
    void addWanted(const countersign::ui::ClerkItem& clerk, const QString& pin);
    void changeWanted(const QString& id, countersign::ClerkRole role, const QString& pin);  // empty: as it is
    void removeWanted(const QString& id);                                                   // confirmed
    void ownPinWanted(const QString& oldPin, const QString& newPin);

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    void narrowChanged() override;

  private:
    enum class Form { Look = 1, Add, Other, Own };
    [[nodiscard]] const ClerkItem* selected() const;
    [[nodiscard]] ClerkRole chosenRole() const;
    [[nodiscard]] bool idTaken() const;
    void fill(const QString& select);
    void select();
    void showForm(Form form);
    void beginAdding();
    void forgetTyped();
    void updateFields();
    void updateUse();
    void save();
    void askToRemove();

    Dialogs& m_dialogs;
    std::vector<ClerkItem> m_clerks;
    QString m_self;
    Manage m_manage = Manage::No;
    Form m_form = Form::Look;
    bool m_busy = false;

    QListWidget* m_list;
    TextLabel* m_title;
    TextLabel* m_about;
    Notice* m_notice;
    FieldEdit* m_id;
    FieldEdit* m_name;
    FieldEdit* m_old;
    FieldEdit* m_pin;
    FieldEdit* m_again;
    LabeledField* m_idField;
    LabeledField* m_nameField;
    LabeledField* m_oldField;
    LabeledField* m_pinField;
    LabeledField* m_againField;
    TextLabel* m_roleLabel;
    SegmentedChoice* m_role;
    TextLabel* m_roleWords;
    Button* m_new;
    Button* m_remove;
    Button* m_save;
};

}  // namespace countersign::ui
