#include "app/counter/provision_command.h"

#include <QCoreApplication>
#include <iostream>

#include "app/counter/build_date.h"
#include "app/counter/in_use.h"
#include "app/counter/provisioner.h"

namespace countersign {
namespace {

constexpr int kRefused = 1, kTryLater = 3;

std::string shopWords(const std::string& shop, const std::string& name) {
    // Another script than the terminal's would only be noise beside the id, and an escape worse than that.
    std::string plain;
    for (const char c : name) {
        if (c >= ' ' && c <= '~') plain += c;
    }
    return "shop " + shop + (plain.empty() || plain != name ? "" : " (" + plain + ")");
}

// In words of the technician who stands before the computer; the help page has them by their codes.
std::string whatToDo(const Error& error) {
    switch (error.code) {
        case ErrorCode::OfficeUnknown:
            return "Name the file with the office's public key by --office, or put it beside the file that "
                   "--machine names as office.pub.";
        case ErrorCode::SignatureInvalid:
            return "The file was not signed by this operator's office, or it was changed since. Get it from "
                   "the "
                   "operator anew; if it is the same again, tell the operator.";
        case ErrorCode::MessageMalformed:
            return "It is no provisioning file, or not a whole one: copy it once more.";
        case ErrorCode::MessageTooLarge:
            return "It is larger than any provisioning file: it is another file.";
        case ErrorCode::MessageVersionUnsupported:
            return "It was made for a newer version of this program: update the program first.";
        case ErrorCode::ProvisioningOfAnotherShop:
            return "Take the file of this shop. If this computer is meant for the other one, --shop says so.";
        case ErrorCode::CounterOfAnotherShop:
            return "If the counter is to go over to the other shop: --new-shop.";
        case ErrorCode::DeviceIdentityExposed:
            return "This counter's key is there and others could read it; the help page \"errors\" says what "
                   "to do. Close it to them first, then try again. Nothing was changed.";
        case ErrorCode::DeviceIdentityDamaged:
        case ErrorCode::TpmMissing:
        case ErrorCode::TpmFailed:
        case ErrorCode::DeviceKeyOfAnotherTpm:
            return "This counter was set up before, and its key can't be used now; the help page \"errors\" "
                   "says what to look at first.\nIf the key is lost for good (another main board, a TPM that "
                   "was cleared): ask the operator for a new file, then --again, and not with --tpm "
                   "none. What waits to be sent stays.";
        case ErrorCode::ProvisioningNotNewer:
        case ErrorCode::ProvisioningExpired:
            return "Ask the operator for a new file.";
        case ErrorCode::ProvisioningNotYetValid:
        case ErrorCode::ClockBeforeProgram:
            return "Set the clock of this computer, then try again with the same file.";
        case ErrorCode::EnrolmentRefused:
            return "The one-time code in the file was used already, or the operator took it back. Ask the "
                   "operator for a new file.";
        case ErrorCode::OfficeSignatureMissing:
            return "Whoever answered in the operator's place is not known to its office. Nothing was "
                   "changed. "
                   "Call the operator before you try again.";
        default:
            return "The help page \"errors\" says what to do.";
    }
}

void tellStep(ProvisionStep step, const Provisioning& made) {
    switch (step) {
        case ProvisionStep::Checked:
            std::cout << "1/4 the file is the operator's: " << shopWords(made.shop, made.shopName)
                      << ", good until " << toRfc3339(made.expiresAt) << std::endl;
            return;
        case ProvisionStep::Asking:
            std::cout << "2/4 asking the operator at " << made.operatorUrl << std::endl;
            return;
        case ProvisionStep::Enrolled:
            std::cout << "3/4 the operator has enrolled this counter" << std::endl;
            return;
        case ProvisionStep::Settled:
            std::cout << "4/4 the settings are written" << std::endl;
            return;
    }
}

std::string whoFailed(ErrorCode code) {
    switch (code) {
        case ErrorCode::OperatorUnreachable:
        case ErrorCode::OperatorTimedOut:
        case ErrorCode::ProxyUnreachable:
        case ErrorCode::ProxyRefused:
            return "The operator was not reached. ";
        default:
            return "";  // somebody answered, and the error says what
    }
}

int tellEnd(const ProvisionOutcome& outcome) {
    using End = ProvisionOutcome::End;
    switch (outcome.end) {
        case End::Done:
            std::cout << "provisioned as " << shopWords(outcome.shop, outcome.shopName) << ", device "
                      << outcome.device << ", key kept by " << outcome.keptBy
                      << "\na window that is open knows it after its next start" << std::endl;
            if (outcome.error)
                std::cerr << "countersign: it is enrolled, but its settings could not be written yet: "
                          << describe(*outcome.error) << "\nThe next start makes up for it." << std::endl;
            return 0;
        case End::WasDone:
            std::cout << "already provisioned as " << shopWords(outcome.shop, outcome.shopName) << std::endl;
            if (outcome.newer)
                std::cout << "This file is newer than the one that was used. If this counter is to be set up "
                             "again (its enrolment was revoked, its key is lost): --again"
                          << std::endl;
            return 0;
        case End::TryLater:
            std::cerr << "countersign: " << describe(*outcome.error) << "\n"
                      << whoFailed(outcome.error->code)
                      << (outcome.kept
                              ? "The file is kept: it is tried again at the next start of the window, "
                                "or by the same command."
                              : "Try again by the same command; nothing was changed that is in use.")
                      << std::endl;
            return kTryLater;
        case End::Refused:
            break;
    }
    std::cerr << "countersign: not provisioned: " << describe(*outcome.error) << "\n"
              << whatToDo(*outcome.error) << std::endl;
    return kRefused;
}

}  // namespace

int runProvision(QCoreApplication& application, const Options& options, Log& log) {
    const SystemClock clock;
    InUseMark mark(options.state, log);
    mark.set(InUseMark::UnderWay::Yes);
    const TpmChoice tpm{options.tpm, [&log](const Error& error) {
                            log.warn("provisioning", "the key goes into a file: " + describe(error));
                            std::cerr << "countersign: the TPM can't keep the key, it goes into a file: "
                                      << describe(error) << "\n";
                        }};
    Provisioner provisioner({options.state, tpm, options.machineFile, options.officeFile, options.shop,
                             options.machine.operatorUrl, options.newShop, options.again, clock, builtOn(),
                             log});
    int status = kRefused;
    QObject::connect(&provisioner, &Provisioner::stepped, &application,
                     [](ProvisionStep step, const Provisioning* made) {
                         if (made != nullptr) tellStep(step, *made);
                     });
    QObject::connect(&provisioner, &Provisioner::finished, &application,
                     [&](const ProvisionOutcome& outcome) {
                         status = tellEnd(outcome);
                         QCoreApplication::exit(status);
                     });
    // From the event loop, so that exit() is heard even if the answer is immediate.
    QMetaObject::invokeMethod(
        &application, [&] { provisioner.byFile(options.provisioning); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}  // namespace countersign
