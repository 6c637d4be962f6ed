// countersign-operator: the reference gateway and its few commands.

#include <sys/prctl.h>
#include <sys/resource.h>

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop
#include <iostream>
#include <map>

#include "commands.h"
#include "conduct_command.h"
#include "core/secret.h"
#include "counter_commands.h"
#include "courier_command.h"
#include "forward_command.h"
#include "key_arguments.h"
#include "regulator_command.h"
#include "review_arguments.h"
#include "reviewer_arguments.h"
#include "rollout_command.h"
#include "serve.h"
#include "service_arguments.h"

using namespace countersign;

namespace {

// Keys must not end up in a core file or be read by another process of the same user.
void keepSecretsIn() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

int report(const Status& status) {
    if (status) return 0;
    std::cerr << "countersign-operator: " << describe(status.error()) << "\n";
    return 1;
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
    std::string folder;
    const auto addFolder = [&](CLI::App* command) {
        command->add_option("--dir", folder, "The gateway's folder")->required();
    };
    // Beside --dir for every command that looks into the ledger.
    std::string ledger;
    const auto addLedger = [&](CLI::App* command) {
        addFolder(command);
        command->add_option("--ledger", ledger,
                            "Another ledger than the one named at init: postgresql://USER@HOST/DATABASE, the "
                            "password in the file that PGPASSFILE names");
    };

    InitOptions initOptions;
    std::string policyFile;
    auto* init =
        app.add_subcommand("init", "Make keys, a private certificate authority and a server certificate");
    addFolder(init);
    init->add_option("--host", initOptions.hosts, "Further name or address for the certificate");
    init->add_option(
        "--ledger", ledger,
        "Keep the ledger in a PostgreSQL database: postgresql://USER@HOST/DATABASE, the password "
        "in the file that PGPASSFILE names; without it, in a SQLite file in the folder");
    init->add_option("--policy", policyFile, "JSON file to sign as the first policy");

    int hours = 24;
    auto* newCode = app.add_subcommand("new-code", "Print a one-time code with which one counter can enrol");
    addLedger(newCode);
    newCode->add_option("--hours", hours, "How long it is good")
        ->check(CLI::Range(1, 24 * 31))
        ->capture_default_str();

    ServeOptions serveOptions;
    std::string portFile;
    auto* serveCommand = app.add_subcommand("serve", "Run the gateway until SIGTERM");
    addLedger(serveCommand);
    serveCommand->add_option("--listen", serveOptions.address, "IP address")->capture_default_str();
    serveCommand->add_option("--port", serveOptions.port, "0: any free one, printed")->capture_default_str();
    serveCommand
        ->add_option("--connections-per-address", serveOptions.limits.connectionsOfAddress,
                     "Open connections of one address at once; 0: no limit, as behind a proxy always")
        ->capture_default_str();
    serveCommand
        ->add_option("--device-rate", serveOptions.recordsPerSecond,
                     "Records a second one counter may send in the long run; 0: no limit")
        ->check(CLI::Range(0.0, 10'000.0))
        ->capture_default_str();
    serveCommand->add_option("--port-file", portFile, "Write the port here once it is open");
    serveCommand->add_option(
        "--metrics-listen", serveOptions.metricsAddress,
        "ADDRESS:PORT for Prometheus, for example 127.0.0.1:9464; plain HTTP, off by default");
    std::string proxySecretFile;
    serveCommand->add_option("--behind-proxy", proxySecretFile,
                             "Plain HTTP on loopback for a proxy that ends TLS; FILE holds the word by which "
                             "it is known (see packaging/nginx)");
    const std::map<std::string, ClientCertificates> certificateModes{
        {"none", ClientCertificates::None},
        {"optional", ClientCertificates::Optional},
        {"required", ClientCertificates::Required}};
    serveCommand
        ->add_option("--client-certificates", serveOptions.certificates,
                     "none, optional or required: whether counters prove who they are in TLS already")
        ->transform(CLI::CheckedTransformer(certificateModes, CLI::ignore_case));

    bool asJson = false;
    auto* list = app.add_subcommand("list", "Records held");
    addLedger(list);
    list->add_flag("--json", asJson, "As JSON");

    ShowOptions showOptions;
    std::string openingKey;
    auto* show =
        app.add_subcommand("show", "One record: header, receipt, and whether body and signatures hold");
    addLedger(show);
    show->add_option("record", showOptions.record, "Record id or its short code")->required();
    auto* opens = show->add_option("--opening-key", openingKey,
                                   "Tell whether the payload opens with this key; who asked is logged");
    show->add_option("--by", showOptions.by, "The reviewer who opens it")->needs(opens);

    auto* counters =
        app.add_subcommand("counters", "Counters, how they stand and when they were last heard of");
    addLedger(counters);
    counters->add_flag("--json", asJson, "As JSON");

    CounterName counter;
    const auto addCounter = [&](CLI::App* command, bool required) {
        addLedger(command);
        command->add_option("--counter", counter.counter, "Its 32 digits or its short code")
            ->required(required);
    };
    std::string clerkOff, clerkOn, erase;
    auto* order = app.add_subcommand("order", "Give a counter an order with its next contact");
    addCounter(order, true);
    auto* orders = order->add_option_group("order");
    orders->add_option("--clerk-off", clerkOff, "This clerk may not sign in any more");
    orders->add_option("--clerk-on", clerkOn, "This clerk may sign in again");
    orders->add_option("--erase", erase, "Erase what the counter still holds of this record (32 digits)");
    orders->require_option(1);

    auto* release = app.add_subcommand("release", "Take records again of a counter that was set aside");
    addCounter(release, true);
    std::uint64_t records = 0;
    auto* allot =
        app.add_subcommand("allot", "Let a counter make so many more records before it has to ask again");
    addCounter(allot, true);
    allot->add_option("--records", records, "0: no such limit")->required();
    auto* verify = app.add_subcommand(
        "verify",
        "Look for records that were taken out, put in another order or dated back; fails if there are");
    addCounter(verify, false);

    std::string stick;
    auto* courier = app.add_subcommand(
        "courier",
        "Take in what counters without a network sent on a stick, and put the signed answers beside it");
    addLedger(courier);
    courier->add_option("stick", stick, "Where the stick is mounted")->required();
    courier->add_flag("--json", asJson, "As JSON");
    courier->footer(
        "Every file countersign/*.out on the stick is taken in as by network, of all counters: each record "
        "once,\n"
        "however often it comes and by which way. The answer lies beside it as .in; the stick goes back to "
        "its\n"
        "counter. The gateway may run meanwhile. Fails (1) if a file was not taken or its answer not "
        "written, after\n"
        "all the others; the same stick may be taken in again at any time.");

    ForwardOptions forwardOptions;
    std::string regulatorCa, regulatorKeys, clientCertificate, clientKey;
    bool once = false;
    int timeoutSeconds = 30;
    auto* forward = app.add_subcommand("forward", "Send the outbox to the regulator until SIGTERM");
    addLedger(forward);
    forward->add_option("--regulator", forwardOptions.regulator.url, "Its address: https://host:port")
        ->required()
        ->check([](const std::string& text) {
            return text.rfind("https://", 0) == 0 ? std::string() : std::string("begins with https://");
        });
    forward->add_option("--regulator-ca", regulatorCa, "PEM file: the authority of its certificate")
        ->required();
    forward->add_option("--regulator-key", regulatorKeys, "Its public keys, as it gave them out")->required();
    auto* ownCertificate = forward->add_option("--client-certificate", clientCertificate,
                                               "PEM file, where the regulator wants one");
    auto* ownKey =
        forward->add_option("--client-key", clientKey, "PEM file of its key")->needs(ownCertificate);
    ownCertificate->needs(ownKey);
    forward->add_option("--operator-id", forwardOptions.operatorId,
                        "As the regulator knows this operator; without it the signing key's id");
    forward->add_option("--timeout", timeoutSeconds, "Seconds for one request")
        ->check(CLI::Range(1, 600))
        ->capture_default_str();
    forward->add_flag("--once", once, "Send what is due and end; fails if something went wrong");
    forward->footer(
        "Straight to this address, by no proxy. Several may run on one ledger. Nothing but the regulator's\n"
        "signed word on each item changes anything; until then items are sent again.");

    auto* outbox = app.add_subcommand(
        "outbox", "What waits for the regulator, what it refused, and what is not sent, and why");
    addLedger(outbox);
    outbox->add_flag("--json", asJson, "As JSON");

    ConductOptions conductOptions;
    auto* conduct = app.add_subcommand(
        "conduct",
        "Look whether counters depart from what is usual at their own shop, and ask the shop, until SIGTERM");
    addLedger(conduct);
    conduct->add_flag("--once", once, "Look once and end; otherwise once a day");
    conduct->footer(
        "Counts and times against the shop's own history; no face is looked at, nothing is blocked. What is\n"
        "asked goes to the shop's supervisor with the counter's next contact; the answer comes back with "
        "one.");
    auto* findings = app.add_subcommand("findings", "What `conduct` asked the shops, and what they answered");
    addLedger(findings);
    findings->add_flag("--json", asJson, "As JSON");
    std::uint64_t finding = 0;
    auto* closeFinding = app.add_subcommand("close-finding", "Be done with a finding, answered or not");
    addLedger(closeFinding);
    closeFinding->add_option("finding", finding, "Its number, as `findings` lists it")->required();

    RegulatorOptions regulatorOptions;
    std::string regulatorPortFile;
    std::vector<std::string> operatorFolders;
    auto* regulator =
        app.add_subcommand("regulator", "A regulator's simulator, for trials with practice data");
    addFolder(regulator);
    regulator->add_option("--listen", regulatorOptions.address, "IPv4 address")->capture_default_str();
    regulator->add_option("--port", regulatorOptions.port, "0: any free one, printed")->capture_default_str();
    regulator->add_option("--port-file", regulatorPortFile, "Write the port here once it is open");
    regulator->add_option("--operator", operatorFolders,
                          "Folder of a gateway whose batches are taken; its public keys are read");
    auto& faults = regulatorOptions.faults;
    regulator->add_option("--fail-next", faults.failNext, "Answer so many requests with 503");
    regulator->add_option("--lose-next", faults.loseNext, "Take so many batches and break the line");
    regulator->add_flag("--hang", faults.hang, "Take batches and never answer");
    regulator->add_flag("--forge", faults.forge, "Sign with a key that nobody knows");
    regulator->add_flag("--half", faults.half, "Leave out the last word of each answer");
    regulator->add_option("--refuse", faults.refuse, "Refuse every new item with this reason");
    regulator->add_option("--choke", faults.choke, "Answer batches with this record (32 digits) with 500");
    regulator->footer(
        "It opens what it gets and shows names and numbers: for practice data only, never for people's.\n"
        "The folder is made at the first start. Give the operator tls/ca.pem (--regulator-ca) and\n"
        "regulator.json (--regulator-key).");
    auto* regulatorList = regulator->add_subcommand("list", "What it holds");
    regulatorList->fallthrough();
    regulatorList->add_flag("--json", asJson, "As JSON, with who it is about");
    auto* certify = app.add_subcommand("device-certificate",
                                       "Print a certificate with which a counter proves in TLS who it is");
    addCounter(certify, true);

    RolloutOptions rolloutOptions;
    auto* rollout = app.add_subcommand("rollout", "A newer policy for a part of the counters first");
    addLedger(rollout);
    rollout->add_flag("--json", asJson, "As JSON");
    const auto addRollout = [&](const char* name, const char* help, bool widens) {
        auto* command = rollout->add_subcommand(name, help);
        command->fallthrough();
        if (!widens) return command;
        addRingOptions(*command, rolloutOptions.ring);
        return command;
    };
    auto* startRollout = addRollout("start", "Begin with a policy that is newer than everybody's", true);
    startRollout
        ->add_option("policy", rolloutOptions.policyFile, "Signed by the office; or JSON, with --office-key")
        ->required();
    addOfficeKeyOption(*startRollout, rolloutOptions.officeKey);
    auto* widenRollout = addRollout("widen", "More counters, or a larger share", true);
    auto* stopRollout = addRollout("stop", "Nobody else gets it", false);
    auto* finishRollout = addRollout("finish", "It becomes everybody's policy", false);
    rollout->require_subcommand(0, 1);
    rollout->footer("Without a subcommand: how it stands. Whoever is in a share stays in each larger one.");

    auto* replaceCounter = app.add_subcommand("replace-counter",
                                              "A counter was stolen, broke or lost its key: switch it off "
                                              "for new records and print a code for its successor");
    addCounter(replaceCounter, true);
    replaceCounter->add_option("--hours", hours, "How long the code is good")
        ->check(CLI::Range(1, 24 * 31))
        ->capture_default_str();

    GatewayPlace reviewPlace;
    const ReviewArguments review(app, reviewPlace);
    const ReviewerArguments reviewer(app);
    const ServiceArguments service(app);
    const KeyArguments keys(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    try {
        if (const auto done = review.run()) return *done;
        if (const auto done = reviewer.run()) return *done;
        if (const auto done = service.run()) return *done;
        if (const auto done = keys.run()) return *done;
        if (init->parsed()) {
            initOptions.folder = folder;
            initOptions.policyFile = policyFile;
            initOptions.ledger = ledger;
            return report(initCommand(initOptions, std::cout));
        }
        const GatewayPlace place(folder, ledger);
        if (newCode->parsed()) return report(newCodeCommand(place, std::chrono::hours(hours), std::cout));
        if (list->parsed()) {
            return report(listCommand(place, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        }
        if (show->parsed()) {
            showOptions.place = place;
            showOptions.openingKey = openingKey;
            return report(showCommand(showOptions, std::cout));
        }
        if (outbox->parsed())
            return report(outboxCommand(place, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        if (conduct->parsed()) {
            conductOptions.place = place;
            if (once) conductOptions.run = ConductOptions::Run::Once;
            return report(conductCommand(conductOptions, *openStderrLog(), std::cout));
        }
        if (findings->parsed())
            return report(findingsCommand(place, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        if (closeFinding->parsed()) return report(closeFindingCommand(place, finding, std::cout));
        if (regulatorList->parsed()) {
            return report(
                regulatorListCommand(folder, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        }
        if (regulator->parsed()) {
            regulatorOptions.folder = folder;
            regulatorOptions.portFile = regulatorPortFile;
            regulatorOptions.operators.assign(operatorFolders.begin(), operatorFolders.end());
            return report(regulatorCommand(regulatorOptions, *openStderrLog(), std::cout));
        }
        if (forward->parsed()) {
            forwardOptions.place = place;
            forwardOptions.regulator.caFile = regulatorCa;
            forwardOptions.regulator.clientCertificate = clientCertificate;
            forwardOptions.regulator.clientKey = clientKey;
            forwardOptions.regulator.timeout = std::chrono::seconds(timeoutSeconds);
            forwardOptions.regulatorKeys = regulatorKeys;
            if (once) forwardOptions.run = ForwardOptions::Run::Once;
            return report(forwardCommand(forwardOptions, *openStderrLog(), std::cout));
        }
        rolloutOptions.place = place;
        if (startRollout->parsed()) return report(startRolloutCommand(rolloutOptions, std::cout));
        if (widenRollout->parsed()) return report(widenRolloutCommand(rolloutOptions, std::cout));
        if (stopRollout->parsed()) return report(stopRolloutCommand(place, std::cout));
        if (finishRollout->parsed()) return report(finishRolloutCommand(place, std::cout));
        if (rollout->parsed()) {
            return report(
                rolloutStatusCommand(place, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        }
        counter.place = place;
        if (replaceCounter->parsed())
            return report(replaceCounterCommand(counter, std::chrono::hours(hours), std::cout));
        if (counters->parsed())
            return report(countersCommand(place, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        if (order->parsed()) {
            Order wanted;
            wanted.kind = !clerkOff.empty()  ? OrderKind::ClerkOff
                          : !clerkOn.empty() ? OrderKind::ClerkOn
                                             : OrderKind::Erase;
            wanted.text = clerkOff + clerkOn;
            if (wanted.kind == OrderKind::Erase) wanted.record = RecordId::parse(erase);
            if (wanted.text.size() > kMaxOrderText || (wanted.kind == OrderKind::Erase && !wanted.record)) {
                std::cerr << "countersign-operator: a record is named by its 32 digits, a clerk by an id\n";
                return 2;
            }
            return report(orderCommand(counter, wanted, std::cout));
        }
        if (certify->parsed()) return report(deviceCertificateCommand(counter, std::cout));
        if (release->parsed()) return report(releaseCommand(counter, std::cout));
        if (allot->parsed()) return report(allotCommand(counter, records, std::cout));
        if (verify->parsed()) return report(verifyCommand(counter, std::cout));
        if (courier->parsed()) {
            const auto left =
                courierCommand(place, stick, asJson ? OutputForm::Json : OutputForm::Text, std::cout);
            if (!left) return report(failure(left.error()));
            return *left == 0 ? 0 : 1;
        }
        serveOptions.folder = folder;
        serveOptions.ledger = ledger;
        serveOptions.portFile = portFile;
        serveOptions.proxySecretFile = proxySecretFile;
        const auto log = openStderrLog();
        NoIngestPoints points;
        return report(serve(serveOptions, points, *log));
    } catch (const std::exception&) {
        std::cerr << "countersign-operator: ended by an unforeseen fault\n";
        return 1;
    }
}
