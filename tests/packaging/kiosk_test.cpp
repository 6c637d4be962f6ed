// What packaging/kiosk, packaging/autostart and the counter's user are made of: read by the tools that will
// read it, held against each other, and run where no system has to run. A kiosk that starts is seen by
// tests/packaging/kiosk_boot, by hand.

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <regex>
#include <set>

#include "packaging/page_text.h"
#include "support/catch.h"
#include "support/gateway_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

namespace fs = std::filesystem;

bool isThere(const std::string& tool) {
    if (fs::exists(tool)) return true;
    WARN(tool << " is not installed: nothing was read by it");
    return false;
}

void writeText(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    INFO(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

// Where a package's list lays its files: "/usr/libexec/countersign/kiosk-session".
std::set<std::string> laidBy(const std::string& package) {
    std::set<std::string> laid;
    for (const auto& line : linesOf(textOf(inSources("packaging/debian/" + package + ".install")))) {
        std::istringstream words(line);
        fs::path from;
        std::string to;
        words >> from >> to;
        INFO(line);
        CHECK(fs::exists(inSources(from.string())));
        laid.insert("/" + to + "/" + from.filename().string());
    }
    return laid;
}

ProgramResult kiosk(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{"/bin/sh", inSources("packaging/kiosk/countersign-kiosk").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return runProgram(command);
}

}  // namespace

TEST_CASE("systemd takes the kiosk's units, and the one with the window is watched") {
    const auto unit = textOf(inSources("packaging/kiosk/countersign-kiosk.service"));
    const auto window = textOf(inSources("packaging/kiosk/countersign.service"));
    for (const char* line :
         {"\nType=notify\n", "\nWatchdogSec=60s\n", "\nRestart=on-failure\n", "\nLimitCORE=0\n"})
        CHECK(window.find(line) != std::string::npos);
    CHECK(unit.find("\nConflicts=display-manager.service ") != std::string::npos);
    if (!isThere("/usr/bin/systemd-analyze")) return;
    // The programs are elsewhere until they are installed, and systemd looks whether they are there.
    const TemporaryFolder folder;
    const auto verify = [&](const std::vector<std::string>& more, const std::string& name) {
        std::vector<std::string> command{"/usr/bin/env", "SYSTEMD_UNIT_PATH=" + folder.path().string() + ":",
                                         "XDG_RUNTIME_DIR=" + folder.path().string(),
                                         "/usr/bin/systemd-analyze"};
        command.insert(command.end(), more.begin(), more.end());
        command.insert(command.end(), {"verify", "--man=no", (folder.path() / name).string()});
        return runProgram(command);
    };
    const auto check = [&](const std::string& name, const std::string& text,
                           const std::vector<std::string>& more) {
        INFO(name);
        writeText(folder.path() / name, text);
        const auto read = verify(more, name);
        INFO(read.errors);
        CHECK(read.exitCode == 0);
        CHECK(read.errors.empty());
        // It finds what it doesn't know.
        writeText(folder.path() / name, replaced(text, "[Service]\n", "[Service]\nWatchedBy=somebody\n"));
        CHECK(verify(more, name).errors.find("WatchedBy") != std::string::npos);
    };
    check("countersign-kiosk.service", replaced(unit, "ExecStart=greetd ", "ExecStart=/bin/true "), {});
    check("countersign.service",
          replaced(window, "ExecStart=/usr/bin/countersign\n", "ExecStart=/bin/true\n"), {"--user"});
}

TEST_CASE("every file of its own that the kiosk names is laid there by its package") {
    auto laid = laidBy("countersign-kiosk");
    laid.insert("/usr/bin/countersign");
    laid.insert("/usr/lib/systemd/system/countersign-kiosk.service");  // by dh_installsystemd
    const std::regex path("/usr/[a-z/]*/[a-z._-]*");
    int named = 0;
    for (const auto& file : fs::recursive_directory_iterator(inSources("packaging/kiosk"))) {
        if (!file.is_regular_file()) continue;
        const auto text = textOf(file.path());
        for (std::sregex_iterator each(text.begin(), text.end(), path), end; each != end; ++each) {
            const auto name = each->str();
            if (name.find("countersign") == std::string::npos) continue;
            INFO(file.path().filename() << ": " << name);
            CHECK(laid.contains(name));
            ++named;
        }
    }
    CHECK(named >= 5);
    // The unit that the udev rule looks for is the one that is switched on.
    CHECK(textOf(inSources("packaging/udev/70-countersign-kiosk.rules"))
              .find("\"/etc/systemd/system/graphical.target.wants/countersign-kiosk.service\"") !=
          std::string::npos);
    CHECK(textOf(inSources("packaging/kiosk/countersign-kiosk.service"))
              .find("\nWantedBy=graphical.target\n") != std::string::npos);
    // The session runs as the user that the package "countersign" makes.
    CHECK(textOf(inSources("packaging/debian/countersign.sysusers")).find("\nu countersign-counter ") !=
          std::string::npos);
    CHECK(textOf(inSources("packaging/kiosk/greetd.toml")).find("user = \"countersign-counter\"") !=
          std::string::npos);
}

TEST_CASE("countersign-kiosk tells how it is called, and refuses what it doesn't know") {
    const auto help = kiosk({"--help"});
    CHECK(help.exitCode == 0);
    const auto page = textOf(inSources("packaging/man/countersign-kiosk.8"));
    for (const char* command : {"on", "off", "status"}) {
        CHECK(help.output.find("\n  " + std::string(command) + " ") != std::string::npos);
        CHECK(page.find("\n.It Cm " + std::string(command)) != std::string::npos);
    }
    for (const auto& wrong :
         {std::vector<std::string>{}, {"enable"}, {"on", "--later"}, {"off", "--now"}, {"status", "x"}}) {
        const auto refused = kiosk(wrong);
        CHECK(refused.exitCode == 2);
        CHECK(refused.errors.find("--help") != std::string::npos);
        CHECK(refused.output.empty());
    }
    if (!isThere("/usr/bin/man")) return;
    const auto read = runProgram({"/usr/bin/man", "--warnings", "-E", "UTF-8", "-l",
                                  inSources("packaging/man/countersign-kiosk.8").string()});
    CHECK(read.exitCode == 0);
    CHECK(read.errors.empty());
}

TEST_CASE("countersign-kiosk gives back the default target, and an empty note of it is none") {
    const TemporaryFolder folder;
    const auto script = folder.path() / "countersign-kiosk", settings = folder.path() / "counter.json";
    const auto before = folder.path() / "state/default-target", programs = folder.path() / "programs";
    const auto chosen = folder.path() / "default", synced = folder.path() / "synced";
    const auto text =
        replaced(textOf(inSources("packaging/kiosk/countersign-kiosk")),
                 "before=/var/lib/countersign-kiosk/default-target", "before=" + before.string());
    writeText(script,
              replaced(text, "settings=/etc/countersign/counter.json", "settings=" + settings.string()));
    writeText(settings, "{\"version\":1,\"user\":\"countersign-counter\"}\n");
    const auto standIn = [&](const std::string& name, const std::string& body) {
        writeText(programs / name, "#!/bin/sh\n" + body + "\n");
        REQUIRE(::chmod((programs / name).c_str(), 0755) == 0);
    };
    standIn("id", "echo 0");
    standIn("udevadm", "exit 0");
    // What the file held when it was to be on the disk.
    standIn("sync", "[ ! -f \"$1\" ] || cat \"$1\" >> " + synced.string());
    const auto file = chosen.string();
    standIn("systemctl", "case $1 in\n  get-default) cat " + file +
                             " ;;\n  set-default) [ -n \"$2\" ] && echo \"$2\" > " + file +
                             " ;;\n  is-active) exit 3 ;;\nesac");
    const auto run = [&](const std::string& command) {
        const auto done = runProgram({"/usr/bin/env", "PATH=" + programs.string() + ":/usr/bin:/bin",
                                      "/bin/sh", script.string(), command});
        INFO(done.errors);
        CHECK(done.exitCode == 0);
    };
    writeText(chosen, "multi-user.target\n");
    run("on");
    CHECK(textOf(chosen) == "graphical.target\n");
    CHECK(textOf(before) == "multi-user.target\n");
    CHECK(textOf(synced) == "multi-user.target\n");
    run("off");
    CHECK(textOf(chosen) == "multi-user.target\n");
    CHECK_FALSE(fs::exists(before.parent_path()));
    // After a power cut it may be empty: as if there were none.
    writeText(before, "");
    writeText(chosen, "graphical.target\n");
    run("off");
    CHECK(textOf(chosen) == "graphical.target\n");
    CHECK_FALSE(fs::exists(before.parent_path()));
    writeText(before, "");
    writeText(chosen, "multi-user.target\n");
    run("on");
    CHECK(textOf(before) == "multi-user.target\n");
}

TEST_CASE("the autostart entry is valid, and opens the counter for its user and for nobody else") {
    const auto laid = laidBy("countersign-autostart");
    CHECK(laid.contains("/etc/xdg/autostart/countersign.desktop"));
    CHECK(laid.contains("/usr/libexec/countersign/autostart"));
    const auto entry = inSources("packaging/autostart/countersign.desktop");
    CHECK(textOf(entry).find("\nExec=/usr/libexec/countersign/autostart\n") != std::string::npos);
    if (isThere("/usr/bin/desktop-file-validate")) {
        const auto read = runProgram({"/usr/bin/desktop-file-validate", entry.string()});
        INFO(read.output << read.errors);
        CHECK(read.exitCode == 0);
        CHECK(read.output.empty());
    }
    const TemporaryFolder folder;
    const auto settings = folder.path() / "counter.json", script = folder.path() / "autostart";
    auto text = replaced(textOf(inSources("packaging/autostart/autostart")), "/etc/countersign/counter.json",
                         settings.string());
    writeText(script, replaced(text, "exec /usr/bin/countersign", "exec echo opened"));
    const auto opens = [&] {
        const auto run = runProgram({"/bin/sh", script.string()});
        CHECK(run.exitCode == 0);
        CHECK(run.errors.empty());
        return run.output == "opened\n";
    };
    CHECK(opens());  // nobody was named
    auto self = runProgram({"/usr/bin/id", "-un"}).output;
    self.pop_back();
    writeText(settings, "{\n  \"version\": 1,\n  \"user\": \"" + self + "\"\n}\n");
    CHECK(opens());
    writeText(settings, R"({"version":1,"user":"somebody-else","shop":"S-1"})");
    CHECK_FALSE(opens());
}

TEST_CASE("the counter's user can't sign in, and its folder stays closed and its owner's") {
    if (!isThere("/usr/bin/systemd-sysusers") || !isThere("/usr/bin/systemd-tmpfiles")) return;
    if (::geteuid() != 0) {
        WARN("not root: no folder was made for another user");
        return;
    }
    const TemporaryFolder folder;
    const auto root = "--root=" + folder.path().string();
    writeText(folder.path() / "usr/lib/sysusers.d/countersign.conf",
              textOf(inSources("packaging/debian/countersign.sysusers")));
    writeText(folder.path() / "usr/lib/tmpfiles.d/countersign.conf",
              textOf(inSources("packaging/debian/countersign.tmpfiles")));
    fs::create_directories(folder.path() / "etc");
    REQUIRE(runProgram({"/usr/bin/systemd-sysusers", root, "countersign.conf"}).exitCode == 0);
    std::smatch user;
    const auto users = textOf(folder.path() / "etc/passwd");
    REQUIRE(std::regex_search(
        users, user,
        std::regex(
            "countersign-counter:x:([0-9]+):([0-9]+):[^:]*:/var/lib/countersign-counter:/usr/sbin/nologin")));
    CHECK(textOf(folder.path() / "etc/shadow").find("countersign-counter:!*:") != std::string::npos);
    const auto made = folder.path() / "var/lib/countersign-counter";
    const auto look = [&] {
        REQUIRE(runProgram({"/usr/bin/systemd-tmpfiles", root, "--create", "countersign.conf"}).exitCode ==
                0);
        struct stat info{};
        REQUIRE(::lstat(made.c_str(), &info) == 0);
        return info;
    };
    CHECK(std::to_string(look().st_uid) == user[1]);
    CHECK((look().st_mode & 07777U) == 0700U);
    // A desktop's user, by countersign-setup; and somebody opened it to all.
    REQUIRE(::chown(made.c_str(), 4242, 4242) == 0);
    REQUIRE(::chmod(made.c_str(), 0755) == 0);
    CHECK(look().st_uid == 4242);
    CHECK(look().st_gid == 4242);
    CHECK((look().st_mode & 07777U) == 0700U);
}

TEST_CASE("udev takes the kiosk's rule") {
    const auto rule = inSources("packaging/udev/70-countersign-kiosk.rules");
    // Whatever lies on a stick is not run, and no other bus than USB is looked at.
    CHECK(textOf(rule).find("nosuid,nodev,noexec") != std::string::npos);
    CHECK(textOf(rule).find("ENV{ID_BUS}==\"usb\"") != std::string::npos);
    if (!isThere("/usr/bin/udevadm")) return;
    if (runProgram({"/usr/bin/udevadm", "verify", "--help"}).exitCode != 0) {
        WARN("this udev (before 254) can't verify a rule");
        return;
    }
    const auto read = runProgram({"/usr/bin/udevadm", "verify", rule.string()});
    INFO(read.output << read.errors);
    CHECK(read.exitCode == 0);
}
