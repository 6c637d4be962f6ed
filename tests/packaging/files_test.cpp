// Menu entry, software centre's page and units, each read by the tool that will read it when it is installed.
// A tool that is not there is told and passed over; packages.txt brings all of them.

#include <fstream>
#include <regex>

#include "packaging/page_text.h"
#include "support/catch.h"
#include "support/gateway_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const char* const kDesktopFile = "packaging/desktop/countersign.desktop";
const char* const kMetainfo = "packaging/desktop/org.countersign.counter.metainfo.xml";

bool isThere(const std::string& tool) {
    if (std::filesystem::exists(tool)) return true;
    WARN(tool << " is not installed: nothing was read by it");
    return false;
}

// The value of a key in the one group of a desktop entry; empty if it is not there.
std::string entry(const std::string& key) {
    for (const auto& line : linesOf(textOf(inSources(kDesktopFile)))) {
        if (line.rfind(key + "=", 0) == 0) return line.substr(key.size() + 1);
    }
    return {};
}

std::vector<std::filesystem::path> units() {
    std::vector<std::filesystem::path> found;
    for (const auto& file : std::filesystem::directory_iterator(inSources("packaging/systemd"))) {
        if (file.path().extension() == ".service") found.push_back(file.path());
    }
    return found;
}

void writeText(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("the menu entry is valid, in the program's languages, and names what is installed") {
    for (const char* key :
         {"Comment", "Comment[zh_CN]", "Comment[ar]", "GenericName[zh_CN]", "GenericName[ar]"})
        CHECK_FALSE(entry(key).empty());
    CHECK(entry("Exec") == "countersign");
    // The picture stands in the sources under the name that the entry asks for.
    CHECK(std::filesystem::exists(inSources("packaging/desktop/" + entry("Icon") + ".svg")));
    // By these two a desktop knows whose window it is: X11 by the class, Wayland by the entry's own name.
    const auto program = textOf(inSources("app/counter/program_start.cpp"));
    CHECK(program.find("setApplicationName(QStringLiteral(\"" + entry("StartupWMClass") + "\"))") !=
          std::string::npos);
    const auto name = std::filesystem::path(kDesktopFile).stem().string();
    CHECK(program.find("setDesktopFileName(QStringLiteral(\"" + name + "\"))") != std::string::npos);
    if (!isThere("/usr/bin/desktop-file-validate")) return;
    const auto read = runProgram({"/usr/bin/desktop-file-validate", inSources(kDesktopFile).string()});
    INFO(read.output << read.errors);
    CHECK(read.exitCode == 0);
    CHECK(read.output.empty());
}

TEST_CASE("the software centre's page is valid and of this version") {
    const auto page = textOf(inSources(kMetainfo));
    std::smatch newest;
    REQUIRE(std::regex_search(page, newest, std::regex("<release version=\"([0-9.]+)\"")));
    CHECK(newest[1] == COUNTERSIGN_PROJECT_VERSION);
    CHECK(page.find("<launchable type=\"desktop-id\">countersign.desktop</launchable>") != std::string::npos);
    if (!isThere("/usr/bin/appstreamcli")) return;
    const auto read = runProgram(
        {"/usr/bin/appstreamcli", "validate", "--no-net", "--no-color", inSources(kMetainfo).string()});
    INFO(read.output << read.errors);
    // There is no home page: each operator hands the program out. Debian 13's validator misses one, Debian
    // 12's does not.
    bool excused = false;
    for (const auto& line : linesOf(read.output)) {
        if (!std::regex_search(line, std::regex("^ *[EW]: "))) continue;
        CHECK(line.find("url-homepage-missing") != std::string::npos);
        excused = true;
    }
    CHECK((read.exitCode == 0 || excused));
}

TEST_CASE("systemd takes the units with what holds for all of them, and none starts before init") {
    const auto common = "packaging/systemd/countersign-.service.d/common.conf";
    CHECK(textOf(inSources(common)).find("\nAssertPathExists=/var/lib/countersign/operator.json\n") !=
          std::string::npos);
    REQUIRE(units().size() >= 5);
    if (!isThere("/usr/bin/systemd-analyze")) return;
    // The program stands elsewhere until it is installed, and systemd looks whether it is there.
    const TemporaryFolder folder;
    writeText(folder.path() / "countersign-.service.d/common.conf", textOf(inSources(common)));
    const std::string installed = "/usr/bin/countersign-operator";
    for (const auto& unit : units()) {
        auto text = textOf(unit);
        const auto at = text.find("ExecStart=" + installed + " ");
        INFO(unit.filename());
        REQUIRE(at != std::string::npos);
        text.replace(at + std::string("ExecStart=").size(), installed.size(), operatorProgram());
        writeText(folder.path() / unit.filename(), text);
    }
    // The example for who forwards says all that the unit says, and one thing more.
    auto forwarding = textOf(inSources("packaging/systemd/review-forwarding.conf"));
    std::smatch plain;
    const auto review = textOf(inSources("packaging/systemd/countersign-review.service"));
    REQUIRE(std::regex_search(review, plain, std::regex("\nExecStart=.*\n")));
    const std::string keys = " --regulator-key ${CREDENTIALS_DIRECTORY}/regulator.json";
    REQUIRE(forwarding.find(keys) != std::string::npos);
    auto without = forwarding;
    without.erase(without.find(keys), keys.size());
    CHECK(without.find("ExecStart=" + plain.str()) != std::string::npos);
    forwarding.replace(forwarding.find(installed), installed.size(), operatorProgram());
    writeText(folder.path() / "countersign-review.service.d/forwarding.conf", forwarding);
    std::vector<std::string> command{"/usr/bin/env", "SYSTEMD_UNIT_PATH=" + folder.path().string() + ":",
                                     "/usr/bin/systemd-analyze", "verify", "--man=no"};
    for (const auto& unit : units()) command.push_back((folder.path() / unit.filename()).string());
    const auto read = runProgram(command);
    INFO(read.output << read.errors);
    CHECK(read.exitCode == 0);
    CHECK(read.errors.empty());
    // Not a check that passes whatever it is given: a setting that systemd doesn't know is found.
    writeText(folder.path() / "countersign-.service.d/wrong.conf", "[Service]\nProtectEverything=yes\n");
    CHECK(runProgram(command).errors.find("ProtectEverything") != std::string::npos);
}

TEST_CASE(
    "systemd takes the updater's units, and what holds for the operator's services does not hold for them") {
    if (!isThere("/usr/bin/systemd-analyze")) return;
    const TemporaryFolder folder;
    const std::string installed = "/usr/sbin/countersign-update";
    auto text = textOf(inSources("packaging/updates/countersign-update.service"));
    // A shop may be provisioned long after its installation: the run itself then writes apt's list of
    // sources, so what is asked for is only the key, which the installation left.
    CHECK(text.find("\nConditionPathExists=/etc/countersign/updates.gpg\n") != std::string::npos);
    CHECK(text.find("sources.list.d") == std::string::npos);
    const auto at = text.find("ExecStart=" + installed + "\n");
    REQUIRE(at != std::string::npos);
    text.replace(at + std::string("ExecStart=").size(), installed.size(),
                 inSources("packaging/updates/countersign-update").string());
    writeText(folder.path() / "countersign-update.service", text);
    writeText(folder.path() / "countersign-update.timer",
              textOf(inSources("packaging/updates/countersign-update.timer")));
    const std::string dropIn = "countersign-update.service.d/common.conf";
    writeText(folder.path() / dropIn, textOf(inSources("packaging/updates/" + dropIn)));
    // The operator's package has one for every "countersign-*": by its name ours takes its place.
    writeText(folder.path() / "countersign-.service.d/common.conf", "[Service]\nProtectEverything=yes\n");
    const std::vector<std::string> command{"/usr/bin/env",
                                           "SYSTEMD_UNIT_PATH=" + folder.path().string() + ":",
                                           "/usr/bin/systemd-analyze",
                                           "verify",
                                           "--man=no",
                                           (folder.path() / "countersign-update.service").string(),
                                           (folder.path() / "countersign-update.timer").string()};
    const auto read = runProgram(command);
    INFO(read.output << read.errors);
    CHECK(read.exitCode == 0);
    CHECK(read.errors.empty());
    std::filesystem::remove(folder.path() / dropIn);
    CHECK(runProgram(command).errors.find("ProtectEverything") != std::string::npos);
}
