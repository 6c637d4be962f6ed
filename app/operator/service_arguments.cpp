#include "service_arguments.h"

#include <iostream>

#include "service_command.h"

namespace countersign {
namespace {

int report(const Result<bool>& done) {
    if (done) return *done ? 0 : 1;
    std::cerr << "countersign-operator: " << describe(done.error()) << "\n";
    return 1;
}

}  // namespace

struct ServiceArguments::Values {
    ServiceOptions options;
    std::string folder, ledger, indexKey, date;

    // Without a name on the command line, where others could read a telephone number, it is asked for.
    [[nodiscard]] ServiceOptions read() const {
        auto asked = options;
        asked.place = GatewayPlace(folder, ledger);
        asked.indexKey = indexKey;
        if (asked.name.empty()) std::getline(std::cin, asked.name);
        return asked;
    }
};

ServiceArguments::ServiceArguments(CLI::App& app) : m_values(std::make_unique<Values>()) {
    auto& v = *m_values;
    auto* service =
        app.add_subcommand("service", "Tell the ledger whether what was sold is still in service");
    service->require_subcommand(1);
    const auto add = [&](const char* name, const char* what) {
        auto* command = service->add_subcommand(name, what);
        command->add_option("--dir", v.folder, "The gateway's folder")->required();
        command->add_option("--ledger", v.ledger, "Another ledger than the one named at init");
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
    m_commands.emplace_back(ended, [&v] {
        const auto day = dayFrom(v.date);
        if (!day) return 2;
        return report(serviceEndedCommand(v.read(), *day, SystemClock(), std::cout));
    });
    m_commands.emplace_back(add("running", "It goes on after all: takes `service ended` back"), [&v] {
        return report(serviceRunningCommand(v.read(), SystemClock(), std::cout));
    });
}
ServiceArguments::~ServiceArguments() = default;

std::optional<int> ServiceArguments::run() const {
    for (const auto& [command, work] : m_commands) {
        if (command->parsed()) return work();
    }
    return std::nullopt;
}

}  // namespace countersign
