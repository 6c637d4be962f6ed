// A person's data found, given out and erased, by the commands and over the whole folder: what is erased is
// found nowhere.

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "left_bytes.h"
#include "operator/deletion_certificate.h"
#include "review_chain.h"
#include "review_side.h"
#include "support/catch.h"
#include "support/certificate_parts.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

int modeOf(const fs::path& path) {
    struct stat info{};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return static_cast<int>(info.st_mode & 0777U);
}

}  // namespace

TEST_CASE("a person's data is found, given out and erased; the erased picture is found nowhere") {
    const ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    const auto other = counter.sell(2, 2);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    const auto sealed = parseEnvelope(sold.envelope).value().sealedPayload;
    CHECK(filesWith(chain.folder, sealed) == 1);  // this is how it would be seen
    const auto person = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--dir", chain.folder.string(), "--opening-key", chain.openingKey.string(),
                                   "--index-key", chain.indexKey.string(), "--document", "resident_id",
                                   madeResidentNumber(1)});
        words.insert(words.begin(), {operatorProgram(), "person"});
        return runProgram(words);
    };
    const auto found = person({"find", "--json"});
    INFO(found.errors);
    REQUIRE(found.exitCode == 0);
    REQUIRE(json::parse(found.output).size() == 1);
    CHECK(json::parse(found.output)[0]["record"] == sold.record.hex());

    const auto out = chain.temporary.path() / "for the person";
    const auto given = person({"export", "--out", out.string()});
    INFO(given.errors);
    REQUIRE(given.exitCode == 0);
    CHECK(modeOf(out) == 0700);
    const auto of = out / (sold.record.shortCode() + "-" + sold.record.hex().substr(0, 8));
    CHECK(readFile(of / "portrait.jpg", 1U << 20U).value() == madePicture(0x11));
    CHECK(readFile(of / "best_frame.jpg", 1U << 20U).value() == madePicture(0x22));
    CHECK(modeOf(of / "portrait.jpg") == 0600);
    const auto text = readFile(of / "registration.json", 1U << 20U).value();
    const auto about = json::parse(text.begin(), text.end());
    CHECK(about["registration"]["details"]["name"] == "Made Person");
    CHECK(about["registration"]["details"]["document_number"] == madeResidentNumber(1));
    CHECK(about["history"]["decisions"].size() == 1);
    CHECK(fs::exists(out / "person.json"));
    CHECK(person({"export", "--out", out.string()}).errors.find("E1001") != std::string::npos);
    CHECK(fs::exists(of / "portrait.jpg"));  // nothing was overwritten

    CHECK(chain.plainly({"deletion", sold.record.shortCode()}).exitCode == 1);
    const auto erased = person({"erase"});
    INFO(erased.errors);
    REQUIRE(erased.exitCode == 0);
    CHECK(erased.output.find("pictures erased") != std::string::npos);
    fs::remove_all(out);

    // Whole, and in any piece that is long enough to be no chance.
    const auto picture = madePicture(0x11);
    CHECK(filesWith(chain.folder, sealed) == 0);
    CHECK(filesWith(chain.folder, ByteView(sealed).subspan(sealed.size() / 2, 32)) == 0);
    CHECK(filesWith(chain.folder, ByteView(picture).first(64)) == 0);
    CHECK(rowsWith(chain.folder, ByteView(sealed).first(32)) == 0);
    CHECK(rowsWith(chain.folder, ByteView(picture).first(64)) == 0);
    CHECK(rowsWith(chain.folder, counter.enrolment().deviceId.bytes()) > 0);  // the search can find
    // Nor does the counter bring it back.
    CHECK(counter.post(sold).status == 200);
    CHECK(filesWith(chain.folder, sealed) == 0);
    // Another person's is as it was.
    CHECK(filesWith(chain.folder, parseEnvelope(other.envelope).value().sealedPayload) == 1);

    const auto shown = chain.plainly({"deletion", sold.record.shortCode()});
    REQUIRE(shown.exitCode == 0);
    const auto certificate = verifyDeletion(toBytes(shown.output.substr(0, shown.output.size() - 1)),
                                            counter.enrolment().operatorKeys)
                                 .value();
    CHECK(certificate.recordId == sold.record);
    CHECK(certificate.cause == ErasureCause::Request);
    CHECK(erasedParts(certificate) == PartNames{"portrait", "best_frame"});
    CHECK(keptParts(certificate) == PartNames{"details", "signed_head"});
    CHECK(shown.output.find("Made Person") == std::string::npos);

    // Signature and chain hold without the body.
    const auto record = chain.plainly({"show", sold.record.hex()});
    REQUIRE(record.exitCode == 0);
    CHECK(json::parse(record.output)["body"] == "erased");
    CHECK(json::parse(record.output)["signature"] == "valid");
    CHECK(person({"erase"}).output.find("erased before") != std::string::npos);
    const auto again = chain.temporary.path() / "again";
    REQUIRE(person({"export", "--out", again.string()}).exitCode == 0);
    CHECK_FALSE(fs::exists(again / of.filename() / "portrait.jpg"));
    CHECK(fs::exists(again / of.filename() / "registration.json"));
}

TEST_CASE("retain erases what is due, and what is held stays until it is let go") {
    const ReviewChain chain(R"({"policy_version":1,"retention":{"pictures_days":0}})");
    SellingCounter counter(*chain.gateway);
    const auto first = counter.sell(1, 1);
    const auto held = counter.sell(2, 2);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    CHECK(chain.plainly({"hold", held.record.hex(), "Mr Wang complains"}).exitCode == 2);
    REQUIRE(chain.plainly({"hold", held.record.hex(), "court_order"}).exitCode == 0);
    const auto retained = chain.run("retain", {"--once"});
    INFO(retained.errors);
    CHECK(retained.exitCode == 0);
    CHECK(retained.output.find("1 erased") != std::string::npos);
    CHECK(filesWith(chain.folder, parseEnvelope(first.envelope).value().sealedPayload) == 0);
    CHECK(filesWith(chain.folder, parseEnvelope(held.envelope).value().sealedPayload) == 1);
    REQUIRE(chain.plainly({"unhold", held.record.shortCode()}).exitCode == 0);
    CHECK(chain.run("retain", {"--once"}).output.find("1 erased") != std::string::npos);
    CHECK(filesWith(chain.folder, parseEnvelope(held.envelope).value().sealedPayload) == 0);
    CHECK(chain.plainly({"hold", RecordId::random().hex(), "court_order"}).errors.find("E1005") !=
          std::string::npos);
}

TEST_CASE("from 100,000 people on it is said what the law wants then") {
    CHECK(peopleHeldText(1) == "1 person is held.");
    CHECK(peopleHeldText(99'999) == "99999 people are held.");
    CHECK(peopleHeldText(100'000).find("filed with the authority") != std::string::npos);
}
