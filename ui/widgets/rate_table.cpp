#include "widgets/rate_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>

#include "text/rate_text.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {

enum Column { GroupColumn = 0, PairsColumn, FalseMatchColumn, MissedColumn, ReviewColumn, ColumnCount };
constexpr int kRowHeight = 28;

}  // namespace

RateTable::RateTable(QWidget* parent) : QTableWidget(0, ColumnCount, parent) {
    verticalHeader()->hide();
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setWordWrap(false);
    viewport()->setAutoFillBackground(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(GroupColumn, QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(PairsColumn, QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(ReviewColumn, QHeaderView::ResizeToContents);
    connect(this, &QTableWidget::currentCellChanged, this, [this](int row) { Q_EMIT groupChosen(row); });
    measure();
    retranslate();
}

void RateTable::setGroups(const std::vector<BenchGroup>& groups) {
    m_groups = groups;
    retranslate();
}

void RateTable::retranslate() {
    const QSignalBlocker quiet(this);
    setHorizontalHeaderLabels(
        //: Calibration bench, head of a column: the group of people.
        {tr("Group"),
         //: Calibration bench, head of a column: numbers of pairs of pictures of one person, and of two
         //: people.
         tr("Pairs: one person / two"),
         //: Calibration bench, head of a column: pairs of two people that were called the same.
         tr("Two taken for one (FMR)"),
         //: Calibration bench, head of a column: pairs of one person that were not called the same.
         tr("Missed (FNMR)"),
         //: Calibration bench, head of a column: of the missed ones those that go to a person and are not
         //: refused.
         tr("of these, to a person")});
    const int kept = currentRow();
    setRowCount(static_cast<int>(m_groups.size()));
    const QLocale locale;
    for (int row = 0; row < rowCount(); ++row) {
        const auto& group = m_groups[static_cast<std::size_t>(row)];
        const QString texts[ColumnCount] = {group.name.isEmpty() ? tr("All pairs") : group.name,
                                            locale.toString(static_cast<qlonglong>(group.genuine)) +
                                                QStringLiteral(" / ") +
                                                locale.toString(static_cast<qlonglong>(group.impostor)),
                                            rateText(group.falseMatch), rateText(group.falseNonMatch),
                                            locale.toString(static_cast<qlonglong>(group.review.errors))};
        for (int column = 0; column < ColumnCount; ++column) {
            auto* cell = new QTableWidgetItem(texts[column]);
            cell->setFont(textFont(row == 0 ? TextStyle::SmallBold : TextStyle::Small));
            cell->setToolTip(texts[column]);
            setItem(row, column, cell);
        }
    }
    if (kept >= 0 && kept < rowCount()) setCurrentCell(kept, GroupColumn);
    //: Calibration bench: name of the table for screen readers.
    setAccessibleName(tr("Error rates by group"));
    measure();
}

void RateTable::measure() {
    verticalHeader()->setDefaultSectionSize(scaled(kRowHeight));
    verticalHeader()->setMinimumSectionSize(scaled(kRowHeight));
    horizontalHeader()->setFont(textFont(TextStyle::SmallBold));
    horizontalHeader()->setFixedHeight(scaled(kRowHeight));
    constexpr int kMostRows = 7;
    const int rows = std::clamp(rowCount(), 1, kMostRows);
    setFixedHeight(scaled(kRowHeight) * (rows + 1) + 2);
}

void RateTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) retranslate();
    QTableWidget::changeEvent(event);
}

}  // namespace countersign::ui
