#include "pages/stick_page.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "dialogs.h"
#include "text/stick_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/choice_box.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {

StickPage::StickPage(Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_dialogs(dialogs),
      m_what(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_safe(new TextLabel(TextStyle::Small, Wrap::On)),
      m_stick(new ChoiceBox),
      m_stickField(new LabeledField({}, m_stick)),
      m_otherButton(new SecondaryButton({})),
      m_none(new TextLabel(TextStyle::Body, Wrap::On)),
      m_whichLabel(new TextLabel(TextStyle::SmallBold)),
      m_which(new SegmentedChoice),
      m_underWay(new TextLabel(TextStyle::Body, Wrap::On)),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_counts(new TextLabel(TextStyle::Small, Wrap::On)),
      m_cancel(new SecondaryButton({})),
      m_start(new PrimaryButton({})) {
    setContentWidth(760);
    m_notice->clear();
    m_safe->setShade(Shade::SecondInk);
    m_none->setShade(Shade::SecondInk);
    m_which->addChoice(static_cast<int>(StickTask::TakeAndCopy), {});
    m_which->addChoice(static_cast<int>(StickTask::TakeAndCopyAll), {});
    m_which->setChosen(static_cast<int>(StickTask::TakeAndCopy));
    m_otherButton->setKey(QKeySequence(Qt::Key_F6));

    body()->addWidget(m_notice);
    body()->addWidget(m_counts);
    body()->addWidget(m_underWay);
    auto* card = new Card;
    auto* column = card->body();
    column->addWidget(m_what);
    column->addWidget(m_safe);
    column->addSpacing(scaled(10));
    auto* where = new QHBoxLayout;
    where->setSpacing(scaled(12));
    where->addWidget(m_stickField, 1);
    where->addWidget(m_none, 1);
    where->addWidget(m_otherButton, 0,
                     Qt::AlignVCenter);  // a field has as much room below as its label above
    column->addLayout(where);
    stackWhenNarrow(where);
    column->addSpacing(scaled(10));
    column->addWidget(m_whichLabel);
    column->addWidget(m_which);
    body()->addWidget(card);
    body()->addStretch(1);
    addToFooter(m_cancel, Side::Start);
    addToFooter(m_start, Side::End);
    setPrimaryAction(m_start);

    connect(m_otherButton, &QPushButton::clicked, this, &StickPage::chooseOther);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);  // after the file under way
        Q_EMIT cancelWanted();
    });
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (working() || folder().isEmpty()) return;
        m_result.reset();
        setProgress({});
        Q_EMIT workWanted(folder(), static_cast<StickTask>(m_which->chosen()));
    });
    StickPage::retranslate();
}

void StickPage::setSticks(const std::vector<StickItem>& sticks) {
    if (sticks == m_sticks) return;
    m_sticks = sticks;
    retranslate();
}

void StickPage::setSummary(const QueueSummary& summary) {
    m_waiting = summary.waiting;
    showState();
}

void StickPage::setProgress(const StickProgress& progress) {
    const bool begins = !m_progress;
    if (begins) m_cancel->setEnabled(true);
    m_progress = progress;
    showState();
    if (!begins) return;
    // What had the keyboard is locked now; on a small page the way to stop and what is under way lie apart.
    m_cancel->setFocus(Qt::OtherFocusReason);
    reveal(m_underWay);
}

void StickPage::showResult(const StickSummary& summary) {
    m_progress.reset();
    m_result = summary;
    m_which->setChosen(static_cast<int>(StickTask::TakeAndCopy));
    showState();
    m_stick->setFocus(Qt::OtherFocusReason);
    reveal(m_notice);
}

QString StickPage::folder() const {
    return m_stick->currentData().toString();
}

void StickPage::entered() {
    if (!working()) m_result.reset();
    showState();
    (folder().isEmpty() ? static_cast<QWidget*>(m_otherButton) : m_stick)->setFocus(Qt::OtherFocusReason);
}

QWidget* StickPage::incomplete() {
    return working() ? static_cast<QWidget*>(m_cancel) : m_otherButton;
}

void StickPage::chooseOther() {
    //: Title of the file dialog.
    m_dialogs.chooseFolder(this, tr("Folder or stick to copy to"), [this](const QString& path) {
        m_other = path;
        retranslate();
        m_stick->setCurrentIndex(m_stick->findData(path));
        showState();
        m_start->setFocus(Qt::OtherFocusReason);  // what comes next
    });
}

void StickPage::showState() {
    const bool any = m_stick->count() > 0;
    //: USB stick page: what will be copied. %1 is a number.
    m_what->setText(m_waiting > 0 ? tr("Registrations that wait here: %1").arg(QLocale().toString(m_waiting))
                                  : tr("No registration waits here", "USB stick page"));
    m_stickField->setVisible(any);
    m_none->setVisible(!any);
    m_underWay->setVisible(working());
    m_cancel->setVisible(working());
    m_start->setEnabled(any && !working());
    m_otherButton->setEnabled(!working());
    m_stick->setEnabled(!working());
    m_which->setEnabled(!working());
    if (working()) m_underWay->setText(stickProgressText(*m_progress));
    m_counts->setVisible(m_result && !working());
    // Said before people begin; then what came of it takes its room.
    m_safe->setVisible(!m_result || working());
    if (!m_result || working()) {
        m_notice->clear();
        return;
    }
    const auto said = stickResultText(*m_result);
    m_notice->showMessage(said.tone, said.end);
    m_counts->setText(said.counts.join(QLatin1Char('\n')));
    m_counts->setVisible(!said.counts.isEmpty());
}

void StickPage::retranslate() {
    //: USB stick page: title.
    header()->setTitle(tr("USB stick"));
    //: USB stick page: under the title.
    header()->setSubtitle(
        tr("For a counter without internet: carry the registrations to the operator on a stick, and "
           "bring the answers back on it."));
    //: USB stick page.
    m_safe->setText(
        tr("First the operator's answers on the stick are taken in, then what waits is copied. Everything "
           "is sealed: who finds the stick can't read it. What is copied stays here, too, until the "
           "operator's receipt is back."));
    //: USB stick page: label of a list.
    m_stickField->setLabel(tr("Copy to"));
    //: USB stick page: no stick was found.
    m_none->setText(tr("Put a USB stick in. It shows here by itself."));
    //: USB stick page: button.
    m_otherButton->setText(tr("Other folder…"));
    //: USB stick page: label of a choice.
    m_whichLabel->setText(tr("What is copied"));
    m_which->setAccessibleName(m_whichLabel->text());
    m_which->setChoiceText(static_cast<int>(StickTask::TakeAndCopy),
                           tr("What is on no stick yet", "USB stick page: a choice of what is copied"));
    m_which->setChoiceText(static_cast<int>(StickTask::TakeAndCopyAll),
                           tr("All that waits", "USB stick page: a choice of what is copied"));
    //: USB stick page: button; stops copying.
    m_cancel->setText(tr("Stop"));
    //: USB stick page: the bold button.
    m_start->setText(tr("Copy and take in"));
    setAccessibleName(header()->title());

    const QString chosen = folder();
    m_stick->clear();
    for (const auto& stick : m_sticks) m_stick->addItem(stick.label, stick.folder);
    if (!m_other.isEmpty() && m_stick->findData(m_other) < 0)
        m_stick->addItem(QDir::toNativeSeparators(m_other), m_other);
    m_stick->setCurrentIndex(std::max(0, m_stick->findData(chosen)));
    showState();
}

}  // namespace countersign::ui
