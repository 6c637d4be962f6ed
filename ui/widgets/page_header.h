// Title of a page and one sentence under it; a place for a button at the far side. GUI thread.
#pragma once

#include <QWidget>

class QBoxLayout;

namespace countersign::ui {

class TextLabel;

class PageHeader final : public QWidget {
    Q_OBJECT
  public:
    explicit PageHeader(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);  // hidden when empty
    void addTrailing(QWidget* widget);          // takes ownership
    void setNarrow(bool narrow);                // what trails lies below
    [[nodiscard]] QString title() const;

  private:
    TextLabel* m_title;
    TextLabel* m_subtitle;
    QBoxLayout* m_row;
    QBoxLayout* m_trailing;
};

}  // namespace countersign::ui
