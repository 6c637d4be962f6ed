// The page countersign-operator(1) against the program itself: every command and option that --help lists
// stands in it, and nothing that is no longer there.

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "core/files.h"
#include "support/catch.h"
#include "support/gateway_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const std::filesystem::path kPage =
    std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "packaging/man/countersign-operator.1";

struct Help {
    std::set<std::string> options, commands;
};

Help helpOf(const std::string& command) {
    std::vector<std::string> words{operatorProgram()};
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
std::map<std::string, std::set<std::string>> commandsOf(const std::string& above = {}) {
    std::map<std::string, std::set<std::string>> all;
    for (const auto& name : helpOf(above).commands) {
        const auto whole = above.empty() ? name : above + " " + name;
        const auto help = helpOf(whole);
        // One that does nothing but hold others ("person") needs no section of its own.
        if (help.commands.empty() || !help.options.empty()) all[whole] = help.options;
        all.merge(commandsOf(whole));
    }
    return all;
}

// Section by section, the options that are written there as such ("Fl -dir").
std::map<std::string, std::set<std::string>> sectionsOf(const std::string& page) {
    std::map<std::string, std::set<std::string>> sections;
    std::string section;
    std::istringstream lines(page);
    const std::regex flag("Fl -([a-z-]+)");
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind(".Sh ", 0) == 0) section.clear();
        if (line.rfind(".Ss ", 0) == 0) {
            section = line.substr(4);
            sections[section];
        }
        if (section.empty()) continue;
        for (std::sregex_iterator each(line.begin(), line.end(), flag), end; each != end; ++each)
            sections[section].insert("--" + (*each)[1].str());
    }
    return sections;
}

std::string pageText() {
    const auto bytes = readFile(kPage, std::size_t{1} << 20U).value();
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("the manual names every command of the operator's program with each of its options") {
    const auto commands = commandsOf();
    REQUIRE(commands.size() > 30);
    REQUIRE(commands.at("serve").contains("--behind-proxy"));
    REQUIRE(commands.at("rollout start").contains("--percent"));
    const auto sections = sectionsOf(pageText());
    std::string missing, gone;
    for (const auto& [command, options] : commands) {
        const auto section = sections.find(command);
        if (section == sections.end()) {
            missing += "\n  " + command;
            continue;
        }
        for (const auto& option : options) {
            if (!section->second.contains(option)) missing += "\n  " + command + " " + option;
        }
    }
    for (const auto& [section, options] : sections) {
        const auto command = commands.find(section);
        if (command == commands.end()) {
            gone += "\n  " + section;
            continue;
        }
        for (const auto& option : options) {
            // A command below another one takes that one's options too.
            const auto above = commands.find(section.substr(0, section.find(' ')));
            const bool taken = command->second.contains(option) ||
                               (above != commands.end() && above->second.contains(option)) ||
                               option == "--help";
            if (!taken) gone += "\n  " + section + " " + option;
        }
    }
    INFO("missing in packaging/man/countersign-operator.1:" << missing);
    CHECK(missing.empty());
    INFO("there, and not in the program:" << gone);
    CHECK(gone.empty());
}

TEST_CASE("the manual says how the program ends, and man reads it without a warning") {
    const auto page = pageText();
    const auto begin = page.find(".Sh EXIT STATUS");
    REQUIRE(begin != std::string::npos);
    const auto status = page.substr(begin, page.find(".Sh", begin + 4) - begin);
    for (const char* each : {".It 0\n", ".It 1\n", ".It 2\n"}) CHECK(status.find(each) != std::string::npos);
    if (!std::filesystem::exists("/usr/bin/man")) {
        WARN("man is not installed: the page was not read by it");
        return;
    }
    const auto read = runProgram({"/usr/bin/man", "--warnings", "-E", "UTF-8", "-l", kPage.string()});
    CHECK(read.exitCode == 0);
    CHECK(read.errors.empty());
    CHECK(read.output.find("countersign-operator serve --dir") != std::string::npos);
}
