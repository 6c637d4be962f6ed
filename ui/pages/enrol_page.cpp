#include "pages/enrol_page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "dialogs.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/choice_box.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kCodeLetters = 12;
// No path: a file of that name would have a folder before it.
const QString kKeptEntry = QStringLiteral("kept");

// An address keeps its order in a window that reads from the right.
QString isolated(const QString& text) {
    return QStringLiteral("\u2066%1\u2069").arg(text);
}

}  // namespace

EnrolPage::EnrolPage(Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_dialogs(dialogs),
      m_notice(new Notice(NoticeClosing::ByCode)),
      m_fileTitle(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_fileWords(new TextLabel(TextStyle::Body, Wrap::On)),
      m_file(new ChoiceBox),
      m_fileField(new LabeledField({}, m_file)),
      m_otherButton(new SecondaryButton({})),
      m_codeTitle(new TextLabel(TextStyle::CardTitle, Wrap::On)),
      m_codeWords(new TextLabel(TextStyle::Body, Wrap::On)),
      m_code(new FieldEdit),
      m_codeField(new LabeledField({}, m_code)),
      m_practice(new SecondaryButton({})),
      m_start(new PrimaryButton({})) {
    setContentWidth(960);
    m_notice->clear();
    m_fileWords->setShade(Shade::SecondInk);
    m_codeWords->setShade(Shade::SecondInk);
    m_code->setFormat({Reading::LeftToRight, kCodeLetters, keepLettersAndDigits,
                       [](const QString& plain) { return groupBy(plain, {4}); }});
    m_code->setInputMethodHints(Qt::ImhUppercaseOnly | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_otherButton->setKey(QKeySequence(Qt::Key_F6));

    body()->addWidget(m_notice);
    auto* fileCard = new Card;
    fileCard->body()->addWidget(m_fileTitle);
    fileCard->body()->addWidget(m_fileWords);
    fileCard->body()->addWidget(m_fileField);
    fileCard->body()->addStretch(1);
    fileCard->body()->addWidget(m_otherButton, 0, Qt::AlignLeading);
    auto* codeCard = new Card;
    codeCard->body()->addWidget(m_codeTitle);
    codeCard->body()->addWidget(m_codeWords);
    codeCard->body()->addWidget(m_codeField);
    codeCard->body()->addStretch(1);
    auto* ways = new QHBoxLayout;
    ways->setSpacing(scaled(24));
    ways->addWidget(fileCard, 1);
    ways->addWidget(codeCard, 1);
    body()->addLayout(ways);
    stackWhenNarrow(ways);
    body()->addStretch(1);
    addToFooter(m_practice, Side::Start);
    addToFooter(m_start, Side::End);
    setPrimaryAction(m_start);

    connect(m_otherButton, &QPushButton::clicked, this, &EnrolPage::chooseOther);
    connect(m_practice, &QPushButton::clicked, this, &EnrolPage::practiceWanted);
    connect(m_start, &QPushButton::clicked, this, &EnrolPage::start);
    connect(m_code, &FieldEdit::plainTextEdited, this, &EnrolPage::showState);
    EnrolPage::retranslate();
}

void EnrolPage::setOperator(const QString& url) {
    m_operator = url;
    retranslate();
}

void EnrolPage::setFiles(const std::vector<EnrolFile>& files) {
    if (files == m_files) return;
    m_files = files;
    fillFiles();
    showState();
}

void EnrolPage::setKept(KeptFile kept) {
    if (kept == m_kept) return;
    m_kept = kept;
    fillFiles();
    showState();
}

void EnrolPage::setProgress(EnrolStep step) {
    m_step = step;
    m_failure.reset();
    showState();
    reveal(m_notice);
}

void EnrolPage::showFailure(ErrorCode code, EnrolAgain again) {
    m_step.reset();
    m_failure = Failure{code, again};
    showState();
    reveal(m_notice);
    if (QWidget* where = incomplete()) {
        where->setFocus(Qt::OtherFocusReason);
    } else {
        m_start->setFocus(Qt::OtherFocusReason);
    }
}

void EnrolPage::entered() {
    showState();
    if (complete()) {
        m_start->setFocus(Qt::OtherFocusReason);
    } else {
        (m_codeField->isHidden() ? static_cast<QWidget*>(m_otherButton) : m_code)
            ->setFocus(Qt::OtherFocusReason);
    }
}

// Whoever began to type a code means it, whatever lies on a stick.
bool EnrolPage::byCode() const {
    return !m_operator.isEmpty() && !m_code->plainText().isEmpty();
}

bool EnrolPage::complete() const {
    return byCode() ? m_code->plainText().size() == kCodeLetters : m_file->count() > 0;
}

QWidget* EnrolPage::incomplete() {
    if (working() || complete()) return nullptr;
    return m_codeField->isHidden() ? static_cast<QWidget*>(m_otherButton) : m_code;
}

void EnrolPage::chooseOther() {
    //: Setting a counter up: title of the file dialog, and what kind of file it is.
    m_dialogs.chooseFile(this, tr("File from the operator"),
                         tr("Files from the operator (*.provisioning);;All files (*)"),
                         [this](const QString& path) {
                             m_other = path;
                             fillFiles();
                             m_file->setCurrentIndex(m_file->findData(path));
                             showState();
                             m_start->setFocus(Qt::OtherFocusReason);  // what comes next
                         });
}

void EnrolPage::fillFiles() {
    const QString chosen = m_file->currentData().toString();
    m_file->clear();
    //: Setting a counter up: in the list of files, the one of an earlier try.
    if (m_kept == KeptFile::Waits) m_file->addItem(tr("The file of the last try"), kKeptEntry);
    for (const auto& file : m_files) m_file->addItem(file.label, file.path);
    if (!m_other.isEmpty() && m_file->findData(m_other) < 0)
        m_file->addItem(m_other.section(QLatin1Char('/'), -1), m_other);
    m_file->setCurrentIndex(std::max(0, m_file->findData(chosen)));
}

void EnrolPage::showState() {
    const bool any = m_file->count() > 0;
    m_fileField->setVisible(any);
    m_fileWords->setVisible(!any);
    m_codeField->setVisible(!m_operator.isEmpty());
    m_start->setEnabled(!working() && complete());
    for (QWidget* each : {static_cast<QWidget*>(m_file), static_cast<QWidget*>(m_code),
                          static_cast<QWidget*>(m_otherButton), static_cast<QWidget*>(m_practice)})
        each->setEnabled(!working());
    if (working()) {
        m_notice->showMessage(Tone::Information, enrolStepText(*m_step));
    } else if (m_failure) {
        m_notice->showMessage(m_failure->again == EnrolAgain::AnotherFile ? Tone::Bad : Tone::Warning,
                              enrolFailureText(m_failure->code, m_failure->again, m_by));
    } else {
        m_notice->clear();
    }
}

void EnrolPage::start() {
    if (working() || !complete()) return;
    const QString path = m_file->currentData().toString();
    const QString code = m_code->plainText();
    const bool typed = byCode();
    m_by = typed ? EnrolBy::Code : EnrolBy::File;
    setProgress(EnrolStep::Checking);
    if (typed) {
        Q_EMIT codeWanted(code);
    } else if (path == kKeptEntry) {
        Q_EMIT keptWanted();
    } else {
        Q_EMIT fileWanted(path);
    }
}

void EnrolPage::retranslate() {
    //: Setting a counter up: title.
    header()->setTitle(tr("Set up this counter"));
    //: Setting a counter up: under the title.
    header()->setSubtitle(
        tr("The operator doesn't know this counter yet. A file or a one-time code from the "
           "operator is all that is needed; it works once."));
    //: Setting a counter up: one of two ways.
    m_fileTitle->setText(tr("With a file from the operator"));
    //: Setting a counter up: no stick with a file was found.
    m_fileWords->setText(tr("Put the USB stick with the file in. It shows here by itself."));
    //: Setting a counter up: label of a list.
    m_fileField->setLabel(tr("File"));
    //: Setting a counter up: button.
    m_otherButton->setText(tr("Other file…"));
    //: Setting a counter up: one of two ways.
    m_codeTitle->setText(tr("With a one-time code"));
    m_codeWords->setText(
        m_operator.isEmpty()
            //: Setting a counter up: why there is no field for a code.
            ? tr("Not on this computer: it doesn't know how to reach the operator. The file says so.")
            //: Setting a counter up: %1 is an internet address.
            : tr("It is sent to %1").arg(isolated(m_operator)));
    //: Setting a counter up: label of a field.
    m_codeField->setLabel(tr("Code"));
    //: Setting a counter up: under the field.
    m_codeField->setHelp(tr("Twelve letters and digits"));
    //: Setting a counter up: goes on to the sign-in; nothing can be registered then.
    m_practice->setText(tr("Only practise"));
    //: Setting a counter up: the bold button.
    m_start->setText(tr("Set up"));
    setAccessibleName(header()->title());
    fillFiles();
    showState();
}

}  // namespace countersign::ui
