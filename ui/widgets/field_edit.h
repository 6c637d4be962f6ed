// A line of typing with a tick or cross inside. GUI thread.
// Numbers are shown in groups (1101 0519 4912 3100 2X) while plainText() stays without them. Whatever is
// pasted is reduced to the characters that can belong to the value, and cut to its greatest length.
#pragma once

#include <QLineEdit>
#include <functional>

namespace countersign::ui {

enum class Mark { None = 1, Good, Bad };
enum class Reading {
    AsInterface = 1,  // words: follows the direction of the window
    LeftToRight,  // numbers: groups keep their order in a right-to-left window, text stands at its start side
};

struct FieldFormat {
    Reading reading = Reading::AsInterface;
    int maximum = 100;  // characters of the plain text
    std::function<QString(const QString&)>
        keep;  // what of a typed or pasted text belongs to the value; empty: all
    std::function<QString(const QString&)> group;  // plain text with spaces put in; must only add spaces
};

// Printable text only: control characters and line ends become single spaces. For names.
[[nodiscard]] QString keepPrintable(const QString& text);
// Digits of any script become ASCII digits; the rest is dropped.
[[nodiscard]] QString keepDigits(const QString& text);
// Letters and digits in capitals and ASCII (full-width forms too); the rest is dropped.
[[nodiscard]] QString keepLettersAndDigits(const QString& text);
// Digits, and a plus sign at the beginning.
[[nodiscard]] QString keepPhoneNumber(const QString& text);
// Spaces after the given numbers of characters; the last number repeats.
[[nodiscard]] QString groupBy(const QString& plain, std::initializer_list<int> sizes);

class FieldEdit : public QLineEdit {
    Q_OBJECT
  public:
    explicit FieldEdit(QWidget* parent = nullptr);

    void setFormat(FieldFormat format);
    [[nodiscard]] QString plainText() const;
    void setPlainText(const QString& plain);  // does not emit plainTextEdited
    // Empties it, and what it keeps to take typing back with Ctrl+Z.
    void forget();
    void setMark(Mark mark);
    [[nodiscard]] Mark mark() const { return m_mark; }
    void followWindowDirection();  // called by the field around it when the window's direction changes
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void plainTextEdited(const QString& plain);  // by people only
    // Several characters came at once, by people: pasted or dropped. With what does not belong to the value.
    void pasted(const QString& text);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void reformat(const QString& typed);
    [[nodiscard]] QString reduced(const QString& text) const;
    void updateMargins();
    [[nodiscard]] Qt::LayoutDirection windowDirection() const;

    FieldFormat m_format;
    QString m_before;  // the text as it was shown last
    int m_steps = 0;   // at most so many are kept to take back
    Mark m_mark = Mark::None;
};

}  // namespace countersign::ui
