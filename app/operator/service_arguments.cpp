#include "service_arguments.h"

#include <iostream>

#include "service_command.h"

namespace countersign {
namespace {

struct Values {
    ServiceOptions options;
    std::string indexKey, date;

    // Without a name on the command line, where others could read a telephone number, it is asked for.
    [[nodiscard]] ServiceOptions read() const {
        auto asked = options;
        asked.indexKey = indexKey;
        if (asked.name.empty()) std::getline(std::cin, asked.name);
        return asked;
    }
};

}  // namespace

void addServiceCommands(CLI::App& app, Commands& commands) {
    auto& v = commands.keep<Values>();
    auto* service =
        app.add_subcommand("service", "Tell the ledger whether what was sold is still in service");
    service->require_subcommand(1);
    const auto add = [&](const char* name, const char* what) {
        auto* command = service->add_subcommand(name, what);
        addPlaceOptions(*command, v.options.place);
        command->add_option("--index-key", v.indexKey, "As make-index-key made it; for a telephone number");
        command->add_option("--by", v.options.by, "The reviewer at whose word it is noted");
        command->add_option(
            "name", v.options.name,
            "Record id, code on the receipt, or telephone number; without it, it is read from "
            "standard input");
        return command;
    };
    auto* ended = add("ended", "The service has ended: from that day on the law's two years run");
    ended->add_option("--date", v.date, "Its last day: 2026-11-24")
        ->required()
        ->check([](const std::string& text) {
            return dayFrom(text) ? std::string() : std::string("is no day as 2026-11-24");
        });
    ended->footer(
        "The line stands in its person's name no more, and line, card and phone may be sold again. Two "
        "years\n"
        "later `retain` erases what is still kept, unless it is held. Again, with another date: corrects "
        "it.");
    commands.add(ended, [&v] {
        const auto day = dayFrom(v.date);
        if (!day) return 2;
        return report(serviceEndedCommand(v.read(), *day, SystemClock(), std::cout));
    });
    commands.add(add("running", "It goes on after all: takes `service ended` back"),
                 [&v] { return report(serviceRunningCommand(v.read(), SystemClock(), std::cout)); });
}
}  // namespace countersign
