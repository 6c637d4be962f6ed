#include "app/counter/options.h"

#include <cstdlib>
#include <iostream>

#include "app/counter/option_groups.h"
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

// What the command line says stands above it.
Status layMachineUnder(const OptionTexts& texts, Options& options) {
    auto machine = readMachineSettings(options.machineFile);
    if (!machine) return failure(machine.error());
    options.machine = std::move(*machine);
    if (texts.stateOption->count() == 0 && !options.machine.state.empty())
        options.state = options.machine.state;
    // The file of a counter that goes over names where it was.
    if (options.shop.empty() && !options.newShop) options.shop = options.machine.shop;
    // Another file that is missing was named, and is meant to be.
    if (texts.stateOption->count() == 0 && options.machineFile == kMachineFile)
        return refuseWithoutSettings(options.machineFile, kMachineState);
    return {};
}

}  // namespace

ParsedOptions parseOptions(int argc, char** argv) {
    Options options;
    options.tpm = tpmOfThisComputer();
    OptionTexts texts;
    texts.machine = kMachineFile;
    texts.state = defaultState().string();
    texts.models = COUNTERSIGN_MODELS_DIR;
    CLI::App cli(
        "Registers a buyer of a SIM card or phone: one live face against that buyer's own document.\n"
        "Without an option that says what else to do, the window opens.\n"
        "Exit status: 0 done, 1 failed with a message, 2 wrong arguments; 3 the operator can't be reached "
        "now "
        "(--provision);\n4 yes (--unsent, --in-use), 5 the queue is newer than this program (--schema).",
        "countersign");
    cli.set_version_flag("--version", std::string("countersign ") + COUNTERSIGN_VERSION);
    addFolderOptions(cli, options, texts);
    addWindowOptions(cli, options, texts);
    addEnrolmentOptions(cli, options, texts);
    addClerkOptions(cli, options, texts);
    addQuestionOptions(cli, texts);
    for (std::size_t i = 0; i < texts.modes.size(); ++i) {
        for (std::size_t j = i + 1; j < texts.modes.size(); ++j) texts.modes[i]->excludes(texts.modes[j]);
    }
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {std::nullopt, cli.exit(error) == 0 ? 0 : 2, std::nullopt};
    }
    if (options.tpm == "none") options.tpm.clear();
    takeTexts(texts, options);
    if (options.again && options.mode != RunMode::Provision && options.mode != RunMode::Enrol) {
        std::cerr << "--again requires --provision or --enrol\n";
        return {std::nullopt, 2, std::nullopt};
    }
    if (const auto laid = layMachineUnder(texts, options); !laid) {
        return {options, 1, laid.error()};
    }
    return {options, 0, std::nullopt};
}

}  // namespace countersign
