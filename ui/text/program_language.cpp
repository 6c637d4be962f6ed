#include "text/program_language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <algorithm>

#include "text/language_files.h"

namespace countersign::ui {
namespace {

struct Languages {
    Q_DECLARE_TR_FUNCTIONS(Languages)
};

}  // namespace

std::vector<ShippedLanguage> languagesAtHand() {
    std::vector<ShippedLanguage> languages{
        //: A language in the list "Language of the buyer".
        {QStringLiteral("zh-CN"), QStringLiteral("普通话"), Languages::tr("Mandarin")},
        //: A language in the list "Language of the buyer".
        {QStringLiteral("en"), QStringLiteral("English"), Languages::tr("English")},
        //: A language in the list "Language of the buyer".
        {QStringLiteral("ar"), QStringLiteral("العربية"), Languages::tr("Arabic")},
    };
    for (const QString& tag : languagesWithWords()) {
        const auto known = [&tag](const ShippedLanguage& language) { return language.tag == tag; };
        if (std::ranges::any_of(languages, known)) continue;
        const QLocale locale(tag);
        languages.push_back({tag, locale.nativeLanguageName(), QLocale::languageToString(locale.language())});
    }
    return languages;
}

QString languageLabel(const ShippedLanguage& language) {
    if (language.nativeName == language.name) return language.nativeName;
    // Isolated, so that a name in a script of the other direction does not pull the dot and its neighbour
    // around.
    return QStringLiteral("\u2068%1\u2069 · \u2068%2\u2069").arg(language.nativeName, language.name);
}

ProgramLanguage::ProgramLanguage(QObject* parent) : QObject(parent) {}

ProgramLanguage::~ProgramLanguage() = default;

void ProgramLanguage::use(const QString& tag) {
    // Order matters: the number format and direction must be right when widgets hear of the new words.
    QLocale locale(tag);
    // Numbers of documents, cards and phones are printed and typed in ASCII digits; the program's own numbers
    // beside them in others would be read as something else. Of the Arabic locales, this one counts in ASCII
    // digits.
    if (locale.language() == QLocale::Arabic) locale = QLocale(QLocale::Arabic, QLocale::UnitedArabEmirates);
    QLocale::setDefault(locale);
    QGuiApplication::setLayoutDirection(locale.textDirection());
    m_tag = QStringLiteral("en");
    m_own.reset();
    m_qt.reset();
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        m_qt = std::move(qt);
        QCoreApplication::installTranslator(m_qt.get());
    }
    auto own = std::make_unique<QTranslator>();
    if (loadWords(*own, locale)) {
        m_own = std::move(own);
        m_tag = tag;
        QCoreApplication::installTranslator(m_own.get());
    }
}

QString ProgramLanguage::ofSystem() {
    for (const QString& wanted : QLocale::system().uiLanguages()) {
        for (const ShippedLanguage& language : languagesAtHand()) {
            if (wanted.section(u'-', 0, 0) == language.tag.section(u'-', 0, 0)) return language.tag;
        }
    }
    return QStringLiteral("en");
}

}  // namespace countersign::ui
