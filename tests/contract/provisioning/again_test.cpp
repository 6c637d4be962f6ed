// A counter that was set up before: again on purpose and never by accident, after a lost key, after a power
// cut in the middle, and while the operator's office changes its key.

#include "contract/provisioning/provisioning_world.h"
#include "contract/sync/keys_shop.h"
#include "protocol/provisioning.h"
#include "store/folder_lock.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

DeviceIdentity identityOf(const Computer& computer) {
    return must(IdentityFolder(computer.state / "identity").load());
}

json shopOf(const Computer& computer) {
    return json::parse(textOf(computer.state / "shop.json"));
}

// A file of the same office for the same shop, issued so much later than `file`, with a new code.
fs::path laterThan(const Operator& op, const fs::path& file, std::chrono::seconds later) {
    const auto office = must(SigningKey::read(op.officeKey));
    auto made =
        must(verifyProvisioning(must(readFile(file, kMaxProvisioningBytes)), {office.verifyingKey()}));
    made.issuedAt += later;
    made.code = op.gateway.newCode();
    const auto at = op.folder.path() / ("later-" + std::to_string(later.count()) + ".provisioning");
    must(writeFileDurably(at, must(signProvisioning(made, office))));
    return at;
}

}  // namespace

TEST_CASE("a counter is set up again by a newer file if that is said, and goes on with key and records") {
    const Operator op;
    const Computer computer;
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto file = op.fileFor("S-1", {"--ring", "stable"});
    REQUIRE(computer.provision(file).exitCode == 0);
    const auto before = identityOf(computer);
    const auto refused = [&](const fs::path& with, const Words& more, const char* why) {
        const auto run = computer.provision(with, more);
        INFO(why << run.output << run.errors);
        CHECK(says(run, why));
        CHECK(identityOf(computer).deviceId == before.deviceId);
        return run.exitCode;
    };
    // Not by the file that was used, not by one of the same second, and not by a newer one alone.
    CHECK(refused(file, {"--again"}, "E1240") == 1);
    CHECK(refused(laterThan(op, file, std::chrono::seconds(0)), {"--again"}, "E1240") == 1);
    const auto newer = laterThan(op, file, std::chrono::seconds(1));
    CHECK(refused(newer, {}, "already provisioned as shop S-1") == 0);
    CHECK(refused(newer, {}, "--again") == 0);
    CHECK_FALSE(says(computer.provision(file), "--again"));
    // Something waits for the operator meanwhile.
    const auto record = saveRecord(computer.state, before);
    const auto done = computer.provision(newer, {"--again"});
    INFO(done.output << done.errors);
    REQUIRE(done.exitCode == 0);
    const auto after = identityOf(computer);
    CHECK(after.deviceId != before.deviceId);
    CHECK(after.signer->verifyingKey() == before.signer->verifyingKey());
    CHECK(json::parse(computer.run({"--unsent", "--json"}).output)["records"] == 1);
    // Once: the same file again is not newer than itself.
    CHECK(says(computer.provision(newer, {"--again"}), "E1240"));
    // And what waited reaches the operator under the id of its day.
    const auto out = computer.folder.path() / "out";
    REQUIRE(computer.run({"--export-unsent", out.string()}).exitCode == 0);
    REQUIRE(runOperator({"courier", "--dir", op.gateway.folder().string(), out.string()}).exitCode == 0);
    CHECK(says({0, op.gateway.recordsAsJson(), {}}, record.hex()));
}

TEST_CASE("a counter whose key is lost is told so, and gets another one only if that is said") {
    const Operator op;
    const Computer computer;
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto file = op.fileFor("S-1");
    REQUIRE(computer.provision(file).exitCode == 0);
    const auto before = identityOf(computer);
    const auto newer = laterThan(op, file, std::chrono::seconds(5));
    const auto key = computer.state / "identity/device.key";
    const auto good = textOf(key);
    SECTION("damaged") {
        std::ofstream(key) << "not a key any more";
    }
    SECTION("gone") {
        fs::remove(key);
    }
    for (const auto& each : {file, newer}) {
        const auto run = computer.provision(each);
        INFO(run.output << run.errors);
        CHECK(run.exitCode == 1);
        CHECK(says(run, "--again"));
        CHECK_FALSE(computer.enrolled());
    }
    CHECK(says(computer.provision(file, {"--again"}), "E1240"));
    const bool wasThere = fs::exists(key);
    const auto run = computer.provision(newer, {"--again"});
    INFO(run.output << run.errors);
    REQUIRE(run.exitCode == 0);
    const auto after = identityOf(computer);
    CHECK(after.deviceId != before.deviceId);
    CHECK(after.signer->verifyingKey() != before.signer->verifyingKey());
    // Set aside and not erased.
    CHECK(fs::exists(computer.state / "identity/former-keys") == wasThere);
    CHECK(after.officeKeys == before.officeKeys);
}

TEST_CASE("a key that is not lost is not given up, whatever is said") {
    const Operator op;
    const Computer computer;
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto file = op.fileFor("S-1");
    REQUIRE(computer.provision(file).exitCode == 0);
    const auto before = identityOf(computer);
    const auto newer = laterThan(op, file, std::chrono::seconds(5));
    const auto key = computer.state / "identity/device.key", ofTpm = computer.state / "identity/device.tpm";
    const char* code = "";
    SECTION("others may read it") {
        fs::permissions(key, fs::perms::group_read, fs::perm_options::add);
        code = "E710";
    }
    SECTION("it is a TPM's, and none is to be asked") {
        fs::rename(key, ofTpm);
    }
    for (const auto& words : {Words{"--provision", newer.string(), "--again"},
                              Words{"--enrol", op.gateway.newCode(), "--again", "--operator",
                                    op.gateway.url(), "--ca", op.gateway.caFile().string()}}) {
        const auto run = computer.run(words);
        INFO(run.output << run.errors);
        CHECK(run.exitCode == 1);
        CHECK(says(run, code));
        CHECK_FALSE(fs::exists(computer.state / "identity/former-keys"));
    }
    if (fs::exists(ofTpm)) fs::rename(ofTpm, key);
    fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
    CHECK(identityOf(computer).deviceId == before.deviceId);
}

TEST_CASE("a key that was set aside is back if the operator does not enrol another") {
    const Operator op;
    const Computer computer;
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto file = op.fileFor("S-1");
    REQUIRE(computer.provision(file).exitCode == 0);
    const auto before = identityOf(computer);
    const auto key = computer.state / "identity/device.key";
    const auto good = must(readFile(key, 4096));
    std::ofstream(key) << "away for a moment";
    // A newer file, whose code is no code of the operator's any more.
    const auto used = laterThan(op, file, std::chrono::seconds(5));
    const Computer other;
    REQUIRE(other.provision(used, {"--office", op.officePub.string()}).exitCode == 0);
    for (int i = 0; i < 2; ++i) {
        const auto run = computer.provision(used, {"--again"});
        INFO(run.output << run.errors);
        CHECK(run.exitCode == 1);
        CHECK(textOf(key) == "away for a moment");
    }
    const auto typed = computer.run({"--enrol", "7F3K-22QD-M0XA", "--again", "--operator", op.gateway.url(),
                                     "--ca", op.gateway.caFile().string()});
    CHECK(typed.exitCode == 1);
    CHECK(textOf(key) == "away for a moment");
    must(writeFileDurably(key, good));
    CHECK(identityOf(computer).deviceId == before.deviceId);
    CHECK(identityOf(computer).signer->verifyingKey() == before.signer->verifyingKey());
    // And the other one was made once.
    const auto begun = must(readFile(computer.state / "identity/former-keys/begun-device.key", 4096));
    std::ofstream(key) << "lost for good";
    REQUIRE(computer.provision(laterThan(op, file, std::chrono::seconds(9)), {"--again"}).exitCode == 0);
    CHECK(must(readFile(key, 4096)) == begun);
}

TEST_CASE(
    "power that goes between the operator's answer and the shop's file is made up for at the next start") {
    const Operator op;
    const Computer computer;
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto file = op.fileFor("S-1", {"--ring", "early", "--language", "ar"});
    // The program's own parts in a process that ends at that very moment.
    const auto dieAt = [&](const char* step) {
        const auto died = runProgram({COUNTERSIGN_DYING_PROVISIONER, computer.state.string(),
                                      (computer.etc / "counter.json").string(), file.string(), step});
        CHECK(died.exitCode == 40);
    };
    const auto anyStart = [&] { static_cast<void>(computer.run({"--take-policy", "/nonexistent"})); };
    // Before the answer nothing happened, and no start makes more of it.
    dieAt("asking");
    CHECK(fs::exists(computer.state / "shop.pending"));
    anyStart();
    CHECK_FALSE(fs::exists(computer.state / "shop.json"));
    dieAt("enrolled");
    CHECK(computer.enrolled());
    CHECK_FALSE(fs::exists(computer.state / "shop.json"));
    // Who only asks changes nothing.
    static_cast<void>(computer.run({"--unsent"}));
    CHECK_FALSE(fs::exists(computer.state / "shop.json"));
    anyStart();
    CHECK(shopOf(computer)["ring"] == "early");
    CHECK(textOf(computer.state / "settings.ini").find("language=ar") != std::string::npos);
    CHECK_FALSE(fs::exists(computer.state / "shop.pending"));
    CHECK(says(computer.provision(file), "already provisioned as shop S-1"));
}

TEST_CASE("a counter that is enrolled and can't write its settings says so, and makes up for it") {
    const Operator op;
    const Computer computer;
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    const auto file = op.fileFor("S-1", {"--language", "ar"});
    // A folder in the place of the settings.
    fs::create_directories(computer.state / "settings.ini");
    const auto run = computer.provision(file);
    INFO(run.output << run.errors);
    CHECK(run.exitCode == 0);
    CHECK(says(run, "provisioned as shop S-1"));
    CHECK(says(run, "E103"));
    CHECK(computer.enrolled());
    CHECK(fs::exists(computer.state / "shop.pending"));
    fs::remove(computer.state / "settings.ini");
    static_cast<void>(computer.run({"--take-policy", "/nonexistent"}));
    CHECK(shopOf(computer)["shop"] == "S-1");
    CHECK(textOf(computer.state / "settings.ini").find("language=ar") != std::string::npos);
}

TEST_CASE("what a failed try left waiting is not taken for another enrolment's") {
    const Operator op;
    const Computer computer(R"({"version":1,"operator":")" + op.gateway.url() + R"("})");
    fs::create_directories(computer.state);
    std::ofstream(computer.state / "shop.pending")
        << R"({"version":1,"shop":"S-9","provisioned_at":"2026-11-29T00:00:00Z"})";
    fs::copy_file(op.officePub, computer.etc / "office.pub");
    // What is missing for a code is named; then the machine's own files do.
    const auto missing = computer.run({"--enrol", "7F3K-22QD-M0XA"});
    CHECK(missing.exitCode == 2);
    CHECK(says(missing, "operator-ca.pem"));
    fs::copy_file(op.gateway.caFile(), computer.etc / "operator-ca.pem");
    const auto wrong = computer.run({"--enrol", "7F3K-22QD-M0XA"});
    CHECK(wrong.exitCode == 1);
    CHECK(says(wrong, "E911"));
    const auto done = computer.run({"--enrol", op.gateway.newCode()});
    INFO(done.output << done.errors);
    CHECK(done.exitCode == 0);
    CHECK(identityOf(computer).gateway.url == op.gateway.url());
    static_cast<void>(computer.run({"--take-policy", "/nonexistent"}));
    CHECK_FALSE(fs::exists(computer.state / "shop.json"));
    // A lost key is given up for a code, too, only if that is said.
    const auto device = identityOf(computer).deviceId;
    std::ofstream(computer.state / "identity/device.key") << "broken";
    const auto lost = computer.run({"--enrol", op.gateway.newCode()});
    CHECK(lost.exitCode == 1);
    CHECK(says(lost, "--again"));
    CHECK(computer.run({"--enrol", op.gateway.newCode(), "--again"}).exitCode == 0);
    CHECK(identityOf(computer).deviceId != device);
    CHECK(computer.run({"--again"}).exitCode == 2);
    const Computer nobody;
    const auto unknown = nobody.run({"--enrol", "7F3K-22QD-M0XA"});
    CHECK(unknown.exitCode == 2);
    CHECK(says(unknown, "counter.json"));
}

TEST_CASE("the office's key that was kept with a file goes when its job is done, and not before") {
    auto op = std::make_unique<Operator>();
    const auto port = op->gateway.port();
    const Computer computer;
    const auto file = op->fileFor("S-1");
    const Words office{"--office", op->officePub.string()};
    REQUIRE(op->gateway.terminate() == 0);
    REQUIRE(computer.provision(file, office).exitCode == 3);
    REQUIRE(fs::exists(computer.state / "office.pub"));
    const GatewayProcess back(op->gateway.folder(), GatewayProcess::DieAt::Never, port);
    REQUIRE(computer.provision(computer.state / "provisioning").exitCode == 0);
    CHECK_FALSE(computer.kept());
    CHECK_FALSE(fs::exists(computer.state / "office.pub"));
}

TEST_CASE("a counter is set up by one process at a time, and no code is left when it is done") {
    auto op = std::make_unique<Operator>();
    const auto port = op->gateway.port();
    const Computer computer;
    const auto file = op->fileFor("S-1");
    const auto code = op->gateway.newCode();
    const auto state = computer.state;
    REQUIRE(op->gateway.terminate() == 0);
    REQUIRE(computer.provision(file, {"--office", op->officePub.string()}).exitCode == 3);
    REQUIRE(computer.kept());
    const GatewayProcess back(op->gateway.folder(), GatewayProcess::DieAt::Never, port);
    const Words byCode{"--enrol", code, "--operator", back.url(), "--ca", back.caFile().string()};
    std::ofstream(state / "provisioning.tmp-AbCdEf") << "half";
    {
        const auto held = must(FolderLock::take(state / "set-up"));
        for (const auto& words : {byCode, Words{"--provision", (state / "provisioning").string()}}) {
            const auto run = computer.run(words);
            INFO(run.output << run.errors);
            CHECK(run.exitCode == 1);
            CHECK(says(run, "E701"));
        }
        CHECK_FALSE(computer.enrolled());
        CHECK(computer.kept());
        CHECK(fs::exists(state / "provisioning.tmp-AbCdEf"));  // it may be being written
    }
    const auto run = computer.run(byCode);
    INFO(run.output << run.errors);
    REQUIRE(run.exitCode == 0);
    CHECK_FALSE(computer.kept());
    CHECK_FALSE(fs::exists(state / "office.pub"));
    CHECK_FALSE(fs::exists(state / "provisioning.tmp-AbCdEf"));
    // What an older program left goes at the next start.
    std::ofstream(state / "provisioning") << textOf(file);
    std::ofstream(state / "office.pub") << textOf(op->officePub);
    static_cast<void>(computer.run({"--take-policy", "/nonexistent"}));
    CHECK_FALSE(computer.kept());
    CHECK_FALSE(fs::exists(state / "office.pub"));
}

TEST_CASE("a kept file that can never succeed goes, and the office's key with it") {
    auto op = std::make_unique<Operator>();
    const Computer computer;
    const auto file = op->fileFor("S-1");
    REQUIRE(op->gateway.terminate() == 0);
    REQUIRE(computer.provision(file, {"--office", op->officePub.string()}).exitCode == 3);
    REQUIRE(computer.kept());
    const auto kept = computer.state / "provisioning";
    Words more;
    const char* code = "";
    SECTION("of another shop than this computer is for now") {
        more = {"--shop", "S-2"};
        code = "E1232";
    }
    SECTION("damaged") {
        fs::resize_file(kept, 40);
        code = "E804";
    }
    const auto run = computer.provision(kept, more);
    INFO(run.output << run.errors);
    CHECK(run.exitCode == 1);
    CHECK(says(run, code));
    CHECK_FALSE(computer.kept());
    CHECK_FALSE(fs::exists(computer.state / "office.pub"));
}

TEST_CASE("at a counter whose enrolment is damaged no file is kept: nobody would ask for it") {
    auto op = std::make_unique<Operator>();
    const Computer computer;
    fs::copy_file(op->officePub, computer.etc / "office.pub");
    const auto file = op->fileFor("S-1");
    REQUIRE(computer.provision(file).exitCode == 0);
    std::ofstream(computer.state / "identity/enrolment") << "damaged";
    const auto newer = laterThan(*op, file, std::chrono::seconds(5));
    REQUIRE(op->gateway.terminate() == 0);
    const auto plain = computer.provision(newer);
    CHECK(plain.exitCode == 1);
    CHECK(says(plain, "--again"));
    const auto run = computer.provision(newer, {"--again"});
    INFO(run.output << run.errors);
    CHECK(run.exitCode == 3);
    CHECK_FALSE(computer.kept());
}

TEST_CASE("while the office changes its key, computers that know both take files and answers of either") {
    Operator op;
    const auto port = op.gateway.port();
    const auto place = op.folder.path();
    const auto oldFile = op.fileFor("S-1");
    const auto next = place / "next.key";
    REQUIRE(runOperator({"new-office-key", next.string()}).exitCode == 0);
    const auto line = runOperator({"office-public", next.string()});
    REQUIRE(line.exitCode == 0);
    const auto both = place / "both.pub", only = place / "only-new.pub";
    std::ofstream(both) << "# until the old one is retired\n" << textOf(op.officePub) << line.output;
    std::ofstream(only) << line.output;
    auto newKey = line.output;
    while (newKey.ends_with('\n')) newKey.pop_back();
    const auto dir = op.gateway.folder().string();
    const auto done = [](const Words& words) {
        const auto run = runOperator(words);
        INFO(words.front() << ": " << run.output << run.errors);
        REQUIRE(run.exitCode == 0);
    };
    // A gateway reads its keys when it starts.
    REQUIRE(op.gateway.terminate() == 0);
    done({"add-office-key", "--dir", dir, "--office-key", op.officeKey.string(), newKey});
    auto gateway = std::make_unique<GatewayProcess>(dir, GatewayProcess::DieAt::Never, port);
    const auto newFile = place / "by-next.provisioning";
    done({"new-provisioning", "--dir", dir, "--shop", "S-2", "--url", op.gateway.url(), "--office-key",
          next.string(), "--out", newFile.string()});
    // Who knows the old one alone takes nothing that the new one signed, and the other way round.
    CHECK(says(Computer().provision(newFile, {"--office", op.officePub.string()}), "E807"));
    CHECK(says(Computer().provision(oldFile, {"--office", only.string()}), "E807"));
    for (const auto& file : {oldFile, newFile}) {
        const Computer computer;
        const auto run = computer.provision(file, {"--office", both.string()});
        INFO(run.output << run.errors);
        CHECK(run.exitCode == 0);
        CHECK(identityOf(computer).officeKeys.size() == 2);
    }
    // The old one is retired: a file that it signed before is still good where both are known.
    const auto late = op.fileFor("S-3");
    const auto old = must(SigningKey::read(op.officeKey)).verifyingKey().id();
    REQUIRE(gateway->terminate() == 0);
    std::ofstream(place / "policy.json") << R"({"policy_version":2})";
    done({"set-policy", "--dir", dir, "--office-key", next.string(), (place / "policy.json").string()});
    done(Words{"retire-key", "--dir", dir, "--office-key", next.string(), old.substr(0, 12)});
    gateway = std::make_unique<GatewayProcess>(dir, GatewayProcess::DieAt::Never, port);
    const Computer computer;
    const auto run = computer.provision(late, {"--office", both.string()});
    INFO(run.output << run.errors);
    CHECK(run.exitCode == 0);
    // And nothing new is drawn up by it.
    CHECK(runOperator({"new-provisioning", "--dir", dir, "--shop", "S-4", "--url", op.gateway.url(),
                       "--office-key", op.officeKey.string(), "--out", (place / "S-4").string()})
              .exitCode == 1);
}
