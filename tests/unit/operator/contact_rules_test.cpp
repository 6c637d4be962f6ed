// What a contact means, without a ledger: journals that follow, miss lines, are shorter or differ; counters
// that have gone back.
#include "operator/contact_rules.h"

#include "support/catch.h"

using namespace countersign;

namespace {

constexpr WallTime kNow{std::chrono::seconds(1795504525)};

AuditHead sealed(const std::vector<std::string>& lines) {
    AuditHead head;
    for (const auto& line : lines) head = sealAuditLine(head, line);
    return head;
}
Contact tells(std::uint64_t from, std::vector<std::string> lines, const AuditHead& head) {
    Contact contact;
    contact.auditFrom = from;
    contact.auditLines = std::move(lines);
    contact.audit = head;
    contact.lastReserved = 10;
    return contact;
}
ContactJudgement judged(const Contact& contact, const AuditHead& held, ContactWay way = ContactWay::Network,
                        std::optional<Sha256> seal = std::nullopt, std::uint64_t highest = 10) {
    return judgeContact(contact, kNow, way, journalAfter(contact, held), seal, highest);
}

}  // namespace

TEST_CASE("lines that follow are stored, those that are held already are not stored again") {
    const auto held = sealed({"a", "b"});
    const auto contact = tells(2, {"b", "c"}, sealed({"a", "b", "c"}));
    const auto journal = journalAfter(contact, held);
    REQUIRE(journal.lines.size() == 1);
    CHECK(journal.lines[0].number == 3);
    CHECK(journal.lines[0].line == "c");
    CHECK(journal.held == sealed({"a", "b", "c"}));
    CHECK(judged(contact, held).alarms.empty());
}

TEST_CASE("a journal with a line that was changed, left out or cut off at its end raises an alarm") {
    const auto held = sealed({"a", "b"});
    const auto changed = tells(3, {"c"}, sealed({"a", "x", "c"}));
    const auto gap = tells(4, {"d"}, sealed({"a", "b", "c", "d"}));
    const auto shorter = tells(1, {}, sealed({"a"}));
    for (const auto& contact : {changed, gap, shorter}) {
        const auto word = judged(contact, held);
        REQUIRE(word.alarms.size() == 1);
        CHECK(word.alarms[0].first == "audit_differs");
        CHECK_FALSE(word.setAside);
    }
    CHECK(journalAfter(gap, held).held.count == 4);  // what follows a gap is taken all the same
}

TEST_CASE("more lines than one contact carries are no contradiction") {
    CHECK(judged(tells(1, {"a"}, sealed({"a", "b", "c"})), {}).alarms.empty());
}

TEST_CASE("a stick may tell late, but not otherwise") {
    const auto held = sealed({"a", "b"});
    const auto late = tells(1, {"a"}, sealed({"a"}));
    REQUIRE(asksHeldSeal(late, ContactWay::Stick, journalAfter(late, held)));
    CHECK_FALSE(asksHeldSeal(late, ContactWay::Network, journalAfter(late, held)));
    const auto word = judged(late, held, ContactWay::Stick, sealed({"a"}).seal);
    CHECK(word.alarms.empty());
    CHECK(word.old);
    CHECK(judged(late, held, ContactWay::Stick, sealed({"x"}).seal).alarms.size() == 1);
}

TEST_CASE("a counter whose numbers went back is set aside, unless a stick brings an old word") {
    const auto contact = tells(1, {}, {});
    const auto word = judged(contact, {}, ContactWay::Network, std::nullopt, 11);
    REQUIRE(word.alarms.size() == 1);
    CHECK(word.alarms[0].first == "rolled_back");
    CHECK(word.alarms[0].second.sequence == 10);
    CHECK(word.setAside);
    const auto byStick = judged(contact, {}, ContactWay::Stick, std::nullopt, 11);
    CHECK(byStick.alarms.empty());
    CHECK_FALSE(byStick.setAside);
    CHECK(byStick.old);
    CHECK_FALSE(judged(contact, {}).setAside);  // level is not behind
}
