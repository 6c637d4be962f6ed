// `countersign`: see options.cpp for the command line.

#include <unistd.h>

#include <QApplication>
#include <QMessageBox>
#include <QNetworkProxy>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

#include "app/counter/calibration_bench.h"
#include "app/counter/counter_app.h"
#include "app/counter/demo_driver.h"
#include "app/counter/enrol_command.h"
#include "app/counter/export_command.h"
#include "app/counter/hardening.h"
#include "app/counter/options.h"
#include "app/counter/policy_command.h"
#include "app/counter/provision_command.h"
#include "app/counter/question_commands.h"
#include "app/counter/support_bundle.h"
#include "text/error_text.h"
#include "text/program_language.h"
#include "theme/fonts.h"
#include "theme/style.h"
#include "vision/vision_models.h"
#include "widgets/focus_ring.h"

namespace {

// Once, whatever windows follow.
void prepare(countersign::Log& log) {
    QApplication::setApplicationName(QStringLiteral("countersign"));
    QApplication::setDesktopFileName(QStringLiteral("countersign"));
    for (const QString& file : countersign::ui::loadFonts(countersign::ui::shippedFontFolder()))
        log.warn("look", "a font can't be used: " + file.toStdString());
}

// On the desktop nobody sees what is written to standard error.
void tellInWindow(int argc, char** argv, const countersign::Options& options, const std::string& owner) {
    QApplication application(argc, argv);
    prepare(*countersign::openStderrLog());
    countersign::ui::ProgramLanguage language;
    const auto& wanted = options.machine.first.language;
    language.use(wanted.empty() ? countersign::ui::ProgramLanguage::ofSystem()
                                : QString::fromStdString(wanted));
    countersign::ui::applyTheme(application, countersign::ui::Scheme::Light, 1.0);
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Countersign"),
                    countersign::ui::errorSentence(countersign::ErrorCode::CounterOfAnotherUser) +
                        QStringLiteral("\n\u2066%1\u2069").arg(QString::fromStdString(owner)),
                    QMessageBox::Close);
    QObject::connect(&box, &QMessageBox::finished, &application, &QCoreApplication::quit);
    box.show();
    QApplication::exec();
}

// Asked before anything is touched: a file that root made in another user's folder breaks its counter.
bool isOurs(int argc, char** argv, const countersign::Options& options) {
    const auto other = countersign::otherOwner(options.machine, options.state, ::geteuid());
    if (!other) return true;
    std::cerr << "countersign: " << describe(countersign::counterOfAnotherUser(*other)) << "\n"
              << "sudo -u " << *other << " countersign …" << std::endl;
    const bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (options.mode == countersign::RunMode::Window && display) tellInWindow(argc, argv, options, *other);
    return false;
}

bool makeStateFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error) std::cerr << "countersign: cannot use " << folder.string() << ": " << error.message() << "\n";
    return !error;
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
    const auto parsed = countersign::parseOptions(argc, argv);
    if (!parsed.options) return parsed.exitStatus;
    const auto& options = *parsed.options;
    if (const auto crypto = countersign::initCrypto(); !crypto) {
        std::cerr << "countersign: " << describe(crypto.error()) << "\n";
        return 1;
    }
    if (!isOurs(argc, argv, options)) return 1;
    countersign::limitComputeThreads(1);
    if (const auto status = answer(options)) return *status;
    if (!makeStateFolder(options.state)) return 1;
    const auto log = countersign::openFileLog(options.state / "countersign.log");
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
            return runWindow(argc, argv, options, *log);
        default:
            return 1;  // answered above
    }
}
