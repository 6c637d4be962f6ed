// Who may review, in the tables of both ledgers.

#include <atomic>
#include <thread>

#include "ledgers.h"
#include "operator/reviewer_accounts.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr std::string_view kPassword = "correct horse battery";

ReviewerRow rowOf(const std::string& id) {
    return {id, "Made Reviewer", ReviewerRole::Reviewer, "$argon2id$made", ReviewerState::Active, kNow};
}

}  // namespace

TEST_CASE("a reviewer is kept as added, in the order of ids, and no id is given twice") {
    onEveryPlace([](const LedgerPlace& place) {
        const auto book = place.reviewers();
        CHECK(book->all().value().empty());
        CHECK_FALSE(book->find("lina").value());
        auto lina = rowOf("lina");
        lina.name = "Lina Öztürk 李娜 'x'; --";
        lina.role = ReviewerRole::Supervisor;
        CHECK(book->add(lina).value());
        // By bytes, in no language's order.
        for (const auto* id : {"l_na", "l-nb", "l1", "ana"}) CHECK(book->add(rowOf(id)).value());
        auto other = rowOf("lina");
        other.name = "Somebody else";
        CHECK_FALSE(book->add(other).value());

        const auto again = place.reviewers();  // what another node sees
        const auto found = again->find("lina").value().value();
        CHECK(found.name == lina.name);
        CHECK(found.role == ReviewerRole::Supervisor);
        CHECK(found.passwordHash == lina.passwordHash);
        CHECK(found.state == ReviewerState::Active);
        CHECK(found.createdAt == kNow);
        std::vector<std::string> ids;
        const auto all = again->all().value();
        for (const auto& row : all) ids.push_back(row.id);
        CHECK(ids == std::vector<std::string>{"ana", "l-nb", "l1", "l_na", "lina"});
    });
}

TEST_CASE("what is changed of one reviewer is changed of that one, and of nobody where nobody has the id") {
    onEveryPlace([](const LedgerPlace& place) {
        const auto book = place.reviewers();
        for (const auto* id : {"lina", "mina"}) REQUIRE(book->add(rowOf(id)).value());
        CHECK(book->setState("lina", ReviewerState::Off).value());
        CHECK(book->setState("lina", ReviewerState::Off).value());  // so it is
        CHECK(book->setPassword("lina", "$argon2id$other").value());
        CHECK_FALSE(book->setState("nobody", ReviewerState::Active).value());
        CHECK_FALSE(book->setPassword("nobody", "$argon2id$other").value());
        const auto lina = place.reviewers()->find("lina").value().value();
        CHECK(lina.state == ReviewerState::Off);
        CHECK(lina.passwordHash == "$argon2id$other");
        const auto mina = book->find("mina").value().value();
        CHECK(mina.state == ReviewerState::Active);
        CHECK(mina.passwordHash == "$argon2id$made");
    });
}

TEST_CASE("whatever is typed where a reviewer signs in is at worst nobody's") {
    onEveryPlace([](const LedgerPlace& place) {
        const auto book = place.reviewers();
        REQUIRE(book->add(rowOf("lina")).value());
        for (const std::string& typed :
             {std::string(), std::string("LINA"), std::string("lina "), std::string("lina' OR '1'='1"),
              std::string("lin%"), std::string("\xff\xfe"), std::string("lina\0", 5), std::string("\0", 1),
              std::string("\\x6c696e61"), std::string("\xed\xa0\x80"), std::string(100'000, 'x')}) {
            INFO(typed.substr(0, 40));
            const auto found = book->find(typed);
            REQUIRE(found);
            CHECK_FALSE(*found);
            const auto changed = book->setState(typed, ReviewerState::Off);
            REQUIRE(changed);
            CHECK_FALSE(*changed);
        }
        CHECK(book->find("lina").value()->state == ReviewerState::Active);
    });
}

TEST_CASE("nodes that give out one id at once give it to one person") {
    onEveryPlace([](const LedgerPlace& place) {
        constexpr int kIds = 20;
        std::atomic<int> added = 0;
        const auto work = [&](const std::string& name) {
            const auto book = place.reviewers();
            for (int i = 0; i < kIds; ++i) {
                auto row = rowOf("r" + std::to_string(i));
                row.name = name;
                added += untilDone([&] { return book->add(row); }) ? 1 : 0;
            }
        };
        {
            const std::jthread one([&] { work("One"); }), two([&] { work("Two"); });
        }
        CHECK(added == kIds);
        CHECK(place.reviewers()->all().value().size() == kIds);
    });
}

TEST_CASE("a reviewer is let in by the right password only, and not when switched off") {
    onEveryPlace([](const LedgerPlace& place) {
        const auto book = place.reviewers();
        REQUIRE(addReviewer(*book, "lina", "Lina Öztürk 李娜", ReviewerRole::Reviewer, kPassword, kNow));
        const auto in = reviewerOf(*book, "lina", kPassword);
        REQUIRE(in);
        REQUIRE(*in);
        CHECK((*in)->name == "Lina Öztürk 李娜");
        CHECK((*in)->createdAt == kNow);
        CHECK_FALSE(reviewerOf(*book, "lina", "correct horse batterz").value());
        CHECK_FALSE(reviewerOf(*book, "lin", kPassword).value());
        CHECK_FALSE(reviewerOf(*book, "lina' OR '1'='1", kPassword).value());
        CHECK_FALSE(reviewerOf(*book, "lina", "").value());

        REQUIRE(setReviewerState(*book, "lina", ReviewerState::Off));
        CHECK_FALSE(reviewerOf(*book, "lina", kPassword).value());
        REQUIRE(setReviewerState(*book, "lina", ReviewerState::Active));
        REQUIRE(setReviewerPassword(*book, "lina", "another long password"));
        CHECK_FALSE(reviewerOf(*book, "lina", kPassword).value());
        CHECK(reviewerOf(*book, "lina", "another long password").value());
    });
}
