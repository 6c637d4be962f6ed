#include "app/counter/option_groups.h"

#include "pages/settings_page.h"
#include "practice/practice_buyer.h"

namespace countersign {

void addFolderOptions(CLI::App& cli, Options& options, OptionTexts& texts) {
    cli.add_option("--machine", texts.machine, "what was said of this computer's counter at its installation")
        ->capture_default_str();
    texts.stateOption = cli.add_option("--state", texts.state, "folder of keys, queue, settings and log")
                            ->capture_default_str();
    cli.add_option("--models", texts.models, "folder of the face models")->capture_default_str();
    cli.add_option(
           "--tpm", options.tpm,
           "the TPM that keeps the device key, as tpm2-tss names it (device:/dev/tpmrm0); none: a new "
           "key goes into a file")
        ->capture_default_str();
}

void addWindowOptions(CLI::App& cli, Options& options, OptionTexts& texts) {
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
    auto* demo = cli.add_option(
        "--demo", texts.shots,
        "walk through one registration with the practice buyer, tell each step, save screenshots here");
    texts.modes.push_back(demo);
    cli.add_flag("--practise-only", options.practiseOnly,
                 "with --demo: up to the result; needs no operator, and nothing is kept or sent")
        ->needs(demo);
    texts.modes.push_back(
        cli.add_flag("--calibrate", texts.calibrate,
                     "open the calibration bench of the operator's staff instead of the counter"));
}

void addEnrolmentOptions(CLI::App& cli, Options& options, OptionTexts& texts) {
    auto* enrol = cli.add_option("--enrol", options.enrolmentCode,
                                 "one-time code from the operator: enrol this counter");
    cli.add_option("--ca", texts.ca,
                   "with --enrol: the operator's certificate authority (PEM); without it, operator-ca.pem "
                   "beside the file that --machine names")
        ->check(CLI::ExistingFile)
        ->needs(enrol);
    cli.add_flag("--new-operator", options.newOperator,
                 "with --enrol: this counter goes over to another operator than the one it was enrolled with")
        ->needs(enrol);
    auto* provision = cli.add_option(
        "--provision", texts.provisioning,
        "make this computer the counter of a shop by the file that the operator's office signed for it");
    cli.add_option("--office", texts.office,
                   "with --provision: public keys of the operator's office; without it, office.pub beside "
                   "the file that --machine names")
        ->needs(provision);
    cli.add_option("--shop", options.shop,
                   "with --provision: the shop that this computer is for; a file for another one is refused")
        ->needs(provision)
        ->check(
            [](const std::string& shop) { return isShopId(shop) ? std::string() : "no shop's id: " + shop; });
    cli.add_flag(
           "--new-shop", options.newShop,
           "with --provision: this counter goes over from another shop to this one; what was said of the "
           "computer's shop at its installation holds no more")
        ->needs(provision);
    cli.add_flag(
        "--again", options.again,
        "with --provision or --enrol: set up once more a counter that was set up before, because its "
        "enrolment was revoked or its key is lost; a file must be newer than the one that was used");
    auto* takePolicy =
        cli.add_option("--take-policy", texts.policy,
                       "take over a policy that the operator signed, newer than the one in force");
    texts.modes.insert(texts.modes.end(), {enrol, provision, takePolicy});
}

void addClerkOptions(CLI::App& cli, Options& options, OptionTexts& texts) {
    auto* clerk =
        cli.add_option("--add-clerk", options.clerkId,
                       "add a clerk or change the PIN; the PIN (4 to 12 digits) is read from standard input");
    cli.add_option("--clerk-name", options.clerkName, "the clerk's name as shown")->needs(clerk);
    cli.add_option(
           "--role", texts.role,
           "what the clerk may do: clerk (register), supervisor (that, clerks and camera) or technician "
           "(camera, no registrations). Without it the first one at a counter becomes its supervisor, "
           "others are clerks, and whoever is known stays what he is")
        ->check(CLI::IsMember({"clerk", "supervisor", "technician"}))
        ->needs(clerk);
    texts.modes.push_back(clerk);
}

// No window, no display, and the state folder stays as it is.
void addQuestionOptions(CLI::App& cli, OptionTexts& texts) {
    auto* unsent = cli.add_flag("--unsent", texts.unsent,
                                "how many records the operator does not have yet, and since when the oldest "
                                "waits; ends with 0 if none, 4 if some, 1 if that can't be told");
    auto* exported = cli.add_option(
        "--export-unsent", texts.exportFolder,
        "copy what waits into this folder, sealed, as onto a stick: the operator takes it in with courier");
    auto* inUse = cli.add_flag("--in-use", texts.inUse,
                               "whether a registration is under way, details are being typed or it is being "
                               "set up; ends with 4 if so, 0 if not and since "
                               "when, 1 if that can't be told");
    auto* check =
        cli.add_flag("--self-check", texts.selfCheck,
                     "after an update: models, database, key and cameras; ends with 0 if all is well");
    auto* schema = cli.add_flag("--schema", texts.schema,
                                "the newest form of the queue that this program reads, and the one on disk; "
                                "ends with 5 if that is newer");
    auto* bundle = cli.add_option("--support-bundle", texts.bundle,
                                  "write a tar file for support: versions, log, checks; nothing of a person");
    auto* json = cli.add_flag("--json", texts.json, "these answers as one JSON object");
    for (auto* each : {unsent, exported, inUse, check, schema, bundle}) texts.modes.push_back(each);
    static_cast<void>(json);
}

void takeTexts(const OptionTexts& texts, Options& options) {
    options.machineFile = texts.machine;
    options.state = texts.state;
    options.models = texts.models;
    options.caFile = texts.ca;
    options.demoShots = texts.shots;
    options.policyFile = texts.policy;
    options.provisioning = texts.provisioning;
    options.officeFile = texts.office;
    options.exportFolder = texts.exportFolder;
    options.bundleFile = texts.bundle;
    options.clerkRole = clerkRoleFromName(texts.role);
    if (texts.json) options.form = AnswerForm::Json;
    const auto run = [&](bool asked, RunMode mode) {
        if (asked) options.mode = mode;
    };
    run(!options.enrolmentCode.empty(), RunMode::Enrol);
    run(!options.clerkId.empty(), RunMode::AddClerk);
    run(!texts.policy.empty(), RunMode::TakePolicy);
    run(texts.calibrate, RunMode::Calibrate);
    run(!texts.shots.empty(), RunMode::Demo);
    run(!texts.provisioning.empty(), RunMode::Provision);
    run(texts.unsent, RunMode::Unsent);
    run(!texts.exportFolder.empty(), RunMode::ExportUnsent);
    run(texts.inUse, RunMode::InUse);
    run(texts.selfCheck, RunMode::SelfCheck);
    run(texts.schema, RunMode::Schema);
    run(!texts.bundle.empty(), RunMode::SupportBundle);
    if (options.mode == RunMode::Demo) options.practice = true;
}

}  // namespace countersign
