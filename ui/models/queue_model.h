// The queue as a table, and its filter. GUI thread; owned by the queue page. Values come from the records
// thread.
#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <unordered_map>
#include <vector>

#include "store/queue_types.h"
#include "text/queue_text.h"

namespace countersign::ui {

class QueueModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Record = 0, Number, State, Why, NextTry, Size, ColumnCount };
    enum Role {
        ToneRole = Qt::UserRole + 1,  // int of QueueTone
        SearchRole,                   // letters and digits to search in, without signs
        OpenRole,                     // bool: waits, is being sent or was set aside
    };

    explicit QueueModel(QObject* parent = nullptr);

    // Replaces everything; newest first whatever the order given.
    void setRows(std::vector<QueueRow> rows);
    // One row new or changed.
    void applyRow(const QueueRow& row);
    // Moves the relative times on; call about once a second while the page is seen.
    void setNow(WallTime now);

    [[nodiscard]] const QueueRow* rowAt(int row) const;
    [[nodiscard]] WallTime now() const { return m_now; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(const QueueRow& row, int column) const;
    std::vector<QueueRow> m_rows;  // by sequence, highest first
    WallTime m_now{};
};

// By record code or last digits of the number. Never by name: the queue knows none.
class QueueFilter final : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    enum class Show { Everything = 1, OpenOnly };
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setNeedle(const QString& typed);
    void setShow(Show show);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QString m_needle;
    Show m_show = Show::Everything;
};

// Upper case letters and digits only, and Crockford's look-alikes folded (O is 0, I and L are 1).
[[nodiscard]] QString searchForm(const QString& typed);

}  // namespace countersign::ui
