// The program's buttons. GUI thread. A button shows the key that presses it; Space and Enter press a focused
// one.
#pragma once

#include <QPushButton>

#include "theme/palette.h"

namespace countersign::ui {

enum class ButtonKind {
    Primary = 1,  // the next step; one a page
    Secondary,
    Danger,  // erases something
    Quiet,   // without outline: bars, notices
};

class Button : public QPushButton {
    Q_OBJECT
  public:
    Button(ButtonKind kind, const QString& text, QWidget* parent = nullptr);

    // Hides QAbstractButton's, which would drop the key together with the old text's mnemonic.
    void setText(const QString& text);
    // Binds the key in the button's window and shows it as a key cap.
    void setKey(const QKeySequence& keys);
    // Shows a key without binding it (Page::setPrimaryAction does that for Enter).
    void setKeyCap(const QKeySequence& keys);
    void setIconName(const QString& name);  // file of resources/icons; empty for none
    void setKind(ButtonKind kind);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    [[nodiscard]] int padding() const;
    [[nodiscard]] int contentWidth() const;

    ButtonKind m_kind;
    QKeySequence m_key;
    QString m_keyCap;
    QString m_iconName;
};

class PrimaryButton final : public Button {
    Q_OBJECT
  public:
    explicit PrimaryButton(const QString& text, QWidget* parent = nullptr)
        : Button(ButtonKind::Primary, text, parent) {}
};

class SecondaryButton final : public Button {
    Q_OBJECT
  public:
    explicit SecondaryButton(const QString& text, QWidget* parent = nullptr)
        : Button(ButtonKind::Secondary, text, parent) {}
};

}  // namespace countersign::ui
