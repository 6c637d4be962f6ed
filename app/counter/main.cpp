// `countersign`: see options.cpp for the command line.

#include <unistd.h>

#include <QApplication>
#include <QNetworkProxy>
#include <optional>
#include <utility>

#include "app/counter/calibration_bench.h"
#include "app/counter/counter_app.h"
#include "app/counter/demo_driver.h"
#include "app/counter/enrol_command.h"
#include "app/counter/export_command.h"
#include "app/counter/hardening.h"
#include "app/counter/options.h"
#include "app/counter/policy_command.h"
#include "app/counter/program_start.h"
#include "app/counter/provision_command.h"
#include "app/counter/question_commands.h"
#include "app/counter/shop_settling.h"
#include "app/counter/support_bundle.h"
#include "app/counter/watchdog.h"
#include "vision/vision_models.h"
#include "widgets/focus_ring.h"

namespace {

int runBench(int argc, char** argv, const countersign::Options& options, countersign::Log& log) {
    QApplication application(argc, argv);
    countersign::prepareApplication(log);
    const countersign::ui::FocusRing ring(application);
    countersign::CalibrationBench bench(options, log);
    bench.show();
    return QApplication::exec();
}

int runWindow(int argc, char** argv, const countersign::Options& options, countersign::Log& log,
              countersign::WatchdogRequest watched) {
    QApplication application(argc, argv);
    countersign::prepareApplication(log);
    countersign::Watchdog watchdog(std::move(watched), log);
    const countersign::ui::FocusRing ring(application);
    const countersign::SystemClock clock;
    // What the command line says of the look holds for the first windows only: then the clerk has chosen.
    countersign::Options now = options;
    for (;;) {
        countersign::CounterApp app(now, clock, log);
        QObject::connect(&app, &countersign::CounterApp::stopped, &application, &QCoreApplication::quit,
                         Qt::QueuedConnection);
        QObject::connect(&app, &countersign::CounterApp::pageDrawn, &watchdog, &countersign::Watchdog::ready);
        QObject::connect(&app, &countersign::CounterApp::stopping, &watchdog,
                         &countersign::Watchdog::stopping);
        app.show();
        std::optional<countersign::DemoDriver> demo;
        if (options.mode == countersign::RunMode::Demo)
            demo.emplace(app, options.demoShots,
                         options.practiseOnly ? countersign::DemoEnd::Result : countersign::DemoEnd::Receipt)
                .start();
        const int status = QApplication::exec();
        if (!app.wantsToBeBuiltAnew()) return status;
        now.language.clear();
        now.theme.clear();
        now.textPercent = 0;
    }
}

// What only looks at the state folder makes none, and no log in it. Empty: it is something else.
std::optional<int> answer(const countersign::Options& options) {
    using countersign::RunMode;
    switch (options.mode) {
        case RunMode::Unsent:
            return countersign::runUnsent(options);
        case RunMode::InUse:
            return countersign::runInUse(options);
        case RunMode::Schema:
            return countersign::runSchema(options);
        case RunMode::SelfCheck:
            return countersign::runSelfCheck(options);
        case RunMode::SupportBundle:
            return countersign::runSupportBundle(options, *countersign::discardLog());
        default:
            return std::nullopt;
    }
}

}  // namespace

int main(int argc, char** argv) {
    using countersign::RunMode;
    countersign::hardenProcess();
    auto watched = countersign::takeWatchdogRequest();
    const auto parsed = countersign::parseOptions(argc, argv);
    if (!parsed.options) return parsed.exitStatus;
    const auto& options = *parsed.options;
    const auto troubled = [&](const countersign::Error& error, const std::string& about) {
        return countersign::tellTrouble(argc, argv, options, {error, about}, std::move(watched));
    };
    if (parsed.machineError) return troubled(*parsed.machineError, options.machineFile.string());
    if (const auto crypto = countersign::initCrypto(); !crypto) return troubled(crypto.error(), {});
    // Asked before anything is touched: a file that root made in another user's folder breaks its counter.
    if (const auto other = countersign::otherOwner(options.machine, options.state, ::geteuid()))
        return troubled(countersign::counterOfAnotherUser(*other), *other);
    countersign::limitComputeThreads(1);
    if (const auto status = answer(options)) return *status;
    if (const auto made = countersign::makeStateFolder(options.state); !made)
        return troubled(made.error(), options.state.string());
    const auto log = countersign::openFileLog(options.state / "countersign.log");
    countersign::finishShop(options.state, *log);
    // A kept file that is named by hand is to be there still.
    if (options.mode != RunMode::Provision) countersign::tidySetUp(options.state);
    // The shop's proxy, where the system names one; how Qt was built should not decide that.
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    switch (options.mode) {
        case RunMode::AddClerk:
            return countersign::runAddClerk(options, *log);
        case RunMode::Enrol: {
            QCoreApplication application(argc, argv);
            return countersign::runEnrol(application, options, *log);
        }
        case RunMode::Provision: {
            QCoreApplication application(argc, argv);
            return countersign::runProvision(application, options, *log);
        }
        case RunMode::ExportUnsent: {
            QCoreApplication application(argc, argv);
            return countersign::runExportUnsent(application, options, *log);
        }
        case RunMode::TakePolicy:
            return countersign::runTakePolicy(options, *log);
        case RunMode::Calibrate:
            return runBench(argc, argv, options, *log);
        case RunMode::Window:
        case RunMode::Demo:
            return runWindow(argc, argv, options, *log, std::move(watched));
        default:
            return 1;  // answered above
    }
}
