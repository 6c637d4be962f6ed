#include "app/counter/look.h"

#include <QApplication>
#include <algorithm>

#include "text/language_files.h"
#include "theme/style.h"

namespace countersign {
namespace {

const QString kThemeKey = QStringLiteral("window/theme");
const QString kLanguageKey = QStringLiteral("window/language");
const QString kTextKey = QStringLiteral("window/text_percent");
const QString kMotionKey = QStringLiteral("window/motion");

// A settings file can be edited by anybody: what can't be chosen is the usual size.
int textPercentOf(const QVariant& stored) {
    const auto& sizes = ui::textSizes();
    const int percent = stored.toInt();
    return std::ranges::find(sizes, percent) != sizes.end() ? percent : sizes.front();
}

}  // namespace

QString settingsFile(const Options& options) {
    return QString::fromStdString((options.state / "settings.ini").string());
}

Look::Look(const Options& options, QSettings& settings, Log& log) : m_settings(settings) {
    ui::useLanguageFolders({QString::fromStdString((options.state / "languages").string())});
    for (const QString& file : ui::unreadableLanguageFiles())
        log.warn("look", "a language dropped in can't be read: " + file.toStdString());

    if (!options.language.empty()) settings.setValue(kLanguageKey, QString::fromStdString(options.language));
    if (!options.theme.empty()) settings.setValue(kThemeKey, QString::fromStdString(options.theme));
    if (options.textPercent != 0) settings.setValue(kTextKey, options.textPercent);
    m_look.language = settings.value(kLanguageKey, ui::ProgramLanguage::ofSystem()).toString();
    m_look.colours =
        settings.value(kThemeKey).toString() == QLatin1String("dark") ? ui::Scheme::Dark : ui::Scheme::Light;
    m_look.motion = settings.value(kMotionKey).toString() == QLatin1String("none") ? ui::MotionChoice::None
                                                                                   : ui::MotionChoice::Calm;
    m_look.textPercent = textPercentOf(settings.value(kTextKey));
    m_shownPercent = m_look.textPercent;
    m_language.use(m_look.language);
    m_look.language = m_language.tag();
    show();
}

void Look::choose(const ui::LookSettings& look) {
    const bool otherLanguage = look.language != m_look.language;
    m_look = look;
    m_settings.setValue(kLanguageKey, look.language);
    m_settings.setValue(kThemeKey,
                        look.colours == ui::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    m_settings.setValue(
        kMotionKey, look.motion == ui::MotionChoice::None ? QStringLiteral("none") : QStringLiteral("calm"));
    m_settings.setValue(kTextKey, look.textPercent);
    if (otherLanguage) {
        m_language.use(look.language);
        Q_EMIT languageChanged(m_language.tag());
    }
    show();
}

void Look::show() {
    qApp->setProperty("countersignNoMotion", m_look.motion == ui::MotionChoice::None);
    ui::applyTheme(*qApp, m_look.colours, m_shownPercent / 100.0);
}

}  // namespace countersign
