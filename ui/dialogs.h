// Questions that interrupt: answered by people in the program and by a script in tests. GUI thread. Nothing
// blocks: the answer comes through a function, which is not called if `parent` dies first.
#pragma once

#include <QString>
#include <functional>

class QDialog;
class QWidget;

namespace countersign::ui {

enum class Answer { Yes = 1, No };
enum class QuestionKind { Plain = 1, Erases };

struct Question {
    QuestionKind kind = QuestionKind::Plain;
    QString title;
    QString text;
    QString yes;  // says what happens: "Erase and start over"
    QString no;   // the safe one; has the keyboard, and Esc chooses it
};

// Opens it over its parent's window, which has the keyboard again when it closes: where no window manager
// runs nobody else would give it back. The dialog deletes itself.
void openOver(QDialog* dialog);

class Dialogs {
  public:
    virtual ~Dialogs() = default;
    virtual void ask(QWidget* parent, const Question& question, std::function<void(Answer)> answered) = 0;
    // `filter` as in QFileDialog. Not called when people cancel.
    virtual void chooseFile(QWidget* parent, const QString& title, const QString& filter,
                            std::function<void(const QString& path)> chosen) = 0;
    virtual void chooseFolder(QWidget* parent, const QString& title,
                              std::function<void(const QString& path)> chosen) = 0;
    // A file to be written; people have agreed if it is there already.
    virtual void chooseNewFile(QWidget* parent, const QString& title, const QString& filter,
                               const QString& suggested, std::function<void(const QString& path)> chosen) = 0;
};

class WindowDialogs final : public Dialogs {
  public:
    void ask(QWidget* parent, const Question& question, std::function<void(Answer)> answered) override;
    void chooseFile(QWidget* parent, const QString& title, const QString& filter,
                    std::function<void(const QString&)> chosen) override;
    void chooseFolder(QWidget* parent, const QString& title,
                      std::function<void(const QString&)> chosen) override;
    void chooseNewFile(QWidget* parent, const QString& title, const QString& filter, const QString& suggested,
                       std::function<void(const QString&)> chosen) override;
};

}  // namespace countersign::ui
