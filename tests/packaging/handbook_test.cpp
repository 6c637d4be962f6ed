// The handbooks against what they speak of: each link leads to a chapter, each picture is a scene, each
// command and option is the program's own, each error has its line, each file is there; and every language
// says as much as the others.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "packaging/page_text.h"
#include "packaging/program_help.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

namespace fs = std::filesystem;

struct Chapter {
    std::string file;  // below resources, as the description names it
    std::string language;
    fs::path path;
    std::string text;
};

struct Book {
    std::string name;
    std::vector<std::string> files, languages;
};

std::vector<Book> books() {
    std::vector<Book> found;
    for (const auto& each : fs::directory_iterator(inSources("resources/handbook"))) {
        if (each.path().extension() != ".json") continue;
        INFO(each.path());
        const auto description = nlohmann::json::parse(textOf(each.path()));
        REQUIRE(description.at("version") == 1);
        found.push_back(
            {each.path().stem().string(), description.at("chapters"), description.at("languages")});
    }
    return found;
}

fs::path inLanguage(const std::string& file, const std::string& language) {
    const fs::path english = inSources("resources") / file;
    return language == "en" ? english : english.parent_path() / language / english.filename();
}

// Every chapter of every book once, in each of its languages.
std::vector<Chapter> chapters() {
    std::map<fs::path, Chapter> found;
    for (const auto& book : books()) {
        for (const auto& language : book.languages) {
            for (const auto& file : book.files) {
                const auto path = inLanguage(file, language);
                INFO(path);
                REQUIRE(fs::exists(path));
                found[path] = {file, language, path, textOf(path)};
            }
        }
    }
    std::vector<Chapter> all;
    for (auto& [path, chapter] : found) all.push_back(std::move(chapter));
    return all;
}

// "help/20_scan.md" → "scan".
std::string nameOf(const std::string& file) {
    const auto stem = fs::path(file).stem().string();
    return std::isdigit(static_cast<unsigned char>(stem.front())) != 0 ? stem.substr(stem.find('_') + 1)
                                                                       : stem;
}

std::vector<std::string> allMatches(const std::string& text, const std::regex& what, std::size_t group = 1) {
    std::vector<std::string> found;
    for (std::sregex_iterator each(text.begin(), text.end(), what), end; each != end; ++each)
        found.push_back((*each)[group]);
    return found;
}

// How a chapter is built: its headings by level, its steps, rows, points and pieces of code.
std::string buildOf(const std::string& text) {
    std::string build;
    bool code = false;
    for (const auto& line : linesOf(text)) {
        if (line.rfind("```", 0) == 0) {
            code = !code;
            build += code ? '`' : ' ';
        } else if (!code) {
            static const std::regex sign("^(#+ |\\| |- |\\d+\\. |!\\[).*");
            std::smatch found;
            if (std::regex_match(line, found, sign)) build += found[1].str();
        }
    }
    return build;
}

// What is written as code: pieces inside lines, and the lines of whole pieces with continued ones joined.
std::vector<std::string> codeIn(const std::string& text) {
    std::vector<std::string> found;
    std::string rest, continued;
    bool code = false;
    for (const auto& line : linesOf(text)) {
        if (line.rfind("```", 0) == 0) {
            code = !code;
        } else if (!code) {
            rest += line + "\n";
        } else if (line.ends_with('\\')) {
            continued += line.substr(0, line.size() - 1);
        } else {
            found.push_back(continued + line);
            continued.clear();
        }
    }
    for (auto& span : allMatches(rest, std::regex("`([^`\n]+)`"))) found.push_back(std::move(span));
    return found;
}

std::vector<std::string> wordsOf(const std::string& line) {
    std::vector<std::string> words;
    std::istringstream stream(line);
    for (std::string word; stream >> word && word.front() != '#';) words.push_back(word);
    return words;
}

std::set<std::string> optionsNamedIn(const std::string& text) {
    const auto found = allMatches(text, std::regex("(?:^|[^a-z-])(--[a-z][a-z-]*)"));
    return {found.begin(), found.end()};
}

// Scripts by the name by which they are called, with where they lie in the sources.
const std::map<std::string, std::string>& scripts() {
    static const std::map<std::string, std::string> known{
        {"countersign-setup", "packaging/setup/countersign-setup"},
        {"countersign-update", "packaging/updates/countersign-update"},
        {"packaging/stick", "packaging/stick"},
        {"packaging/repository", "packaging/repository"},
        {"packaging/deb", "packaging/deb"}};
    return known;
}

// What may be called, each with its options: "countersign-operator new-code", "countersign-setup".
class Known {
  public:
    Known() {
        for (const auto& program : {operatorProgram(), std::string(COUNTERSIGN_CHECK_PROGRAM)}) {
            const auto name = fs::path(program).filename().string();
            m_calls[name] = helpOf(program).options;
            const auto commands = commandsOf(program);
            for (const auto& [command, options] : commands) {
                auto& all = m_calls[name + " " + command];
                all.insert(options.begin(), options.end());
                // One below another one takes that one's options too ("keys-rollout widen").
                if (const auto above = commands.find(command.substr(0, command.find(' ')));
                    above != commands.end())
                    all.insert(above->second.begin(), above->second.end());
            }
        }
#ifdef COUNTERSIGN_COUNTER_PROGRAM
        m_calls["countersign"] = helpOf(COUNTERSIGN_COUNTER_PROGRAM).options;
#endif
        for (const auto& [name, file] : scripts()) {
            if (!fs::exists(inSources(file))) continue;
            const auto run = runProgram({inSources(file).string(), "--help"});
            INFO(file);
            REQUIRE(run.exitCode == 0);
            m_calls[name] = optionsNamedIn(run.output);
        }
        if (const auto installer = inSources("packaging/setup/installer.sh"); fs::exists(installer)) {
            for (const char* own : {"--check", "--fingerprint"}) {
                REQUIRE(textOf(installer).find(std::string("#   ") + own + " ") != std::string::npos);
                m_calls["countersign-setup"].insert(own);
            }
        }
        for (const auto& [name, options] : m_calls) m_any.insert(options.begin(), options.end());
        m_any.insert("--help");
        m_any.insert("--version");
    }

    // What is called by these words from `at` on; empty: nothing that is known. `known` becomes false for a
    // program of ours with a command that it does not have.
    [[nodiscard]] std::string callAt(const std::vector<std::string>& words, std::size_t at,
                                     bool& known) const {
        known = true;
        auto name = words[at];
        if (name.ends_with(".run")) name = "countersign-setup";  // the installer hands its options on
        if (!scripts().contains(name)) name = fs::path(name).filename().string();
        const bool hasCommands = name == "countersign-operator" || name == "countersign-check";
        if (!hasCommands) return m_calls.contains(name) ? name : std::string();
        return commandOf(name, words, at + 1, known);
    }

    // Of a piece of code that begins with a command of the operator's and leaves the program's name out.
    [[nodiscard]] std::string shortCall(const std::vector<std::string>& words) const {
        bool known = true;
        const auto call = commandOf("countersign-operator", words, 0, known);
        return known && call != "countersign-operator" ? call : std::string();
    }

    [[nodiscard]] bool takes(const std::string& call, const std::string& option) const {
        return option == "--help" || m_calls.at(call).contains(option);
    }
    [[nodiscard]] bool anyTakes(const std::string& option) const { return m_any.contains(option); }
    [[nodiscard]] bool isWhole() const {
        return m_calls.contains("countersign") &&
               std::ranges::all_of(scripts(), [&](const auto& each) { return m_calls.contains(each.first); });
    }

  private:
    [[nodiscard]] std::string commandOf(const std::string& program, const std::vector<std::string>& words,
                                        std::size_t at, bool& known) const {
        std::string call = program;
        if (at >= words.size() || words[at].empty() || words[at].front() == '-') return call;
        std::string deeper = program + " " + words[at];
        if (at + 1 < words.size() && m_calls.contains(deeper + " " + words[at + 1]))
            return deeper + " " + words[at + 1];
        // "person" alone stands for all that is below it.
        const bool above = std::ranges::any_of(
            m_calls, [&](const auto& each) { return each.first.rfind(deeper + " ", 0) == 0; });
        known = m_calls.contains(deeper) || above;
        return m_calls.contains(deeper) ? deeper : program;
    }

    std::map<std::string, std::set<std::string>> m_calls;
    std::set<std::string> m_any;
};

}  // namespace

TEST_CASE("there are handbooks, and each chapter is built alike in every language") {
    const auto all = books();
    REQUIRE(all.size() >= 2);
    for (const auto& book : all) {
        INFO(book.name);
        CHECK(book.languages.front() == "en");
        CHECK(book.files.front().rfind("handbook/" + book.name + "/00_", 0) == 0);
        for (const auto& file : book.files) {
            const auto english = buildOf(textOf(inLanguage(file, "en")));
            CHECK(english.rfind("# ", 0) == 0);
            for (const auto& language : book.languages) {
                INFO(file << " in " << language);
                CHECK(buildOf(textOf(inLanguage(file, language))) == english);
            }
        }
    }
}

TEST_CASE("each link leads to a chapter of its book, or from the help to a page of the help") {
    const std::regex link("(?:^|[^!])\\[[^\\]]+\\]\\(([^)]+)\\)");
    std::set<std::string> helpPages;
    for (const auto& each : fs::directory_iterator(inSources("resources/help")))
        helpPages.insert(nameOf(each.path().filename().string()));
    std::size_t looked = 0;
    for (const auto& book : books()) {
        std::set<std::string> ours;
        for (const auto& file : book.files) ours.insert(nameOf(file));
        for (const auto& file : book.files) {
            const bool help = file.rfind("help/", 0) == 0;
            for (const auto& language : book.languages) {
                for (const auto& target : allMatches(textOf(inLanguage(file, language)), link)) {
                    INFO(book.name << " " << language << " " << file << ": " << target);
                    CHECK((help ? helpPages : ours).contains(target));
                    ++looked;
                }
            }
        }
    }
    CHECK(looked > 20);
}

TEST_CASE("each picture is a scene that the tests look at") {
    const auto gallery = textOf(inSources("tests/widget/gallery.cpp"));
    std::size_t looked = 0;
    for (const auto& chapter : chapters()) {
        for (const auto& scene : allMatches(chapter.text, std::regex("\\(picture:([^)]*)\\)"))) {
            INFO(chapter.path << ": " << scene);
            CHECK(gallery.find('"' + scene + '"') != std::string::npos);
            ++looked;
        }
    }
    CHECK(looked > 20);
}

TEST_CASE("each error that a handbook names has its line") {
    const auto errors = textOf(inSources("resources/help/errors.md"));
    std::size_t looked = 0;
    for (const auto& chapter : chapters()) {
        for (const auto& code : allMatches(chapter.text, std::regex("\\bE(\\d{3,4})\\b"))) {
            INFO(chapter.path << ": E" << code);
            CHECK(errors.find("\n| " + code + " | ") != std::string::npos);
            ++looked;
        }
    }
    CHECK(looked > 5);
}

TEST_CASE("each command and option in a handbook is one that the program has") {
    const Known known;
    if (!known.isWhole()) WARN("not every program is built or in the sources: its options are not looked at");
    std::size_t looked = 0;
    for (const auto& chapter : chapters()) {
        for (const auto& code : codeIn(chapter.text)) {
            INFO(chapter.path << ": " << code);
            const auto words = wordsOf(code);
            std::string call = words.empty() ? std::string() : known.shortCall(words);
            bool ours = !call.empty(), foreign = false;
            for (std::size_t i = 0; i < words.size(); ++i) {
                const auto& word = words[i];
                if (word == "|" || word == "&&" || word == ";") {
                    call.clear();
                    ours = foreign = false;
                    continue;
                }
                bool exists = true;
                // "runuser -u countersign -- …" names a user.
                const bool user = i > 0 && words[i - 1] == "-u";
                if (const auto found = user ? "" : known.callAt(words, i, exists); !found.empty() && !ours) {
                    call = found;
                    ours = true;
                    foreign = false;
                }
                CHECK(exists);
                if (i == 0 && !ours && word.front() != '-') foreign = true;
                if (word.rfind("--", 0) != 0 || word.size() == 2) continue;
                auto option = word.substr(0, word.find_first_of("=,.;:)"));
                if (ours) {
                    CHECK(known.takes(call, option));
                } else if (!foreign && known.isWhole()) {
                    CHECK(known.anyTakes(option));
                }
                ++looked;
            }
        }
    }
    CHECK(looked > 30);
}

TEST_CASE("each file of the sources that a handbook names is there") {
    for (const auto& chapter : chapters()) {
        for (const auto& code : codeIn(chapter.text)) {
            for (const auto& file :
                 allMatches(code, std::regex("\\b((?:packaging|tests)/[A-Za-z0-9_./-]+)"))) {
                INFO(chapter.path << ": " << file);
                const auto trimmed = file.substr(0, file.find_last_not_of("./") + 1);
                const bool later = scripts().contains(trimmed) && !fs::exists(inSources(trimmed));
                if (!later) CHECK(fs::exists(inSources(trimmed)));
            }
        }
    }
}
