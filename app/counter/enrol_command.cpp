#include "app/counter/enrol_command.h"

#include <QCoreApplication>
#include <iostream>

#include "app/counter/clerk_list.h"
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

}  // namespace

int runEnrol(QCoreApplication& application, const Options& options, Log& log) {
    if (options.operatorUrl.empty()) {
        std::cerr << "countersign: --enrol needs --operator with the gateway's address\n";
        return 2;
    }
    const auto ca = readFile(options.caFile, kLargestCa);
    if (!ca) return failed(log, ca.error());
    const GatewayAddress address{options.operatorUrl, std::string(ca->begin(), ca->end())};
    HttpsGatewayClient client(address);
    const TpmChoice tpm{options.tpm, [&log](const Error& error) {
                            log.warn("enrol", "the key goes into a file: " + describe(error));
                            std::cerr << "countersign: the TPM can't keep the key, it goes into a file: "
                                      << describe(error) << "\n";
                        }};
    EnrolmentClient enrolment(client, address, IdentityFolder(options.state / "identity", tpm));
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
                } else {
                    status = failed(log, identity.error());
                }
                QCoreApplication::exit(status);
            });
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int runAddClerk(const Options& options, Log& log) {
    std::string pin;
    std::getline(std::cin, pin);
    auto clerks = ClerkList::load(options.state / "clerks.json");
    if (!clerks) return failed(log, clerks.error());
    if (const auto put = clerks->put({options.clerkId, options.clerkName}, pin); !put)
        return failed(log, put.error());
    std::cout << "clerk " << options.clerkId << " can sign in" << std::endl;
    return 0;
}

}  // namespace countersign
