#include "key_arguments.h"

#include <iostream>

#include "key_commands.h"
#include "office_commands.h"

namespace countersign {
namespace {

int report(const Status& status) {
    if (status) return 0;
    std::cerr << "countersign-operator: " << describe(status.error()) << "\n";
    return 1;
}

}  // namespace

void addRingOptions(CLI::App& command, RingWish& into) {
    command.add_option("--percent", into.percent, "Of the counters that are not named")
        ->check(CLI::Range(0.0, 100.0));
    command.add_option("--counter", into.counters, "Named: 32 digits or the short code")->take_all();
}

void addOfficeKeyOption(CLI::App& command, std::string& into) {
    command.add_option("--office-key", into, "File of the office's key, where it is at hand");
}

struct KeyArguments::Values {
    ReleaseOptions options;
    std::string name, in, out;
    std::vector<std::string> hosts;
    bool json = false, signing = false, sealing = false, stolen = false;
};

KeyArguments::KeyArguments(CLI::App& app) : m_values(std::make_unique<Values>()) {
    addChanges(app);
    addTaking(app);
    addOffice(app);
}
KeyArguments::~KeyArguments() = default;

CLI::App* KeyArguments::add(CLI::App& app, const char* name, const char* what) {
    auto& place = m_values->options.place;
    auto* command = app.add_subcommand(name, what);
    command->add_option("--dir", place.folder, "The gateway's folder")->required();
    command->add_option("--ledger", place.ledger, "Another ledger than the one named at init");
    return command;
}

CLI::App* KeyArguments::addChange(CLI::App& app, const char* name, const char* what) {
    auto& options = m_values->options;
    auto* command = add(app, name, what);
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

void KeyArguments::addChanges(CLI::App& app) {
    auto& v = *m_values;
    auto* setPolicy = app.add_subcommand("set-policy", "Give counters a newer policy");
    setPolicy->add_option("--dir", v.options.place.folder, "The gateway's folder")->required();
    setPolicy->add_option("policy", v.in, "Signed by the office; or JSON, with --office-key")->required();
    addOfficeKeyOption(*setPolicy, v.options.officeKey);
    m_commands.emplace_back(setPolicy, [&v] {
        return report(setPolicyCommand(v.options.place.folder, v.in, v.options.officeKey, std::cout));
    });

    auto* keys = add(app, "keys", "The operator's keys and certificate, and how many counters have them");
    keys->add_flag("--json", v.json, "As JSON");
    m_commands.emplace_back(keys, [&v] {
        return report(keysCommand(v.options.place, v.json ? OutputForm::Json : OutputForm::Text, std::cout));
    });

    auto* rotate = addChange(app, "rotate-keys", "Make a new key and let counters know it");
    auto* which = rotate->add_option_group("key");
    which->add_flag("--signing", v.signing, "The key of receipts and notices; signs once the old is retired");
    which->add_flag("--sealing", v.sealing, "The key new registrations are sealed to; at once");
    which->require_option(1);
    m_commands.emplace_back(rotate, [&v] {
        return report(rotateKeysCommand(v.options, v.signing ? KeyUse::Signing : KeyUse::Sealing, std::cout));
    });

    auto* retire = addChange(app, "retire-key", "Let counters believe a signing or office key no more");
    retire->add_option("key", v.name, "The beginning of its id, as `keys` lists it")->required();
    retire->add_flag(
        "--stolen", v.stolen,
        "It is in wrong hands: don't wait for a rollout, all counters get the newer keys at once");
    m_commands.emplace_back(retire, [&v] {
        if (v.stolen) v.options.urgency = Urgency::Stolen;
        return report(retireKeyCommand(v.options, v.name, std::cout));
    });

    auto* revoke = addChange(app, "revoke-certificate", "Let counters refuse a certificate of the gateway's");
    revoke->add_option("certificate", v.name, "PEM file, or its SHA-256")->required();
    m_commands.emplace_back(revoke,
                            [&v] { return report(revokeCertificateCommand(v.options, v.name, std::cout)); });

    auto* office = addChange(app, "add-office-key", "Make a further key of the office's known");
    office->add_option("key", v.name,
                       "As new-office-key printed it; without it, the key of --office-key becomes the first "
                       "one of a folder that has none");
    m_commands.emplace_back(office,
                            [&v] { return report(addOfficeKeyCommand(v.options, v.name, std::cout)); });

    auto* renew =
        app.add_subcommand("renew-certificate", "Make a new server certificate under the same authority");
    renew->add_option("--dir", v.options.place.folder, "The gateway's folder")->required();
    renew->add_option("--host", v.hosts, "Name or address for it; without any, those of the present one");
    m_commands.emplace_back(
        renew, [&v] { return report(renewCertificateCommand(v.options.place.folder, v.hosts, std::cout)); });
}

void KeyArguments::addTaking(CLI::App& app) {
    auto& v = *m_values;
    auto* take = add(app, "take-keys", "Put keys in force that were prepared here and signed by the office");
    take->add_option("keys", v.in, "As sign-keys wrote them")->required();
    addRingOptions(*take, v.options.ring);
    m_commands.emplace_back(
        take, [&v] { return report(takeKeysCommand(v.options.place, v.in, v.options.ring, std::cout)); });

    auto* rollout = add(app, "keys-rollout", "Keys that go to a part of the counters first");
    const auto step = [&](const char* name, const char* what, auto run) {
        auto* command = rollout->add_subcommand(name, what);
        command->fallthrough();
        m_commands.emplace_back(command, run);
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
    m_commands.emplace_back(rollout, [&v] { return report(keysRolloutCommand(v.options.place, std::cout)); });
}

void KeyArguments::addOffice(CLI::App& app) {
    auto& v = *m_values;
    auto* make =
        app.add_subcommand("new-office-key", "At the office: make a key that signs policies and keys");
    make->add_option("file", v.out, "Where to write it")->required();
    m_commands.emplace_back(make, [&v] { return report(newOfficeKeyCommand(v.out, std::cout)); });

    auto* policy = app.add_subcommand("sign-policy", "At the office: show a policy and sign it");
    policy->add_option("--office-key", v.options.officeKey, "File of the office's key")->required();
    policy->add_option("policy", v.in, "JSON, or a policy that was signed before")->required();
    policy->add_option("signed", v.out, "Where to write it; for set-policy")->required();
    m_commands.emplace_back(
        policy, [&v] { return report(signPolicyCommand(v.options.officeKey, v.in, v.out, std::cout)); });

    auto* keys = app.add_subcommand("sign-keys", "At the office: show which keys come and go, and sign them");
    auto* key = keys->add_option("--office-key", v.options.officeKey,
                                 "File of the office's key; without it, they are only shown");
    keys->add_option("draft", v.in, "As rotate-keys, retire-key and the others wrote it")->required();
    auto* out = keys->add_option("signed", v.out, "Where to write them; for take-keys");
    key->needs(out);
    out->needs(key);
    m_commands.emplace_back(
        keys, [&v] { return report(signKeysCommand(v.options.officeKey, v.in, v.out, std::cout)); });
}

std::optional<int> KeyArguments::run() const {
    for (const auto& [command, work] : m_commands) {
        if (command->parsed()) return work();
    }
    return std::nullopt;
}

}  // namespace countersign
