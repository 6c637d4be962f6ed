#include "widgets/policy_form.h"

#include <QLocale>
#include <QVBoxLayout>

#include "dialogs.h"
#include "widgets/field_edit.h"
#include "widgets/file_row.h"
#include "widgets/labeled_field.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kLongestVersion = 10;
constexpr int kVersionWidth = 560;

}  // namespace

PolicyForm::PolicyForm(Dialogs& dialogs, QWidget* parent)
    : QWidget(parent),
      m_dialogs(dialogs),
      m_contents(new TextLabel(TextStyle::BodyBold, Wrap::On)),
      m_key(new FileRow),
      m_soFar(new FileRow),
      m_version(new FieldEdit),
      m_versionField(new LabeledField({}, m_version)) {
    m_version->setFormat({Reading::LeftToRight, kLongestVersion, keepDigits, {}});
    m_versionField->setMaximumWidth(scaled(kVersionWidth));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(18));
    column->addWidget(m_contents);
    column->addWidget(m_key);
    column->addWidget(m_soFar);
    column->addWidget(m_versionField);
    column->addStretch(1);
    connect(m_key, &FileRow::choiceWanted, this, [this] {
        //: Calibration bench: title of the file choice.
        m_dialogs.chooseFile(this, tr("The operator's signing key"), tr("Keys (*.key);;All files (*)"),
                             [this](const QString& file) {
                                 m_key->setPath(file);
                                 m_key->setProblem({});
                                 Q_EMIT keyChosen(file);
                                 if (!m_soFar->path().isEmpty()) takeSoFar(m_soFar->path());
                                 Q_EMIT changed();
                             });
    });
    connect(m_soFar, &FileRow::choiceWanted, this, [this] {
        //: Calibration bench: title of the file choice.
        m_dialogs.chooseFile(this, tr("The policy so far"), tr("Policies (*.signed *.json);;All files (*)"),
                             [this](const QString& file) { takeSoFar(file); });
    });
    connect(m_version, &FieldEdit::plainTextEdited, this, [this] {
        showVersion();
        Q_EMIT changed();
    });
    retranslate();
}

void PolicyForm::takeSoFar(const QString& file) {
    m_soFar->setPath(file);
    Q_EMIT soFarChosen(m_key->path(), file);
}

void PolicyForm::setContents(const QString& words) {
    m_contents->setText(words);
}

void PolicyForm::setKeyProblem() {
    m_key->setPath({});
    //: Calibration bench: under the file of the key.
    m_key->setProblem(tr("This file is not an operator's signing key."));
    Q_EMIT changed();
}

void PolicyForm::setSoFarFile(const QString& file) {
    if (m_soFar->path().isEmpty()) takeSoFar(file);
}

void PolicyForm::setSoFar(std::uint32_t version) {
    m_soFarVersion = version;
    //: Calibration bench: under the file of the policy so far. %1 is its number.
    m_soFar->setHelp(tr("Policy %1; what it says of other things stays.").arg(version));
    m_version->setPlainText(QString::number(version + 1));
    showVersion();
    Q_EMIT changed();
}

void PolicyForm::setSoFarProblem(const QString& problem) {
    m_soFar->setPath({});
    m_soFarVersion = 0;
    m_soFar->setProblem(problem);
    showVersion();
    Q_EMIT changed();
}

PolicyExport PolicyForm::entered() const {
    return {m_key->path(), m_soFar->path(), m_version->plainText().toUInt(), {}};
}

bool PolicyForm::complete() const {
    return !m_key->path().isEmpty() && m_version->plainText().toUInt() > m_soFarVersion;
}

void PolicyForm::showVersion() {
    const QString typed = m_version->plainText();
    if (typed.isEmpty() || typed.toUInt() > m_soFarVersion) {
        m_versionField->setState(typed.isEmpty() ? Mark::None : Mark::Good);
        return;
    }
    //: Calibration bench: under the number of the policy. %1 is the number of the policy so far.
    m_versionField->setState(Mark::Bad, tr("It must be above %1.").arg(m_soFarVersion));
}

void PolicyForm::askForFile() {
    //: Calibration bench: title of the file choice.
    m_dialogs.chooseNewFile(this, tr("Write the signed policy"), tr("Signed policies (*.signed)"),
                            QStringLiteral("policy-%1.signed").arg(m_version->plainText()),
                            [this](const QString& file) { Q_EMIT fileChosen(file); });
}

void PolicyForm::retranslate() {
    //: Calibration bench: button beside a file.
    const QString choose = tr("Choose…");
    m_key->setTexts(tr("The operator's signing key"), choose,
                    //: Calibration bench: while no key is chosen. Leave the names of files as they are.
                    tr("keys/signing.key in the gateway's folder"));
    m_soFar->setTexts(tr("The policy so far"), choose,
                      //: Calibration bench: while no policy is chosen.
                      tr("None: the new policy holds nothing but the bands"));
    //: Calibration bench: label of a field.
    m_versionField->setLabel(tr("Number of the new policy"));
    //: Calibration bench: under the field.
    m_versionField->setHelp(tr("Counters take only a policy with a higher number than the one they have."));
    if (m_soFarVersion > 0)
        m_soFar->setHelp(tr("Policy %1; what it says of other things stays.").arg(m_soFarVersion));
    showVersion();
}

}  // namespace countersign::ui
