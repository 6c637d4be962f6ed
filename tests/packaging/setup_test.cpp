// The set-up program's own work where nothing is installed: what it writes as JSON whatever it was told, what
// it takes for a shop, an address or a setting, what it refuses; and the head of an installer before a
// damaged file. tests/packaging/rollout shows the rest on a bare Debian.

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "packaging/page_text.h"
#include "support/catch.h"
#include "support/gateway_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

std::string setup() {
    return inSources("packaging/setup/countersign-setup").string();
}

// A line of bash with the program's parts at hand and "$@"; ETC is a folder of the test's.
ProgramResult inParts(const TemporaryFolder& folder, const std::string& line,
                      const std::vector<std::string>& words = {}) {
    const auto parts = inSources("packaging/setup/parts").string();
    std::vector<std::string> command{
        "/bin/bash", "-c",
        "log=/dev/null ETC='" + folder.path().string() +
            "' STATE=/var/lib/countersign-counter KIOSK_USER=countersign-counter; dry= task=install "
            "silent=1; "
            "mode= user= autostart= shop= operator= updates= ring= language= report= beside= loose=(); "
            "from= office= ca= provisioning= scratch= signed=/nonexistent office_fingerprint= "
            "ca_fingerprint= new_shop= again=; "
            "for part in tell packages counter machine; do . '" +
            parts + "'/$part.sh; done; wrong() { echo \"wrong: $1\" >&2; exit 2; }; " + line,
        "setup"};
    command.insert(command.end(), words.begin(), words.end());
    return runProgram(command);
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("whatever is reported is one JSON string") {
    const TemporaryFolder folder;
    for (const std::string& text :
         {std::string("plain"), std::string("a\"b\\c\\\""), std::string("two\nlines\tand\ttabs\r"),
          std::string("\x01\x1b[31m\x7f"), std::string("\xc3\xbc \xe4\xb8\xad\xe6\x96\x87"),
          std::string("$(touch /tmp/x) `id` %s %n"), std::string(" ")}) {
        const auto told = inParts(folder, "json_text \"$1\"", {text});
        REQUIRE(told.exitCode == 0);
        const auto parsed = nlohmann::json::parse(told.output, nullptr, false);
        INFO(told.output);
        REQUIRE(parsed.is_string());
        CHECK(parsed.get<std::string>() == text);
    }
}

TEST_CASE(
    "what a counter's file says is kept, what can't be meant is dropped, and what was said comes first") {
    const TemporaryFolder folder;
    write(folder.path() / "counter.json",
          "{ \"version\": 1,\n \"shop\" : \"S-0001\", \"operator\":\"https://old.example:8443\","
          "\"theme\":\"dark\", \"text_size\": 150,\n\"language\":\"$(id)\", \"ring\":\"Not A Ring\", "
          "\"user\": \"somebody\"}");
    const auto made = inParts(folder, "user=lina; shop=$1; counter_json", {"S-0172"});
    REQUIRE(made.exitCode == 0);
    const auto file = nlohmann::json::parse(made.output);
    // A shop that was merely said is not written: only the one whose file was good.
    CHECK(file == nlohmann::json{{"version", 1},
                                 {"state", "/var/lib/countersign-counter"},
                                 {"user", "lina"},
                                 {"shop", "S-0001"},
                                 {"operator", "https://old.example:8443"},
                                 {"theme", "dark"},
                                 {"text_size", 150}});
    write(folder.path() / "shop.json", "{\"version\": 1, \"shop\": \"S-0172\"}");
    const auto proven = inParts(folder, "STATE=$ETC user=lina; counter_json");
    CHECK(nlohmann::json::parse(proven.output).at("shop") == "S-0172");
#ifdef COUNTERSIGN_COUNTER_PROGRAM
    // The program takes it.
    write(folder.path() / "made.json", made.output);
    const auto asked =
        runProgram({COUNTERSIGN_COUNTER_PROGRAM, "--machine", (folder.path() / "made.json").string(),
                    "--state", (folder.path() / "state").string(), "--schema"});
    INFO(asked.errors);
    CHECK(asked.exitCode == 0);
#endif
}

TEST_CASE("shops, addresses and sources of updates are taken as the program takes them") {
    const TemporaryFolder folder;
    const auto takes = [&](const std::string& rule, const std::string& text) {
        return inParts(folder, rule + " \"$1\"", {text}).exitCode == 0;
    };
    for (const char* good : {"S-0172", "7", "a.b_c-d"}) CHECK(takes("is_shop", good));
    for (const char* bad : {"", "-S", "../x", "a b", "a/b", "012345678901234567890123456789012"})
        CHECK_FALSE(takes("is_shop", bad));
    for (const char* good : {"https://gateway.example", "https://10.0.0.1:8443", "https://[::1]:8443"})
        CHECK(takes("is_operator", good));
    for (const char* bad :
         {"http://gateway.example", "https://", "https://a/b", "https://a:b", "https://a b", "https://a\nb"})
        CHECK_FALSE(takes("is_operator", bad));
    for (const char* good : {"https://updates.example/x", "file:///srv/updates"})
        CHECK(takes("is_updates", good));
    for (const char* bad : {"http://x", "https://x y", "https://x\ndeb evil", "https://x[trusted=yes]",
                            "file:///x#y", "https://x'", "/srv/updates"})
        CHECK_FALSE(takes("is_updates", bad));
    for (const char* bad : {"", "-r", "a b", "a;b", "root$(id)"}) CHECK_FALSE(takes("is_user", bad));
}

TEST_CASE("setup.conf is read and not run, an option comes before it, and an unknown name is refused") {
    const TemporaryFolder folder;
    const auto trap = folder.path() / "was-run";
    write(folder.path() / "setup.conf",
          "\xef\xbb\xbfmode = desktop \r\n# of the operator\r\nuser=lina\t \r\nshop=$(touch " +
              trap.string() + ")\r\nring=pilot\nlanguage=ar");
    const auto taken =
        inParts(folder,
                "ring=$1; take_conf \"$ETC/setup.conf\"; printf '%s\\n' \"$mode\" \"$user\" \"$ring\" "
                "\"$language\" \"$shop\"",
                {"stable"});
    REQUIRE(taken.exitCode == 0);
    CHECK(taken.output ==
          "desktop\nlina\nstable\nar\n$(touch " + trap.string() + ")\n");  // which is no shop's id
    CHECK_FALSE(std::filesystem::exists(trap));
    write(folder.path() / "setup.conf", "mode=kiosk\npassword=1234\n");
    const auto refused = inParts(folder, "take_conf \"$ETC/setup.conf\"");
    CHECK(refused.exitCode == 2);
    CHECK(refused.errors.find("password") != std::string::npos);
}

TEST_CASE("setup.conf changes nothing of a computer that is set up, and fills in what it lacks") {
    const TemporaryFolder folder;
    write(folder.path() / "counter.json",
          "{\"version\": 1, \"user\": \"countersign-counter\", \"shop\": \"S-0001\"}");
    write(folder.path() / "setup.conf",
          "mode=desktop\nuser=lina\nautostart=yes\nshop=S-0002\nlanguage=ar\nupdates=https://"
          "elsewhere.example\n");
    const std::string show =
        "take_conf \"$ETC/setup.conf\" > /dev/null; "
        "printf '%s\\n' \"$mode\" \"$user\" \"$autostart\" \"$shop\" \"$language\" \"$updates\"";
    CHECK(inParts(folder, show).output == "\n\n\n\nar\nhttps://elsewhere.example\n");
    write(folder.path() / "updates.json", "{\"version\": 1, \"source\": \"https://known.example\"}");
    CHECK(inParts(folder, show).output == "\n\n\n\nar\n\n");
    const auto told = inParts(folder, "take_conf \"$ETC/setup.conf\"");
    CHECK(told.output.find("shop is S-0001 since before") != std::string::npos);
    // A shop's counter takes nothing of it.
    write(folder.path() / "shop.json", "{\"version\": 1, \"shop\": \"S-0001\"}");
    CHECK(inParts(folder, "STATE=$ETC; " + show).output == "\n\n\n\n\n\n");
    // Who mends is not asked by a stick at all.
    CHECK(inParts(folder, "task=repair beside=$ETC; take_beside; echo \"$language$loose\"").output == "\n");
}

TEST_CASE("the operator's files beside an installer are compared, and give way to the signed ones") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "stick");
    std::filesystem::create_directories(folder.path() / "signed");
    write(folder.path() / "stick/office.pub", "abc");
    const std::string sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const std::string believe =
        "beside=$ETC/stick; office_fingerprint=$1; take_beside; believe_loose; clean_up";
    CHECK(inParts(folder, believe, {""}).exitCode == 2);
    CHECK(inParts(folder, believe, {sum}).exitCode == 0);
    CHECK(inParts(folder, believe, {std::string(64, '0')}).exitCode == 5);
    CHECK(inParts(folder, "silent=; beside=$ETC/stick; take_beside; believe_loose <<< \"$1\"; clean_up",
                  {sum.substr(44)})
              .exitCode == 0);
    // An end that short is met by trying.
    CHECK(inParts(folder, "silent=; beside=$ETC/stick; take_beside; believe_loose <<< \"$1\"; clean_up",
                  {sum.substr(56)})
              .exitCode == 5);
    CHECK(inParts(folder, "silent=; beside=$ETC/stick; take_beside; believe_loose <<< \"$1\"; clean_up",
                  {sum.substr(0, 20)})
              .exitCode == 5);
    // One is there already: nobody is asked, and it stays.
    write(folder.path() / "office.pub", "other");
    CHECK(inParts(folder, believe, {""}).exitCode == 0);
    std::filesystem::remove(folder.path() / "office.pub");

    const std::string with =
        "signed=$ETC/signed beside=$ETC/stick; take_beside; believe_loose; echo \"$office\"";
    write(folder.path() / "signed/office.pub", "abc");
    CHECK(inParts(folder, with).output == (folder.path() / "signed/office.pub").string() + "\n");
    write(folder.path() / "signed/office.pub", "abd");
    CHECK(inParts(folder, with).exitCode == 5);
}

TEST_CASE("of several shops' files the shop's own is chosen, and none by chance") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "countersign");
    write(folder.path() / "countersign/S-0171.provisioning", "x");
    write(folder.path() / "countersign/S-0172.provisioning", "x");
    const std::string choose = "beside=$ETC; shop=$1; choose_provisioning; echo \"${provisioning##*/}\"";
    CHECK(inParts(folder, choose, {"S-0172"}).output == "S-0172.provisioning\n");
    CHECK(inParts(folder, choose, {""}).exitCode == 2);
    CHECK(inParts(folder, choose, {"S-0173"}).exitCode == 2);
    std::filesystem::remove(folder.path() / "countersign/S-0171.provisioning");
    CHECK(inParts(folder, choose, {""}).output == "S-0172.provisioning\n");
    // To a shop's counter another shop's file is nothing.
    write(folder.path() / "shop.json", "{\"version\": 1, \"shop\": \"S-0173\"}");
    const auto foreign = inParts(folder, "STATE=$ETC; " + choose, {"S-0173"});
    CHECK(foreign.exitCode == 0);
    CHECK(foreign.output.find("S-0172.provisioning beside the installer is another's\n\n") !=
          std::string::npos);
}

// A shop's file as the office signs it, as far as it can be read without the office's key.
std::string fileOf(const std::string& shop) {
    const std::string body = R"({"code":"x","shop":")" + shop + R"(","shop_name":"y"})";
    const auto encoded =
        runProgram({"/bin/sh", "-c", "printf %s \"$1\" | base64 -w 0 | tr +/ -_", "sh", body});
    return R"({"algorithm":"ed25519","body":")" + encoded.output + R"(","kind":"provisioning","version":1})";
}

TEST_CASE("of a shop with several counters the file is chosen that was named, and the shop is the file's") {
    const TemporaryFolder folder;
    const auto put = [&](const char* name, const char* shop) {
        write(folder.path() / (std::string(name) + ".provisioning"), fileOf(shop));
    };
    put("S-0172-1", "S-0172");
    put("S-0172-2", "S-0172");
    put("S-0180", "S-0180");
    const std::string choose =
        "beside=$ETC STATE=$ETC; shop=$1; choose_provisioning; echo \"${provisioning##*/} $shop\"";
    CHECK(inParts(folder, choose, {"S-0172-2"}).output == "S-0172-2.provisioning S-0172\n");
    CHECK(inParts(folder, choose, {"S-0180"}).output == "S-0180.provisioning S-0180\n");
    const auto several = inParts(folder, choose, {"S-0172"});
    CHECK(several.exitCode == 2);
    CHECK(several.errors.find("--shop: S-0172-1 S-0172-2") != std::string::npos);
    const auto asked =
        inParts(folder,
                "silent=; beside=$ETC STATE=$ETC; shop=S-0172; choose_provisioning <<< S-0172-1; echo "
                "\"${provisioning##*/} $shop\"");
    CHECK(asked.output.find("S-0172-1.provisioning S-0172\n") != std::string::npos);
    CHECK(inParts(folder, "silent=; beside=$ETC STATE=$ETC; shop=S-0172; choose_provisioning <<< S-0180")
              .exitCode == 2);
    // A look names them.
    const auto looked = inParts(folder, "dry=1; " + choose + " \"${shops_there[*]}\"", {"S-0172"});
    CHECK(looked.output == " S-0172 S-0172-1 S-0172-2\n");
    // The name of another shop's file does not make it this shop's: the program is told whose it should be.
    put("S-0190-1", "S-0999");
    CHECK(inParts(folder, choose, {"S-0190-1"}).output == "S-0190-1.provisioning S-0190-1\n");
    // A number behind a dash is a shop's own name as well.
    put("GZ-12", "GZ-12");
    CHECK(inParts(folder, choose, {"GZ-12"}).output == "GZ-12.provisioning GZ-12\n");
    // It is one of that shop's counters already: nothing to choose.
    write(folder.path() / "shop.json", R"({"version": 1, "shop": "S-0172"})");
    CHECK(inParts(folder, choose, {"S-0172"}).output == " S-0172\n");
}

TEST_CASE("a counter that root keeps elsewhere is not set back to an empty one") {
    const TemporaryFolder folder;
    write(folder.path() / "counter.json", R"({"version": 1, "state": "/srv/counter", "user": "nobody"})");
    const auto refused = inParts(folder, "look_around");
    CHECK(refused.exitCode == 3);
    CHECK((refused.output + refused.errors).find("/srv/counter") != std::string::npos);
}

TEST_CASE("a ring that nobody said is not written down") {
    const TemporaryFolder folder;
    const auto told = inParts(folder, "put_file() { cat; }; updates=file:///srv/x; configure_updates");
    INFO(told.output << told.errors);
    CHECK(told.output.find("file:///srv/x") != std::string::npos);
    CHECK(told.output.find("ring") == std::string::npos);
    CHECK(inParts(folder, "put_file() { cat; }; updates=file:///srv/x ring=early; configure_updates")
              .output.find("\"ring\": \"early\"") != std::string::npos);
}

TEST_CASE("what was exported is told as it was, and what was not is not") {
    const TemporaryFolder folder;
    const auto remove = ". '" + inSources("packaging/setup/parts/remove.sh").string() +
                        "'; log=$ETC/log; printf '7 records written to x\n' > $log; export_to=$ETC/stick; "
                        "mkdir -p $export_to; exports_before=$(exports); begin=$(wc -c < $log); ";
    const std::string tell = "tell_export $begin; printf '%s\n' \"${changed[@]}\" \"${missing[@]}\"";
    const auto nothing = inParts(folder, remove + tell);
    CHECK(nothing.exitCode == 4);
    const std::string made = "mkdir -p $export_to/countersign-unsent-x-$RANDOM$RANDOM; ";
    const auto sealed =
        inParts(folder, remove + made + "printf '12 records written to y\n' >> $log; " + tell);
    INFO(sealed.output << sealed.errors);
    CHECK(sealed.output.find(": 12 records") != std::string::npos);
    // Copied as they are: the operator's courier takes in none of them, and an older run's number is none.
    const auto raw = inParts(folder, remove + made + "echo 'Copied as they are: x' >> $log; " + tell);
    CHECK(raw.output.find("support") != std::string::npos);
    CHECK(raw.output.find("records (") == std::string::npos);
    CHECK(raw.output.find("sealed for the operator") == std::string::npos);
}

TEST_CASE("packages that a power cut left half installed are removed, too") {
    const TemporaryFolder folder;
    const auto listed =
        inParts(folder,
                "dpkg-query() { printf '%s\n' 'unpacked|countersign' 'installed|countersign-setup' "
                "'not-installed|countersign-models-1' 'config-files|countersign-kiosk'; }; all_own_packages");
    CHECK(listed.output == "countersign\ncountersign-setup\ncountersign-kiosk\n");
}

TEST_CASE("what a stick did not keep is not called exported") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "from/queue");
    write(folder.path() / "from/queue/record", "sealed");
    const auto states = inSources("packaging/debian/countersign.states").string();
    // As the folder's owner, whoever runs this; and a disk that says no where it is asked to write for good.
    const auto copy = [&](const std::string& target, const std::string& before,
                          const std::string& what = "queue") {
        return runProgram({"/bin/sh", "-c",
                           "set -e; . '" + states + "'; as_owner() { shift; \"$@\"; }; cd '" +
                               folder.path().string() + "'; " + before + " copy_out x \"$PWD/from\" " + what +
                               " \"$PWD/" + target + "\""});
    };
    const auto kept = copy("good", "");
    INFO(kept.errors);
    CHECK(kept.exitCode == 0);
    CHECK(textOf(folder.path() / "good/queue/record") == "sealed");
    // The target's own mode is let alone: not every driver of a stick's file system can change one.
    const auto whole = copy("whole", "umask 022; chmod 700 from;", ".");
    INFO(whole.errors);
    CHECK(whole.exitCode == 0);
    CHECK(textOf(folder.path() / "whole/queue/record") == "sealed");
    CHECK(std::filesystem::status(folder.path() / "whole").permissions() == std::filesystem::perms(0755));
    const auto lost = copy("bad",
                           "mkdir bin; printf '#!/bin/sh\nexit 1\n' > bin/sync; chmod +x bin/sync; "
                           "PATH=$PWD/bin:$PATH;");
    CHECK(lost.exitCode != 0);
}

TEST_CASE("a wrong argument ends with 2, and looking ends without a trace") {
    const std::vector<std::vector<std::string>> wrongs{{"--nonsense"},
                                                       {"--again"},
                                                       {"--new-shop"},
                                                       {"--repair", "--new-shop"},
                                                       {"--desktop"},
                                                       {"--kiosk", "--desktop", "lina"},
                                                       {"--export", "/tmp"},
                                                       {"--shop", ""},
                                                       {"--shop", "a/b", "--dry-run"},
                                                       {"--desktop", "no-such-user-here", "--dry-run"},
                                                       {"--operator", "http://x", "--dry-run"},
                                                       {"--provision", "/nonexistent", "--dry-run"},
                                                       {"--from", "/nonexistent", "--dry-run"},
                                                       {"--repair", "--desktop", "lina"},
                                                       {"--repair", "--shop", "S-0172"},
                                                       {"--remove", "--operator", "https://x.example"},
                                                       {"--office-fingerprint", "12ab", "--dry-run"},
                                                       {"--report", "/dev/null", "--dry-run"},
                                                       {"--report", "/nonexistent/x", "--dry-run"},
                                                       {"--installer", "/x", "--from", "/y"}};
    for (const auto& words : wrongs) {
        std::vector<std::string> command{setup()};
        command.insert(command.end(), words.begin(), words.end());
        INFO(words.front());
        CHECK(runProgram(command).exitCode == 2);
    }
    const TemporaryFolder folder;
    const auto report = folder.path() / "report.json";
    const auto looked = runProgram({setup(), "--dry-run", "--report", report.string()});
    INFO(looked.output << looked.errors);
    CHECK((looked.exitCode == 0 || looked.exitCode == 3));
    const auto told = nlohmann::json::parse(textOf(report));
    CHECK(told.at("schema") == "countersign.setup/1");
    CHECK(told.at("dry_run") == true);
    CHECK(told.at("changed").empty());
    CHECK(told.at("exit") == looked.exitCode);
    for (const auto& check : told.at("checks")) {
        const auto grade = check.at("grade").get<std::string>();
        CHECK((grade == "good" || grade == "note" || grade == "bad"));
        // What is not good says what to do.
        CHECK((grade == "good" || !check.at("to_do").get<std::string>().empty()));
    }
}

TEST_CASE("a shop that has no file on the stick is told which have one") {
    const TemporaryFolder folder;
    const auto stick = folder.path() / "stick/countersign";
    std::filesystem::create_directories(stick);
    write(stick / "S-0171.provisioning", "x");
    write(stick / "S-0180.provisioning", "x");
    const auto refused =
        inParts(folder, "beside=$ETC/stick; STATE=$ETC shop=$1; choose_provisioning", {"S-0172"});
    CHECK(refused.exitCode == 2);
    CHECK(refused.errors.find("S-0172") != std::string::npos);
    CHECK(refused.errors.find("S-0171 S-0180") != std::string::npos);
    const auto chosen =
        inParts(folder, "beside=$ETC/stick; STATE=$ETC shop=$1; choose_provisioning; echo \"$provisioning\"",
                {"S-0180"});
    CHECK(chosen.output == (stick / "S-0180.provisioning\n").string());
}

TEST_CASE("a look says at its end that it was one, and what the computer lacks") {
    const TemporaryFolder folder;
    // Of this computer only what it says of cameras is of interest.
    const auto looked =
        inParts(folder, "dry=1; begun=$SECONDS; . \"${1%/*}/checks.sh\"; check_cameras; end 0",
                {inSources("packaging/setup/parts/checks.sh").string()});
    INFO(looked.output << looked.errors);
    CHECK(looked.exitCode == 0);
    CHECK(looked.output.find("This was a look: nothing was changed.") != std::string::npos);
    if (!std::filesystem::exists("/sys/class/video4linux"))
        CHECK(looked.output.find("missing:\n   a camera") != std::string::npos);
}

TEST_CASE("an installer whose content is not what was packed is not unpacked") {
    const TemporaryFolder folder;
    auto head = textOf(inSources("packaging/setup/installer.sh"));
    const auto put = [&head](const std::string& name, const std::string& value) {
        for (auto at = head.find(name); at != std::string::npos; at = head.find(name, at + value.size()))
            head.replace(at, name.size(), value);
    };
    put("@USAGE@", "#");
    for (const char* name : {"@VERSION@", "@DEBIAN@", "@ARCHITECTURE@", "@NAME@"}) put(name, "x");
    put("@SIZE@", "7");
    put("@SUM@", std::string(64, '0'));
    put("@MADE@", "1");
    put("@LINES@", std::to_string(linesOf(head).size()));
    REQUIRE_FALSE(std::regex_search(head, std::regex("@[A-Z]+@")));
    const auto file = folder.path() / "bad.run";
    write(file, head + "payload");
    const auto refused = runProgram({"/bin/sh", file.string(), "--check"});
    CHECK(refused.exitCode == 5);
    CHECK(refused.errors.find("damaged") != std::string::npos);
    CHECK(runProgram({"/bin/sh", file.string(), "--fingerprint", "not hexadecimal"}).exitCode == 2);
    CHECK(runProgram({"/bin/sh", file.string(), "--fingerprint", ""}).exitCode == 2);
    CHECK(runProgram({"/bin/sh", file.string(), "--fingerprint", " : "}).exitCode == 2);
    const auto shortOne = runProgram({"/bin/sh", file.string(), "--fingerprint", std::string(39, 'A')});
    CHECK(shortOne.exitCode == 2);
    CHECK(shortOne.errors.find("39") != std::string::npos);
    // With blanks, as it stands on the sheet: taken, and the file is looked at.
    CHECK(runProgram({"/bin/sh", file.string(), "--fingerprint",
                      "0123 4567 89ab CDEF 0123 4567 89AB CDEF 0123 4567"})
              .exitCode == 5);
    CHECK(runProgram({"/bin/sh", file.string(), "--version"}).exitCode == 0);
}

TEST_CASE("whoever looks first installs nothing: apt is asked for a plan that it can't carry out") {
    const TemporaryFolder folder;
    const auto planned =
        inParts(folder,
                "listed=$ETC/list; echo 'Package: countersign' > $listed; version_of() { :; }; "
                "apt_here() { echo \"$*\" > $ETC/asked; echo '0 upgraded, 1 newly installed'; }; "
                "check_room() { :; }; interrupted() { false; }; plan_packages; cat $ETC/asked");
    INFO(planned.errors);
    REQUIRE(planned.exitCode == 0);
    // "--assume-no" is asked nothing where only what was named comes, and goes on.
    CHECK(planned.output.find("--print-uris") != std::string::npos);
    CHECK(planned.output.find("install countersign") != std::string::npos);
}

TEST_CASE("records are exported into no folder that is removed after them") {
    const TemporaryFolder folder;
    const auto remove = ". '" + inSources("packaging/setup/parts/remove.sh").string() +
                        "'; base=$ETC ETC=$base/etc STATE=$base/state KEPT=$base/kept dry=1; mkdir -p $ETC "
                        "$STATE/queue $base/stick; "
                        "ln -sfn $STATE/queue $base/link; export_to=$base/$1; prepare_export; echo \"to "
                        "${export_to#\"$base\"}\"";
    for (const char* inside :
         {"state", "state/x", "state/queue/x", "link/x", "stick/../state/x", "kept/x", "etc"}) {
        INFO(inside);
        const auto refused = inParts(folder, remove, {inside});
        CHECK(refused.exitCode == 3);
        CHECK((refused.output + refused.errors).find("removed with the counter") != std::string::npos);
    }
    const auto taken = inParts(folder, remove, {"stick/S-0172"});
    INFO(taken.errors);
    CHECK(taken.exitCode == 0);
    CHECK(taken.output.find("to /stick/S-0172") != std::string::npos);
}

TEST_CASE("files of several shops lie on the stick and none is named: told, with their names") {
    const TemporaryFolder folder;
    for (const char* shop : {"S-1", "S-2"})
        std::ofstream(folder.path() / (std::string(shop) + ".provisioning")) << "x";
    const auto looked =
        inParts(folder,
                "beside=$ETC dry=1; choose_provisioning; from=x; tell_broken() { :; }; tell_plan; "
                "printf '%s\\n' \"${missing[@]}\"");
    INFO(looked.errors);
    CHECK(looked.output.find("S-1 S-2") != std::string::npos);
    CHECK(looked.output.find("--shop") != std::string::npos);
}
