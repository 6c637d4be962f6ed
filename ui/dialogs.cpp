#include "dialogs.h"

#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "theme/style.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

class QuestionDialog final : public QDialog {
  public:
    QuestionDialog(const Question& question, QWidget* parent) : QDialog(parent) {
        setWindowTitle(question.title);
        auto* column = new QVBoxLayout(this);
        const int margin = scaled(28);
        column->setContentsMargins(margin, margin, margin, scaled(24));
        column->setSpacing(scaled(10));
        column->addWidget(new TextLabel(question.title, TextStyle::PageTitle, Wrap::On));
        auto* text = new TextLabel(question.text, TextStyle::Body, Wrap::On);
        text->setShade(Shade::SecondInk);
        column->addWidget(text);
        column->addSpacing(scaled(14));
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(12));
        auto* yes = new Button(
            question.kind == QuestionKind::Erases ? ButtonKind::Danger : ButtonKind::Primary, question.yes);
        auto* no = new Button(ButtonKind::Secondary, question.no);
        no->setKeyCap(QKeySequence(Qt::Key_Escape));
        row->addWidget(yes);
        row->addStretch(1);
        row->addWidget(no);
        column->addLayout(row);
        setMinimumWidth(scaled(480));
        connect(yes, &Button::clicked, this, &QDialog::accept);
        connect(no, &Button::clicked, this, &QDialog::reject);
        no->setFocus();
    }

  protected:
    // A line of its own, where no window manager draws one.
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        drawBox(painter, rect(), 0, shade(*this, Shade::Card), shade(*this, Shade::ControlLine), 1);
    }
};

QFileDialog* fileDialog(QWidget* parent, const QString& title, const QString& filter,
                        std::function<void(const QString&)> chosen) {
    // A folder that isn't there would be taken for the name of a file.
    QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    if (!QDir(folder).exists()) folder = QDir::homePath();
    auto* dialog = new QFileDialog(parent, title, folder, filter);
    dialog->resize(scaled(860), scaled(540));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    return dialog;
}

}  // namespace

void openOver(QDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QWidget* below = dialog->parentWidget();
    // The first that hears of the end: what an answer opens then has the keyboard over this window.
    if (below != nullptr)
        QObject::connect(dialog, &QDialog::finished, below, [below] { below->window()->activateWindow(); });
    dialog->open();
}

void WindowDialogs::ask(QWidget* parent, const Question& question, std::function<void(Answer)> answered) {
    auto* dialog = new QuestionDialog(question, parent);
    openOver(dialog);
    QObject::connect(dialog, &QDialog::finished, parent, [answered = std::move(answered)](int result) {
        answered(result == QDialog::Accepted ? Answer::Yes : Answer::No);
    });
}

void WindowDialogs::chooseFile(QWidget* parent, const QString& title, const QString& filter,
                               std::function<void(const QString&)> chosen) {
    auto* dialog = fileDialog(parent, title, filter, std::move(chosen));
    dialog->setFileMode(QFileDialog::ExistingFile);
    openOver(dialog);
}

void WindowDialogs::chooseFolder(QWidget* parent, const QString& title,
                                 std::function<void(const QString&)> chosen) {
    auto* dialog = fileDialog(parent, title, {}, std::move(chosen));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    openOver(dialog);
}

void WindowDialogs::chooseNewFile(QWidget* parent, const QString& title, const QString& filter,
                                  const QString& suggested, std::function<void(const QString&)> chosen) {
    auto* dialog = fileDialog(parent, title, filter, std::move(chosen));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(suggested);
    openOver(dialog);
}

}  // namespace countersign::ui
