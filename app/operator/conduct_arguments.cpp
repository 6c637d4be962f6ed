#include "conduct_arguments.h"

#include <iostream>

#include "conduct_command.h"

namespace countersign {

void addConductCommands(CLI::App& app, Commands& commands) {
    struct Values {
        ConductOptions options;
        std::uint64_t finding = 0;
        bool once = false, json = false;
    };
    auto& v = commands.keep<Values>();
    auto* conduct = app.add_subcommand(
        "conduct",
        "Look whether counters depart from what is usual at their own shop, and ask the shop, until SIGTERM");
    addPlaceOptions(*conduct, v.options.place);
    conduct->add_flag("--once", v.once, "Look once and end; otherwise once a day");
    conduct->footer(
        "Counts and times against the shop's own history; no face is looked at, nothing is blocked. What is\n"
        "asked goes to the shop's supervisor with the counter's next contact; the answer comes back with "
        "one.");
    commands.add(conduct, [&v] {
        if (v.once) v.options.run = ConductOptions::Run::Once;
        return report(conductCommand(v.options, *openStderrLog(), std::cout));
    });
    auto* findings = app.add_subcommand("findings", "What `conduct` asked the shops, and what they answered");
    addPlaceOptions(*findings, v.options.place);
    findings->add_flag("--json", v.json, "As JSON");
    auto* closeFinding = app.add_subcommand("close-finding", "Be done with a finding, answered or not");
    addPlaceOptions(*closeFinding, v.options.place);
    closeFinding->add_option("finding", v.finding, "Its number, as `findings` lists it")->required();
    commands.add(findings,
                 [&v] { return report(findingsCommand(v.options.place, formOf(v.json), std::cout)); });
    commands.add(closeFinding,
                 [&v] { return report(closeFindingCommand(v.options.place, v.finding, std::cout)); });
}

}  // namespace countersign
