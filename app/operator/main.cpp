// countersign-operator: the reference gateway and its few commands.

#include <sys/prctl.h>
#include <sys/resource.h>

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop
#include <iostream>

#include "commands.h"
#include "core/secret.h"
#include "counter_commands.h"
#include "courier_command.h"
#include "key_commands.h"
#include "serve.h"

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

    auto* setPolicy = app.add_subcommand("set-policy", "Give counters that enrol a newer policy");
    addFolder(setPolicy);
    setPolicy->add_option("policy", policyFile, "Signed by the calibration bench, or JSON to sign")
        ->required();

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
        ->add_option("--device-rate", serveOptions.recordsPerSecond,
                     "Records a second one counter may send in the long run; 0: no limit")
        ->check(CLI::Range(0.0, 10'000.0))
        ->capture_default_str();
    serveCommand->add_option("--port-file", portFile, "Write the port here once it is open");

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
    show->add_option("--opening-key", openingKey, "Tell whether the payload opens with this key");

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

    auto* replaceCounter = app.add_subcommand("replace-counter",
                                              "A counter was stolen, broke or lost its key: switch it off "
                                              "for new records and print a code for its successor");
    addCounter(replaceCounter, true);
    replaceCounter->add_option("--hours", hours, "How long the code is good")
        ->check(CLI::Range(1, 24 * 31))
        ->capture_default_str();

    auto* keys =
        app.add_subcommand("keys", "The operator's keys and certificate, and how many counters have them");
    addLedger(keys);
    keys->add_flag("--json", asJson, "As JSON");
    auto* rotate = app.add_subcommand("rotate-keys", "Make a new key and let counters know it");
    addFolder(rotate);
    bool signing = false, sealing = false;
    auto* which = rotate->add_option_group("key");
    which->add_flag("--signing", signing,
                    "The key of receipts, notices and policies; signs once the old is retired");
    which->add_flag("--sealing", sealing, "The key new registrations are sealed to; at once");
    which->require_option(1);
    std::string named;
    auto* retire = app.add_subcommand("retire-key", "Let counters believe a signing key no more");
    addLedger(retire);
    retire->add_option("key", named, "The beginning of its id, as `keys` lists it")->required();
    auto* revoke =
        app.add_subcommand("revoke-certificate", "Let counters refuse a certificate of the gateway's");
    addFolder(revoke);
    revoke->add_option("certificate", named, "PEM file, or its SHA-256")->required();
    std::vector<std::string> hosts;
    auto* renew =
        app.add_subcommand("renew-certificate", "Make a new server certificate under the same authority");
    addFolder(renew);
    renew->add_option("--host", hosts, "Name or address for it; without any, those of the present one");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    try {
        if (init->parsed()) {
            initOptions.folder = folder;
            initOptions.policyFile = policyFile;
            initOptions.ledger = ledger;
            return report(initCommand(initOptions, std::cout));
        }
        if (setPolicy->parsed()) return report(setPolicyCommand(folder, policyFile, std::cout));
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
        if (keys->parsed())
            return report(keysCommand(place, asJson ? OutputForm::Json : OutputForm::Text, std::cout));
        if (rotate->parsed())
            return report(rotateKeysCommand(folder, signing ? KeyUse::Signing : KeyUse::Sealing, std::cout));
        if (retire->parsed()) return report(retireKeyCommand(place, named, std::cout));
        if (revoke->parsed()) return report(revokeCertificateCommand(folder, named, std::cout));
        if (renew->parsed()) return report(renewCertificateCommand(folder, hosts, std::cout));
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
        const auto log = openStderrLog();
        NoIngestPoints points;
        return report(serve(serveOptions, points, *log));
    } catch (const std::exception&) {
        std::cerr << "countersign-operator: ended by an unforeseen fault\n";
        return 1;
    }
}
