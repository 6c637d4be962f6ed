#include "regulator_arguments.h"

#include <iostream>

#include "forward_command.h"
#include "regulator_command.h"

namespace countersign {
namespace {

void addForwarding(CLI::App& app, Commands& commands) {
    struct Values {
        ForwardOptions options;
        std::string regulatorCa, regulatorKeys, clientCertificate, clientKey;
        bool once = false, json = false;
        int timeoutSeconds = 30;
    };
    auto& v = commands.keep<Values>();
    auto* forward = app.add_subcommand("forward", "Send the outbox to the regulator until SIGTERM");
    addPlaceOptions(*forward, v.options.place);
    forward->add_option("--regulator", v.options.regulator.url, "Its address: https://host:port")
        ->required()
        ->check([](const std::string& text) {
            return text.rfind("https://", 0) == 0 ? std::string() : std::string("begins with https://");
        });
    forward->add_option("--regulator-ca", v.regulatorCa, "PEM file: the authority of its certificate")
        ->required();
    forward->add_option("--regulator-key", v.regulatorKeys, "Its public keys, as it gave them out")
        ->required();
    auto* ownCertificate = forward->add_option("--client-certificate", v.clientCertificate,
                                               "PEM file, where the regulator wants one");
    auto* ownKey =
        forward->add_option("--client-key", v.clientKey, "PEM file of its key")->needs(ownCertificate);
    ownCertificate->needs(ownKey);
    forward->add_option("--operator-id", v.options.operatorId,
                        "As the regulator knows this operator; without it the signing key's id");
    forward->add_option("--timeout", v.timeoutSeconds, "Seconds for one request")
        ->check(CLI::Range(1, 600))
        ->capture_default_str();
    forward->add_flag("--once", v.once, "Send what is due and end; fails if something went wrong");
    forward->footer(
        "Straight to this address, by no proxy. Several may run on one ledger. Nothing but the regulator's\n"
        "signed word on each item changes anything; until then items are sent again.");
    commands.add(forward, [&v] {
        v.options.regulator.caFile = v.regulatorCa;
        v.options.regulator.clientCertificate = v.clientCertificate;
        v.options.regulator.clientKey = v.clientKey;
        v.options.regulator.timeout = std::chrono::seconds(v.timeoutSeconds);
        v.options.regulatorKeys = v.regulatorKeys;
        if (v.once) v.options.run = ForwardOptions::Run::Once;
        return report(forwardCommand(v.options, *openStderrLog(), std::cout));
    });

    auto* outbox = app.add_subcommand(
        "outbox", "What waits for the regulator, what it refused, and what is not sent, and why");
    addPlaceOptions(*outbox, v.options.place);
    outbox->add_flag("--json", v.json, "As JSON");
    commands.add(outbox, [&v] { return report(outboxCommand(v.options.place, formOf(v.json), std::cout)); });
}

void addSimulator(CLI::App& app, Commands& commands) {
    struct Values {
        GatewayPlace place;
        RegulatorOptions options;
        std::string portFile;
        std::vector<std::string> operators;
        bool json = false;
    };
    auto& v = commands.keep<Values>();
    auto* regulator =
        app.add_subcommand("regulator", "A regulator's simulator, for trials with practice data");
    addFolderOption(*regulator, v.place);
    regulator->add_option("--listen", v.options.address, "IPv4 address")->capture_default_str();
    regulator->add_option("--port", v.options.port, "0: any free one, printed")->capture_default_str();
    regulator->add_option("--port-file", v.portFile, "Write the port here once it is open");
    regulator->add_option("--operator", v.operators,
                          "Folder of a gateway whose batches are taken; its public keys are read");
    auto& faults = v.options.faults;
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
    regulatorList->add_flag("--json", v.json, "As JSON, with who it is about");
    commands.add(regulatorList,
                 [&v] { return report(regulatorListCommand(v.place.folder, formOf(v.json), std::cout)); });
    commands.add(regulator, [&v] {
        v.options.folder = v.place.folder;
        v.options.portFile = v.portFile;
        v.options.operators.assign(v.operators.begin(), v.operators.end());
        return report(regulatorCommand(v.options, *openStderrLog(), std::cout));
    });
}

}  // namespace

void addRegulatorCommands(CLI::App& app, Commands& commands) {
    addForwarding(app, commands);
    addSimulator(app, commands);
}

}  // namespace countersign
