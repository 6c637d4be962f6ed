#include "app/counter/policy_command.h"

#include <iostream>

#include "core/files.h"
#include "enrolment/operator_policy.h"
#include "protocol/signed_message.h"
#include "store/device_identity.h"
#include "vision/model_catalogue.h"

namespace countersign {
namespace {

int failed(Log& log, const Error& error) {
    log.error("policy", describe(error));
    std::cerr << "countersign: " << describe(error)
              << "\nThe policy in force stays. The help page \"errors\" says what to do.\n";
    return 1;
}

}  // namespace

int runTakePolicy(const Options& options, Log& log) {
    const auto bytes = readFile(options.policyFile, kMaxMessageBytes);
    if (!bytes) return failed(log, bytes.error());
    const auto catalogue = ModelCatalogue::builtIn(options.models);
    if (!catalogue) return failed(log, catalogue.error());
    const IdentityFolder folder(options.state / "identity", {options.tpm, {}});
    const auto taken = folder.takePolicy(*bytes, [&](const OperatorPolicy& policy) -> Status {
        const auto laid = layOperatorPolicy(policy.json, policyFor(catalogue->ownBands()));
        if (!laid) return failure(laid.error());
        for (const auto& name : laid->notTaken)
            std::cout << "not taken, because it is looser than shipped or unknown to this version: " << name
                      << "\n";
        return {};
    });
    if (!taken) return failed(log, taken.error());
    log.info("policy", "taken: " + std::to_string(taken->version));
    std::cout << "policy " << taken->version << " is in force from the next start on" << std::endl;
    return 0;
}

}  // namespace countersign
