#include "provisioning_arguments.h"

#include <iostream>

#include "key_arguments.h"
#include "provisioning_command.h"
#include "provisioning_signing.h"
#include "shop_list.h"

namespace countersign {
namespace {

struct Values {
    NewProvisioning made;
    std::string shops, out, officeKey, in;
    int days = 14;
    bool yes = false;
};

void addNew(CLI::App& app, Commands& commands, Values& v) {
    auto* make = app.add_subcommand("new-provisioning",
                                    "Draw up the file by which a computer becomes the counter of a shop");
    addPlaceOptions(*make, v.made.place);
    auto* shop = make->add_option("--shop", v.made.shop, "The shop's id: letters, digits, - _ .");
    make->add_option("--shop-name", v.made.shopName, "Its name, for people")->needs(shop);
    auto* shops = make->add_option("--shops", v.shops,
                                   "A list instead: shop, name, language and counters a line, with tabs "
                                   "between them; one file for each counter");
    shop->excludes(shops);
    make->add_option("--counters", v.made.counters,
                     "How many counters the shop has, or each whose line does not say it: a file for each")
        ->check(CLI::Range(1, kMaxCountersOfShop))
        ->capture_default_str();
    make->add_option("--url", v.made.operatorUrl, "Where counters reach the gateway, https://HOST:PORT")
        ->required();
    make->add_option("--language", v.made.settings.language, "Of the windows at first: en, zh_CN, ar …");
    make->add_option("--text-size", v.made.settings.textPercent, "In percent at first: 100, 125, 150 or 200")
        ->check(CLI::IsMember({100, 125, 150, 200}));
    make->add_option("--theme", v.made.settings.theme, "At first: light or dark")
        ->check(CLI::IsMember({"light", "dark"}));
    make->add_option("--ring", v.made.settings.ring, "Which ring of updates it belongs to");
    make->add_option("--update-source", v.made.settings.updateSource, "Where its updates come from");
    make->add_option("--valid-days", v.days, "How long file and code are good")
        ->check(CLI::Range(1, 365))
        ->capture_default_str();
    addOfficeKeyOption(*make, v.officeKey);
    make->add_option("--out", v.out, "The file; with --shops or several counters, the folder")->required();
    make->footer(
        "Without --office-key these are drafts that the office signs: sign-provisioning. Each holds a "
        "one-time\n"
        "code that enrols one counter. In a folder, a file that is there already is passed over.");
    commands.add(make, [&v] {
        if (v.made.shop.empty() == v.shops.empty()) {
            std::cerr << "countersign-operator: either --shop or --shops\n";
            return 2;
        }
        v.made.shops = v.shops;
        v.made.out = v.out;
        v.made.officeKey = v.officeKey;
        v.made.validFor = std::chrono::hours(24 * v.days);
        return report(newProvisioningCommand(v.made, std::cout));
    });
}

}  // namespace

void addProvisioningCommands(CLI::App& app, Commands& commands) {
    auto& v = commands.keep<Values>();
    addNew(app, commands, v);

    auto* sign = app.add_subcommand("sign-provisioning", "At the office: show what a shop gets, and sign it");
    auto* key = sign->add_option("--office-key", v.officeKey, "File of the office's key");
    sign->add_option("draft", v.in, "As new-provisioning wrote it; or a folder of drafts")->required();
    sign->add_option("signed", v.out,
                     "Where to write it, or the folder; for the shop. Without it, it is only shown")
        ->needs(key);
    sign->add_flag("--yes", v.yes,
                   "Sign without asking for the word yes; for scripts that looked themselves");
    commands.add(sign, [&v] {
        return report(signProvisioningCommand(
            {v.officeKey, v.in, v.out, v.yes ? Confirmation::Given : Confirmation::Asked}, std::cin,
            std::cout));
    });

    auto* pub =
        app.add_subcommand("office-public",
                           "At the office: print the public half of its key, which counters are given "
                           "as office.pub");
    pub->add_option("key", v.officeKey, "File of the office's key")->required();
    commands.add(pub, [&v] { return report(officePublicCommand(v.officeKey, std::cout)); });
}

}  // namespace countersign
