// Who may review: accounts, guesses, sessions. With the real SQLite and the real argon2id.
#include <algorithm>
#include <set>

#include "core/files.h"
#include "made_operator.h"
#include "operator/console_sessions.h"
#include "operator/judge.h"
#include "operator/review_reasons.h"
#include "operator/reviewer_accounts.h"
#include "operator/sqlite_reviewer_book.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr std::string_view kPassword = "correct horse battery";

struct Book {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path() / "ledger.sqlite";
    std::unique_ptr<SqliteReviewerBook> book = SqliteReviewerBook::open(file).value();
    WallTime now{std::chrono::seconds(1795504525)};

    Status add(std::string_view id, std::string_view name = "Made Reviewer",
               std::string_view password = kPassword) {
        return addReviewer(*book, id, name, ReviewerRole::Reviewer, password, now);
    }
};

struct Time {
    ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    void pass(Millis time) { clock.advance(time); }
};

}  // namespace

TEST_CASE("the password stands in no file of the ledger") {
    Book made;
    REQUIRE(made.add("lina"));
    REQUIRE(setReviewerPassword(*made.book, "lina", "another long password"));
    const auto row = made.book->find("lina").value();
    CHECK(row->passwordHash.starts_with("$argon2id$"));
    for (const auto& entry : std::filesystem::directory_iterator(made.folder.path())) {
        const auto bytes = readFile(entry.path(), 16U << 20U).value();
        const std::string text(bytes.begin(), bytes.end());
        CHECK(text.find(kPassword) == std::string::npos);
        CHECK(text.find("another long password") == std::string::npos);
    }
}

TEST_CASE("accounts that can't be are rejected and change nothing") {
    Book made;
    REQUIRE(made.add("lina"));
    const auto code = [](const Status& status) { return status ? ErrorCode::Invalid : status.error().code; };
    for (const std::string id : {"", "Lina", "li na", "li/na", "policy", "regulator", "l\n", "李娜",
                                 "a23456789012345678901234567890123"}) {
        INFO(id);
        CHECK(code(made.add(id)) == ErrorCode::ReviewerRejected);
    }
    CHECK(code(made.add("lina", "Somebody else")) == ErrorCode::ReviewerRejected);  // taken
    CHECK(code(made.add("mina", "")) == ErrorCode::ReviewerRejected);
    CHECK(code(made.add("mina", "two\nlines")) == ErrorCode::ReviewerRejected);
    CHECK(code(made.add("mina", std::string(101, 'x'))) == ErrorCode::ReviewerRejected);
    CHECK(code(made.add("mina", "Mina", "fourteen chars")) == ErrorCode::ReviewerRejected);
    CHECK(code(made.add("mina", "Mina", std::string(513, 'x'))) == ErrorCode::ReviewerRejected);
    // Fourteen Chinese letters are 42 bytes and no longer for it.
    CHECK(code(made.add("mina", "Mina", "一二三四五六七八九十百千万亿")) == ErrorCode::ReviewerRejected);
    CHECK(code(made.add("mina", "Mina", "一二三四五六七八九十百千万亿兆")) == ErrorCode::Invalid);
    CHECK(code(setReviewerState(*made.book, "nobody", ReviewerState::Off)) == ErrorCode::ReviewerRejected);
    CHECK(code(setReviewerPassword(*made.book, "nobody", kPassword)) == ErrorCode::ReviewerRejected);
    CHECK(code(setReviewerPassword(*made.book, "lina", "short")) == ErrorCode::ReviewerRejected);
    CHECK(reviewerOf(*made.book, "lina", kPassword).value());
    CHECK(made.book->all().value().size() == 2);
    CHECK(made.book->find("lina").value()->name == "Made Reviewer");
}

TEST_CASE("who guesses waits, longer each time, and nobody else does") {
    Time time;
    SignInBrake brake(time.clock);
    const auto guess = [&](int times, std::string_view account, std::string_view address) {
        for (int i = 0; i < times; ++i) CHECK(brake.tryNow(account, address).count() == 0);
    };
    guess(5, "lina", "10.0.0.1");
    CHECK(brake.tryNow("lina", "10.0.0.1") == std::chrono::seconds(30));
    CHECK(brake.tryNow("lina", "10.0.0.2") == std::chrono::seconds(30));  // from elsewhere it is no better
    CHECK(brake.tryNow("mina", "10.0.0.2").count() == 0);
    time.pass(std::chrono::milliseconds(29'001));
    CHECK(brake.tryNow("lina", "10.0.0.1") == std::chrono::seconds(1));
    time.pass(std::chrono::seconds(1));
    guess(5, "lina", "10.0.0.3");
    CHECK(brake.tryNow("lina", "10.0.0.3") == std::chrono::seconds(60));
    for (int i = 0; i < 12; ++i) {
        time.pass(std::chrono::hours(1));
        guess(5, "lina", "10.0.1." + std::to_string(i));
    }
    CHECK(brake.tryNow("lina", "10.0.0.9") == std::chrono::hours(1));

    // The right password begins anew.
    time.pass(std::chrono::hours(1));
    CHECK(brake.tryNow("lina", "10.0.0.9").count() == 0);
    brake.right("lina", "10.0.0.9");
    guess(5, "lina", "10.0.0.9");
    CHECK(brake.tryNow("lina", "10.0.0.9") == std::chrono::seconds(30));
}

TEST_CASE("an address that tries many accounts waits, and an office that signs in does not") {
    Time time;
    SignInBrake brake(time.clock);
    for (int i = 0; i < 20; ++i) CHECK(brake.tryNow("r" + std::to_string(i), "10.0.0.1").count() == 0);
    CHECK(brake.tryNow("fresh", "10.0.0.1") == std::chrono::seconds(30));
    CHECK(brake.tryNow("fresh", "10.0.0.2").count() == 0);

    for (int i = 0; i < 200; ++i) {
        const auto who = "o" + std::to_string(i);
        REQUIRE(brake.tryNow(who, "10.0.0.7").count() == 0);
        brake.right(who, "10.0.0.7");
    }
    // Names without end must not fill the memory, nor let anybody off.
    for (int i = 0; i < 10'000; ++i) {
        static_cast<void>(brake.tryNow("n" + std::to_string(i), "10.1." + std::to_string(i)));
    }
    CHECK(brake.tryNow("fresh", "10.0.0.3").count() == 0);
}

TEST_CASE("a session ends by itself, by its owner, and by the fourth") {
    Time time;
    SessionList sessions(time.clock);
    const auto begun = sessions.begin("lina", "hash");
    CHECK(begun.token.size() == 64);
    CHECK(begun.session.csrf.size() == 64);
    CHECK(begun.token != begun.session.csrf);
    REQUIRE(sessions.use(begun.token));
    CHECK(sessions.use(begun.token)->passwordMark == SessionList::markOf("hash"));
    CHECK_FALSE(sessions.use(""));
    CHECK_FALSE(sessions.use(std::string(64, '0')));
    CHECK_FALSE(sessions.use(begun.session.csrf));

    SECTION("idle") {
        time.pass(std::chrono::minutes(15) - Millis(1));
        REQUIRE(sessions.use(begun.token));
        time.pass(std::chrono::minutes(15));
        CHECK_FALSE(sessions.use(begun.token));
    }
    SECTION("after eight hours, however busy") {
        for (int i = 0; i < 47; ++i) {
            time.pass(std::chrono::minutes(10));
            REQUIRE(sessions.use(begun.token));
        }
        time.pass(std::chrono::minutes(10));
        CHECK_FALSE(sessions.use(begun.token));
    }
    SECTION("signed out") {
        sessions.end(begun.token);
        CHECK_FALSE(sessions.use(begun.token));
    }
    SECTION("the fourth ends the oldest and nobody else's") {
        const auto other = sessions.begin("mina", "hash");
        for (int i = 0; i < 3; ++i) {
            time.pass(Millis(1));
            static_cast<void>(sessions.begin("lina", "hash"));
        }
        CHECK_FALSE(sessions.use(begun.token));
        CHECK(sessions.use(other.token));
    }
}

TEST_CASE("reasons are fixed, fit their answer, and those of the judge are the judge's") {
    std::set<std::string_view> seen;
    for (const auto& reason : reviewReasons()) {
        INFO(reason.code);
        CHECK(seen.insert(reason.code).second);
        CHECK(reason.code.size() <= 64);
        CHECK(reasonFits(reason.status, reason.code));
        CHECK_FALSE(reasonFits(ReceiptStatus::Accepted, reason.code));
    }
    CHECK(reasonFits(ReceiptStatus::Accepted, ""));
    CHECK_FALSE(reasonFits(ReceiptStatus::Refused, ""));
    CHECK_FALSE(reasonFits(ReceiptStatus::Refused, "because he is called Made Person"));
    CHECK_FALSE(reasonFits(ReceiptStatus::Refused, "scan_again"));
    CHECK_FALSE(reasonFits(ReceiptStatus::Received, ""));
    for (const auto& code : judgeCodes()) {
        if (code.use == CodeUse::Answer) CHECK(seen.contains(code.code));
    }
}
