// packaging/debian against what else says the same: the package list, the fonts, the models, the version.

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "packaging/page_text.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// The stanzas of debian/control, by package ("" is the source's): field to value, continued lines joined.
std::map<std::string, std::map<std::string, std::string>> control() {
    std::map<std::string, std::map<std::string, std::string>> stanzas;
    std::map<std::string, std::string> stanza;
    std::string field;
    const auto close = [&] {
        if (!stanza.empty()) stanzas[stanza["Package"]] = stanza;
        stanza.clear();
    };
    for (const auto& line : linesOf(textOf(inSources("packaging/debian/control")))) {
        if (line.empty()) {
            close();
        } else if (line.front() == ' ') {
            stanza[field] += line;
        } else {
            field = line.substr(0, line.find(':'));
            const auto value = line.find_first_not_of(" \t", line.find(':') + 1);
            stanza[field] = value == std::string::npos ? std::string() : line.substr(value);
        }
    }
    close();
    return stanzas;
}

// The packages of a list of dependencies; of alternatives all.
std::set<std::string> named(const std::string& dependencies) {
    std::set<std::string> names;
    const std::regex name("(?:^|[,|])\\s*([a-z0-9][a-z0-9+.-]+)");
    for (std::sregex_iterator each(dependencies.begin(), dependencies.end(), name), end; each != end; ++each)
        names.insert((*each)[1]);
    return names;
}

// What packages.txt has for a use; of alternatives all.
std::set<std::string> listedFor(const std::string& use) {
    std::set<std::string> names;
    for (const auto& line : linesOf(textOf(inSources("packaging/packages.txt")))) {
        std::istringstream words(line);
        std::string first, package;
        words >> first >> package;
        if (first != use) continue;
        std::istringstream choices(package);
        for (std::string choice; std::getline(choices, choice, '|');) names.insert(choice);
    }
    return names;
}

// A pattern of a copyright file's Files field, as an expression.
std::regex patternOf(const std::string& glob) {
    std::string out;
    for (const char c : glob) out += c == '*' ? std::string(".*") : c == '.' ? "\\." : std::string(1, c);
    return std::regex(out);
}

}  // namespace

TEST_CASE("the source package asks for what packages.txt has for building, and only for that") {
    auto wanted = listedFor("build");
    REQUIRE(wanted.size() > 30);
    wanted.erase("g++");  // every Debian package is built with it
    auto asked = named(control().at("")["Build-Depends"]);
    for (const char* own : {"debhelper-compat", "dh-sequence-installsysusers"}) CHECK(asked.erase(own) == 1);
    CHECK(asked == wanted);
}

TEST_CASE("what a counter or an operator needs at run time is named by a package") {
    const auto stanzas = control();
    std::set<std::string> asked;
    for (const auto& [package, fields] : stanzas) {
        if (package.empty()) continue;
        for (const char* field : {"Depends", "Recommends"}) {
            if (const auto found = fields.find(field); found != fields.end())
                asked.merge(named(found->second));
        }
    }
    auto wanted = listedFor("run");
    REQUIRE(wanted.size() > 8);
    wanted.erase("libqt6svg6");  // linked: dpkg-shlibdeps names it
    for (const auto& package : wanted) {
        INFO(package);
        CHECK(asked.contains(package));
    }
    // What is linked is found by dpkg-shlibdeps, in each package that has a program.
    for (const char* package : {"countersign", "countersign-operator", "countersign-tools"})
        CHECK(stanzas.at(package).at("Depends").find("${shlibs:Depends}") != std::string::npos);
}

TEST_CASE("the package links to each font that the program is built with, and to no other") {
    std::smatch found;
    const auto list = textOf(inSources("resources/build/fonts.cmake"));
    REQUIRE(std::regex_search(list, found, std::regex("set\\(CS_FONT_FILES ([^)]*)\\)")));
    std::set<std::string> wanted, linked;
    std::istringstream names(found[1]);
    for (std::string name; names >> name;) wanted.insert(name);
    REQUIRE(wanted.size() >= 6);
    for (const auto& line : linesOf(textOf(inSources("packaging/debian/countersign.links")))) {
        std::istringstream words(line);
        std::filesystem::path from, to;
        words >> from >> to;
        CHECK(from.filename() == to.filename());
        CHECK(to.parent_path() == "usr/share/countersign/fonts");
        linked.insert(to.filename().string());
    }
    CHECK(linked == wanted);
}

TEST_CASE("each model has a licence in the copyright file, and the one that may not be sold says so") {
    const auto copyright = textOf(inSources("packaging/debian/copyright"));
    std::vector<std::string> patterns;
    for (const auto& line : linesOf(copyright)) {
        // "*" is the project's own and covers no model.
        if (line.rfind("Files: models/", 0) == 0) patterns.push_back(line.substr(7));
    }
    const auto manifest = textOf(inSources("resources/models/manifest.json"));
    const std::regex file("\"file\": \"([^\"]+)\"");
    int models = 0;
    for (std::sregex_iterator each(manifest.begin(), manifest.end(), file), end; each != end; ++each) {
        const auto path = "models/" + (*each)[1].str();
        INFO(path);
        CHECK(std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
            return std::regex_match(path, patternOf(pattern));
        }));
        ++models;
    }
    CHECK(models >= 6);
    CHECK(copyright.find("WHOSE LICENCE EXCLUDES COMMERCIAL USE") != std::string::npos);
}

TEST_CASE("the newest package is of this version") {
    std::smatch found;
    const auto changelog = textOf(inSources("packaging/debian/changelog"));
    REQUIRE(std::regex_search(changelog, found, std::regex("^countersign \\(([0-9.]+)-[0-9]+\\)")));
    CHECK(found[1] == COUNTERSIGN_PROJECT_VERSION);
}
