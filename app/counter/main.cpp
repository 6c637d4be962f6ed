// `countersign`: see options.cpp for the command line.

#include <QApplication>
#include <QNetworkProxy>
#include <filesystem>
#include <iostream>

#include "app/counter/calibration_bench.h"
#include "app/counter/counter_app.h"
#include "app/counter/demo_driver.h"
#include "app/counter/enrol_command.h"
#include "app/counter/hardening.h"
#include "app/counter/options.h"
#include "app/counter/policy_command.h"
#include "theme/fonts.h"
#include "vision/vision_models.h"
#include "widgets/focus_ring.h"

namespace {

bool makeStateFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error) std::cerr << "countersign: cannot use " << folder.string() << ": " << error.message() << "\n";
    return !error;
}

// Once, whatever windows follow.
void prepare(countersign::Log& log) {
    QApplication::setApplicationName(QStringLiteral("countersign"));
    QApplication::setDesktopFileName(QStringLiteral("countersign"));
    for (const QString& file : countersign::ui::loadFonts(countersign::ui::shippedFontFolder()))
        log.warn("look", "a font can't be used: " + file.toStdString());
}

int runBench(int argc, char** argv, const countersign::Options& options, countersign::Log& log) {
    QApplication application(argc, argv);
    prepare(log);
    const countersign::ui::FocusRing ring(application);
    countersign::CalibrationBench bench(options, log);
    bench.show();
    return QApplication::exec();
}

int runWindow(int argc, char** argv, const countersign::Options& options, countersign::Log& log) {
    QApplication application(argc, argv);
    prepare(log);
    const countersign::ui::FocusRing ring(application);
    const countersign::SystemClock clock;
    // What the command line says of the look holds for the first windows only: then the clerk has chosen.
    countersign::Options now = options;
    for (;;) {
        countersign::CounterApp app(now, clock, log);
        QObject::connect(&app, &countersign::CounterApp::stopped, &application, &QCoreApplication::quit,
                         Qt::QueuedConnection);
        app.show();
        std::optional<countersign::DemoDriver> demo;
        if (options.mode == countersign::RunMode::Demo) demo.emplace(app, options.demoShots).start();
        const int status = QApplication::exec();
        if (!app.wantsToBeBuiltAnew()) return status;
        now.language.clear();
        now.theme.clear();
        now.textPercent = 0;
    }
}

}  // namespace

int main(int argc, char** argv) {
    using countersign::RunMode;
    countersign::hardenProcess();
    const auto parsed = countersign::parseOptions(argc, argv);
    if (!parsed.options) return parsed.exitStatus;
    const auto& options = *parsed.options;
    if (const auto crypto = countersign::initCrypto(); !crypto) {
        std::cerr << "countersign: " << describe(crypto.error()) << "\n";
        return 1;
    }
    if (!makeStateFolder(options.state)) return 1;
    const auto log = countersign::openFileLog(options.state / "countersign.log");
    countersign::limitComputeThreads(1);
    // The shop's proxy, where the system names one; how Qt was built should not decide that.
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    switch (options.mode) {
        case RunMode::AddClerk:
            return countersign::runAddClerk(options, *log);
        case RunMode::Enrol: {
            QCoreApplication application(argc, argv);
            return countersign::runEnrol(application, options, *log);
        }
        case RunMode::TakePolicy:
            return countersign::runTakePolicy(options, *log);
        case RunMode::Calibrate:
            return runBench(argc, argv, options, *log);
        case RunMode::Window:
        case RunMode::Demo:
            return runWindow(argc, argv, options, *log);
    }
    return 1;
}
