#include "widget/scan_pages_support.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QTextEdit>

#include "text/language_files.h"
#include "theme/fonts.h"
#include "theme/style.h"
#include "widgets/chip.h"

namespace countersign::ui::test {

QApplication& application() {
    static int count = 1;
    static char name[] = "scan_pages_test";
    static char* arguments[] = {name, nullptr};
    static QApplication* app = [] {
        auto* made = new QApplication(count, arguments);
        // Where they are before they are installed, if they are to be found elsewhere then.
        const QString fonts = qEnvironmentVariable("COUNTERSIGN_TEST_FONTS", shippedFontFolder());
        if (!loadFonts(fonts).isEmpty()) qFatal("the program's fonts can't be used");
        applyTheme(*made, Scheme::Light, 1.0);
        return made;
    }();
    return *app;
}

void useTheme(Scheme scheme) {
    applyTheme(application(), scheme, 1.0);
}

InLanguage::InLanguage(const QString& bcp47) {
    // As the program does: of the Arabic locales the one that counts in ASCII digits.
    QLocale locale(bcp47);
    if (locale.language() == QLocale::Arabic) locale = QLocale(QLocale::Arabic, QLocale::UnitedArabEmirates);
    if (locale.language() != QLocale::English) {
        m_loaded = loadWords(m_translator, locale);
        application().installTranslator(&m_translator);
    } else {
        m_loaded = true;
    }
    QLocale::setDefault(locale);
    QApplication::setLayoutDirection(locale.textDirection());
}

InLanguage::~InLanguage() {
    application().removeTranslator(&m_translator);
    QLocale::setDefault(QLocale(QLocale::English));
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

QImage standIn() {
    QImage image(640, 480, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient wall(0, 0, 640, 480);
    wall.setColorAt(0, QColor(150, 148, 142));
    wall.setColorAt(1, QColor(196, 192, 184));
    painter.fillRect(image.rect(), wall);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(34, 68, 120));
    painter.drawRoundedRect(120, 392, 400, 200, 110, 110);
    painter.setBrush(QColor(212, 168, 140));
    painter.drawRect(282, 330, 76, 90);
    painter.setBrush(QColor(224, 182, 154));
    painter.drawEllipse(QPoint(320, 236), 98, 134);
    painter.setBrush(QColor(48, 36, 30));
    painter.drawChord(222, 92, 196, 200, 20 * 16, 140 * 16);
    for (const int x : {280, 360}) {
        painter.setBrush(Qt::white);
        painter.drawEllipse(QPoint(x, 226), 17, 9);
        painter.setBrush(QColor(60, 44, 34));
        painter.drawEllipse(QPoint(x, 226), 8, 8);
    }
    painter.setBrush(QColor(196, 110, 104));
    painter.drawEllipse(QPoint(320, 306), 30, 8);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(QColor(255, 0, 0));
    painter.drawRect(376, 256, 24, 24);  // the person's own left cheek
    painter.setBrush(QColor(0, 0, 255));
    painter.drawRect(240, 256, 24, 24);
    return image;
}

QStringList clippedBelow(const QWidget& root) {
    QStringList found;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        const QString name =
            QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
            (widget->accessibleName().isEmpty() ? widget->objectName() : widget->accessibleName());
        if (const auto* label = qobject_cast<const QLabel*>(widget);
            label != nullptr && !label->text().isEmpty()) {
            const QRect needed =
                QFontMetrics(label->font())
                    .boundingRect(QRect(0, 0, label->width(), 10000),
                                  label->wordWrap() ? static_cast<int>(Qt::TextWordWrap) : 0, label->text());
            // Two pixels for the rounding of fonts.
            if (needed.width() > label->width() + 2 || needed.height() > label->height() + 2) {
                found << name + QStringLiteral(": text does not fit: ") + label->text();
            }
        }
        if (qobject_cast<const QAbstractButton*>(widget) != nullptr ||
            qobject_cast<const Chip*>(widget) != nullptr) {
            if (widget->width() < widget->sizeHint().width() ||
                widget->height() < widget->sizeHint().height()) {
                found << name + QStringLiteral(": smaller than its text");
            }
            const QRect inRoot(widget->mapTo(&root, QPoint(0, 0)), widget->size());
            if (!root.rect().contains(inRoot)) found << name + QStringLiteral(": outside the page");
        }
    }
    return found;
}

QStringList unnamedBelow(const QWidget& root) {
    QStringList found;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
        if (qobject_cast<QAbstractButton*>(widget) == nullptr &&
            qobject_cast<QLineEdit*>(widget) == nullptr &&
            qobject_cast<QAbstractItemView*>(widget) == nullptr &&
            qobject_cast<QTextEdit*>(widget) == nullptr) {
            continue;
        }
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken == nullptr || spoken->text(QAccessible::Name).trimmed().isEmpty()) {
            found << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                         widget->objectName();
        }
    }
    return found;
}

}  // namespace countersign::ui::test
