// countersign-operator: the reference gateway, the review side, and their commands.

#include <sys/prctl.h>
#include <sys/resource.h>

#include <iostream>

#include "command_line.h"
#include "conduct_arguments.h"
#include "core/secret.h"
#include "counter_arguments.h"
#include "gateway_arguments.h"
#include "key_arguments.h"
#include "provisioning_arguments.h"
#include "regulator_arguments.h"
#include "review_arguments.h"
#include "reviewer_arguments.h"
#include "service_arguments.h"

using namespace countersign;

namespace {

// Keys must not end up in a core file or be read by another process of the same user.
void keepSecretsIn() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

int main(int argc, char** argv) {
    keepSecretsIn();
    if (const auto started = initCrypto(); !started) return report(started);

    CLI::App app{
        "Reference gateway of Countersign: takes sealed registrations from counters and signs receipts"};
    app.name("countersign-operator");
    app.footer("Exit status: 0 done, 1 failed with a message, 2 wrong arguments.");
    app.set_version_flag("--version", "countersign-operator " COUNTERSIGN_VERSION);
    app.require_subcommand(1);
    Commands commands;
    addGatewayCommands(app, commands);
    addCounterCommands(app, commands);
    addRolloutCommands(app, commands);
    addKeyCommands(app, commands);
    addProvisioningCommands(app, commands);
    addReviewCommands(app, commands);
    addReviewerCommands(app, commands);
    addServiceCommands(app, commands);
    addRegulatorCommands(app, commands);
    addConductCommands(app, commands);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        return commands.run().value();
    } catch (const std::exception&) {
        std::cerr << "countersign-operator: ended by an unforeseen fault\n";
        return 1;
    }
}
