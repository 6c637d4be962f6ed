#include "models/queue_model.h"

#include <algorithm>

namespace countersign::ui {

QueueModel::QueueModel(QObject* parent)
    : QAbstractTableModel(parent), m_now(std::chrono::system_clock::now()) {}

void QueueModel::setRows(std::vector<QueueRow> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    std::ranges::sort(m_rows, std::ranges::greater{}, &QueueRow::sequence);
    endResetModel();
}

void QueueModel::applyRow(const QueueRow& row) {
    const auto place =
        std::ranges::lower_bound(m_rows, row.sequence, std::ranges::greater{}, &QueueRow::sequence);
    const int at = static_cast<int>(place - m_rows.begin());
    if (place != m_rows.end() && place->sequence == row.sequence) {
        if (*place == row) return;
        *place = row;
        Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
        return;
    }
    beginInsertRows({}, at, at);
    m_rows.insert(place, row);
    endInsertRows();
}

void QueueModel::setNow(WallTime now) {
    m_now = now;
    if (m_rows.empty()) return;
    Q_EMIT dataChanged(index(0, NextTry), index(rowCount() - 1, NextTry), {Qt::DisplayRole});
}

const QueueRow* QueueModel::rowAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int{ColumnCount};
}

QString QueueModel::text(const QueueRow& row, int column) const {
    switch (column) {
        case Record:
            return recordCode(row.recordId);
        case Number:
            return maskedNumber(row);
        case State:
            return queueState(row).words;
        case Why:
            return queueWhy(row);
        case NextTry:
            return queueNextTry(row, m_now);
        case Size:
            return queueSize(row);
        default:
            return {};
    }
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    const QueueRow* row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (row == nullptr) return {};
    switch (role) {
        case Qt::DisplayRole:
            return text(*row, index.column());
        case Qt::AccessibleTextRole: {
            const QString header = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
            return QStringLiteral("%1: %2").arg(header, text(*row, index.column()));
        }
        case Qt::ToolTipRole:
            return index.column() == Why || index.column() == State ? queueStateMeaning(*row) : QVariant();
        case Qt::TextAlignmentRole:
            return index.column() == Size ? QVariant::fromValue(Qt::AlignTrailing | Qt::AlignVCenter)
                                          : QVariant::fromValue(Qt::AlignLeading | Qt::AlignVCenter);
        case ToneRole:
            return static_cast<int>(queueState(*row).tone);
        case SearchRole:
            return searchForm(QString::fromStdString(row->recordId.shortCode())) + QLatin1Char('|') +
                   QString::fromStdString(row->numberTail);
        case OpenRole:
            return row->client == ClientState::Waiting || row->client == ClientState::Sending ||
                   row->client == ClientState::SetAside;
        default:
            return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return section == Size ? QVariant::fromValue(Qt::AlignTrailing | Qt::AlignVCenter)
                               : QVariant::fromValue(Qt::AlignLeading | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Record:
            return tr("Record", "column of the queue: short code of a registration");
        case Number:
            return tr("Number", "column of the queue: last digits of the phone number");
        case State:
            return tr("State", "column of the queue");
        case Why:
            return tr("Why", "column of the queue: cause of the state");
        case NextTry:
            return tr("Next try", "column of the queue: when sending is tried again");
        case Size:
            return tr("Size", "column of the queue: size on this computer");
        default:
            return {};
    }
}

void QueueFilter::setNeedle(const QString& typed) {
    m_needle = searchForm(typed);
    invalidateFilter();
}

void QueueFilter::setShow(Show show) {
    m_show = show;
    invalidateFilter();
}

bool QueueFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_show == Show::OpenOnly && !index.data(QueueModel::OpenRole).toBool()) return false;
    return m_needle.isEmpty() || index.data(QueueModel::SearchRole).toString().contains(m_needle);
}

QString searchForm(const QString& typed) {
    QString form;
    for (const QChar letter : typed.left(64).toUpper()) {
        if (letter == QLatin1Char('O')) {
            form += QLatin1Char('0');
        } else if (letter == QLatin1Char('I') || letter == QLatin1Char('L')) {
            form += QLatin1Char('1');
        } else if (letter.isDigit()) {
            form += QChar(u'0' + letter.digitValue());  // Arabic and Persian digits too
        } else if (letter.isLetter()) {
            form += letter;
        }
    }
    return form;
}

}  // namespace countersign::ui
