#include "app/counter/look.h"

#include <QApplication>
#include <algorithm>

#include "app/counter/look_keys.h"
#include "text/language_files.h"
#include "theme/style.h"

namespace countersign {
namespace {

const QString kTheme = QString::fromLatin1(kThemeKey);
const QString kLanguage = QString::fromLatin1(kLanguageKey);
const QString kText = QString::fromLatin1(kTextKey);
const QString kMotionKey = QStringLiteral("window/motion");

// A settings file can be edited by anybody: what can't be chosen is the usual size.
int textPercentOf(const QVariant& stored) {
    const auto& sizes = ui::textSizes();
    const int percent = stored.toInt();
    return std::ranges::find(sizes, percent) != sizes.end() ? percent : sizes.front();
}

}  // namespace

QString settingsFile(const Options& options) {
    return QString::fromStdString((options.state / kSettingsFile).string());
}

Look::Look(const Options& options, QSettings& settings, Log& log) : m_settings(settings) {
    ui::useLanguageFolders({QString::fromStdString((options.state / "languages").string())});
    for (const QString& file : ui::unreadableLanguageFiles())
        log.warn("look", "a language dropped in can't be read: " + file.toStdString());

    if (!options.language.empty()) settings.setValue(kLanguage, QString::fromStdString(options.language));
    if (!options.theme.empty()) settings.setValue(kTheme, QString::fromStdString(options.theme));
    if (options.textPercent != 0) settings.setValue(kText, options.textPercent);
    // Until somebody chooses, the machine's; a language that is not there is passed over by use().
    const auto& first = options.machine.first;
    m_look.language = settings
                          .value(kLanguage, first.language.empty() ? ui::ProgramLanguage::ofSystem()
                                                                   : QString::fromStdString(first.language))
                          .toString();
    m_look.colours =
        settings.value(kTheme, QString::fromStdString(first.theme)).toString() == QLatin1String("dark")
            ? ui::Scheme::Dark
            : ui::Scheme::Light;
    m_look.motion = settings.value(kMotionKey).toString() == QLatin1String("none") ? ui::MotionChoice::None
                                                                                   : ui::MotionChoice::Calm;
    m_look.textPercent = textPercentOf(settings.value(kText, first.textPercent));
    m_shownPercent = m_look.textPercent;
    m_language.use(m_look.language);
    m_look.language = m_language.tag();
    show();
}

void Look::choose(const ui::LookSettings& look) {
    const bool otherLanguage = look.language != m_look.language;
    m_look = look;
    m_settings.setValue(kLanguage, look.language);
    m_settings.setValue(kTheme,
                        look.colours == ui::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    m_settings.setValue(
        kMotionKey, look.motion == ui::MotionChoice::None ? QStringLiteral("none") : QStringLiteral("calm"));
    m_settings.setValue(kText, look.textPercent);
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
