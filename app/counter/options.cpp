#include "app/counter/options.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <iostream>

#include "pages/settings_page.h"
#include "practice/practice_buyer.h"
#include "store/tpm_key.h"

namespace countersign {
namespace {

std::filesystem::path defaultState() {
    if (const char* given = std::getenv("XDG_STATE_HOME"); given != nullptr && *given == '/') {
        return std::filesystem::path(given) / "countersign";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : ".") / ".local/state/countersign";
}

}  // namespace

ParsedOptions parseOptions(int argc, char** argv) {
    Options options;
    options.state = defaultState();
    options.models = COUNTERSIGN_MODELS_DIR;
    CLI::App cli(
        "Registers a buyer of a SIM card or phone: one live face against that buyer's own document.\n"
        "Without --enrol, --add-clerk, --take-policy, --calibrate or --demo the window opens.\n"
        "Exit status: 0 done, 1 failed with a message, 2 wrong arguments.",
        "countersign");
    cli.set_version_flag("--version", std::string("countersign ") + COUNTERSIGN_VERSION);
    options.tpm = tpmOfThisComputer();
    cli.add_option(
           "--tpm", options.tpm,
           "the TPM that keeps the device key, as tpm2-tss names it (device:/dev/tpmrm0); none: a new "
           "key goes into a file")
        ->capture_default_str();
    std::string state = options.state.string(), models = options.models.string(), ca, shots, policy;
    cli.add_option("--state", state, "folder of keys, queue, settings and log")->capture_default_str();
    cli.add_option("--models", models, "folder of the face models")->capture_default_str();
    cli.add_option("--operator", options.operatorUrl, "address of the operator's gateway, https://…");
    cli.add_flag("--practice", options.practice, "use the practice buyer even if there is a camera");
    cli.add_option(
           "--practice-habit", options.practiceHabit,
           "what the practice buyer does wrong, to learn from: ignores, late, other_side, one_eye, early, "
           "another_person, another_person_cut, flat_print; or can't do: eyes_closed, cannot_blink, "
           "cannot_turn")
        ->check([](const std::string& name) {
            return behaviourFromName(name) ? std::string() : "no such habit: " + name;
        });
    cli.add_flag("--measure-window", options.measureWindow,
                 "tell in the log how long the window was busy at a time during a scan");
    cli.add_option("--language", options.language,
                   "language of the windows: en, zh_CN, ar, or one dropped in");
    cli.add_option("--text-size", options.textPercent, "size of the text in percent: 100, 125, 150 or 200")
        ->check(CLI::IsMember(ui::textSizes()));
    cli.add_option("--theme", options.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));

    auto* enrol = cli.add_option("--enrol", options.enrolmentCode,
                                 "one-time code from the operator: enrol this counter");
    auto* caFile = cli.add_option("--ca", ca, "the operator's certificate authority (PEM), for --enrol")
                       ->check(CLI::ExistingFile);
    enrol->needs(caFile);
    cli.add_flag("--new-operator", options.newOperator,
                 "with --enrol: this counter goes over to another operator than the one it was enrolled with")
        ->needs(enrol);
    auto* clerk =
        cli.add_option("--add-clerk", options.clerkId,
                       "add a clerk or change the PIN; the PIN (4 to 12 digits) is read from standard input");
    cli.add_option("--clerk-name", options.clerkName, "the clerk's name as shown")->needs(clerk);
    std::string role;
    cli.add_option(
           "--role", role,
           "what the clerk may do: clerk (register), supervisor (that, clerks and camera) or technician "
           "(camera, no registrations). Without it the first one at a counter becomes its supervisor, "
           "others are clerks, and whoever is known stays what he is")
        ->check(CLI::IsMember({"clerk", "supervisor", "technician"}))
        ->needs(clerk);
    auto* demo = cli.add_option(
        "--demo", shots,
        "walk through one registration with the practice buyer, tell each step, save screenshots here");
    auto* takePolicy = cli.add_option(
        "--take-policy", policy, "take over a policy that the operator signed, newer than the one in force");
    bool calibrationBench = false;
    auto* calibrate =
        cli.add_flag("--calibrate", calibrationBench,
                     "open the calibration bench of the operator's staff instead of the counter");
    const std::array<CLI::Option*, 5> modes{enrol, clerk, demo, takePolicy, calibrate};
    for (std::size_t i = 0; i < modes.size(); ++i) {
        for (std::size_t j = i + 1; j < modes.size(); ++j) modes[i]->excludes(modes[j]);
    }
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {std::nullopt, cli.exit(error) == 0 ? 0 : 2};
    }
    options.state = state;
    if (options.tpm == "none") options.tpm.clear();
    options.models = models;
    options.caFile = ca;
    options.demoShots = shots;
    options.policyFile = policy;
    options.clerkRole = clerkRoleFromName(role);
    if (!options.enrolmentCode.empty()) {
        options.mode = RunMode::Enrol;
    } else if (!options.clerkId.empty()) {
        options.mode = RunMode::AddClerk;
    } else if (!policy.empty()) {
        options.mode = RunMode::TakePolicy;
    } else if (calibrationBench) {
        options.mode = RunMode::Calibrate;
    } else if (!shots.empty()) {
        options.mode = RunMode::Demo;
        options.practice = true;
    }
    return {options, 0};
}

}  // namespace countersign
