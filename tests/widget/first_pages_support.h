// A counter's window with its first pages and nothing behind them, for tests and pictures.
#pragma once

#include <deque>

#include "core/clock.h"
#include "dialogs.h"
#include "enrolment/registration.h"
#include "main_window.h"

namespace countersign::ui {
class ConsentPage;
class DetailsPage;
class DocumentPage;
class SignInPage;
}  // namespace countersign::ui

namespace countersign::ui::test {

// Answers what the test has laid ready, at once.
class ScriptedDialogs final : public Dialogs {
  public:
    void ask(QWidget* parent, const Question& question, std::function<void(Answer)> answered) override;
    void chooseFile(QWidget* parent, const QString& title, const QString& filter,
                    std::function<void(const QString&)> chosen) override;
    void chooseFolder(QWidget* parent, const QString& title,
                      std::function<void(const QString&)> chosen) override;
    void chooseNewFile(QWidget* parent, const QString& title, const QString& filter, const QString& suggested,
                       std::function<void(const QString&)> chosen) override;
    std::deque<Answer> answers;
    QString file;
    int asked = 0;
};

// Nobody: the number is the specimen of the standard, the phone number one that is not given out.
[[nodiscard]] BuyerDetails goodDetails(Purchase purchase = Purchase::SimCard);

struct Counter {
    Counter();
    void fillStatus();  // as on a working day
    ManualClock clock;
    ScriptedDialogs dialogs;
    MainWindow window;
    SignInPage* signIn;
    DetailsPage* details;
    DocumentPage* document;
    ConsentPage* consent;
};

}  // namespace countersign::ui::test
