#include "key_arguments.h"

#include <iostream>

#include "key_commands.h"
#include "office_commands.h"

namespace countersign {
void addRingOptions(CLI::App& command, RingWish& into) {
    command.add_option("--percent", into.percent, "Of the counters that are not named")
        ->check(CLI::Range(0.0, 100.0));
    command.add_option("--counter", into.counters, "Named: 32 digits or the short code")->take_all();
}

void addOfficeKeyOption(CLI::App& command, std::string& into) {
    command.add_option("--office-key", into, "File of the office's key, where it is at hand");
}

namespace {

struct Values {
    ReleaseOptions options;
    std::string name, in, out;
    std::vector<std::string> hosts;
    bool json = false, signing = false, sealing = false, stolen = false;
};

// One that works in a gateway's folder and looks into its ledger.
CLI::App* add(CLI::App& app, Values& v, const char* name, const char* what) {
    auto* command = app.add_subcommand(name, what);
    addPlaceOptions(*command, v.options.place);
    return command;
}

// One that changes keys: how the change is released.
CLI::App* addChange(CLI::App& app, Values& v, const char* name, const char* what) {
    auto& options = v.options;
    auto* command = add(app, v, name, what);
    addOfficeKeyOption(*command, options.officeKey);
    addRingOptions(*command, options.ring);
    command->add_option("--draft", options.draft,
                        "Where to write what the office has to sign; without it, keys-N.draft in the folder");
    command->footer(
        "With --office-key it is in force from the gateway's next start on, with --percent or --counter for "
        "a\n"
        "part of the counters first. Without it nothing changes until the office has signed: sign-keys, and\n"
        "then take-keys.");
    return command;
}

void addChanges(CLI::App& app, Commands& commands, Values& v) {
    auto* setPolicy = app.add_subcommand("set-policy", "Give counters a newer policy");
    addFolderOption(*setPolicy, v.options.place);
    setPolicy->add_option("policy", v.in, "Signed by the office; or JSON, with --office-key")->required();
    addOfficeKeyOption(*setPolicy, v.options.officeKey);
    commands.add(setPolicy, [&v] {
        return report(setPolicyCommand(v.options.place.folder, v.in, v.options.officeKey, std::cout));
    });

    auto* keys = add(app, v, "keys", "The operator's keys and certificate, and how many counters have them");
    keys->add_flag("--json", v.json, "As JSON");
    commands.add(keys, [&v] { return report(keysCommand(v.options.place, formOf(v.json), std::cout)); });

    auto* rotate = addChange(app, v, "rotate-keys", "Make a new key and let counters know it");
    auto* which = rotate->add_option_group("key");
    which->add_flag("--signing", v.signing, "The key of receipts and notices; signs once the old is retired");
    which->add_flag("--sealing", v.sealing, "The key new registrations are sealed to; at once");
    which->require_option(1);
    commands.add(rotate, [&v] {
        return report(rotateKeysCommand(v.options, v.signing ? KeyUse::Signing : KeyUse::Sealing, std::cout));
    });

    auto* retire = addChange(app, v, "retire-key", "Let counters believe a signing or office key no more");
    retire->add_option("key", v.name, "The beginning of its id, as `keys` lists it")->required();
    retire->add_flag(
        "--stolen", v.stolen,
        "It is in wrong hands: don't wait for a rollout, all counters get the newer keys at once");
    commands.add(retire, [&v] {
        if (v.stolen) v.options.urgency = Urgency::Stolen;
        return report(retireKeyCommand(v.options, v.name, std::cout));
    });

    auto* revoke =
        addChange(app, v, "revoke-certificate", "Let counters refuse a certificate of the gateway's");
    revoke->add_option("certificate", v.name, "PEM file, or its SHA-256")->required();
    commands.add(revoke, [&v] { return report(revokeCertificateCommand(v.options, v.name, std::cout)); });

    auto* office = addChange(app, v, "add-office-key", "Make a further key of the office's known");
    office->add_option("key", v.name,
                       "As new-office-key printed it; without it, the key of --office-key becomes the first "
                       "one of a folder that has none");
    commands.add(office, [&v] { return report(addOfficeKeyCommand(v.options, v.name, std::cout)); });

    auto* renew =
        app.add_subcommand("renew-certificate", "Make a new server certificate under the same authority");
    addFolderOption(*renew, v.options.place);
    renew->add_option("--host", v.hosts, "Name or address for it; without any, those of the present one");
    commands.add(
        renew, [&v] { return report(renewCertificateCommand(v.options.place.folder, v.hosts, std::cout)); });
}

void addTaking(CLI::App& app, Commands& commands, Values& v) {
    auto* take =
        add(app, v, "take-keys", "Put keys in force that were prepared here and signed by the office");
    take->add_option("keys", v.in, "As sign-keys wrote them")->required();
    take->footer("Without --percent and --counter they go to those that were named when they were prepared.");
    addRingOptions(*take, v.options.ring);
    commands.add(take,
                 [&v] { return report(takeKeysCommand(v.options.place, v.in, v.options.ring, std::cout)); });

    auto* rollout = add(app, v, "keys-rollout", "Keys that go to a part of the counters first");
    const auto step = [&](const char* name, const char* what, auto run) {
        auto* command = rollout->add_subcommand(name, what);
        command->fallthrough();
        commands.add(command, run);
        return command;
    };
    addRingOptions(
        *step("widen", "More counters, or a larger share",
              [&v] { return report(widenKeysCommand(v.options.place, v.options.ring, std::cout)); }),
        v.options.ring);
    step("stop", "Nobody else gets them",
         [&v] { return report(stopKeysCommand(v.options.place, std::cout)); });
    step("finish", "They become everybody's",
         [&v] { return report(finishKeysCommand(v.options.place, std::cout)); });
    rollout->require_subcommand(0, 1);
    rollout->footer(
        "Without a subcommand: how it stands. It begins with --percent or --counter of the command\n"
        "that puts the keys in force.");
    commands.add(rollout, [&v] { return report(keysRolloutCommand(v.options.place, std::cout)); });
}

void addOffice(CLI::App& app, Commands& commands, Values& v) {
    auto* make =
        app.add_subcommand("new-office-key", "At the office: make a key that signs policies and keys");
    make->add_option("file", v.out, "Where to write it")->required();
    commands.add(make, [&v] { return report(newOfficeKeyCommand(v.out, std::cout)); });

    auto* policy = app.add_subcommand("sign-policy", "At the office: show a policy, and sign it");
    auto* policyKey = policy->add_option("--office-key", v.options.officeKey, "File of the office's key");
    policy->add_option("policy", v.in, "JSON, or a policy that was signed before")->required();
    policy
        ->add_option("signed", v.out,
                     "Where to write it; for set-policy. Without it, the policy is only shown")
        ->needs(policyKey);
    commands.add(policy,
                 [&v] { return report(signPolicyCommand(v.options.officeKey, v.in, v.out, std::cout)); });

    auto* keys = app.add_subcommand("sign-keys", "At the office: show which keys come and go, and sign them");
    auto* key = keys->add_option("--office-key", v.options.officeKey,
                                 "File of the office's key, by which it knows what it signed before");
    keys->add_option("draft", v.in, "As rotate-keys, retire-key and the others wrote it")->required();
    keys->add_option("signed", v.out, "Where to write them; for take-keys. Without it, they are only shown")
        ->needs(key);
    keys->footer(
        "What was signed last is kept beside the key, in KEY.last: the next keys are compared with that,\n"
        "whatever the gateway says that came before them.");
    commands.add(keys, [&v] { return report(signKeysCommand(v.options.officeKey, v.in, v.out, std::cout)); });
}

}  // namespace

void addRolloutCommands(CLI::App& app, Commands& commands) {
    struct Values {
        RolloutOptions options;
        bool json = false;
    };
    auto& v = commands.keep<Values>();
    auto* rollout = app.add_subcommand("rollout", "A newer policy for a part of the counters first");
    addPlaceOptions(*rollout, v.options.place);
    rollout->add_flag("--json", v.json, "As JSON");
    const auto addRollout = [&](const char* name, const char* help, bool widens) {
        auto* command = rollout->add_subcommand(name, help);
        command->fallthrough();
        if (!widens) return command;
        addRingOptions(*command, v.options.ring);
        return command;
    };
    auto* startRollout = addRollout("start", "Begin with a policy that is newer than everybody's", true);
    startRollout
        ->add_option("policy", v.options.policyFile, "Signed by the office; or JSON, with --office-key")
        ->required();
    addOfficeKeyOption(*startRollout, v.options.officeKey);
    auto* widenRollout = addRollout("widen", "More counters, or a larger share", true);
    auto* stopRollout = addRollout("stop", "Nobody else gets it", false);
    auto* finishRollout = addRollout("finish", "It becomes everybody's policy", false);
    rollout->require_subcommand(0, 1);
    rollout->footer("Without a subcommand: how it stands. Whoever is in a share stays in each larger one.");
    commands.add(startRollout, [&v] { return report(startRolloutCommand(v.options, std::cout)); });
    commands.add(widenRollout, [&v] { return report(widenRolloutCommand(v.options, std::cout)); });
    commands.add(stopRollout, [&v] { return report(stopRolloutCommand(v.options.place, std::cout)); });
    commands.add(finishRollout, [&v] { return report(finishRolloutCommand(v.options.place, std::cout)); });
    commands.add(rollout,
                 [&v] { return report(rolloutStatusCommand(v.options.place, formOf(v.json), std::cout)); });
}

void addKeyCommands(CLI::App& app, Commands& commands) {
    auto& v = commands.keep<Values>();
    addChanges(app, commands, v);
    addTaking(app, commands, v);
    addOffice(app, commands, v);
}

}  // namespace countersign
