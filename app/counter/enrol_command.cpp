#include "app/counter/enrol_command.h"

#include <unistd.h>

#include <QCoreApplication>
#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

#include "app/counter/clerk_list.h"
#include "app/counter/in_use.h"
#include "app/counter/known_office.h"
#include "app/counter/machine_settings.h"
#include "app/counter/rights.h"
#include "app/counter/shop_file.h"
#include "app/counter/shop_settling.h"
#include "app/counter/sign_in_tries.h"
#include "core/files.h"
#include "sync/enrolment_client.h"
#include "sync/https_gateway_client.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestCa = 64U * 1024U;

int failed(Log& log, const Error& error) {
    log.error("enrol", describe(error));
    std::cerr << "countersign: " << describe(error) << "\nThe help page \"errors\" says what to do.\n";
    return 1;
}

// Somebody at a terminal is asked, and what is typed there is not shown; getpass(3) leaves the terminal as it
// was, whatever is pressed.
std::string readPin() {
    std::string pin;
    if (::isatty(STDIN_FILENO) == 0) {
        std::getline(std::cin, pin);
    } else if (const char* typed = ::getpass("PIN, 4 to 12 digits: ")) {
        pin = typed;
    }
    return pin;
}

}  // namespace

int runEnrol(QCoreApplication& application, const Options& options, Log& log) {
    // What was installed with the computer need not be said.
    const auto& url = options.operatorUrl.empty() ? options.machine.operatorUrl : options.operatorUrl;
    const auto caFile = options.caFile.empty() ? authorityFileBeside(options.machineFile) : options.caFile;
    std::error_code code;
    if (url.empty() || !std::filesystem::exists(caFile, code)) {
        std::cerr << "countersign: --enrol needs "
                  << (url.empty() ? "--operator with the gateway's address, or \"operator\" in "
                                  : "--ca with the operator's authority, or it as ")
                  << (url.empty() ? options.machineFile.string() : caFile.string()) << "\n";
        return 2;
    }
    const auto ca = readFile(caFile, kLargestCa);
    if (!ca) return failed(log, ca.error());
    auto office = knownOffice({{}, options.machineFile, options.state});
    if (!office) return failed(log, office.error());
    const bool toldOffice = !office->empty();
    InUseMark mark(options.state, log);
    mark.set(InUseMark::UnderWay::Yes);
    const TpmChoice tpm{options.tpm, [&log](const Error& error) {
                            log.warn("enrol", "the key goes into a file: " + describe(error));
                            std::cerr << "countersign: the TPM can't keep the key, it goes into a file: "
                                      << describe(error) << "\n";
                        }};
    const auto held = holdSetUp(options.state);
    if (!held) return failed(log, held.error());
    const IdentityFolder folder(options.state / "identity", tpm);
    finishShop(options.state, log);
    // A code enrols again anyway; a key that is lost is given up only if that is said.
    std::optional<KeyAside> aside;  // until the operator has enrolled another
    if (options.again && !folder.checkKey()) {
        log.warn("enrol", "the key that can't be used is set aside");
        auto done = folder.setKeyAside();
        if (!done) return failed(log, done.error());
        aside = std::move(*done);
    }
    // What waits for the answer to another request goes; a shop that is named waits for this one.
    if (!options.shop.empty() && !readShopFile(options.state)) {
        const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
        const PendingShop pending{{options.shop, {}, now, {}, {}, {}}, {}, folder.mark()};
        if (const auto kept = writePendingShop(options.state, pending); !kept)
            return failed(log, kept.error());
    } else {
        dropPendingShop(options.state);
    }
    GatewayAddress address{url, std::string(ca->begin(), ca->end())};
    // Who was enrolled before knows which certificates were stolen; the thief must not get the new code.
    address.revoked = folder.revoked();
    HttpsGatewayClient client(address);
    EnrolmentClient enrolment(
        client, address, folder,
        {options.newOperator ? OtherOperator::Meant : OtherOperator::Refused, std::move(*office)});
    int status = 1;
    // From the event loop, so that quit() is heard even if the answer is immediate.
    QMetaObject::invokeMethod(
        &application,
        [&] {
            enrolment.enrol(options.enrolmentCode, COUNTERSIGN_VERSION, [&](Result<DeviceIdentity> identity) {
                if (identity) {
                    std::cout << "enrolled as device " << identity->deviceId.hex() << ", key kept by "
                              << keyProtectionName(identity->signer->protection()) << std::endl;
                    status = 0;
                    dropKeptSetUp(options.state);
                    if (const auto done = settleShop(options.state); !done)
                        log.warn("enrol", "the shop's file is missing: " + describe(done.error()));
                } else {
                    dropPendingShop(options.state);
                    if (aside) {
                        if (const auto back = folder.putKeyBack(*aside); !back)
                            static_cast<void>(failed(log, back.error()));
                    }
                    status = failed(log, identity.error());
                    if (!options.again && !folder.checkKey())
                        std::cerr << "If this counter's key is lost for good (another main board, a TPM that "
                                     "was cleared): --again makes another one.\n";
                    if (identity.error().code == ErrorCode::OfficeSignatureMissing)
                        std::cerr
                            << "Nothing was changed. The office of this counter's operator does not stand "
                               "behind this answer,\nor it brings back older keys than the counter has.\n"
                               "If the counter is to go over to another operator: --new-operator"
                            << (toldOffice ? ", once the other's office.pub is in its place" : "")
                            << ". If not, call the operator and ask before you enrol.\n";
                }
                QCoreApplication::exit(status);
            });
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

// The first one at an empty counter becomes its supervisor: somebody must be able to look after the others.
int runAddClerk(const Options& options, Log& log) {
    const std::string pin = readPin();
    auto clerks = ClerkList::load(options.state / "clerks.json");
    if (!clerks) return failed(log, clerks.error());
    const bool first = clerks->empty();
    Clerk clerk{options.clerkId, options.clerkName, first ? ClerkRole::Supervisor : ClerkRole::Clerk};
    if (const auto known = clerks->find(clerk.id)) {
        clerk.role = known->role;
        if (clerk.name.empty()) clerk.name = known->name;
    }
    clerk.role = options.clerkRole.value_or(clerk.role);
    if (const auto put = clerks->put(clerk, pin, ClerkList::Noted::NotYet); !put)
        return failed(log, put.error());
    // A new counter begins without a wrong PIN; without this file one more would make everybody wait.
    if (first) {
        const SystemClock clock;
        if (const auto kept = SignInTriesFile(options.state / kSignInTriesFile).save({0, 0, 0, clock.boot()});
            !kept)
            log.warn("enrol", describe(kept.error()));
    }
    std::cout << "clerk " << clerk.id << " can sign in as " << clerkRoleName(clerk.role) << std::endl;
    if (first && !options.clerkRole)
        std::cout << "the first one at a counter is its supervisor; --role says otherwise" << std::endl;
    const auto all = clerks->clerks();
    const bool supervised = std::any_of(
        all.begin(), all.end(), [](const Clerk& known) { return may(known.role, Right::ManageClerks); });
    if (!supervised) {
        std::cout << "nobody at this counter can look after its clerks: --role supervisor makes somebody one"
                  << std::endl;
    }
    std::cout << "a window that is open knows it after its next start" << std::endl;
    return 0;
}

}  // namespace countersign
