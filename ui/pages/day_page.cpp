#include "pages/day_page.h"

#include <QDir>
#include <QGridLayout>
#include <QLocale>
#include <QMarginsF>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>
#include <QVBoxLayout>

#include "dialogs.h"
#include "models/queue_model.h"
#include "text/day_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr double kPdfMargin = 18;  // mm

bool writeWhole(const QString& file, const QByteArray& bytes) {
    QSaveFile target(file);
    return target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size() && target.commit();
}

bool writePdf(const QString& file, const QString& html) {
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly)) return false;
    {
        QPdfWriter writer(&target);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(kPdfMargin, kPdfMargin, kPdfMargin, kPdfMargin),
                              QPageLayout::Millimeter);
        QTextDocument document;
        document.setDefaultFont(textFont(TextStyle::Body));
        document.setHtml(html);
        document.print(&writer);
    }
    return target.commit();
}

}  // namespace

DayPage::DayPage(const Clock& clock, const QueueModel& queue, Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_clock(clock),
      m_queue(queue),
      m_dialogs(dialogs),
      m_day(dayOf(clock.wall())),
      m_notice(new Notice),
      m_card(new Card),
      m_before(new SecondaryButton({})),
      m_after(new SecondaryButton({})),
      m_csv(new SecondaryButton({})),
      m_pdf(new SecondaryButton({})) {
    setContentWidth(900);
    m_notice->clear();
    m_before->setIconName(QStringLiteral("chevron_left"));
    m_after->setIconName(QStringLiteral("chevron_right"));
    m_before->setKey(QKeySequence(Qt::Key_PageUp));
    m_after->setKey(QKeySequence(Qt::Key_PageDown));
    body()->addWidget(m_notice);
    m_card->body()->setSpacing(scaled(4));
    for (const DayLine& line : dayLines({})) {
        Line made{line.key, new TextLabel(TextStyle::Body, Wrap::On),
                  new TextLabel(TextStyle::Small, Wrap::On), new Chip, 0};
        made.help->setShade(Shade::SecondInk);
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(12));
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(made.words);
        words->addWidget(made.help);
        row->addLayout(words, 1);
        row->addWidget(made.count, 0, Qt::AlignVCenter);
        m_card->body()->addLayout(row);
        m_lines.push_back(made);
    }
    body()->addWidget(m_card);
    body()->addStretch(1);
    addToFooter(m_before, Side::Start);
    addToFooter(m_after, Side::Start);
    addToFooter(m_csv, Side::End);
    addToFooter(m_pdf, Side::End);
    connect(m_before, &QPushButton::clicked, this, [this] { setDay(m_day.addDays(-1)); });
    connect(m_after, &QPushButton::clicked, this, [this] { setDay(m_day.addDays(1)); });
    connect(m_csv, &QPushButton::clicked, this, &DayPage::saveCsv);
    connect(m_pdf, &QPushButton::clicked, this, &DayPage::savePdf);
    // The queue moves its relative times on every second: only what is seen is counted again.
    const auto changed = [this] {
        if (isVisible()) refresh();
    };
    connect(&m_queue, &QueueModel::dataChanged, this, changed);
    connect(&m_queue, &QueueModel::modelReset, this, changed);
    connect(&m_queue, &QueueModel::rowsInserted, this, changed);
    DayPage::retranslate();
}

void DayPage::setDay(QDate day) {
    m_day = qMin(day, dayOf(m_clock.wall()));
    m_notice->clear();
    refresh();
}

void DayPage::entered() {
    setDay(dayOf(m_clock.wall()));
    m_pdf->setFocus(Qt::OtherFocusReason);
}

int DayPage::shown(const QString& key) const {
    for (const Line& line : m_lines) {
        if (line.key == key) return line.shown;
    }
    return -1;
}

std::vector<QueueRow> DayPage::rows() const {
    std::vector<QueueRow> all;
    for (int i = 0; i < m_queue.rowCount(); ++i) all.push_back(*m_queue.rowAt(i));
    return all;
}

void DayPage::refresh() {
    const DayCounts counts = countDay(rows(), m_day);
    //: Day's end: title. %1 is a date.
    header()->setTitle(tr("Day's end, %1").arg(QLocale().toString(m_day, QLocale::LongFormat)));
    header()->setSubtitle(dayHeadline(counts));
    const auto lines = dayLines(counts);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].shown = lines[i].count;
        m_lines[i].words->setText(lines[i].words);
        m_lines[i].help->setText(lines[i].help);
        m_lines[i].help->setVisible(!lines[i].help.isEmpty());
        m_lines[i].count->setText(QLocale().toString(lines[i].count));
        m_lines[i].count->setLook({lines[i].tone, ChipSize::Small, ChipSign::None});
        m_lines[i].count->setAccessibleName(
            QStringLiteral("%1: %2").arg(lines[i].words, QLocale().toString(lines[i].count)));
    }
    m_after->setEnabled(m_day < dayOf(m_clock.wall()));
}

void DayPage::savePdf() {
    //: Title of the file dialog.
    m_dialogs.chooseNewFile(
        this, tr("Save the day's end"), tr("PDF (*.pdf)", "file kind; keep *.pdf"),
        QStringLiteral("day-%1.pdf").arg(m_day.toString(Qt::ISODate)),
        [this](const QString& file) { told(writePdf(file, dayHtml(rows(), m_day)), file); });
}

void DayPage::saveCsv() {
    m_dialogs.chooseNewFile(
        this, tr("Save the day's end"), tr("Table (*.csv)", "file kind; keep *.csv"),
        QStringLiteral("day-%1.csv").arg(m_day.toString(Qt::ISODate)),
        [this](const QString& file) { told(writeWhole(file, dayCsv(rows(), m_day)), file); });
}

void DayPage::told(bool written, const QString& file) {
    if (written) {
        m_notice->showMessage(Tone::Good, tr("Saved as %1").arg(QDir::toNativeSeparators(file)));
    } else {
        m_notice->showMessage(Tone::Bad,
                              tr("It could not be written there. Choose another folder and try again."));
    }
}

void DayPage::retranslate() {
    //: Day's end: button.
    m_before->setText(tr("Day before"));
    //: Day's end: button.
    m_after->setText(tr("Day after"));
    //: Day's end: button; saves a table.
    m_csv->setText(tr("Save as CSV"));
    //: Day's end: button.
    m_pdf->setText(tr("Save as PDF"));
    //: Accessible name of the page.
    setAccessibleName(tr("Day's end"));
    refresh();
}

}  // namespace countersign::ui
