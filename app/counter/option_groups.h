// The options of `countersign` in groups, each read into plain texts and laid into Options when all are
// known. Main thread.
#pragma once

// GCC 12 sees a null pointer inside this library's inlined string handling where there is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include <string>
#include <vector>

#include "app/counter/options.h"

namespace countersign {

// What the options are read into beside Options itself.
struct OptionTexts {
    std::string machine, state, models, ca, shots, policy, role;
    std::string provisioning, office, exportFolder, bundle;
    bool calibrate = false, json = false;
    bool unsent = false, inUse = false, selfCheck = false, schema = false;
    CLI::Option* stateOption = nullptr;
    std::vector<CLI::Option*> modes;  // of which one at most is given
};

void addFolderOptions(CLI::App& cli, Options& options, OptionTexts& texts);
void addWindowOptions(CLI::App& cli, Options& options, OptionTexts& texts);
void addEnrolmentOptions(CLI::App& cli, Options& options, OptionTexts& texts);
void addClerkOptions(CLI::App& cli, Options& options, OptionTexts& texts);
void addQuestionOptions(CLI::App& cli, OptionTexts& texts);

// After parsing; the machine's settings are laid under it by parseOptions.
void takeTexts(const OptionTexts& texts, Options& options);

}  // namespace countersign
