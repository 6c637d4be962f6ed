// The operator's question to a shop and its answer, as text: they come back as they were, and nothing else is
// one.
#include "protocol/conduct_question.h"

#include "protocol/audit_chain.h"
#include "protocol/contact.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("a question comes back as it was asked, in the room that older counters give") {
    for (const auto kind : kConductKinds) {
        CHECK(conductKindFromName(conductKindName(kind)) == kind);
        ConductQuestion question{12, kind, {9, 20, 3, 100, 0}, "omar"};
        if (kind == ConductKind::Pace) question.numbers.seconds = 47;
        CHECK(readQuestion(encodeQuestion(question)) == question);
        question.clerk.clear();
        CHECK(readQuestion(encodeQuestion(question)) == question);
        // The longest there can be.
        const auto most = kMostConductCount;
        question = {
            999'999'999, kind, {most, most, most, most, question.numbers.seconds}, std::string(32, 'x')};
        const auto text = encodeQuestion(question);
        CHECK(text.size() <= kMaxOrderText);
        const auto read = readQuestion(text);
        REQUIRE(read);
        CHECK(read->clerk == kSomeClerk);  // never a part of an id
        CHECK(read->numbers == question.numbers);
    }
    CHECK(encodeQuestion({12, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar"}) ==
          "12 without_scan 9/20 3/100 0 omar");
    // What no clerk is called comes out of a journal that somebody else wrote.
    for (const auto* odd : {"a b", "OMAR", "-", "ö", "x\ny"}) {
        const auto read = readQuestion(encodeQuestion({1, ConductKind::Retries, {1, 1, 0, 0, 0}, odd}));
        REQUIRE(read);
        CHECK(read->clerk == kSomeClerk);
    }
}

TEST_CASE("what is no question is none") {
    REQUIRE(readQuestion("12 pace 9/20 3/100 47 omar"));
    for (const auto* text : {"",
                             " ",
                             "12",
                             "12 pace",
                             "12 pace 9/20 3/100 47",
                             "12 pace 9/20 3/100 47 ",
                             "12 pace 9/20 3/100 47 omar ",
                             " 12 pace 9/20 3/100 47 omar",
                             "12  pace 9/20 3/100 47 omar",
                             "0 pace 9/20 3/100 47 omar",
                             "-1 pace 9/20 3/100 47 omar",
                             "+1 pace 9/20 3/100 47 omar",
                             "012 pace 9/20 3/100 47 omar",
                             "9999999999 pace 9/20 3/100 47 omar",
                             "99999999999999999999999 pace 9/20 3/100 47 o",
                             "12 dance 9/20 3/100 47 omar",
                             "12 pace 21/20 3/100 47 omar",
                             "12 pace 9/20 101/100 47 omar",
                             "12 pace 0/20 3/100 47 omar",
                             "12 pace 9 3/100 47 omar",
                             "12 pace 9/20 3/100 0 omar",
                             "12 without_scan 9/20 3/100 47 omar",
                             "12 pace 9/20/1 3/100 47 omar",
                             "12 pace 9/1000000 3/100 47 omar",
                             "12 pace 9/20 3/100 86401 omar",
                             "12 pace 9/20 3/100 47 Omar",
                             "12 pace 9/20 3/100 47 <b>",
                             "12 pace 9/20 3/100 47 ../etc",
                             "12 pace 9/20 3/100 47 ??"}) {
        INFO(text);
        CHECK_FALSE(readQuestion(text));
    }
    CHECK_FALSE(readQuestion("12 pace 9/20 3/100 47 " + std::string(43, 'x')));
}

TEST_CASE("an answer fits a line of the journal, and only a word from the list is one") {
    for (const auto answer : kConductAnswers) {
        CHECK(conductAnswerFromName(conductAnswerName(answer)) == answer);
        AuditLine line;
        line.number = 1;
        line.event = AuditEvent::Answered;
        line.who = "lina";
        line.detail = answerDetail(999'999'999, answer);
        const auto read = readAuditLine(encodeAuditLine(line).value());
        REQUIRE(read);
        CHECK(*read == line);
        CHECK(readAnswerDetail(read->detail) == std::pair<std::uint64_t, ConductAnswer>(999'999'999, answer));
    }
    CHECK(answerDetail(12, ConductAnswer::MarketDay) == "finding 12 market_day");
    for (const auto* text : {"", "finding", "finding 12", "finding 12 ", "finding 0 other",
                             "finding 12 other ", "finding 12 other x", "Finding 12 other",
                             "finding  12 other", "12 other", "finding 12 sorry", "finding 1e3 other"})
        CHECK_FALSE(readAnswerDetail(text));
}

TEST_CASE("a question is an order like any other; what an older counter doesn't know harms no other order") {
    const auto key = SigningKey::generate();
    Notice notice;
    notice.deviceId = DeviceId::random();
    notice.nonce = std::string(32, 'a');
    notice.at = WallTime(std::chrono::seconds(1795504525));
    notice.orders = {{1, OrderKind::Explain, RecordId::random(), "12 same_border 2/2 0/0 0 -", {}},
                     {2, OrderKind::Explain, {}, "a question of a later version", {}},
                     {3, OrderKind::ClerkOff, {}, "lina", {}}};
    const auto read = verifyNotice(signNotice(notice, key).value(), {key.verifyingKey()}, notice.deviceId);
    REQUIRE(read);
    CHECK(read->orders == notice.orders);
}
