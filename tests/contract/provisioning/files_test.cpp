// The operator's side of provisioning files: drawn up from a list, looked at and signed at the office.

#include <algorithm>
#include <set>

#include "contract/provisioning/provisioning_world.h"
#include "protocol/provisioning.h"

using namespace countersign;
using namespace countersign::test;

namespace {

std::string textOf(const fs::path& file) {
    const auto bytes = must(readFile(file, 1U << 20U));
    return {bytes.begin(), bytes.end()};
}

void writeText(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

// The operator's program, with this on its standard input.
ProgramResult answeredWith(const std::string& answer, const Words& words) {
    Words command{"/bin/sh", "-c",   "answer=$1; shift; printf '%s' \"$answer\" | \"$@\"",
                  "sh",      answer, operatorProgram()};
    command.insert(command.end(), words.begin(), words.end());
    return runProgram(command);
}

Provisioning readBack(const Operator& op, const fs::path& file) {
    const auto office = must(SigningKey::read(op.officeKey));
    return must(verifyProvisioning(must(readFile(file, kMaxProvisioningBytes)), {office.verifyingKey()}));
}

std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator(folder)) names.push_back(each.path().filename().string());
    std::ranges::sort(names);
    return names;
}

}  // namespace

TEST_CASE(
    "the office signs drafts it has seen, one or a folder of them, and a list makes one for each shop") {
    const Operator op;
    const auto place = op.folder.path();
    const auto list = place / "shops.tsv", drafts = place / "drafts", ready = place / "ready";
    const auto make = [&](const std::string& text) {
        writeText(list, text);
        return runOperator({"new-provisioning", "--dir", op.gateway.folder().string(), "--shops",
                            list.string(), "--url", op.gateway.url(), "--language", "en", "--out",
                            drafts.string()});
    };
    // A list that can't be meant makes nothing.
    for (const char* wrong :
         {"", "S-1\nS-1\n", "../S-1\n", "S-1\tName\t../x\n", "S-1\tName\ten\tmore\n", "S-1\t\t\t0\n",
          "S-1\t\t\t-1\n", "S-1\t\t\t1e1\n", "S-1\t\t\t100\n", "S-1\t\t\t03\n", "S-1\t\t\t 3\n",
          "S-1\t\t\t3\t4\n",
          // Files of the same name, and a name that is longer than a shop's may be.
          "S-1\t\t\t2\nS-1-2\n", "S-1-2\nS-1\t\t\t2\n", "S2345678901234567890123456789012\t\t\t2\n"}) {
        const auto run = make(wrong);
        INFO(wrong);
        CHECK(run.exitCode == 1);
        CHECK(says(run, "E1001"));
        CHECK_FALSE(fs::exists(drafts));
    }
    REQUIRE(make("# shop\tname\tlanguage\nS-1\tNorth\nS-2\t\xe5\x8c\x97\xe8\xa1\x97\tzh_CN\r\n").exitCode ==
            0);
    const auto before = textOf(drafts / "S-1.provisioning-draft");
    const auto more = make("S-1\tNorth\nS-3\n");
    CHECK(says(more, "1 files"));
    CHECK(textOf(drafts / "S-1.provisioning-draft") == before);  // its code is not given out twice
    // No counter takes a draft.
    const Computer computer;
    CHECK(says(computer.provision(drafts / "S-1.provisioning-draft", {"--office", op.officePub.string()}),
               "E804"));
    const auto shown = runOperator({"sign-provisioning", (drafts / "S-2.provisioning-draft").string()});
    CHECK(shown.exitCode == 0);
    for (const char* word : {"Shop S-2", "zh_CN", "only shown"}) CHECK(says(shown, word));
    // Nothing is signed before somebody has seen it all and said so.
    const Words sign{"sign-provisioning", "--office-key", op.officeKey.string(), drafts.string(),
                     ready.string()};
    for (const char* no : {"", "\n", "no\n", "y\n", "YES\n", "yes please\n"}) {
        const auto refused = answeredWith(no, sign);
        INFO(no << refused.output);
        CHECK(refused.exitCode == 1);
        CHECK(says(refused, "To be signed: 3 files for 3 shops: S-1, S-2, S-3"));
        CHECK(says(refused, "Nothing was signed"));
        CHECK_FALSE(fs::exists(ready));
    }
    const auto signedAll = answeredWith("yes\n", sign);
    INFO(signedAll.errors);
    REQUIRE(signedAll.exitCode == 0);
    CHECK(says(signedAll, "3 drafts signed"));
    for (const auto& word : Words{"good until", "ring         none (3)", op.gateway.url()})
        CHECK(says(signedAll, word));
    CHECK(readBack(op, ready / "S-2.provisioning").settings.language == "zh_CN");
    CHECK(computer.provision(ready / "S-1.provisioning", {"--office", op.officePub.string()}).exitCode == 0);
    // Another office's key signs nothing at this gateway.
    const auto strange = place / "strange.key";
    REQUIRE(runOperator({"new-office-key", strange.string()}).exitCode == 0);
    const auto wrongOffice =
        runOperator({"new-provisioning", "--dir", op.gateway.folder().string(), "--shop", "S-9", "--url",
                     op.gateway.url(), "--office-key", strange.string(), "--out", (place / "S-9").string()});
    CHECK(wrongOffice.exitCode == 1);
    CHECK_FALSE(fs::exists(place / "S-9"));
    CHECK(runOperator({"new-provisioning", "--dir", op.gateway.folder().string(), "--url", op.gateway.url(),
                       "--out", (place / "x").string()})
              .exitCode == 2);
}

TEST_CASE("a shop with several counters gets a file for each, by a column of the list or by an option") {
    const Operator op;
    const auto place = op.folder.path();
    const auto list = place / "shops.tsv", out = place / "out";
    const auto make = [&](const fs::path& to, Words more) {
        Words words{"new-provisioning", "--dir",        op.gateway.folder().string(), "--url",
                    op.gateway.url(),   "--office-key", op.officeKey.string(),        "--out",
                    to.string()};
        words.insert(words.end(), more.begin(), more.end());
        return runOperator(words);
    };
    writeText(list, "S-1\tNorth\t\t3\nS-2\nS-3\tEast\tar\t1\n");
    const auto first = make(out, {"--shops", list.string()});
    INFO(first.output << first.errors);
    REQUIRE(first.exitCode == 0);
    CHECK(says(first, "5 files"));
    CHECK(namesIn(out) == Words{"S-1-1.provisioning", "S-1-2.provisioning", "S-1-3.provisioning",
                                "S-2.provisioning", "S-3.provisioning"});
    // For the same shop, each with a code of its own: three computers, one file each.
    std::set<std::string> codes;
    for (const char* each : {"S-1-1", "S-1-2", "S-1-3"}) {
        const auto made = readBack(op, out / (std::string(each) + ".provisioning"));
        CHECK(made.shop == "S-1");
        codes.insert(made.code);
    }
    CHECK(codes.size() == 3);
    const Computer one, another;
    const Words office{"--office", op.officePub.string()};
    CHECK(one.provision(out / "S-1-1.provisioning", office).exitCode == 0);
    CHECK(another.provision(out / "S-1-1.provisioning", office).exitCode == 1);
    CHECK(another.provision(out / "S-1-2.provisioning", office).exitCode == 0);
    // A shop that grows keeps the files that it has; the option is for lines that do not say it.
    writeText(list, "S-1\tNorth\t\t4\nS-2\nS-3\tEast\tar\t1\nS-4\n");
    const auto grown = make(out, {"--shops", list.string(), "--counters", "2"});
    INFO(grown.output << grown.errors);
    CHECK(says(grown, "4 files"));
    CHECK(fs::exists(out / "S-1-4.provisioning"));
    CHECK(fs::exists(out / "S-2-2.provisioning"));
    CHECK_FALSE(fs::exists(out / "S-2-1.provisioning"));  // S-2.provisioning is that
    CHECK(fs::exists(out / "S-4-2.provisioning"));
    // A name that looks like a shop's own file but is another shop's takes nothing from it.
    const auto likeness = place / "likeness";
    writeText(list, "S-1-1\nS-1\n");
    CHECK(says(make(likeness, {"--shops", list.string()}), "2 files"));
    CHECK(readBack(op, likeness / "S-1.provisioning").shop == "S-1");
    // Without a list.
    const auto alone = place / "alone";
    CHECK(make(alone, {"--shop", "S-9", "--shop-name", "West", "--counters", "2"}).exitCode == 0);
    CHECK(namesIn(alone) == Words{"S-9-1.provisioning", "S-9-2.provisioning"});
    CHECK(readBack(op, alone / "S-9-2.provisioning").shopName == "West");
    for (const char* wrong : {"0", "-1", "100", "x"})
        CHECK(make(place / "none", {"--shop", "S-9", "--counters", wrong}).exitCode == 2);
    CHECK_FALSE(fs::exists(place / "none"));
}

TEST_CASE("what a draft says can't drive the office's terminal, and --yes signs for a script") {
    const Operator op;
    const auto draft = op.folder.path() / "draft", out = op.folder.path() / "signed.provisioning";
    auto made = readBack(op, op.fileFor("S-1", {"--ring", "early"}));
    made.shopName =
        "North\x1b[2J\x7f\xc2\x9b"
        "31m\xe2\x80\xae"
        "teertS\xe2\x81\xa6 \xe5\x8c\x97\n\xd8\x9cX";
    auto bytes = writeProvisioningDraft(made);
    if (!bytes) {
        made.shopName =
            "North\xe2\x80\xae"
            "teertS\xe2\x81\xa6 \xe5\x8c\x97\xd8\x9cX";
        bytes = writeProvisioningDraft(made);
    }
    writeText(draft, std::string(bytes->begin(), bytes->end()));
    const auto shown = runOperator({"sign-provisioning", draft.string()});
    CHECK(shown.exitCode == 0);
    for (const char* bad : {"\x1b", "\x7f", "\xc2\x9b", "\xe2\x80\xae", "\xe2\x81\xa6", "\xd8\x9c"})
        CHECK(shown.output.find(bad) == std::string::npos);
    CHECK(says(shown, "\xe5\x8c\x97"));
    const auto done = runOperator(
        {"sign-provisioning", "--yes", "--office-key", op.officeKey.string(), draft.string(), out.string()});
    INFO(done.errors);
    CHECK(done.exitCode == 0);
    CHECK(says(done, "ring         early"));
    CHECK(readBack(op, out) == made);
    // One that is damaged among others: nothing is signed.
    const auto folder = op.folder.path() / "drafts", into = op.folder.path() / "into";
    fs::create_directories(folder);
    fs::copy_file(draft, folder / "S-1.provisioning-draft");
    writeText(folder / "b.provisioning-draft", "{");
    CHECK(runOperator({"sign-provisioning", "--yes", "--office-key", op.officeKey.string(), folder.string(),
                       into.string()})
              .exitCode == 1);
    CHECK_FALSE(fs::exists(into));
    // One whose name sends it to another shop: nothing is signed either.
    const Words sign{"sign-provisioning",   "--yes",         "--office-key",
                     op.officeKey.string(), folder.string(), into.string()};
    fs::remove(folder / "b.provisioning-draft");
    for (const char* name : {"S-2", "S-12", "S-1-", "S-1-x", "S-1-2-3", "S"}) {
        const auto wrong = folder / (std::string(name) + ".provisioning-draft");
        fs::copy_file(draft, wrong);
        const auto refused = runOperator(sign);
        INFO(name << refused.output << refused.errors);
        CHECK(refused.exitCode == 1);
        CHECK(says(refused, "it is for shop S-1"));
        fs::remove(wrong);
    }
    CHECK_FALSE(fs::exists(into));
    fs::copy_file(draft, folder / "S-1-2.provisioning-draft");
    CHECK(runOperator(sign).exitCode == 0);
    CHECK(readBack(op, into / "S-1-2.provisioning") == made);
}
