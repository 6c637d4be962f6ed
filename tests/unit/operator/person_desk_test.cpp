// What is given out to a person and erased for one, on real files and a real SQLite ledger.
#include <map>

#include "core/files.h"
#include "hooked_bodies.h"
#include "made_erasure.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

using Bench = ErasureBench;

std::string textOf(const std::filesystem::path& file) {
    const auto bytes = readFile(file, 1U << 20U).value();
    return {bytes.begin(), bytes.end()};
}

std::string folderOf(const RecordRow& row) {
    return row.recordId.shortCode() + "-" + row.recordId.hex().substr(0, 8);
}

// The ledger does as the test says where it says.
class FailingAt final : public DatabaseFaults {
  public:
    std::string part;
    int passing = 0;  // so many are let through
    int beforeStep(std::string_view sql) override {
        if (part.empty() || sql.find(part) == std::string_view::npos) return 0;
        return passing-- > 0 ? 0 : 10;
    }
};

}  // namespace

TEST_CASE("what is given out tells of no hold: neither that there is one, nor that there was") {
    Bench bench;
    const auto held = bench.registered(1);
    const auto let = bench.registered(1);
    const auto free = bench.registered(1);
    CHECK(bench.judged().activated == 3);
    auto desk = bench.eraser();
    const auto given = [&] {
        const auto out = bench.temporary.path() / RecordId::random().hex();
        REQUIRE(desk.person->exportTo(out, bench.of(desk, 1), "lina", bench.clock.wall()));
        std::map<RecordId, json> all;
        for (const auto& row : {held, let, free}) {
            const auto text = textOf(out / folderOf(row) / "registration.json");
            for (const auto* word : {R"("hold)", "held", "court"}) {
                INFO(word);
                CHECK(text.find(word) == std::string::npos);
            }
            all[row.recordId] = json::parse(text);
        }
        const auto summary = textOf(out / "person.json");
        for (const auto* word : {R"("hold)", "held", "court"}) CHECK(summary.find(word) == std::string::npos);
        return all;
    };
    REQUIRE(bench.mine.book->hold(holdLine("court_order"), held.deviceId, held.recordId, "court_order"));
    REQUIRE(bench.mine.book->hold(holdLine("court_order"), let.deviceId, let.recordId, "court_order"));
    REQUIRE(bench.mine.book->hold(holdLine(""), let.deviceId, let.recordId, ""));
    const auto before = given();
    for (const auto& [record, about] : before) {
        CHECK(about["retention"]["pictures_until"] == toRfc3339(*bench.kept(free).picturesUntil));
        CHECK(about["history"]["looked_at"].size() == 1);  // the giving out
        CHECK(about["retention"] == before.at(free.recordId)["retention"]);
    }
    // The day is over and the pictures of one are there: a time that is over would tell why.
    bench.waitOutTime();
    const auto after = given();
    for (const auto& [record, about] : after) {
        CHECK(about["retention"]["pictures_until"].is_null());
        CHECK(about["retention"] == after.at(free.recordId)["retention"]);
    }
}

TEST_CASE("whoever looks a person up stands in the log of each record, before anything is shown") {
    Bench bench;
    const auto first = bench.registered(1);
    const auto second = bench.registered(1);
    const auto other = bench.registered(2);
    CHECK(bench.judged().activated == 3);
    auto desk = bench.eraser();
    const auto log = [&](const RecordRow& row) {
        return bench.mine.book->history(row.deviceId, row.recordId).value().log;
    };
    const auto look = [&](const std::string& number) {
        return desk.person->lookUp(DocumentKind::ResidentId, number, "user:lina as wang", bench.clock.wall());
    };
    CHECK(look(madeResidentNumber(1)).value().size() == 2);
    for (const auto& row : {first, second}) {
        REQUIRE(log(row).size() == 1);
        CHECK(log(row)[0].action == "found");
        CHECK(log(row)[0].reviewer == "user:lina as wang");
        CHECK(log(row)[0].detail.empty());
    }
    CHECK(log(other).empty());
    CHECK(look("nobody's number").value().empty());
    CHECK(log(other).empty());

    FailingAt faults;
    const auto book = SqliteCaseBook::open(OperatorPaths(bench.folder).ledger, &faults).value();
    PersonDesk faulty(*book, *desk.opener, *desk.desk, bench.index);
    faults.part = "INSERT INTO review_log";
    CHECK_FALSE(
        faulty.lookUp(DocumentKind::ResidentId, madeResidentNumber(1), "user:lina", bench.clock.wall()));
}

TEST_CASE("of each record it is told what became of it, whatever went wrong with another") {
    Bench bench;
    std::vector<RecordRow> rows;
    for (int i = 0; i < 3; ++i) rows.push_back(bench.registered(1));
    CHECK(bench.judged().activated == 3);
    FailingAt faults;
    const auto book = SqliteCaseBook::open(OperatorPaths(bench.folder).ledger, &faults).value();
    auto desk = bench.eraser();
    ErasureDesk erasure(*bench.ledger, bench.bodies, *book, *desk.opener, bench.identity.signingKey,
                        bench.identity.sealingKeys.front(), bench.clock, bench.nobody);
    PersonDesk person(*book, *desk.opener, erasure, bench.index);
    SECTION("one could not be carried out") {
        faults.part = "UPDATE retention SET erased_at";
        faults.passing = 1;
        const auto all = person.erase(rows, "user:lina", bench.clock.wall());
        REQUIRE(all.size() == 3);
        CHECK_FALSE(all[0].failure);
        CHECK(all[0].result == EraseResult::Pictures);
        CHECK_FALSE(bench.bodyThere(rows[0]));
        for (std::size_t i = 1; i < 3; ++i) {
            CHECK(all[i].record == rows[i].recordId);
            CHECK(all[i].failure);
            CHECK(all[i].asked);
            CHECK(bench.kept(rows[i]).askedAt);
            CHECK(bench.bodyThere(rows[i]));
        }
        // Nobody has to ask again.
        CHECK(bench.eraser().desk->eraseDue().value().asked == 2);
    }
    SECTION("one could not even be asked for") {
        faults.part = "INSERT INTO retention";
        faults.passing = 2;
        const auto all = person.erase(rows, "user:lina", bench.clock.wall());
        REQUIRE(all.size() == 3);
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK_FALSE(all[i].failure);
            CHECK_FALSE(bench.bodyThere(rows[i]));
        }
        CHECK(all[2].failure);
        CHECK_FALSE(all[2].asked);
        CHECK_FALSE(bench.kept(rows[2]).askedAt);
        CHECK(bench.bodyThere(rows[2]));
    }
}
