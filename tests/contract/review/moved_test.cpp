// What is held of people whose records' months were moved out of the ledger (PostgreSQL): by the commands and
// the gateway as they ship. Whatever month is away, a person's right is not.

#include <nlohmann/json.hpp>

#include "core/files.h"
#include "core/receipt_code.h"
#include "operator/erasure_desk.h"
#include "review_chain.h"
#include "support/catch.h"
#include "support/certificate_parts.h"
#include "support/postgres_process.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

struct MovedChain : ReviewChain {
    explicit MovedChain(const std::string& ledger)
        : ReviewChain(R"({"policy_version":1,"retention":{"pictures_days":0}})", ledger), address(ledger) {}
    std::string address;

    void moveAway() const {
        sharedPostgres().sql(address,
                             "DO $$ DECLARE m record; BEGIN FOR m IN SELECT inhrelid::regclass AS name FROM "
                             "pg_inherits WHERE inhparent = 'record'::regclass LOOP EXECUTE 'ALTER TABLE "
                             "record DETACH PARTITION ' || m.name; END LOOP; END $$");
    }
    void bringBack() const {
        sharedPostgres().sql(address,
                             "DO $$ DECLARE m record; BEGIN FOR m IN SELECT relname FROM pg_class WHERE "
                             "relkind = 'r' AND relname ~ '^record_[0-9]{6}$' LOOP EXECUTE format('ALTER "
                             "TABLE record ATTACH PARTITION %I FOR VALUES IN (%s)', m.relname, "
                             "substr(m.relname, 8)); END LOOP; END $$");
    }
    [[nodiscard]] ProgramResult person(int who, std::vector<std::string> words) const {
        words.insert(words.begin(), "person");
        words.insert(words.begin(), operatorProgram());
        words.insert(words.end(),
                     {"--dir", folder.string(), "--opening-key", openingKey.string(), "--index-key",
                      indexKey.string(), "--document", "resident_id", madeResidentNumber(who)});
        words.insert(words.end(), place.begin(), place.end());
        return runProgram(words);
    }
    [[nodiscard]] json found(int who) const { return json::parse(person(who, {"find", "--json"}).output); }
    [[nodiscard]] json exported(int who, const RecordId& record, int exitCode = 0) const {
        const auto out = temporary.path() / RecordId::random().hex();
        const auto given = person(who, {"export", "--out", out.string()});
        INFO(given.errors);
        REQUIRE(given.exitCode == exitCode);
        CHECK(has(given.output, "once it is attached") == (exitCode != 0));
        const auto folderName = record.shortCode() + "-" + record.hex().substr(0, 8);
        const auto text = readFile(out / folderName / "registration.json", 1U << 20U).value();
        return json::parse(text.begin(), text.end());
    }
    [[nodiscard]] DeletionCertificate certificate(const RecordId& record, const SellingCounter& by) const {
        const auto shown = plainly({"deletion", record.shortCode()});
        INFO(shown.errors);
        REQUIRE(shown.exitCode == 0);
        return verifyDeletion(toBytes(shown.output.substr(0, shown.output.size() - 1)),
                              by.enrolment().operatorKeys)
            .value();
    }
};

}  // namespace

TEST_CASE("a person whose records' month was moved away is found, given all that is kept, and erased") {
    if (!PostgresProcess::installed()) return;
    const MovedChain chain(sharedPostgres().newDatabase());
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    const auto refused = counter.sell(2, 1);  // the same line
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    REQUIRE(chain.run("retain", {"--once"}).exitCode == 0);
    const auto before = chain.exported(1, sold.record);
    chain.moveAway();

    // The buyer's page, and what the staff is shown.
    const HttpClient http(*chain.gateway);
    const auto path = std::string(kDeletionsRoute) + receiptCodeOf(sold.record);
    const auto answer = http.get(path);
    REQUIRE(answer.status == 200);
    CHECK(verifyDeletion(answer.body, counter.enrolment().operatorKeys).value().recordId == sold.record);
    CHECK(answer.text() + "\n" == chain.plainly({"deletion", sold.record.hex()}).output);
    auto wrong = path;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(http.get(wrong).status == 404);

    const auto rows = chain.found(1);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["record"] == sold.record.hex());
    CHECK(rows[0]["status"] == "activated");
    CHECK(rows[0]["received_at"] == before["received_at"]);
    CHECK(rows[0]["pictures_erased"] == true);
    const auto given = chain.exported(1, sold.record);
    CHECK(given["readable"] == true);
    CHECK(given["registration"] == before["registration"]);
    CHECK(given["registration"]["details"]["name"] == "Made Person");
    CHECK(given["status"] == "activated");
    CHECK(given["received_at"] == before["received_at"]);
    CHECK(given["registered_at"] == nullptr);
    CHECK(given["history"]["decisions"] == before["history"]["decisions"]);

    // Somebody has a right to what is kept of it.
    REQUIRE(chain.plainly({"hold", refused.record.hex(), "court_order"}).exitCode == 0);
    CHECK(chain.person(2, {"erase"}).exitCode == 1);
    REQUIRE(chain.plainly({"unhold", refused.record.shortCode()}).exitCode == 0);
    auto erased = chain.person(1, {"erase"});
    CHECK(erased.exitCode == 0);
    CHECK(has(erased.output, "erased before; name and numbers are kept during the service"));
    erased = chain.person(2, {"erase"});
    INFO(erased.output + erased.errors);
    CHECK(erased.exitCode == 0);
    CHECK(has(erased.output, "all erased"));
    CHECK(chain.found(2).empty());
    const auto word = chain.certificate(refused.record, counter);
    CHECK(erasedParts(word) == PartNames{"portrait", "best_frame", "details"});
    CHECK(keptParts(word) == PartNames{"signed_head"});
    CHECK(word.erased[0].cause == ErasureCause::Retention);
    CHECK(word.erased[2].cause == ErasureCause::Request);
    CHECK(chain.run("retain", {"--once"}).exitCode == 0);
}

TEST_CASE("pictures in a month that was moved away are told until it is back, and then they go") {
    if (!PostgresProcess::installed()) return;
    const MovedChain chain(sharedPostgres().newDatabase());
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    chain.moveAway();
    auto retained = chain.run("retain", {"--once"});
    CHECK(retained.exitCode == 1);
    CHECK(has(retained.output, "1 due or asked for in months that were moved away"));
    CHECK(json::parse(chain.run("retain", {"--once", "--json"}).output)["out_of_reach"] == 1);
    CHECK(json::parse(HttpClient(*chain.gateway)
                          .get(std::string(kDeletionsRoute) + receiptCodeOf(sold.record))
                          .text())["state"] == "held");
    CHECK(chain.exported(1, sold.record, 1)["readable"] == false);
    const auto asked = chain.person(1, {"erase"});
    CHECK(asked.exitCode == 1);
    CHECK(has(asked.output, "its month was moved out of the ledger"));
    CHECK(has(asked.output, "nobody has to ask again"));
    CHECK(chain.found(1)[0]["erasure_asked"] == true);
    chain.bringBack();
    retained = chain.run("retain", {"--once"});
    INFO(retained.output + retained.errors);
    CHECK(retained.exitCode == 0);
    CHECK(has(retained.output, "1 on request"));
    CHECK(keptParts(chain.certificate(sold.record, counter)) == PartNames{"details", "signed_head"});
    CHECK(chain.found(1)[0]["erasure_asked"] == false);
}

TEST_CASE("what a person asked for is told while its month is away, though nothing of it is due yet") {
    if (!PostgresProcess::installed()) return;
    const MovedChain chain(sharedPostgres().newDatabase());
    SellingCounter counter(*chain.gateway);
    static_cast<void>(counter.sell(1, 1));
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    // As where the regulator has not answered.
    sharedPostgres().sql(chain.address, "UPDATE retention SET pictures_until = NULL");
    chain.moveAway();
    CHECK(chain.run("retain", {"--once"}).exitCode == 0);
    CHECK(chain.person(1, {"erase"}).exitCode == 1);
    const auto retained = chain.run("retain", {"--once"});
    CHECK(retained.exitCode == 1);
    CHECK(has(retained.output, "1 due or asked for in months that were moved away"));
}
