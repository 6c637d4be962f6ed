#include "pages/result_page.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include "dialogs.h"
#include "pages/receipt_desk.h"
#include "text/queue_text.h"
#include "text/result_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/qr_view.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

// One row of "what happened", with a hairline below.
class LineBox final : public QWidget {
  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(shade(*this, Shade::Line));
        painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    }
};

}  // namespace

ResultPage::ResultPage(const Clock& clock, Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_clock(clock),
      m_dialogs(dialogs),
      m_tick(new QTimer(this)),
      m_verdict(new Chip({}, {Tone::Good, ChipSize::Large})),
      m_practice(new Chip({}, {Tone::Warning, ChipSize::Large})),
      m_title(new TextLabel(TextStyle::PageTitle, Wrap::On)),
      m_record(new TextLabel(TextStyle::Body, Wrap::On)),
      m_notice(new Notice),
      m_desk(new ReceiptDesk(*m_notice, this)),
      m_happened(new TextLabel(TextStyle::CardTitle)),
      m_forBuyer(new TextLabel(TextStyle::CardTitle)),
      m_receiptWords(new TextLabel(TextStyle::Body, Wrap::On)),
      m_codeWords(new TextLabel(TextStyle::Small)),
      m_code(new QrView),
      m_print(new SecondaryButton({})),
      m_pdf(new SecondaryButton({})),
      m_next(new PrimaryButton({})),
      m_withdraw(new SecondaryButton({})) {
    header()->hide();
    m_record->setShade(Shade::SecondInk);
    m_receiptWords->setShade(Shade::SecondInk);
    m_codeWords->setShade(Shade::SecondInk);
    m_notice->clear();

    auto* chips = new QHBoxLayout;
    chips->setSpacing(scaled(8));
    chips->addWidget(m_verdict);
    chips->addWidget(m_practice);
    chips->addStretch(1);
    auto* head = new QVBoxLayout;
    head->setSpacing(scaled(8));
    head->addLayout(chips);
    head->addWidget(m_title);
    head->addWidget(m_record);
    body()->addLayout(head);
    body()->addWidget(m_notice);

    auto* left = new Card;
    left->body()->setSpacing(0);
    left->body()->addWidget(m_happened);
    left->body()->addSpacing(scaled(8));
    m_scan = addLine(left->body());
    m_match = addLine(left->body());
    m_sent = addLine(left->body());
    left->body()->addStretch(1);

    auto* right = new Card;
    auto* columns = new QHBoxLayout;
    columns->setSpacing(scaled(20));
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(8));
    words->addWidget(m_forBuyer);
    words->addWidget(m_receiptWords);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(scaled(10));
    buttons->addWidget(m_print);
    buttons->addWidget(m_pdf);
    buttons->addStretch(1);
    words->addSpacing(scaled(8));
    words->addLayout(buttons);
    words->addStretch(1);
    columns->addLayout(words, 1);
    auto* codeColumn = new QVBoxLayout;
    codeColumn->setSpacing(scaled(6));
    codeColumn->addWidget(m_code, 0, Qt::AlignHCenter);
    codeColumn->addWidget(m_codeWords, 0, Qt::AlignHCenter);
    codeColumn->addStretch(1);
    columns->addLayout(codeColumn);
    right->body()->addLayout(columns);

    auto* cards = new QHBoxLayout;
    cards->setSpacing(scaled(24));
    cards->addWidget(left, 1);
    cards->addWidget(right, 1);
    body()->addLayout(cards);
    stackWhenNarrow(cards);
    body()->addStretch(1);

    addToFooter(m_withdraw, Side::Start);
    addToFooter(m_next, Side::End);
    setPrimaryAction(m_next);
    connect(m_next, &QPushButton::clicked, this, &ResultPage::nextBuyer);
    connect(m_withdraw, &QPushButton::clicked, this, &ResultPage::askWithdraw);
    connect(m_print, &QPushButton::clicked, this, [this] { giveReceipt(ReceiptOutput::Print); });
    connect(m_pdf, &QPushButton::clicked, this, [this] { giveReceipt(ReceiptOutput::Pdf); });
    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, this, &ResultPage::showSending);
    ResultPage::retranslate();
}

ResultPage::Line ResultPage::addLine(QVBoxLayout* into) {
    Line line{new LineBox, new TextLabel(TextStyle::Body, Wrap::On), new Chip,
              new TextLabel(TextStyle::Small, Wrap::On)};
    auto* column = new QVBoxLayout(line.box);
    column->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(10));
    column->setSpacing(scaled(2));
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(12));
    row->addWidget(line.what, 1);
    row->addWidget(line.how);
    column->addLayout(row);
    line.why->setShade(Shade::SecondInk);
    line.why->hide();
    column->addWidget(line.why);
    into->addWidget(line.box);
    return line;
}

void ResultPage::setLine(const Line& line, const QString& what, const QString& how, Tone tone,
                         const QString& why) {
    if (line.what->text() != what) line.what->setText(what);
    if (line.how->text() != how) line.how->setText(how);
    if (line.how->tone() != tone) line.how->setTone(tone);
    if (line.why->text() != why) line.why->setText(why);
    line.why->setVisible(!why.isEmpty());
}

void ResultPage::showResult(const ResultView& result) {
    m_result = result;
    if (m_row && m_row->recordId != result.receipt.recordId) m_row.reset();
    m_notice->clear();
    m_code->setText(receiptCodeText(result.receipt.recordId));
    retranslate();
}

void ResultPage::setRow(const QueueRow& row) {
    if (row.recordId != m_result.receipt.recordId) return;
    m_row = row;
    showSending();
}

QString ResultPage::title() const {
    return m_title->text();
}
QString ResultPage::sendState() const {
    return m_sent.how->text();
}

void ResultPage::entered() {
    m_next->setFocus(Qt::OtherFocusReason);
}

void ResultPage::showSending() {
    const QString title = m_result.training ? trainingTitle() : resultTitle(m_row);
    if (m_title->text() != title) m_title->setText(title);
    const QString record =
        m_result.training ? trainingSentence() : recordSentence(m_result.receipt.recordId, m_row);
    if (m_record->text() != record) m_record->setText(record);
    const ToldState sent = m_result.training ? trainingSent() : sendDone(m_row, m_clock.wall());
    setLine(m_sent, tr("Sent to the operator", "result page; a thing that happens"), sent.words, sent.tone,
            sendCause(m_row));
    // Once it may have left, only the operator can take it back.
    const bool mayWithdraw = m_row && m_row->client == ClientState::Waiting;
    if (m_withdraw->isVisibleTo(this) != mayWithdraw) m_withdraw->setVisible(mayWithdraw);
}

void ResultPage::askWithdraw() {
    Question question;
    question.kind = QuestionKind::Erases;
    question.title = tr("Withdraw this registration?", "question; title");
    question.text =
        tr("Everything taken from the buyer is erased here at once, and the number is not activated. It "
           "can't be brought back.");
    question.yes = tr("Withdraw and erase");
    question.no = tr("Keep it", "question; does nothing");
    m_dialogs.ask(this, question, [this](Answer answer) {
        // It may have been sent while the question was open: the controller hears of it from the queue.
        if (answer == Answer::Yes) Q_EMIT withdrawConfirmed();
    });
}

void ResultPage::giveReceipt(ReceiptOutput output) {
    ReceiptContent receipt = m_result.receipt;
    if (m_row) takeState(receipt, *m_row);  // as it stands now
    m_desk->give(receipt, output);
}

void ResultPage::retranslate() {
    const ToldState verdict = verdictText(m_result.decision, m_result.receipt.scan);
    m_verdict->setText(verdict.words);
    m_verdict->setTone(verdict.tone);
    m_practice->setText(tr("Practice: this buyer does not exist", "result page"));
    m_practice->setVisible(m_result.receipt.practice);
    m_happened->setText(tr("What happened", "result page; title of a card"));
    const ToldState scan = scanDone(m_result.steps, m_result.receipt.scan);
    const QString scanName = m_result.steps.empty() ? tr("Face scan", "result page; a thing that happened")
                                                    : actionsInOrder(m_result.steps);
    setLine(m_scan, scanName, scan.words, scan.tone);
    const ToldState match = matchDone(m_result.receipt.match);
    setLine(m_match, tr("Face and document portrait", "result page; a thing that happened"), match.words,
            match.tone);
    m_forBuyer->setText(tr("For the buyer", "result page; title of a card"));
    m_receiptWords->setText(tr("The privacy receipt says what was taken, who holds it, and how to object."));
    m_codeWords->setText(
        tr("Check code %1", "below the QR code").arg(receiptCheckCode(m_result.receipt.recordId)));
    m_print->setText(tr("Print"));
    m_print->setAccessibleName(tr("Print the privacy receipt"));
    m_pdf->setText(tr("PDF"));
    m_pdf->setAccessibleName(tr("Save the privacy receipt as PDF"));
    m_next->setText(tr("Next buyer"));
    m_withdraw->setText(tr("Withdraw and erase"));
    showSending();
}

void ResultPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_tick->start();
    showSending();
}

void ResultPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_tick->stop();
}

}  // namespace countersign::ui
