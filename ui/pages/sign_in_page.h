// Who works at this counter: a clerk's id and PIN. GUI thread; owned by the main window. The page checks
// nothing itself; the controller answers signInRequested() with setProblem() or by going on.
#pragma once

#include "pages/page.h"

namespace countersign::ui {

class Card;
class FieldEdit;
class LabeledField;
class Notice;
class PrimaryButton;
class SecondaryButton;
class TextLabel;

enum class SignInProblem {
    None = 1,
    WrongIdOrPin,
    TooManyTries,
    NoClerks,
    ListDamaged,
    WasIdle,
    SwitchedOff
};
enum class PracticeOffer { Hidden = 1, Shown };

class SignInPage final : public Page {
    Q_OBJECT
  public:
    explicit SignInPage(QWidget* parent = nullptr);

    // `waitSeconds` with TooManyTries: how long to wait; call again as it counts down.
    void setProblem(SignInProblem problem, int waitSeconds = 0);
    enum class Busy { No = 1, Yes };
    void setBusy(Busy busy);                     // while the PIN is checked (about 60 ms)
    void setShop(const QString& shop);           // name of the shop or counter, may be empty
    void setPracticeOffer(PracticeOffer offer);  // a button that starts training with a made-up buyer
    void clear();                                // both fields; at every sign-out
    void entered() override;

  Q_SIGNALS:
    void signInRequested(const QString& clerkId, const QString& pin);
    void practiceRequested();

  protected:
    void retranslate() override;
    QWidget* incomplete() override;

  private:
    void updateUse();
    void submit();

    Card* m_card;
    TextLabel* m_title;
    TextLabel* m_subtitle;
    FieldEdit* m_id;
    FieldEdit* m_pin;
    LabeledField* m_idField;
    LabeledField* m_pinField;
    Notice* m_notice;
    PrimaryButton* m_signIn;
    SecondaryButton* m_practice;
    QString m_shop;
    SignInProblem m_problem = SignInProblem::None;
    int m_waitSeconds = 0;
    bool m_busy = false;
};

}  // namespace countersign::ui
