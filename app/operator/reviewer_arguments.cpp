#include "reviewer_arguments.h"

#include <iostream>
#include <map>

#include "reviewer_command.h"

namespace countersign {
CLI::Option& addConsoleOptions(CLI::App& review, ConsoleOptions& into) {
    auto* console = review.add_option(
        "--console", into.addressAndPort,
        "ADDRESS:PORT of the reviewers' web page, HTTPS only; port 0: any free one, printed");
    auto* certificate =
        review.add_option("--tls-certificate", into.certificateFile,
                          "PEM file for the page; without it, the gateway's server certificate");
    auto* key = review.add_option("--tls-key", into.keyFile, "PEM file of its key");
    certificate->needs(console)->needs(key);
    key->needs(certificate);
    review.add_option("--console-port-file", into.portFile, "Write the port here once it is open")
        ->needs(console);
    return *console;
}

void addReviewerCommands(CLI::App& app, Commands& commands) {
    struct Values {
        ReviewerOptions options;
        bool json = false;
    };
    auto& v = commands.keep<Values>();
    auto* reviewer = app.add_subcommand("reviewer", "Who may review at the console");
    reviewer->require_subcommand(1);
    const auto add = [&](const char* name, const char* what) {
        auto* command = reviewer->add_subcommand(name, what);
        addPlaceOptions(*command, v.options.place);
        return command;
    };
    const auto addNamed = [&](const char* name, const char* what) {
        auto* command = add(name, what);
        command->add_option("id", v.options.id, "The reviewer's id")->required();
        return command;
    };
    const auto addPassword = [&](CLI::App* command) {
        command->add_option("--password-file", v.options.passwordFile,
                            "File with the password; without it, it is asked for");
    };
    static const std::map<std::string, ReviewerRole> kRoles{{"reviewer", ReviewerRole::Reviewer},
                                                            {"supervisor", ReviewerRole::Supervisor}};
    auto* added = addNamed("add", "Let somebody review");
    added->add_option("--name", v.options.name, "As it is written beside decisions")->required();
    added->add_option("--role", v.options.role, "reviewer, or supervisor: decides where two disagree")
        ->required()
        ->transform(CLI::CheckedTransformer(kRoles, CLI::ignore_case));
    addPassword(added);
    commands.add(added, [&v] { return report(addReviewerCommand(v.options, std::cout)); });

    auto* password = addNamed("password", "Give a reviewer another password");
    addPassword(password);
    commands.add(password, [&v] { return report(reviewerPasswordCommand(v.options, std::cout)); });

    commands.add(addNamed("off", "Let a reviewer in no more; whoever is signed in is out at once"),
                 [&v] { return report(reviewerStateCommand(v.options, ReviewerState::Off, std::cout)); });
    commands.add(addNamed("on", "Let a reviewer in again"),
                 [&v] { return report(reviewerStateCommand(v.options, ReviewerState::Active, std::cout)); });

    auto* list = add("list", "Who may review");
    list->add_flag("--json", v.json, "As JSON");
    commands.add(list,
                 [&v] { return report(listReviewersCommand(v.options.place, formOf(v.json), std::cout)); });
}
}  // namespace countersign
