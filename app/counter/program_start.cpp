#include "app/counter/program_start.h"

#include <QApplication>
#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "text/program_language.h"
#include "theme/fonts.h"
#include "theme/style.h"
#include "trouble_window.h"

namespace countersign {
namespace {

bool hasScreen() {
    constexpr std::array kNames{"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"};
    for (const char* name : kNames) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return true;
    }
    return false;
}

bool wantsWindow(RunMode mode) {
    return mode == RunMode::Window || mode == RunMode::Calibrate;
}

void showTrouble(int argc, char** argv, const Options& options, const StartTrouble& trouble,
                 WatchdogRequest watched) {
    QApplication application(argc, argv);
    const auto log = openStderrLog();
    prepareApplication(*log);
    Watchdog watchdog(std::move(watched), *log);
    // What was chosen in the window lies in a folder that may not be this user's: the system's, then.
    const auto& wanted = options.language.empty() ? options.machine.first.language : options.language;
    ui::ProgramLanguage language;
    language.use(wanted.empty() ? ui::ProgramLanguage::ofSystem() : QString::fromStdString(wanted));
    ui::applyTheme(application, ui::Scheme::Light, 1.0);
    ui::TroubleWindow window(trouble.error, QString::fromStdString(trouble.about));
    QObject::connect(&window, &QDialog::finished, &application, &QCoreApplication::quit);
    window.show();
    watchdog.ready();
    std::cerr << "countersign: the window says so; closing it ends the program" << std::endl;
    QApplication::exec();
}

}  // namespace

void prepareApplication(Log& log) {
    QApplication::setApplicationName(QStringLiteral("countersign"));
    QApplication::setDesktopFileName(QStringLiteral("countersign"));
    for (const QString& file : ui::loadFonts(ui::shippedFontFolder()))
        log.warn("look", "a font can't be used: " + file.toStdString());
}

int tellTrouble(int argc, char** argv, const Options& options, const StartTrouble& trouble,
                WatchdogRequest watched) {
    std::cerr << "countersign: " << (trouble.about.empty() ? "" : trouble.about + ": ")
              << describe(trouble.error) << std::endl;
    if (wantsWindow(options.mode) && hasScreen())
        showTrouble(argc, argv, options, trouble, std::move(watched));
    return 1;
}

Status makeStateFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (!error) return {};
    return failure(makeError(ErrorCode::StateFolderUnusable, error.message()));
}

}  // namespace countersign
