#include "review_arguments.h"

#include <iostream>
#include <limits>
#include <optional>

#include "identity/document_number.h"
#include "retention_command.h"
#include "review_command.h"
#include "reviewer_arguments.h"

namespace countersign {
namespace {

struct Values {
    GatewayPlace place;
    std::vector<std::string> openingKeys;
    std::string indexKey, regulatorKeys, file, record, state, refuse, comeBack, by, reason, document, number,
        out, passwordFile;
    std::optional<std::uint32_t> revision;
    ConsoleOptions console;
    bool once = false, json = false, accept = false, supervisor = false;
    bool sweepUnnamed = false;

    [[nodiscard]] OutputForm form() const { return formOf(json); }
    [[nodiscard]] ReviewSideOptions side() const {
        return {place, {openingKeys.begin(), openingKeys.end()}, indexKey, regulatorKeys};
    }
    void addPlace(CLI::App* command) { addPlaceOptions(*command, place); }
    void addKeys(CLI::App* command) {
        addPlace(command);
        command
            ->add_option("--opening-key", openingKeys,
                         "Opens registrations; again for each older one. Never on the gateway's machine")
            ->required();
        command->add_option("--index-key", indexKey, "As make-index-key made it")->required();
    }
    void addRegulator(CLI::App* command) {
        command->add_option("--regulator-key", regulatorKeys,
                            "The regulator's public keys: what is forwarded is sealed to them");
    }
    // Without a number on the command line, where others could read it, it is asked for.
    [[nodiscard]] PersonOptions person() const {
        PersonOptions options;
        options.side = side();
        options.kind = documentKindFromName(document).value_or(DocumentKind::ResidentId);
        options.number = number;
        if (options.number.empty()) std::getline(std::cin, options.number);
        options.out = out;
        options.by = by;
        return options;
    }
    void addDocument(CLI::App* command) {
        addKeys(command);
        command
            ->add_option("--document", document,
                         "Its kind, as in the registration: resident_id, foreign_passport, …")
            ->required()
            ->check([](const std::string& text) {
                return documentKindFromName(text) ? std::string() : std::string("is no kind of document");
            });
        command->add_option("number", number, "Its number; without it, it is read from standard input");
    }
    void addRecord(CLI::App* command) {
        command->add_option("record", record, "Record id or its short code")->required();
    }
};

void addReview(CLI::App& app, Commands& commands, Values& v) {
    auto* makeKey = app.add_subcommand("make-index-key",
                                       "Make the key under which the review side files persons and numbers");
    makeKey->add_option("file", v.file, "Where it goes, away from the gateway")->required();
    commands.add(makeKey, [&v] { return report(makeIndexKeyCommand(v.file, std::cout)); });

    auto* review =
        app.add_subcommand("review", "Open what was taken in and decide what the policy can decide");
    v.addKeys(review);
    v.addRegulator(review);
    auto* once = review->add_flag("--once", v.once, "Decide what waits and end; otherwise until SIGTERM");
    addConsoleOptions(*review, v.console).excludes(once);
    review->footer(
        "Not on the gateway's machine if you can: here registrations are opened. Several may run on one\n"
        "ledger. The policy is that of the start. What it can't decide waits for a person: see `cases`.");
    commands.add(review, [&v] {
        ReviewOptions options{v.side()};
        if (v.once) options.run = ReviewOptions::Run::Once;
        options.console = v.console;
        return report(reviewCommand(options, *openStderrLog(), std::cout));
    });

    auto* cases = app.add_subcommand("cases", "Records that wait for the judge or for a person, and why");
    v.addPlace(cases);
    cases->add_option("--state", v.state, "Only these")
        ->check(CLI::IsMember({"waiting", "review", "second", "decided"}));
    cases->add_flag("--json", v.json, "As JSON");
    commands.add(cases, [&v] {
        return report(casesCommand(v.place, caseStateFromName(v.state), v.form(), std::cout));
    });

    auto* decide = app.add_subcommand("decide", "A person's word on one record");
    v.addKeys(decide);
    v.addRegulator(decide);
    v.addRecord(decide);
    const auto code = [](const std::string& text) {
        return isReasonCode(text) ? std::string() : std::string("is 1 to 64 of small letters, digits and _");
    };
    auto* word = decide->add_option_group("word");
    word->add_flag("--accept", v.accept, "Accept it");
    word->add_option("--refuse", v.refuse, "Refuse it for this reason, a code")->check(code);
    word->add_option("--come-back", v.comeBack, "The buyer has to come back for this reason, a code")
        ->check(code);
    word->require_option(1);
    decide->add_option("--by", v.by, "Who says so")->required();
    decide->add_flag("--supervisor", v.supervisor,
                     "Who says so is a supervisor; where there are accounts, the account says it");
    decide->add_option("--password-file", v.passwordFile,
                       "File with the account's password; without it, it is asked for");
    decide
        ->add_option("--revision", v.revision,
                     "The revision that was looked at, as `cases` prints it; wanted to take a yes back")
        ->check(CLI::Range(std::uint32_t{1}, std::numeric_limits<std::uint32_t>::max()));
    decide->footer(
        "Fails (1) if the word was not taken, and says why. Where there are accounts (`reviewer add`), each\n"
        "word wants the account's password. Where there are none, nobody looks whether two people are two:\n"
        "the system's user stands in the log beside each word.");
    commands.add(decide, [&v] {
        DecideOptions options;
        options.side = v.side();
        options.record = v.record;
        options.status = v.accept           ? ReceiptStatus::Accepted
                         : v.refuse.empty() ? ReceiptStatus::ComeBack
                                            : ReceiptStatus::Refused;
        options.reason = v.refuse + v.comeBack;
        options.by = v.by;
        if (v.supervisor) options.role = ReviewerRole::Supervisor;
        options.revision = v.revision;
        options.passwordFile = v.passwordFile;
        return report(decideCommand(options, std::cout));
    });

    auto* people = app.add_subcommand("people", "How many people are held, and what follows from it");
    v.addPlace(people);
    people->add_flag("--json", v.json, "As JSON");
    commands.add(people, [&v] { return report(peopleCommand(v.place, v.form(), std::cout)); });
}

void addRetention(CLI::App& app, Commands& commands, Values& v) {
    auto* retain = app.add_subcommand("retain",
                                      "Erase what is due: pictures and details whose time is over, and "
                                      "what people asked for, every hour until SIGTERM");
    v.addKeys(retain);
    retain->add_flag("--once", v.once, "Erase what is due and end; fails (1) if something could not be read");
    retain->add_flag("--json", v.json, "What --once prints as JSON");
    retain->add_flag("--sweep-unnamed", v.sweepUnnamed,
                     "Erase what no record names even if it is much: after somebody has looked that this is "
                     "the ledger of the folder");
    retain->footer(
        "Details are kept, sealed to the newest sealing key; of the envelope its signed head stays. Files "
        "are\n"
        "unlinked and not overwritten; backups of the folder are yours to erase.\n"
        "Each time the folder is swept too: bodies that no record names, what a kill left and the copies of "
        "the\n"
        "ledger that an update makes go when they are a day old. What the gateway did not make stays and is "
        "told.");
    commands.add(retain, [&v] {
        RetainOptions options{v.side()};
        if (v.once) options.run = RetainOptions::Run::Once;
        options.form = v.form();
        if (v.sweepUnnamed) options.unnamed = Unnamed::All;
        NoErasurePoints points;
        return report(retainCommand(options, points, *openStderrLog(), std::cout));
    });
    auto* hold = app.add_subcommand("hold", "Keep a record's pictures while somebody has a right to them");
    v.addPlace(hold);
    v.addRecord(hold);
    hold->add_option("reason", v.reason, "A code, for example court_order")
        ->required()
        ->check([](const std::string& text) {
            return isReasonCode(text) ? std::string()
                                      : std::string("is 1 to 64 of small letters, digits and _");
        });
    commands.add(hold, [&v] { return report(holdCommand(v.place, v.record, v.reason, std::cout)); });
    auto* unhold = app.add_subcommand("unhold", "Let go what was held");
    v.addPlace(unhold);
    v.addRecord(unhold);
    commands.add(unhold, [&v] { return report(holdCommand(v.place, v.record, {}, std::cout)); });
    auto* deletion =
        app.add_subcommand("deletion", "Print the signed certificate of what was erased of a record");
    v.addPlace(deletion);
    v.addRecord(deletion);
    commands.add(deletion, [&v] { return report(deletionCommand(v.place, v.record, std::cout)); });
}

void addPerson(CLI::App& app, Commands& commands, Values& v) {
    auto* person = app.add_subcommand("person", "What is held about one person: find, export, erase");
    person->require_subcommand(1);
    const auto addBy = [&v](CLI::App* command) {
        command->add_option("--by", v.by, "The reviewer who does it; the system's user is noted in any case");
    };
    auto* find = person->add_subcommand("find", "The records under this document");
    v.addDocument(find);
    addBy(find);
    find->add_flag("--json", v.json, "As JSON");
    commands.add(find, [&v] { return report(personFindCommand(v.person(), v.form(), std::cout)); });
    auto* give = person->add_subcommand("export", "Everything held, pictures too, into a new folder");
    v.addDocument(give);
    addBy(give);
    give->add_option("--out", v.out, "The folder, which must not exist yet")->required();
    commands.add(give, [&v] { return report(personExportCommand(v.person(), std::cout)); });
    auto* erase = person->add_subcommand("erase", "Erase what the law lets, since the person asked");
    v.addDocument(erase);
    addBy(erase);
    erase->footer(
        "Pictures go at once; name and numbers of what was sold are kept as long as the law wants.\n"
        "Fails (1) if something stays for now, and says why: `retain` erases it once nothing stands in the "
        "way.");
    commands.add(erase, [&v] { return report(personEraseCommand(v.person(), std::cout)); });
}

}  // namespace

void addReviewCommands(CLI::App& app, Commands& commands) {
    auto& v = commands.keep<Values>();
    addReview(app, commands, v);
    addRetention(app, commands, v);
    addPerson(app, commands, v);
}

}  // namespace countersign
