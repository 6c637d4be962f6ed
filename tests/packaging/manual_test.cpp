// The manual pages against the programs themselves: every command and option that --help lists stands in its
// page, and nothing that is no longer there.

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "packaging/page_text.h"
#include "packaging/program_help.h"
#include "support/catch.h"
#include "support/gateway_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// In section 1, or in section 8 for what only root runs.
std::filesystem::path pageOf(const std::string& program) {
    const auto page = "packaging/man/" + std::filesystem::path(program).filename().string();
    const auto ofRoot = inSources(page + ".8");
    return std::filesystem::exists(ofRoot) ? ofRoot : inSources(page + ".1");
}

// Every program of this build, and those that are scripts.
std::vector<std::string> programs() {
    return {operatorProgram(), COUNTERSIGN_CHECK_PROGRAM,
            inSources("packaging/setup/countersign-setup").string(),
            inSources("packaging/updates/countersign-update").string(),
#ifdef COUNTERSIGN_COUNTER_PROGRAM
            COUNTERSIGN_COUNTER_PROGRAM
#endif
    };
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

// What stands between a heading and the next one of its kind.
std::string partOf(const std::string& page, const std::string& heading) {
    const auto begin = page.find(".Sh " + heading + "\n");
    if (begin == std::string::npos) return {};
    return page.substr(begin, page.find("\n.Sh ", begin) - begin);
}

// The options that are explained there, each by an item of its own (".It Fl -dir").
std::set<std::string> explainedIn(const std::string& part) {
    std::set<std::string> options;
    const std::regex item("^\\.It Fl -([a-z-]+)( .*)?");
    std::smatch found;
    for (const auto& line : linesOf(part)) {
        if (std::regex_match(line, found, item)) options.insert("--" + found[1].str());
    }
    return options;
}

std::string listed(const std::set<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += "\n  " + name;
    return all;
}

void compareCommands(const std::string& program,
                     const std::map<std::string, std::set<std::string>>& commands) {
    const auto sections = sectionsOf(textOf(pageOf(program)));
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
    INFO("missing in " << pageOf(program) << ":" << missing);
    CHECK(missing.empty());
    INFO("there, and not in the program:" << gone);
    CHECK(gone.empty());
}

}  // namespace

TEST_CASE("the manual names every command of the operator's program with each of its options") {
    const auto commands = commandsOf(operatorProgram());
    REQUIRE(commands.size() > 30);
    REQUIRE(commands.at("serve").contains("--behind-proxy"));
    REQUIRE(commands.at("rollout start").contains("--percent"));
    compareCommands(operatorProgram(), commands);
}

TEST_CASE("the manual names every command of the check tool with each of its options") {
    const auto commands = commandsOf(COUNTERSIGN_CHECK_PROGRAM);
    REQUIRE(commands.size() > 8);
    REQUIRE(commands.at("scan").contains("--follow"));
    compareCommands(COUNTERSIGN_CHECK_PROGRAM, commands);
}

TEST_CASE("what a program takes without a command is explained in its manual, and nothing else is") {
    for (const auto& program : programs()) {
        if (program == operatorProgram()) continue;  // it does nothing without one
        INFO(program);
        auto taken = helpOf(program).options;
        REQUIRE(taken.size() > 4);
        taken.insert("--help");
        const auto explained = explainedIn(partOf(textOf(pageOf(program)), "OPTIONS"));
        std::set<std::string> missing, gone;
        for (const auto& option : taken) {
            if (!explained.contains(option)) missing.insert(option);
        }
        for (const auto& option : explained) {
            if (!taken.contains(option)) gone.insert(option);
        }
        INFO("not explained:" << listed(missing));
        CHECK(missing.empty());
        INFO("explained, and not in the program:" << listed(gone));
        CHECK(gone.empty());
    }
}

TEST_CASE("the manuals say how the programs end, and man reads them without a warning") {
    for (const auto& program : programs()) {
        INFO(program);
        const auto status = partOf(textOf(pageOf(program)), "EXIT STATUS");
        for (const char* each : {".It 0\n", ".It 1\n", ".It 2\n"})
            CHECK(status.find(each) != std::string::npos);
        if (!std::filesystem::exists("/usr/bin/man")) {
            WARN("man is not installed: the pages were not read by it");
            continue;
        }
        const auto read =
            runProgram({"/usr/bin/man", "--warnings", "-E", "UTF-8", "-l", pageOf(program).string()});
        CHECK(read.exitCode == 0);
        CHECK(read.errors.empty());
        // The last section is there: nothing stopped the page half way.
        CHECK(read.output.find("SEE ALSO") != std::string::npos);
    }
}
