#include "text/language.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <QTranslator>

#include "text/language_files.h"

namespace countersign::ui {

Language::Language() : m_direction(QGuiApplication::layoutDirection()) {}

Language::Language(const QString& bcp47) : m_translator(std::make_shared<QTranslator>()) {
    const QLocale locale(bcp47);
    m_direction = locale.textDirection();
    const bool english = locale.language() == QLocale::English;
    const bool loaded = !english && loadWords(*m_translator, locale);
    if (!loaded) {
        m_direction = Qt::LeftToRight;
        m_fallback = !english;
    }
}

QString Language::words(const char* context, SourceText source) const {
    if (!m_translator) return QCoreApplication::translate(context, source.text, source.where);
    const QString found =
        m_translator->isEmpty() ? QString() : m_translator->translate(context, source.text, source.where);
    return found.isEmpty() ? QString::fromUtf8(source.text) : found;
}

}  // namespace countersign::ui
