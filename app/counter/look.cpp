#include "app/counter/look.h"

#include <QApplication>

#include "theme/style.h"

namespace countersign {
namespace {

const QString kThemeKey = QStringLiteral("window/theme");
const QString kLanguageKey = QStringLiteral("window/language");

}  // namespace

QString settingsFile(const Options& options) {
    return QString::fromStdString((options.state / "settings.ini").string());
}

void applyLook(const Options& options, QSettings& settings, ui::ProgramLanguage& language) {
    if (!options.language.empty()) settings.setValue(kLanguageKey, QString::fromStdString(options.language));
    if (!options.theme.empty()) settings.setValue(kThemeKey, QString::fromStdString(options.theme));
    language.use(settings.value(kLanguageKey, ui::ProgramLanguage::ofSystem()).toString());
    const bool dark = settings.value(kThemeKey).toString() == QLatin1String("dark");
    ui::applyTheme(*qApp, dark ? ui::Scheme::Dark : ui::Scheme::Light, 1.0);
}

}  // namespace countersign
