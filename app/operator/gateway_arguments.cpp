#include "gateway_arguments.h"

#include <iostream>
#include <map>

#include "courier_command.h"
#include "serve.h"

namespace countersign {
namespace {

void addInit(CLI::App& app, Commands& commands) {
    struct Values {
        GatewayPlace place;
        InitOptions options;
        std::string policyFile;
    };
    auto& v = commands.keep<Values>();
    auto* init =
        app.add_subcommand("init", "Make keys, a private certificate authority and a server certificate");
    addFolderOption(*init, v.place);
    init->add_option("--host", v.options.hosts, "Further name or address for the certificate");
    init->add_option(
        "--ledger", v.options.ledger,
        "Keep the ledger in a PostgreSQL database: postgresql://USER@HOST/DATABASE, the password "
        "in the file that PGPASSFILE names; without it, in a SQLite file in the folder");
    init->add_option("--policy", v.policyFile, "JSON file to sign as the first policy");
    commands.add(init, [&v] {
        v.options.folder = v.place.folder;
        v.options.policyFile = v.policyFile;
        return report(initCommand(v.options, std::cout));
    });
}

void addServe(CLI::App& app, Commands& commands) {
    struct Values {
        GatewayPlace place;
        ServeOptions options;
        std::string portFile, proxySecretFile;
    };
    auto& v = commands.keep<Values>();
    auto* serving = app.add_subcommand("serve", "Run the gateway until SIGTERM");
    addPlaceOptions(*serving, v.place);
    serving->add_option("--listen", v.options.address, "IP address")->capture_default_str();
    serving->add_option("--port", v.options.port, "0: any free one, printed")->capture_default_str();
    serving
        ->add_option("--connections-per-address", v.options.limits.connectionsOfAddress,
                     "Open connections of one address at once; 0: no limit, as behind a proxy always")
        ->capture_default_str();
    serving
        ->add_option("--device-rate", v.options.recordsPerSecond,
                     "Records a second one counter may send in the long run; 0: no limit")
        ->check(CLI::Range(0.0, 10'000.0))
        ->capture_default_str();
    serving->add_option("--port-file", v.portFile, "Write the port here once it is open");
    serving->add_option(
        "--metrics-listen", v.options.metricsAddress,
        "ADDRESS:PORT for Prometheus, for example 127.0.0.1:9464; plain HTTP, off by default");
    serving->add_option("--behind-proxy", v.proxySecretFile,
                        "Plain HTTP on loopback for a proxy that ends TLS; FILE holds the word by which "
                        "it is known (see packaging/nginx)");
    const std::map<std::string, ClientCertificates> certificateModes{
        {"none", ClientCertificates::None},
        {"optional", ClientCertificates::Optional},
        {"required", ClientCertificates::Required}};
    serving
        ->add_option("--client-certificates", v.options.certificates,
                     "none, optional or required: whether counters prove who they are in TLS already")
        ->transform(CLI::CheckedTransformer(certificateModes, CLI::ignore_case));
    commands.add(serving, [&v] {
        v.options.folder = v.place.folder;
        v.options.ledger = v.place.ledger;
        v.options.portFile = v.portFile;
        v.options.proxySecretFile = v.proxySecretFile;
        NoIngestPoints points;
        return report(serve(v.options, points, *openStderrLog()));
    });
}

void addLooks(CLI::App& app, Commands& commands) {
    struct Values {
        GatewayPlace place;
        ShowOptions show;
        std::string openingKey;
        bool json = false;
    };
    auto& v = commands.keep<Values>();
    auto* list = app.add_subcommand("list", "Records held");
    addPlaceOptions(*list, v.place);
    list->add_flag("--json", v.json, "As JSON");
    commands.add(list, [&v] { return report(listCommand(v.place, formOf(v.json), std::cout)); });

    auto* show =
        app.add_subcommand("show", "One record: header, receipt, and whether body and signatures hold");
    addPlaceOptions(*show, v.place);
    show->add_option("record", v.show.record, "Record id or its short code")->required();
    auto* opens = show->add_option("--opening-key", v.openingKey,
                                   "Tell whether the payload opens with this key; who asked is logged");
    show->add_option("--by", v.show.by, "The reviewer who opens it")->needs(opens);
    commands.add(show, [&v] {
        v.show.place = v.place;
        v.show.openingKey = v.openingKey;
        return report(showCommand(v.show, std::cout));
    });
}

void addCourier(CLI::App& app, Commands& commands) {
    struct Values {
        GatewayPlace place;
        std::string stick;
        bool json = false;
    };
    auto& v = commands.keep<Values>();
    auto* courier = app.add_subcommand(
        "courier",
        "Take in what counters without a network sent on a stick, and put the signed answers beside it");
    addPlaceOptions(*courier, v.place);
    courier->add_option("stick", v.stick, "Where the stick is mounted")->required();
    courier->add_flag("--json", v.json, "As JSON");
    courier->footer(
        "Every file countersign/*.out on the stick is taken in as by network, of all counters: each record "
        "once,\n"
        "however often it comes and by which way. The answer lies beside it as .in; the stick goes back to "
        "its\n"
        "counter. Envelopes one by one in countersign-kept, of a counter that has no key any more, are "
        "judged\n"
        "as by network too, without an answer. The gateway may run meanwhile. Fails (1) if a file was not "
        "taken or its answer not "
        "written, after\n"
        "all the others; the same stick may be taken in again at any time.");
    commands.add(courier, [&v] {
        const auto left = courierCommand(v.place, v.stick, formOf(v.json), std::cout);
        return report(left.map([](auto count) { return count == 0; }));
    });
}

}  // namespace

void addGatewayCommands(CLI::App& app, Commands& commands) {
    addInit(app, commands);
    addServe(app, commands);
    addLooks(app, commands);
    addCourier(app, commands);
}

}  // namespace countersign
