#include "pages/failure_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "text/failure_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/cause_view.h"
#include "widgets/chip.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kPictureWidth = 400;
constexpr int kSteps = 3;

Tone toneOf(FailureKind kind) {
    switch (kind) {
        case FailureKind::Picture:
        case FailureKind::People:
        case FailureKind::Camera:
        case FailureKind::Document:
            return Tone::Warning;
        case FailureKind::Movement:
        case FailureKind::Review:
            return Tone::Information;
        case FailureKind::Doubt:
        case FailureKind::Mismatch:
            return Tone::Bad;
    }
    return Tone::Warning;
}

}  // namespace

FailurePage::FailurePage(QWidget* parent)
    : Page(parent),
      m_hint(new Notice(NoticeClosing::ByCode)),
      m_card(new Card),
      m_picture(new CauseView),
      m_chip(new Chip),
      m_heading(new TextLabel(TextStyle::PageTitle, Wrap::On)),
      m_sentence(new TextLabel(TextStyle::Field, Wrap::On)),
      m_tries(new TextLabel(TextStyle::Small, Wrap::On)),
      m_again(new PrimaryButton({})),
      m_otherWay(new SecondaryButton({})),
      m_later(new SecondaryButton({})) {
    header()->hide();
    m_sentence->setShade(Shade::SecondInk);
    m_tries->setShade(Shade::SecondInk);

    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(8));
    words->addWidget(m_chip);
    words->addWidget(m_heading);
    words->addWidget(m_sentence);
    words->addSpacing(scaled(8));
    auto* list = new QGridLayout;
    list->setHorizontalSpacing(scaled(10));
    list->setVerticalSpacing(scaled(8));
    list->setColumnStretch(1, 1);
    for (int i = 0; i < kSteps; ++i) {
        m_numbers.push_back(new TextLabel(TextStyle::Field));
        m_steps.push_back(new TextLabel(TextStyle::Field, Wrap::On));
        m_numbers.back()->setAlignment(Qt::AlignTop | Qt::AlignTrailing);
        list->addWidget(m_numbers.back(), i, 0, Qt::AlignTop);
        list->addWidget(m_steps.back(), i, 1, Qt::AlignTop);
    }
    words->addLayout(list);
    words->addStretch(1);

    m_picture->setFixedSize(scaled(kPictureWidth), scaled(kPictureWidth) * 3 / 4);
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(28));
    row->addWidget(m_picture, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    m_card->body()->addLayout(row);
    stackWhenNarrow(row, Stacked::LastFirst);
    body()->addWidget(m_hint);
    body()->addWidget(m_card);
    body()->addWidget(m_tries);
    body()->addStretch(1);

    addToFooter(m_otherWay, Side::Start);
    addToFooter(m_later, Side::End);
    addToFooter(m_again, Side::End);
    m_otherWay->setKey(QKeySequence(Qt::Key_F6));
    setPrimaryAction(m_again);
    connect(m_again, &QPushButton::clicked, this, &FailurePage::act);
    connect(m_hint, &Notice::actionChosen, this, &FailurePage::anotherWay);
    connect(m_otherWay, &QPushButton::clicked, this, &FailurePage::anotherWay);
    connect(m_later, &QPushButton::clicked, this, &FailurePage::saveForLater);
    FailurePage::retranslate();
}

void FailurePage::showFailure(Reason reason, const QImage& frame, int triesLeft) {
    m_reason = reason;
    m_frame = frame;
    m_triesLeft = qMax(0, triesLeft);
    retranslate();
    // The bold button may be another one now: Enter must not press the one of the last card.
    if (isVisible()) entered();
}

void FailurePage::setOtherWayHint(OtherWayHint hint) {
    m_hinted = hint == OtherWayHint::Yes;
    retranslate();
}

void FailurePage::setSaveForLater(SaveForLater offered) {
    m_later->setVisible(offered == SaveForLater::Offered);
}

QString FailurePage::heading() const {
    return m_heading->text();
}

void FailurePage::act() {
    switch (failureText(m_reason).remedy) {
        case FailureRemedy::ScanAgain:
            Q_EMIT tryAgain();
            break;
        case FailureRemedy::RetakeDocument:
            Q_EMIT retakeDocument();
            break;
        case FailureRemedy::ChooseCamera:
            Q_EMIT chooseCamera();
            break;
    }
}

void FailurePage::retranslate() {
    const FailureText text = failureText(m_reason);
    const Tone tone = toneOf(text.kind);
    m_card->setTone(tone);
    m_chip->setText(text.chip);
    m_chip->setTone(tone);
    m_heading->setText(text.heading);
    m_sentence->setText(text.sentence);
    // Without a try every remedy ends before the scan.
    const bool over = m_triesLeft == 0;
    // What would help another try is of no use when there is none.
    const QStringList steps = over ? QStringList{tr("Choose “Another way”: a person at the operator decides.",
                                                    "failure card, when no try is left")}
                                   : text.steps;
    for (int i = 0; i < kSteps; ++i) {
        const auto at = static_cast<std::size_t>(i);
        m_numbers[at]->setText(QStringLiteral("%1.").arg(QString::number(i + 1)));
        m_numbers[at]->setVisible(steps.size() > 1 && i < steps.size());
        m_steps[at]->setText(steps.value(i));
        m_steps[at]->setVisible(i < steps.size());
    }
    if (m_hinted && !over) {
        m_hint->showMessage(
            Tone::Information,
            tr("It need not be this scan. The buyer can go another way, with other movements or "
               "without a scan.",
               "above the failure card, after two tries that failed"),
            tr("Another way", "failure card: goes on without this scan"));
    } else {
        m_hint->clear();
    }
    m_picture->setCause(m_reason, m_frame);
    m_tries->setText(triesLeftText(m_triesLeft));
    m_again->setText(remedyName(text.remedy));
    m_otherWay->setText(tr("Another way", "failure card: goes on without this scan"));
    m_later->setText(tr("Save and continue later", "failure card"));

    m_again->setVisible(!over);
    m_otherWay->setKind(over ? ButtonKind::Primary : ButtonKind::Secondary);
    if (over) {
        setPrimaryAction(m_otherWay);
    } else {
        setPrimaryAction(m_again);
        m_otherWay->setKeyCap(QKeySequence(Qt::Key_F6));
    }
}

}  // namespace countersign::ui
