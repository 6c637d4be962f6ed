// A message in the page, with a sign, a sentence and at most one thing to do about it. GUI thread. Stays
// until it is closed or replaced: nothing that people must read disappears by itself.
#pragma once

#include <QWidget>

#include "theme/palette.h"

class QBoxLayout;

namespace countersign::ui {

class Button;
class TextLabel;

enum class NoticeClosing { ByPeople = 1, ByCode };

class Notice final : public QWidget {
    Q_OBJECT
  public:
    explicit Notice(NoticeClosing closing = NoticeClosing::ByPeople, QWidget* parent = nullptr);

    void showMessage(Tone tone, const QString& text, const QString& actionText = {});  // makes it visible
    void clear();                                                                      // hides it
    [[nodiscard]] QString text() const;

  Q_SIGNALS:
    void actionChosen();
    void closed();  // by people

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    Tone m_tone = Tone::Information;
    QWidget* m_sign;
    TextLabel* m_text;
    QBoxLayout* m_words;
    Button* m_action;
    Button* m_close;
};

}  // namespace countersign::ui
