#include "widgets/file_row.h"

#include <QDir>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/button.h"
#include "widgets/text_label.h"

namespace countersign::ui {

FileRow::FileRow(QWidget* parent)
    : QWidget(parent),
      m_label(new TextLabel(TextStyle::BodyBold)),
      m_shown(new TextLabel(TextStyle::Body)),
      m_help(new TextLabel(TextStyle::Small, Wrap::On)),
      m_choose(new Button(ButtonKind::Secondary, {})) {
    m_shown->setShade(Shade::SecondInk);
    m_shown->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(2));
    words->addWidget(m_label);
    words->addWidget(m_shown);
    words->addWidget(m_help);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(16));
    row->addLayout(words, 1);
    row->addWidget(m_choose, 0, Qt::AlignVCenter);
    m_help->hide();
    setFocusProxy(m_choose);
    connect(m_choose, &Button::clicked, this, &FileRow::choiceWanted);
}

void FileRow::setTexts(const QString& label, const QString& button, const QString& whileEmpty) {
    m_label->setText(label);
    m_choose->setText(button);
    m_whileEmpty = whileEmpty;
    showPath();
}

void FileRow::setHelp(const QString& help) {
    m_helpText = help;
    setProblem({});
}

void FileRow::setProblem(const QString& problem) {
    m_help->setShade(problem.isEmpty() ? Shade::SecondInk : Shade::Bad);
    m_help->setText(problem.isEmpty() ? m_helpText : problem);
    m_help->setVisible(!m_help->text().isEmpty());
}

void FileRow::setPath(const QString& path) {
    m_path = path;
    showPath();
}

void FileRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showPath();
}

// The end of a path says more than its beginning. A path reads from left to right in every language.
void FileRow::showPath() {
    const QString native = QDir::toNativeSeparators(m_path);
    const QString fitting =
        QFontMetrics(m_shown->font()).elidedText(native, Qt::ElideMiddle, m_shown->width());
    m_shown->setText(m_path.isEmpty() ? m_whileEmpty : QChar(0x2066) + fitting + QChar(0x2069));
    m_shown->setToolTip(native);
    m_choose->setAccessibleName(m_label->text() + QStringLiteral(": ") + m_choose->text());
    m_choose->setAccessibleDescription(m_path.isEmpty() ? m_whileEmpty : native);
}

}  // namespace countersign::ui
