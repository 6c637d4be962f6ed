#include "widgets/field_edit.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <algorithm>

#include "theme/icon.h"
#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {

constexpr int kMarkPx = 20;
// Longer text is cut before anything looks at it: a paste of megabytes must not stall the window.
constexpr int kLongestLookedAt = 4096;

}  // namespace

QString keepPrintable(const QString& text) {
    QString kept;
    kept.reserve(text.size());
    for (const char32_t point : text.toUcs4()) {
        const bool space = QChar::isSpace(point) || point == U'\t' || point == U'\n' || point == U'\r';
        if (space) {
            if (!kept.isEmpty() && !kept.endsWith(u' ')) kept += u' ';
            continue;
        }
        if (!QChar::isPrint(point))
            continue;  // control, format (bidi overrides), unassigned, lone surrogates
        kept += QString::fromUcs4(&point, 1);
    }
    return kept;
}

QString keepDigits(const QString& text) {
    QString kept;
    for (const char32_t point : text.toUcs4()) {
        const int digit = QChar::isDigit(point) ? QChar::digitValue(point) : -1;
        if (digit >= 0) kept += QChar(u'0' + digit);
    }
    return kept;
}

QString keepLettersAndDigits(const QString& text) {
    QString kept;
    for (const char32_t point : text.normalized(QString::NormalizationForm_KC).toUcs4()) {
        if (QChar::isDigit(point)) {
            kept += QChar(u'0' + QChar::digitValue(point));
        } else if (const char32_t capital = QChar::toUpper(point); capital >= U'A' && capital <= U'Z') {
            kept += QChar(static_cast<char16_t>(capital));
        }
    }
    return kept;
}

QString keepPhoneNumber(const QString& text) {
    const QString trimmed = text.trimmed();
    const bool plus = trimmed.startsWith(u'+') || trimmed.startsWith(QChar(0xFF0B));
    return (plus ? QStringLiteral("+") : QString()) + keepDigits(trimmed);
}

QString groupBy(const QString& plain, std::initializer_list<int> sizes) {
    QString grouped;
    const int* size = sizes.begin();
    int left = sizes.size() == 0 ? static_cast<int>(plain.size()) : *size;
    for (const QChar c : plain) {
        if (left == 0) {
            grouped += u' ';
            if (size + 1 != sizes.end()) ++size;
            left = *size;
        }
        grouped += c;
        --left;
    }
    return grouped;
}

FieldEdit::FieldEdit(QWidget* parent) : QLineEdit(parent) {
    setFont(textFont(TextStyle::Field));
    setAttribute(Qt::WA_Hover);
    connect(this, &QLineEdit::textEdited, this, &FieldEdit::reformat);
    updateMargins();
}

void FieldEdit::setFormat(FieldFormat format) {
    const QString plain = plainText();
    m_format = std::move(format);
    setPlainText(plain);
    followWindowDirection();
}

QString FieldEdit::reduced(const QString& text) const {
    QString plain = text.left(kLongestLookedAt);
    if (m_format.keep) plain = m_format.keep(plain);
    if (plain.size() > m_format.maximum) {
        plain.truncate(m_format.maximum);
        if (!plain.isEmpty() && plain.back().isHighSurrogate()) plain.chop(1);
    }
    return plain;
}

QString FieldEdit::plainText() const {
    if (!m_format.group) return text();
    QString plain = text();
    return plain.remove(u' ');
}

void FieldEdit::setPlainText(const QString& plain) {
    const QString kept = reduced(plain);
    setText(m_format.group ? m_format.group(kept) : kept);
    m_before = text();
}

// QLineEdit empties its list of steps without wiping it, one letter in each: it is filled with steps that say
// nothing.
void FieldEdit::forget() {
    const QSignalBlocker quiet(this);
    clear();
    insert(QString(std::min(m_steps, maxLength()), u' '));
    clear();
    m_steps = 0;
    m_before.clear();
}

void FieldEdit::reformat(const QString& typed) {
    // Each letter is a step, and so is each that went; two more for what was selected.
    m_steps += static_cast<int>(std::max(typed.size(), m_before.size())) + 2;
    // The cursor stays behind the same plain character, however the spaces move.
    const QString before = reduced(typed.left(cursorPosition()));
    const QString plain = reduced(typed);
    const QString shown = m_format.group ? m_format.group(plain) : plain;
    if (shown != typed) {
        setText(shown);
        qsizetype at = 0;
        qsizetype seen = 0;
        while (at < shown.size() && seen < before.size()) {
            if (!m_format.group || shown.at(at) != u' ') ++seen;
            ++at;
        }
        setCursorPosition(static_cast<int>(at));
    }
    const bool several = typed.size() > m_before.size() + 1;
    m_before = text();
    Q_EMIT plainTextEdited(plain);
    if (several) Q_EMIT pasted(typed.left(kLongestLookedAt));
}

void FieldEdit::setMark(Mark mark) {
    m_mark = mark;
    setProperty("countersignBad", mark == Mark::Bad);
    updateMargins();
    update();
}

Qt::LayoutDirection FieldEdit::windowDirection() const {
    return parentWidget() != nullptr ? parentWidget()->layoutDirection() : QGuiApplication::layoutDirection();
}

void FieldEdit::followWindowDirection() {
    if (m_format.reading == Reading::LeftToRight) {
        // In a right-to-left line, groups of digits would change places: 0519 1101.
        setLayoutDirection(Qt::LeftToRight);
    } else {
        unsetLayoutDirection();
    }
    const bool mirrored = windowDirection() == Qt::RightToLeft;
    setAlignment((mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
    updateMargins();
    update();
}

void FieldEdit::updateMargins() {
    const int room = m_mark == Mark::None ? 0 : scaled(kMarkPx) + scaled(8);
    // Text margins are not mirrored by Qt.
    if (windowDirection() == Qt::RightToLeft) {
        setTextMargins(room, 0, 0, 0);
    } else {
        setTextMargins(0, 0, room, 0);
    }
}

QSize FieldEdit::sizeHint() const {
    return {scaled(240), scaled(kControlHeight)};
}
QSize FieldEdit::minimumSizeHint() const {
    return {scaled(120), scaled(kControlHeight)};
}

void FieldEdit::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (m_mark == Mark::None) return;
    QPainter painter(this);
    const int side = scaled(kMarkPx);
    const QRect box(width() - side - scaled(12), (height() - side) / 2, side, side);
    const bool good = m_mark == Mark::Good;
    drawIcon(painter, QStyle::visualRect(windowDirection(), rect(), box), good ? u"tick" : u"cross",
             shade(*this, good ? Shade::Accent : Shade::Bad));
}

void FieldEdit::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) setFont(textFont(TextStyle::Field));
    if (event->type() == QEvent::LayoutDirectionChange) updateMargins();
    QLineEdit::changeEvent(event);
}

void FieldEdit::keyPressEvent(QKeyEvent* event) {
    // What is copied is the value, not its picture with spaces.
    const bool copies = event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut);
    if (copies && m_format.group && echoMode() == Normal && hasSelectedText()) {
        QApplication::clipboard()->setText(selectedText().remove(u' '));
        if (event->matches(QKeySequence::Cut) && !isReadOnly()) del();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace countersign::ui
