#include "pages/queue_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include "models/queue_model.h"
#include "text/program_language.h"
#include "text/queue_text.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/queue_table.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kWidest = 1640;
constexpr int kSearchWidth = 340;
constexpr int kLeastList = 140;  // 40 for the header, two rows of 48

int countLost(const QueueModel& model) {
    int lost = 0;
    for (int i = 0; i < model.rowCount(); ++i) {
        const QueueRow* row = model.rowAt(i);
        if (row->client == ClientState::SetAside && row->lastError == ErrorCode::PayloadMissing) ++lost;
    }
    return lost;
}

}  // namespace

QueuePage::QueuePage(const Clock& clock, QWidget* parent)
    : Page(parent),
      m_clock(clock),
      m_model(new QueueModel(this)),
      m_filter(new QueueFilter(this)),
      m_tick(new QTimer(this)),
      m_send(new PrimaryButton({})),
      m_day(new SecondaryButton({})),
      m_stick(new SecondaryButton({})),
      m_notice(new Notice),
      m_desk(new ReceiptDesk(*m_notice, this)),
      m_search(new QLineEdit),
      m_show(new SegmentedChoice),
      m_table(new QueueTable),
      m_frame(new Card),
      m_empty(new TextLabel(TextStyle::Body, Wrap::On)),
      m_details(new Card),
      m_detailTitle(new TextLabel(TextStyle::CardTitle)),
      m_detailState(new Chip),
      m_detailMeaning(new TextLabel(TextStyle::Body, Wrap::On)),
      m_detailFacts(new TextLabel(TextStyle::Small, Wrap::On)),
      m_detailReceipt(new SecondaryButton({})),
      m_detailHelp(new SecondaryButton({})),
      m_detailClose(new Button(ButtonKind::Quiet, {})) {
    setContentWidth(kWidest);
    hideFooter();
    header()->addTrailing(m_stick);
    header()->addTrailing(m_day);
    header()->addTrailing(m_send);
    m_day->setKey(QKeySequence(Qt::Key_F3));
    connect(m_day, &QPushButton::clicked, this, &QueuePage::dayWanted);
    m_stick->setKey(QKeySequence(Qt::Key_F6));
    connect(m_stick, &QPushButton::clicked, this, &QueuePage::stickWanted);
    m_notice->clear();
    body()->addWidget(m_notice);

    auto* tools = new QHBoxLayout;
    tools->setSpacing(scaled(16));
    setWidthBeside(m_search, kSearchWidth);
    m_search->setMinimumHeight(scaled(kControlHeight));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(64);
    m_show->addChoice(static_cast<int>(QueueFilter::Show::Everything), {});
    m_show->addChoice(static_cast<int>(QueueFilter::Show::OpenOnly), {});
    m_show->setChosen(static_cast<int>(QueueFilter::Show::Everything));
    tools->addWidget(m_search);
    tools->addStretch(1);
    tools->addWidget(m_show);
    body()->addLayout(tools);
    stackWhenNarrow(tools);

    m_frame->body()->setContentsMargins(1, scaled(6), 1, scaled(6));
    m_filter->setSourceModel(m_model);
    m_table->setModel(m_filter);
    m_frame->body()->addWidget(m_table, 1);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setShade(Shade::SecondInk);
    m_empty->setContentsMargins(scaled(24), scaled(40), scaled(24), scaled(40));
    m_frame->body()->addWidget(m_empty);
    body()->addWidget(m_frame, 1000);

    m_detailMeaning->setShade(Shade::Ink);
    m_detailFacts->setShade(Shade::SecondInk);
    auto* head = new QHBoxLayout;
    head->setSpacing(scaled(12));
    head->addWidget(m_detailTitle);
    head->addWidget(m_detailState);
    head->addStretch(1);
    head->addWidget(m_detailReceipt);
    head->addWidget(m_detailHelp);
    head->addWidget(m_detailClose);
    m_details->body()->addLayout(head);
    stackWhenNarrow(head);
    m_details->body()->addWidget(m_detailMeaning);
    m_details->body()->addWidget(m_detailFacts);
    m_details->hide();
    body()->addWidget(m_details);
    body()->addStretch(1);

    connect(m_send, &QPushButton::clicked, this, &QueuePage::sendNow);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_filter->setNeedle(typed);
        showEmptiness();
    });
    connect(m_show, &SegmentedChoice::chosenChanged, this, [this](int id) {
        m_filter->setShow(static_cast<QueueFilter::Show>(id));
        showEmptiness();
    });
    connect(m_table, &QueueTable::rowChosen, this, &QueuePage::showDetails);
    connect(m_detailClose, &QPushButton::clicked, this, [this] {
        m_table->setCurrentIndex({});
        m_table->setFocus(Qt::OtherFocusReason);
    });
    m_detailReceipt->setIconName(QStringLiteral("printer"));
    connect(m_detailReceipt, &QPushButton::clicked, this, &QueuePage::offerReceipt);
    connect(m_detailHelp, &QPushButton::clicked, this, [this] {
        const QueueRow* row = chosenRow();
        if (row != nullptr && row->lastError) Q_EMIT helpWanted(static_cast<int>(*row->lastError));
    });
    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, this, &QueuePage::tick);
    QueuePage::retranslate();
}

// What has no room in the rows is said below the table, of the row that is chosen.
void QueuePage::narrowChanged() {
    m_table->setColumnsShown(isNarrow() ? QueueTable::ColumnsShown::Few : QueueTable::ColumnsShown::All);
}

void QueuePage::setSummary(const QueueSummary& summary) {
    m_summary = summary;
    showTruth();
}

void QueuePage::setRows(std::vector<QueueRow> rows) {
    // The row that is being looked at stays chosen.
    std::uint64_t chosen = 0;
    if (const QueueRow* row = m_model->rowAt(m_filter->mapToSource(m_table->currentIndex()).row())) {
        chosen = row->sequence;
    }
    const int scrolled = m_table->verticalScrollBar()->value();
    m_model->setRows(std::move(rows));
    m_lost = countLost(*m_model);
    if (chosen != 0) {
        for (int i = 0; i < m_filter->rowCount(); ++i) {
            const QModelIndex index = m_filter->index(i, 0);
            if (m_model->rowAt(m_filter->mapToSource(index).row())->sequence != chosen) continue;
            m_table->setCurrentIndex(index);
            m_table->verticalScrollBar()->setValue(scrolled);
            break;
        }
    }
    showDetails();
    showTruth();
    showEmptiness();
}

void QueuePage::applyRow(const QueueRow& row) {
    m_model->applyRow(row);
    m_lost = countLost(*m_model);
    showDetails();
    showTruth();
    showEmptiness();
}

void QueuePage::setHealth(const StoreHealth& health) {
    if (health.payloadsMissing > 0 || health.payloadsDamaged > 0) {
        m_notice->showMessage(
            Tone::Bad,
            tr("At the start, some sealed files were missing or damaged. The registrations "
               "concerned are set aside below; nothing was deleted. Tell the operator's support."));
    } else if (!health.databaseSetAside.empty()) {
        m_notice->showMessage(
            Tone::Warning,
            tr("The list was damaged and has been made again from the sealed files. The broken one "
               "was kept for support."));
    } else if (health.rowsRebuilt > 0) {
        m_notice->showMessage(Tone::Information, tr("Put back into the list from their sealed files: %n.",
                                                    "queue page, after a crash", health.rowsRebuilt));
    }
}

const QueueRow* QueuePage::chosenRow() const {
    return m_model->rowAt(m_filter->mapToSource(m_table->currentIndex()).row());
}

// The row knows no language of the buyer's: the clerk sees who stands there.
void QueuePage::offerReceipt() {
    const QueueRow* row = chosenRow();
    if (row == nullptr) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& words, ReceiptOutput output) {
        QMenu* languages = menu->addMenu(words);
        for (const ShippedLanguage& language : languagesAtHand()) {
            languages->addAction(language.nativeName, this,
                                 [this, id = row->recordId, tag = language.tag, output] {
                                     Q_EMIT receiptWanted(id, tag, output);
                                 });
        }
    };
    add(tr("Print", "queue page; the privacy receipt; a list of languages follows"), ReceiptOutput::Print);
    add(tr("PDF", "queue page; the privacy receipt; a list of languages follows"), ReceiptOutput::Pdf);
    menu->popup(m_detailReceipt->mapToGlobal(QPoint(0, m_detailReceipt->height())));
}

void QueuePage::giveReceipt(const ReceiptContent& receipt, ReceiptOutput output) {
    m_desk->give(receipt, output);
}

QString QueuePage::headline() const {
    return header()->title();
}

void QueuePage::entered() {
    m_table->setFocus(Qt::OtherFocusReason);
}

void QueuePage::showTruth() {
    header()->setTitle(queueHeadline(m_summary, m_lost));
    header()->setSubtitle(queueSubline(m_summary, m_clock.wall()));
    // Where nothing waits there may be news all the same: what the operator said about what was sent.
    m_send->setText(m_summary.waiting > 0 ? tr("Send now", "queue page")
                                          : tr("Ask operator", "queue page; for news of what was sent"));
    m_send->setEnabled(m_summary.sending == 0);
}

void QueuePage::showEmptiness() {
    const bool none = m_filter->rowCount() == 0;
    m_table->setVisible(!none);
    m_empty->setVisible(none);
    // The card ends with its last row; only a long list fills the page and scrolls.
    const int rows = qMin(m_filter->rowCount(), 100);
    const QMargins margins = m_frame->body()->contentsMargins();
    const int content = none ? scaled(200)
                             : m_table->horizontalHeader()->sizeHint().height() +
                                   rows * m_table->verticalHeader()->defaultSectionSize() + 2;
    const int whole = content + margins.top() + margins.bottom();
    // A long list gives way to what is told of one record, down to its header and two rows.
    m_frame->setMinimumHeight(qMin(whole, scaled(kLeastList)));
    m_frame->setMaximumHeight(whole);
    m_empty->setText(
        m_model->rowCount() == 0
            ? tr("No registrations yet. They appear here as soon as one is saved.", "empty queue")
            : tr("No row fits. Search by the record code or the last digits of the number.",
                 "queue, nothing found"));
}

void QueuePage::showDetails() {
    const QModelIndex chosen = m_filter->mapToSource(m_table->currentIndex());
    const QueueRow* row = m_model->rowAt(chosen.row());
    m_details->setVisible(row != nullptr);
    if (row == nullptr) return;
    m_detailTitle->setText(tr("Record %1", "details of a row; a code").arg(recordCode(row->recordId)));
    const QueueStateText state = queueState(*row);
    m_detailState->setText(state.words);
    m_detailState->setTone(toneOf(state.tone));
    m_detailMeaning->setText(queueStateMeaning(*row));
    QStringList facts;
    facts << tr("Saved %1", "details of a row; a date").arg(dateAndTime(row->createdAt));
    facts << tr("Attempts to send: %1", "details of a row").arg(row->attempts);
    if (row->receivedAt) {
        facts << tr("Receipt of the operator, verified: %1", "details of a row; a date")
                     .arg(dateAndTime(*row->receivedAt));
    }
    if (row->forwardedAt) {
        facts << tr("Passed on to the authority: %1", "details of a row; a date")
                     .arg(dateAndTime(*row->forwardedAt));
    }
    if (row->client == ClientState::Sent && !row->serverReason.empty())
        facts << tr("Reason: %1", "details of a row; why the operator said no").arg(queueWhy(*row));
    if (row->lastError && row->client != ClientState::Sent) {
        facts << tr("Last cause: %1 (error %2)", "details of a row; words, number")
                     .arg(queueErrorWords(*row->lastError))
                     .arg(static_cast<int>(*row->lastError));
    }
    if (row->kind == RecordKind::Practice)
        facts << tr("Practice: not a real registration", "details of a row");
    m_detailFacts->setText(facts.join(QStringLiteral("  ·  ")));
    m_detailReceipt->setVisible(row->client == ClientState::Sent);
    m_detailHelp->setVisible(row->lastError.has_value() && row->client != ClientState::Sent);
}

void QueuePage::tick() {
    m_model->setNow(m_clock.wall());
    showTruth();
}

void QueuePage::retranslate() {
    m_stick->setText(tr("USB stick…", "queue page; opens the page by which registrations are copied"));
    m_day->setText(tr("Day's end", "queue page; opens the counts of the day"));
    m_search->setPlaceholderText(tr("Record code or last digits", "queue page; search"));
    m_search->setAccessibleName(tr("Search by record code or last digits of the number"));
    m_show->setChoiceText(static_cast<int>(QueueFilter::Show::Everything),
                          tr("All", "queue page; which rows"));
    m_show->setChoiceText(static_cast<int>(QueueFilter::Show::OpenOnly),
                          tr("Not sent yet", "queue page; which rows"));
    m_show->setAccessibleName(tr("Rows shown"));
    m_table->setAccessibleName(tr("Registrations of this counter"));
    m_detailReceipt->setText(tr("Privacy receipt…", "queue page; a menu follows"));
    m_detailHelp->setText(tr("What this means", "queue page; opens the help on an error"));
    m_detailClose->setText(tr("Close", "queue page; closes the details of a row"));
    showTruth();
    showDetails();
    showEmptiness();
    m_table->viewport()->update();
}

void QueuePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    tick();
    m_tick->start();
}

void QueuePage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_tick->stop();
}

}  // namespace countersign::ui
