#include "counter_arguments.h"

#include <iostream>

#include "counter_commands.h"

namespace countersign {
namespace {

struct Values {
    CounterName name;
    std::string clerkOff, clerkOn, erase;
    std::uint64_t records = 0;
    int hours = 24;
    bool json = false;
};

int giveOrder(const Values& v) {
    Order wanted;
    wanted.kind = !v.clerkOff.empty()  ? OrderKind::ClerkOff
                  : !v.clerkOn.empty() ? OrderKind::ClerkOn
                                       : OrderKind::Erase;
    wanted.text = v.clerkOff + v.clerkOn;
    if (wanted.kind == OrderKind::Erase) wanted.record = RecordId::parse(v.erase);
    if (wanted.text.size() > kMaxOrderText || (wanted.kind == OrderKind::Erase && !wanted.record)) {
        std::cerr << "countersign-operator: a record is named by its 32 digits, a clerk by an id\n";
        return 2;
    }
    return report(orderCommand(v.name, wanted, std::cout));
}

}  // namespace

void addCounterCommands(CLI::App& app, Commands& commands) {
    auto& v = commands.keep<Values>();
    auto* newCode = app.add_subcommand("new-code", "Print a one-time code with which one counter can enrol");
    addPlaceOptions(*newCode, v.name.place);
    newCode->add_option("--hours", v.hours, "How long it is good")
        ->check(CLI::Range(1, 24 * 31))
        ->capture_default_str();
    commands.add(newCode, [&v] {
        return report(newCodeCommand(v.name.place, std::chrono::hours(v.hours), std::cout));
    });

    auto* counters =
        app.add_subcommand("counters", "Counters, how they stand and when they were last heard of");
    addPlaceOptions(*counters, v.name.place);
    counters->add_flag("--json", v.json, "As JSON");
    commands.add(counters, [&v] { return report(countersCommand(v.name.place, formOf(v.json), std::cout)); });

    const auto addCounter = [&v](CLI::App* command, bool required) {
        addPlaceOptions(*command, v.name.place);
        command->add_option("--counter", v.name.counter, "Its 32 digits or its short code")
            ->required(required);
    };
    auto* order = app.add_subcommand("order", "Give a counter an order with its next contact");
    addCounter(order, true);
    auto* orders = order->add_option_group("order");
    orders->add_option("--clerk-off", v.clerkOff, "This clerk may not sign in any more");
    orders->add_option("--clerk-on", v.clerkOn, "This clerk may sign in again");
    orders->add_option("--erase", v.erase, "Erase what the counter still holds of this record (32 digits)");
    orders->require_option(1);
    commands.add(order, [&v] { return giveOrder(v); });

    auto* release = app.add_subcommand("release", "Take records again of a counter that was set aside");
    addCounter(release, true);
    commands.add(release, [&v] { return report(releaseCommand(v.name, std::cout)); });
    auto* allot =
        app.add_subcommand("allot", "Let a counter make so many more records before it has to ask again");
    addCounter(allot, true);
    allot->add_option("--records", v.records, "0: no such limit")->required();
    commands.add(allot, [&v] { return report(allotCommand(v.name, v.records, std::cout)); });
    auto* verify = app.add_subcommand(
        "verify",
        "Look for records that were taken out, put in another order or dated back; fails if there are");
    addCounter(verify, false);
    commands.add(verify, [&v] { return report(verifyCommand(v.name, std::cout)); });

    auto* replaceCounter = app.add_subcommand("replace-counter",
                                              "A counter was stolen, broke or lost its key: switch it off "
                                              "for new records and print a code for its successor");
    addCounter(replaceCounter, true);
    replaceCounter->add_option("--hours", v.hours, "How long the code is good")
        ->check(CLI::Range(1, 24 * 31))
        ->capture_default_str();
    commands.add(replaceCounter, [&v] {
        return report(replaceCounterCommand(v.name, std::chrono::hours(v.hours), std::cout));
    });

    auto* certify = app.add_subcommand("device-certificate",
                                       "Print a certificate with which a counter proves in TLS who it is");
    addCounter(certify, true);
    commands.add(certify, [&v] { return report(deviceCertificateCommand(v.name, std::cout)); });
}

}  // namespace countersign
