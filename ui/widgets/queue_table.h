// Draws the queue's rows: chips for states, quiet lines. Smooth at ten thousand rows: rows are one height and
// only those seen are drawn. GUI thread.
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>

#include "text/queue_text.h"
#include "theme/palette.h"

namespace countersign::ui {

// How a row's tone is drawn.
[[nodiscard]] Tone toneOf(QueueTone tone);

class QueueDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

class QueueTable final : public QTableView {
    Q_OBJECT

  public:
    explicit QueueTable(QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    enum class ColumnsShown { All = 1, Few };  // Few: record, number and state
    void setColumnsShown(ColumnsShown shown);

  Q_SIGNALS:
    void rowChosen(const QModelIndex& index);  // current row changed, by key or pointer; invalid: none

  protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void measure();
    void share();
    void restyle();
};

}  // namespace countersign::ui
