// What a program says of itself: its options and commands, as its own --help lists them.
#pragma once

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/gateway_process.h"

namespace countersign::test {

// Options and commands, without --help itself.
struct Help {
    std::set<std::string> options, commands;
};

inline Help helpOf(const std::string& program, const std::string& command = {}) {
    std::vector<std::string> words{program};
    std::istringstream names(command);
    for (std::string word; names >> word;) words.push_back(word);
    words.emplace_back("--help");
    const auto run = runProgram(words);
    REQUIRE(run.exitCode == 0);
    Help help;
    std::istringstream lines(run.output);
    const std::regex option("^ {2,6}(?:-[a-z],)?(--[a-z-]+).*"), name("^  ([a-z-]+) .*");
    bool listing = false;
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (!line.empty() && line.front() != ' ') listing = line == "Subcommands:";
        if (std::regex_match(line, found, option)) {
            help.options.insert(found[1]);
        } else if (listing && std::regex_match(line, found, name)) {
            help.commands.insert(found[1]);
        }
    }
    help.options.erase("--help");  // stands once for all
    return help;
}

// All commands by their whole names, "rollout start", with what they take.
inline std::map<std::string, std::set<std::string>> commandsOf(const std::string& program,
                                                               const std::string& above = {}) {
    std::map<std::string, std::set<std::string>> all;
    for (const auto& name : helpOf(program, above).commands) {
        const auto whole = above.empty() ? name : above + " " + name;
        const auto help = helpOf(program, whole);
        // One that does nothing but hold others ("person") needs no section of its own.
        if (help.commands.empty() || !help.options.empty()) all[whole] = help.options;
        all.merge(commandsOf(program, whole));
    }
    return all;
}

}  // namespace countersign::test
