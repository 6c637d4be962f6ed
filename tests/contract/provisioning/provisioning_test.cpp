// `countersign --provision` against a real gateway and an office's own files: it enrols once, says so when it
// is asked again, and tells every refusal for what it is.

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "contract/provisioning/provisioning_world.h"
#include "protocol/provisioning.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

std::string textOf(const fs::path& file) {
    const auto bytes = must(readFile(file, 1U << 20U));
    return {bytes.begin(), bytes.end()};
}

void writeText(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

mode_t modeOf(const fs::path& file) {
    struct stat info{};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    return info.st_mode & 07777;
}

SigningKey officeOf(const Operator& op) {
    return must(SigningKey::read(op.officeKey));
}

// Whether the program stays, saying that its window tells what it could not begin with. It is ended then.
bool staysInWindow(const fs::path& machine, const fs::path& state) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
        ::execl(COUNTERSIGN_PROGRAM, COUNTERSIGN_PROGRAM, "--tpm", "none", "--machine", machine.c_str(),
                "--state", state.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string told;
    std::array<char, 512> some{};
    bool stays = false;
    for (ssize_t got = 0; !stays && (got = ::read(ends[0], some.data(), some.size())) > 0;) {
        told.append(some.data(), static_cast<std::size_t>(got));
        stays = told.find("the window says so") != std::string::npos;
    }
    ::close(ends[0]);
    ::kill(child, SIGTERM);
    int status = 0;
    ::waitpid(child, &status, 0);
    INFO(told);
    CHECK((!stays || WIFSIGNALED(status)));
    return stays;
}

Provisioning readBack(const Operator& op, const fs::path& file) {
    return must(
        verifyProvisioning(must(readFile(file, kMaxProvisioningBytes)), {officeOf(op).verifyingKey()}));
}

}  // namespace

TEST_CASE("a signed file makes a computer the counter of its shop, once, and says so ever after") {
    const Operator op;
    const Computer computer;
    const auto file = op.fileFor(
        "S-0172", {"--shop-name", "North Street", "--language", "ar", "--text-size", "150", "--theme", "dark",
                   "--ring", "early", "--update-source", "https://updates.example/debian"});
    CHECK(modeOf(file) == 0600);
    const auto first = computer.provision(file, {"--office", op.officePub.string()});
    INFO(first.output << first.errors);
    REQUIRE(first.exitCode == 0);
    for (const char* step : {"1/4", "2/4", "3/4", "4/4", "provisioned as shop S-0172 (North Street)"})
        CHECK(says(first, step));
    const auto identity = must(IdentityFolder(computer.state / "identity").load());
    CHECK(identity.gateway.url == op.gateway.url());
    CHECK(identity.officeKeys == std::vector{officeOf(op).verifyingKey()});
    CHECK(says(first, identity.deviceId.hex()));
    const auto shop = json::parse(textOf(computer.state / "shop.json"));
    CHECK(shop["shop"] == "S-0172");
    CHECK(shop["ring"] == "early");
    CHECK(shop["update_source"] == "https://updates.example/debian");
    const auto settings = textOf(computer.state / "settings.ini");
    for (const char* line : {"language=ar", "text_percent=150", "theme=dark"})
        CHECK(settings.find(line) != std::string::npos);
    CHECK_FALSE(computer.kept());
    // Again: nothing is asked of the operator any more.
    const auto again = computer.provision(file, {"--office", op.officePub.string()});
    CHECK(again.exitCode == 0);
    CHECK(says(again, "already provisioned as shop S-0172"));
    CHECK(must(IdentityFolder(computer.state / "identity").load()).deviceId == identity.deviceId);
    // Another computer can't use the code once more.
    const Computer other;
    const auto used = other.provision(file, {"--office", op.officePub.string()});
    CHECK(used.exitCode == 1);
    CHECK(says(used, "E911"));
    CHECK(says(used, "used already"));
    CHECK_FALSE(other.enrolled());
    CHECK_FALSE(other.kept());
}

TEST_CASE("whose file it is not, it refuses for its own reason, and nothing is changed") {
    const Operator op;
    const Operator stranger;
    const auto file = op.fileFor("S-0172");
    const Computer computer(R"({"version":1,"shop":"S-0172"})");
    const Words office{"--office", op.officePub.string()};
    const auto refused = [&](const fs::path& what, const Words& more, const char* code) {
        const auto run = computer.provision(what, more);
        INFO(code << "\n" << run.output << run.errors);
        CHECK(run.exitCode == 1);
        CHECK(says(run, code));
        CHECK_FALSE(computer.enrolled());
        CHECK_FALSE(computer.kept());
    };
    refused(file, {}, "E1236");  // no office is known
    refused(file, {"--office", stranger.officePub.string()}, "E807");
    refused(stranger.fileFor("S-0172"), office, "E807");
    refused(op.fileFor("S-0173"), office, "E1232");  // by the machine's file
    refused(file, {"--office", op.officePub.string(), "--shop", "S-0173"}, "E1232");
    const auto text = textOf(file);
    const auto put = [&](const std::string& bytes) {
        const auto at = op.folder.path() / "touched";
        writeText(at, bytes);
        return at;
    };
    refused(put(text.substr(0, text.size() / 2)), office, "E804");
    refused(put(""), office, "E804");
    refused(put(std::string(kMaxProvisioningBytes + 1, ' ')), office, "E805");
    refused(put(std::string(10U << 20U, ' ')), office, "E805");
    refused(op.folder.path() / "none", office, "E102");
    refused(file, {"--office", file.string()}, "E801");
    const auto message = json::parse(text);
    auto forged = message;
    const auto at = forged["signature"].get<std::string>();
    forged["signature"] = (at[0] == 'A' ? "B" : "A") + at.substr(1);
    refused(put(forged.dump()), office, "E807");
    // Days: made by the office's own key, so that only they are wrong.
    auto made = readBack(op, file);
    const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
    const auto signedFor = [&](std::chrono::hours from, std::chrono::hours until) {
        made.issuedAt = now + from;
        made.expiresAt = now + until;
        const auto bytes = must(signProvisioning(made, officeOf(op)));
        return put(std::string(bytes.begin(), bytes.end()));
    };
    using std::chrono::hours;
    refused(signedFor(hours(-48), hours(-1)), office, "E1233");
    refused(signedFor(hours(48), hours(96)), office, "E1234");
    // And the very file still works.
    const auto good = computer.provision(file, office);
    INFO(good.errors);
    CHECK(good.exitCode == 0);
}

TEST_CASE("without a network the file is kept, and tried again from where it lies") {
    auto op = std::make_unique<Operator>();
    const auto port = op->gateway.port();
    const Computer computer;
    // Beside the machine's file: nothing has to be named.
    fs::copy_file(op->officePub, computer.etc / "office.pub");
    const auto file = op->fileFor("S-0172");
    REQUIRE(op->gateway.terminate() == 0);
    const auto away = computer.provision(file);
    INFO(away.output << away.errors);
    CHECK(away.exitCode == 3);
    CHECK(says(away, "E901"));
    CHECK(says(away, "The file is kept"));
    REQUIRE(computer.kept());
    CHECK(modeOf(computer.state / "provisioning") == 0600);
    CHECK(textOf(computer.state / "provisioning") == textOf(file));
    CHECK_FALSE(computer.enrolled());
    // Another file that can never succeed takes nothing away from the one that waits.
    auto old = readBack(*op, file);
    const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
    old.issuedAt = now - std::chrono::hours(48);
    old.expiresAt = now - std::chrono::hours(1);
    const auto expired = op->folder.path() / "expired";
    const auto bytes = must(signProvisioning(old, officeOf(*op)));
    writeText(expired, std::string(bytes.begin(), bytes.end()));
    CHECK(says(computer.provision(expired), "E1233"));
    CHECK(textOf(computer.state / "provisioning") == textOf(file));
    const GatewayProcess back(op->gateway.folder(), GatewayProcess::DieAt::Never, port);
    const auto done = computer.provision(computer.state / "provisioning");
    INFO(done.output << done.errors);
    CHECK(done.exitCode == 0);
    CHECK(computer.enrolled());
    CHECK_FALSE(computer.kept());
}

TEST_CASE("a counter goes over to another shop only when that is said") {
    const Operator op;
    const Computer computer;
    const Words office{"--office", op.officePub.string()};
    REQUIRE(computer.provision(op.fileFor("S-1"), office).exitCode == 0);
    const auto device = must(IdentityFolder(computer.state / "identity").load()).deviceId;
    const auto second = op.fileFor("S-2");
    const auto refused = computer.provision(second, office);
    CHECK(refused.exitCode == 1);
    CHECK(says(refused, "E1237"));
    CHECK(must(IdentityFolder(computer.state / "identity").load()).deviceId == device);
    const auto meant = computer.provision(second, {"--office", op.officePub.string(), "--new-shop"});
    INFO(meant.errors);
    CHECK(meant.exitCode == 0);
    CHECK(says(meant, "provisioned as shop S-2"));
    CHECK(json::parse(textOf(computer.state / "shop.json"))["shop"] == "S-2");
    // What an installation wrote down names the shop where it was, and is no reason to stay there.
    writeText(computer.etc / "counter.json", R"({"version":1,"shop":"S-2"})");
    const auto back =
        computer.provision(op.fileFor("S-3"), {"--office", op.officePub.string(), "--new-shop"});
    INFO(back.errors);
    CHECK(back.exitCode == 0);
}

TEST_CASE("a gateway in wrong hands gives a provisioned computer no office of its own") {
    const Operator op;
    const Operator thief;
    // The office signed where the counter is to go; who answers there has other keys.
    auto made = readBack(op, op.fileFor("S-1"));
    const auto theirs = readBack(thief, thief.fileFor("S-1"));
    made.operatorUrl = theirs.operatorUrl;
    made.authorities = theirs.authorities;
    made.code = theirs.code;
    const auto file = op.folder.path() / "led-astray";
    const auto bytes = must(signProvisioning(made, officeOf(op)));
    writeText(file, std::string(bytes.begin(), bytes.end()));
    const Computer computer;
    const auto run = computer.provision(file, {"--office", op.officePub.string()});
    INFO(run.output << run.errors);
    CHECK(run.exitCode == 1);
    CHECK(says(run, "E811"));
    CHECK_FALSE(computer.enrolled());
    // Nor by a code at the command line, once the office's key lies where an installation puts it.
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto enrolled = [&](const Operator& at) {
        return computer.run({"--enrol", at.gateway.newCode(), "--ca", at.gateway.caFile().string(),
                             "--operator", at.gateway.url()});
    };
    const auto typed = enrolled(thief);
    INFO(typed.output << typed.errors);
    CHECK(typed.exitCode == 1);
    CHECK(says(typed, "E811"));
    CHECK_FALSE(computer.enrolled());
    CHECK(enrolled(op).exitCode == 0);
}

TEST_CASE("the machine's file that can't be meant stops every start, and a state of another user is told") {
    const Computer wrong(R"({"version":1,"sate":"/x"})");
    const auto run = wrong.run({"--schema"});
    CHECK(run.exitCode == 1);
    CHECK(says(run, "E1230"));
    CHECK(says(run, "\"sate\""));
    const Computer others(
        R"({"version":1,"state":"/var/lib/countersign-counter","user":"no-such-user-here"})");
    const auto told = runCounter({"--machine", (others.etc / "counter.json").string(), "--take-policy", "x"});
    CHECK(told.exitCode == 1);
    CHECK(says(told, "E1231"));
    CHECK(says(told, "no-such-user-here"));
    // Where a window was asked for it says so, instead of a screen that stays black.
    CHECK(staysInWindow(wrong.etc / "counter.json", wrong.state));
    CHECK_FALSE(fs::exists(wrong.state));
    const Computer blocked;
    writeText(blocked.state, "a file in its place");
    CHECK(says(blocked.run({"--take-policy", "x"}), "E1239"));
    CHECK(staysInWindow(blocked.etc / "counter.json", blocked.state));
    const Computer folder;
    fs::create_directories(folder.etc / "folder.json");
    CHECK(staysInWindow(folder.etc / "folder.json", folder.state));
    const Computer half(R"({"version":1,"user":"lina"})");
    CHECK(says(half.run({"--schema"}), "E1230"));
    CHECK(runCounter({"--machine", (wrong.etc / "counter.json").string(), "--version"}).exitCode == 0);
    CHECK(runCounter({"--provision", "x", "--enrol", "y"}).exitCode == 2);
}
