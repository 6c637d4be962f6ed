// Title of a page and one sentence under it; a place for a button at the far side. GUI thread.
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace countersign::ui {

class TextLabel;

class PageHeader final : public QWidget {
    Q_OBJECT
  public:
    explicit PageHeader(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);  // hidden when empty
    void addTrailing(QWidget* widget);          // takes ownership
    [[nodiscard]] QString title() const;

  private:
    TextLabel* m_title;
    TextLabel* m_subtitle;
    QHBoxLayout* m_row;
};

}  // namespace countersign::ui
