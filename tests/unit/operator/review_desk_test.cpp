// Real SQLite, real bodies, real seals: what becomes of a registration once the review side opens it.
#include "operator/review_desk.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "made_erasure.h"
#include "operator/sqlite_outbox.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

using Bench = ErasureBench;

void checkReview(Bench& bench, const RecordRow& row, const std::string& reason, bool exception) {
    INFO(reason);
    CHECK(bench.judged().review == 1);
    const auto now = bench.caseOf(row);
    CHECK(now.state == CaseState::Review);
    CHECK(now.reasons == std::vector<std::string>{reason});
    CHECK(now.exception == exception);
    CHECK(now.record.status == ReceiptStatus::Received);
}

const ShownValue* shown(const std::vector<ShownValue>& values, std::string_view name) {
    const auto found = std::ranges::find(values, name, &ShownValue::name);
    return found == values.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a good registration is activated by the policy, and its counter learns it") {
    Bench bench;
    const auto row = bench.registered();
    const auto count = bench.judged();
    CHECK(count.claimed == 1);
    CHECK(count.activated == 1);
    const auto now = bench.now(row);
    CHECK(now.status == ReceiptStatus::Activated);
    CHECK(now.revision == 2);
    Contact contact;
    contact.deviceId = bench.counter.id();
    contact.lastReserved = 1000;
    const auto orders =
        bench.ledger->takeContact(contact, bench.clock.wall(), ContactWay::Network).value().orders;
    REQUIRE(orders.size() == 1);
    CHECK(orders[0].kind == OrderKind::RecordStatus);
    const auto receipt = verifyReceipt(orders[0].receipt, bench.identity.verifyingKeys,
                                       {row.recordId, row.deviceId, row.sequence, row.payloadHash})
                             .value();
    CHECK(receipt.status == ReceiptStatus::Activated);
    CHECK(receipt.revision == 2);
    CHECK(bench.number("SELECT counts FROM person_record") == 1);
    CHECK(bench.number("SELECT count(*) FROM number_claim") == 2);  // line and card
    const auto kept = bench.mine.book->retention(row.deviceId, row.recordId).value().value();
    CHECK(kept.picturesUntil == bench.clock.wall() + std::chrono::hours(24 * 30));
    CHECK(bench.judged().claimed == 0);
}

TEST_CASE("what can't be opened or read goes to a person, who can refuse it and not accept it") {
    Bench bench;
    SECTION("not what counters seal") {
        const auto id = RecordId::random();
        const auto row = bench.take(bench.counter, madeHeader(bench.counter, id), toBytes("no payload"));
        checkReview(bench, row, "payload_not_opened", true);
        CHECK(bench.mine.desk->open(row.deviceId, row.recordId).error().code == ErrorCode::PayloadNotOpened);
        CHECK(bench.mine.desk->decide(bench.word(row, ReceiptStatus::Accepted, "", "wang")).error().code ==
              ErrorCode::PayloadNotOpened);
        CHECK(bench.now(row).revision == 1);
        const auto no = bench.word(row, ReceiptStatus::Refused, "payload_not_opened", "wang");
        CHECK(bench.mine.desk->decide(no).value().result == DecideResult::FirstOfTwo);
        const auto second = bench.word(row, ReceiptStatus::Refused, "payload_not_opened", "li");
        CHECK(bench.mine.desk->decide(second).value().result == DecideResult::Decided);
        CHECK(bench.now(row).status == ReceiptStatus::Refused);
    }
    SECTION("of a version to come") {
        const auto row = bench.changed([](json& fields, EnvelopeHeader&) { fields["schema"] = "other/9"; });
        checkReview(bench, row, "payload_unknown", false);
        const auto seen = bench.mine.desk->open(row.deviceId, row.recordId).value();
        CHECK_FALSE(seen.facts);
        CHECK(seen.unreadable == "payload_unknown");
        CHECK(shown(seen.fields, "name"));  // the reviewer sees what there is
        CHECK(bench.mine.desk->decide(bench.word(row, ReceiptStatus::Accepted, "", "wang")).error().code ==
              ErrorCode::PayloadNotOpened);
    }
    SECTION("without a name") {
        const auto row =
            bench.changed([](json& fields, EnvelopeHeader&) { fields["details"].erase("name"); });
        checkReview(bench, row, "payload_incomplete", false);
    }
    SECTION("a name for which the regulator's form has no room") {
        bench.setForwarding(ForwardContent::Attestation);
        const auto row = bench.changed([](json& fields, EnvelopeHeader&) {
            fields["consent"]["forwarding"] = "attestation";
            fields["details"]["name"] = std::string(300, 'n');
        });
        checkReview(bench, row, "payload_incomplete", false);
    }
    SECTION("its counter's key is another") {
        const auto row = bench.registered();
        auto database = Database::open(OperatorPaths(bench.folder).ledger, Database::Mode::ReadWrite).value();
        auto update = database.prepare("UPDATE device SET public_key = ?1").value();
        REQUIRE(update.bindBlob(1, SigningKey::generate().verifyingKey().bytes).run());
        checkReview(bench, row, "signature_invalid", true);
        CHECK_FALSE(bench.mine.desk->open(row.deviceId, row.recordId).value().genuine);
        CHECK(bench.mine.desk->decide(bench.word(row, ReceiptStatus::Accepted, "", "wang")).error().code ==
              ErrorCode::PayloadNotOpened);
    }
    SECTION("sealed to a key that is elsewhere") {
        const auto row = bench.registered();
        bench.mine = bench.sit(false);
        checkReview(bench, row, "payload_not_opened", true);
    }
}

TEST_CASE("a person has five numbers over all counters; a card is sold once; practice counts for nothing") {
    Bench bench;
    auto other = bench.enrolled();
    for (int i = 0; i < 3; ++i) (void)bench.registered(1, bench.counter);
    for (int i = 0; i < 2; ++i) (void)bench.registered(1, other);
    CHECK(bench.judged().activated == 5);
    const auto sixth = bench.registered(1, other);
    const auto practice = bench.changed([](json& fields, EnvelopeHeader& header) {
        fields["practice"] = true;
        header.practice = true;
    });
    const auto count = bench.judged();
    CHECK(count.refused == 1);
    CHECK(count.activated == 1);
    CHECK(bench.now(sixth).status == ReceiptStatus::Refused);
    CHECK(bench.now(sixth).reason == "document_limit");
    CHECK(bench.now(practice).status == ReceiptStatus::Activated);

    bench.lines = 0;  // the first card once more, to somebody else
    const auto again = bench.registered(2, other);
    CHECK(bench.judged().refused == 1);
    CHECK(bench.now(again).reason == "msisdn_used");
    // Whoever asks what is held about them gets the refused one too.
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 0") == 3);
}

TEST_CASE("what goes to the regulator is what the policy wants and the buyer was told") {
    Bench bench;
    bench.setForwarding(ForwardContent::Attestation);
    SECTION("told") {
        const auto row = bench.told("attestation");
        CHECK(bench.judged().accepted == 1);
        CHECK(bench.now(row).status == ReceiptStatus::Accepted);
        const auto item = openAttestation(bench.outboxItem(), bench.regulator).value();
        CHECK(item.key == ItemKey{row.deviceId, row.recordId, 2});
        CHECK(item.name == "Made Person");
        CHECK(item.documentNumber == madeResidentNumber(1));
        CHECK(item.documentKind == "resident_id");
        CHECK(item.msisdn == madeMsisdn(bench.lines));
        CHECK(item.legalGround == "test_ground");
        CHECK(item.way == AttestedWay::Scan);
        CHECK(item.evidenceHash == row.envelopeHash);
        CHECK(item.portraitJpeg.empty());
        // Kept until the regulator has spoken.
        CHECK_FALSE(bench.mine.book->retention(row.deviceId, row.recordId).value().value().picturesUntil);
    }
    SECTION("the portrait too") {
        bench.setForwarding(ForwardContent::Portrait);
        (void)bench.told("portrait");
        CHECK(bench.judged().accepted == 1);
        CHECK(openAttestation(bench.outboxItem(), bench.regulator).value().portraitJpeg == madePicture(0x11));
    }
    SECTION("not told, or of less") {
        bench.setForwarding(ForwardContent::Portrait);
        const auto silent = bench.registered();
        const auto less = bench.told("attestation");
        CHECK(bench.judged().accepted == 2);
        CHECK(bench.number("SELECT count(*) FROM outbox") == 0);
        for (const auto& row : {silent, less}) {
            CHECK(bench.now(row).status == ReceiptStatus::Accepted);
            CHECK(bench.mine.book->history(row.deviceId, row.recordId).value().notForwarded ==
                  "consent_does_not_cover");
            // No answer will come: the policy's days run from here.
            CHECK(bench.mine.book->retention(row.deviceId, row.recordId).value().value().picturesUntil);
        }
    }
    SECTION("no key of the regulator's") {
        bench.regulatorKnown = false;
        const auto row = bench.told("attestation");
        CHECK(bench.judged().accepted == 1);
        CHECK(bench.mine.book->history(row.deviceId, row.recordId).value().notForwarded ==
              "no_regulator_key");
    }
    SECTION("practice, which the policy forwards only where it says so") {
        const auto practised = [&] {
            return bench.changed([](json& fields, EnvelopeHeader& header) {
                fields["practice"] = true;
                fields["consent"]["forwarding"] = "attestation";
                header.practice = true;
            });
        };
        const auto row = practised();
        CHECK(bench.judged().accepted == 1);
        CHECK(bench.mine.book->history(row.deviceId, row.recordId).value().notForwarded == "practice");
        bench.setForwarding(ForwardContent::Attestation, true);
        bench.mine = bench.sit();
        (void)practised();
        CHECK(bench.judged().accepted == 1);
        CHECK(openAttestation(bench.outboxItem(), bench.regulator).value().practice);
    }
}

TEST_CASE("an exception wants two people, and their yes is forwarded as any other") {
    Bench bench;
    const auto row = bench.withoutScan();
    CHECK(bench.judged().review == 1);
    CHECK(bench.caseOf(row).exception);
    CHECK(bench.caseOf(row).reasons.front() == "no_scan");
    auto& desk = *bench.mine.desk;
    CHECK(desk.open(row.deviceId, row.recordId).value().way == AttestedWay::Person);
    const auto yes = bench.word(row, ReceiptStatus::Accepted, "", "wang");
    CHECK(desk.decide(yes).value().result == DecideResult::FirstOfTwo);
    CHECK(desk.decide(yes).value().result == DecideResult::SamePerson);
    CHECK(bench.now(row).status == ReceiptStatus::Received);
    CHECK(desk.decide(bench.word(row, ReceiptStatus::Accepted, "", "li")).value().result ==
          DecideResult::Decided);
    CHECK(bench.now(row).status == ReceiptStatus::Activated);
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 1") == 1);
    // A yes is taken back by a supervisor only; line and card are free again.
    const auto no = bench.word(row, ReceiptStatus::Refused, "fraud", "li");
    CHECK(desk.decide(no).value().result == DecideResult::SupervisorNeeded);
    CHECK(desk.decide(bench.word(row, ReceiptStatus::Refused, "fraud", "chen", ReviewerRole::Supervisor))
              .value()
              .result == DecideResult::Decided);
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 1") == 0);
    CHECK(bench.number("SELECT count(*) FROM number_claim") == 0);
}

TEST_CASE("a yes that the regulator may hold is taken back there, on the same ground, without a picture") {
    Bench bench;
    bench.setForwarding(ForwardContent::Portrait);
    const auto row = bench.told("portrait");
    CHECK(bench.judged().accepted == 1);
    const auto outbox = SqliteOutbox::open(OperatorPaths(bench.folder).ledger).value();
    const auto next = [&] {
        return outbox->claim({10, 1U << 20U, std::chrono::minutes(1)}, bench.clock.wall()).value();
    };
    const auto sent = next();
    REQUIRE(sent.size() == 1);
    const auto takeBack = [&] {
        auto word = bench.word(row, ReceiptStatus::Refused, "fraud", "chen", ReviewerRole::Supervisor);
        word.user = "user:lina";
        return bench.mine.desk->decide(word).value();
    };
    const auto toldOf = [&](std::uint32_t revision) {
        const auto items = next();
        REQUIRE(items.size() == 1);
        CHECK(items[0].key == ItemKey{row.deviceId, row.recordId, revision});
        const auto told = openAttestation(items[0].item, bench.regulator).value();
        CHECK(told.key == items[0].key);
        CHECK(told.result == AttestedResult::Refused);
        CHECK(told.name == "Made Person");
        CHECK(told.documentNumber == madeResidentNumber(1));
        CHECK(told.msisdn == madeMsisdn(bench.lines));
        CHECK(told.evidenceHash == row.envelopeHash);
        CHECK(told.legalGround == "test_ground");
        CHECK(told.portraitJpeg.empty());
    };
    SECTION("activated, its pictures erased, and the policy forwards nothing any more") {
        const std::vector<AnsweredItem> answers{{sent[0].id, RegulatorWord::Acknowledged, toBytes("{}")}};
        REQUIRE(outbox->settle(answers, {bench.identity.signingKey, 7, std::chrono::hours(1)},
                               bench.clock.wall()));
        REQUIRE(bench.now(row).status == ReceiptStatus::Activated);
        bench.clock.advance(std::chrono::hours(2));
        REQUIRE(bench.eraser().desk->eraseDue().value().pictures == 1);
        bench.rules.forwarding = {};
        bench.mine = bench.sit();
        CHECK(takeBack().takenBack == TakenBack::Told);
        CHECK(bench.now(row).status == ReceiptStatus::Refused);
        toldOf(4);
        CHECK(bench.mine.book->history(row.deviceId, row.recordId).value().log.back().reviewer ==
              "user:lina as chen");
    }
    SECTION("no answer came") {
        REQUIRE(outbox->later(sent, bench.clock.wall(), Blame::Item, Sent::Perhaps));
        CHECK(takeBack().takenBack == TakenBack::Told);
        toldOf(3);
    }
    SECTION("it never got there") {
        REQUIRE(outbox->later(sent, bench.clock.wall(), Blame::Nobody, Sent::Nothing));
        CHECK(takeBack().takenBack == TakenBack::Unsent);
        CHECK(next().empty());
    }
    SECTION("the regulator's key is not at hand") {
        bench.regulatorKnown = false;
        bench.mine = bench.sit();
        CHECK(takeBack().result == DecideResult::RegulatorKeyNeeded);
        CHECK(bench.now(row).status == ReceiptStatus::Accepted);
        bench.regulatorKnown = true;
        bench.mine = bench.sit();
        CHECK(takeBack().takenBack == TakenBack::Told);
    }
    SECTION("it is sealed to a key that is not at hand") {
        bench.mine = bench.sit(false);
        auto word = bench.word(row, ReceiptStatus::Refused, "fraud", "chen", ReviewerRole::Supervisor);
        const auto refused = bench.mine.desk->decide(word);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::PayloadNotOpened);
        CHECK(bench.now(row).status == ReceiptStatus::Accepted);
        bench.mine = bench.sit();
        CHECK(takeBack().takenBack == TakenBack::Told);
        toldOf(3);
    }
    SECTION("it can't be read any more") {
        const auto name = toHex(row.bodyHash);
        std::filesystem::remove(OperatorPaths(bench.folder).bodies / name.substr(0, 2) / (name + ".cse"));
        CHECK(takeBack().takenBack == TakenBack::Untold);
        CHECK(bench.now(row).status == ReceiptStatus::Refused);
        CHECK(bench.mine.book->history(row.deviceId, row.recordId).value().notForwarded ==
              "taken_back_unreadable");
        bench.clock.advance(std::chrono::hours(1));
        CHECK(next().empty());
    }
}

TEST_CASE("a reviewer's word is a code, about what was looked at, and within the limits") {
    Bench bench;
    bench.rules.decisions.automatic = false;
    const auto row = bench.registered();
    CHECK(bench.judged().review == 1);
    auto& desk = *bench.mine.desk;
    using S = ReceiptStatus;
    for (const auto& [status, reason] : std::vector<std::pair<S, std::string>>{{S::Refused, ""},
                                                                               {S::Refused, "Is not he"},
                                                                               {S::ComeBack, "k\n"},
                                                                               {S::Accepted, "fine"},
                                                                               {S::Activated, ""},
                                                                               {S::Received, ""}}) {
        CHECK(desk.decide(bench.word(row, status, reason, "wang")).error().code ==
              ErrorCode::MessageMalformed);
    }
    CHECK(desk.decide(bench.word(row, S::Refused, "blurred", "")).error().code ==
          ErrorCode::MessageMalformed);
    auto stale = bench.word(row, S::Refused, "blurred", "wang");
    ++stale.basedOn;
    CHECK(desk.decide(stale).value().result == DecideResult::SettledElsewhere);
    auto unknown = bench.word(row, S::Refused, "blurred", "wang");
    unknown.record = RecordId::random();
    CHECK(desk.decide(unknown).error().code == ErrorCode::RecordNotHeld);
    CHECK(bench.now(row).revision == 1);
    CHECK(desk.decide(bench.word(row, S::ComeBack, "blurred", "wang")).value().result ==
          DecideResult::Decided);
    CHECK(bench.now(row).reason == "blurred");

    bench.lines = 0;
    const auto taken = bench.registered(2);
    const auto twice = [&] {
        bench.lines = 0;
        return bench.registered(3);
    }();
    CHECK(bench.judged().review == 2);
    CHECK(desk.decide(bench.word(taken, S::Accepted, "", "wang")).value().result == DecideResult::Decided);
    const auto outcome = desk.decide(bench.word(twice, S::Accepted, "", "wang")).value();
    CHECK(outcome.result == DecideResult::NumberTaken);
    CHECK(outcome.taken == NumberKind::Msisdn);
    CHECK(bench.now(twice).revision == 1);
}

TEST_CASE("a body that is damaged is tried again, then left to a person; a disk that is away is not") {
    Bench bench;
    const auto row = bench.registered();
    const auto name = toHex(row.bodyHash);
    const auto file = OperatorPaths(bench.folder).bodies / name.substr(0, 2) / (name + ".cse");
    std::ofstream(file, std::ios::app) << "x";
    for (std::uint32_t i = 1; i < kMaxJudgeAttempts; ++i) {
        CHECK(bench.judged().failed == 1);
        CHECK(bench.judged().claimed == 0);  // until the claim is over
        bench.clock.advance(kJudgeLease);
    }
    const auto marker = OperatorPaths(bench.folder).bodies / "complete";
    std::filesystem::rename(marker, bench.temporary.path() / "away");
    CHECK_FALSE(bench.mine.desk->judgeWaiting(50));
    std::filesystem::rename(bench.temporary.path() / "away", marker);
    checkReview(bench, row, "judging_failed", true);  // let go: at once
}

TEST_CASE("several desks at once decide each case once and keep the limit") {
    Bench bench;
    constexpr int kCases = 60;
    for (int i = 0; i < kCases; ++i) (void)bench.registered(1 + i % 4);
    std::vector<Bench::Sitting> sittings;
    for (int i = 0; i < 3; ++i) sittings.push_back(bench.sit());
    std::atomic<std::size_t> activated{0}, refused{0}, others{0};
    {
        std::vector<std::jthread> threads;
        for (auto& sitting : sittings) {
            threads.emplace_back([&] {
                for (;;) {
                    const auto count = sitting.desk->judgeWaiting(4);
                    if (!count || count->claimed == 0) return;
                    activated += count->activated;
                    refused += count->refused;
                    others += count->elsewhere + count->review + count->failed;
                }
            });
        }
    }
    CHECK(activated == 20);  // four people
    CHECK(refused == kCases - 20);
    CHECK(others == 0);
    CHECK(bench.number("SELECT count(*) FROM decision") == kCases);
    CHECK(bench.number("SELECT count(*) FROM record WHERE revision = 2") == kCases);
    CHECK(bench.number("SELECT count(*) FROM device_order") == kCases);
}

TEST_CASE("a reviewer sees what was entered and measured, in plain text") {
    Bench bench;
    bench.rules.decisions.automatic = false;
    const auto row = bench.changed([](json& fields, EnvelopeHeader& header) {
        fields["details"]["name"] = std::string("Made\n\x1b[31m<b>") + std::string(390, 'n');
        fields["guardian"] = {{"name", "G"}, {"document_number", "E1"}, {"role", "present"}};
        fields["match"]["band"] = "unsure";
        header.evidence->signals = {{"passive", 0.5}, {"flatness", std::nullopt}};
    });
    CHECK(bench.judged().review == 1);
    const auto seen = bench.mine.desk->open(row.deviceId, row.recordId).value();
    REQUIRE(shown(seen.fields, "name"));
    CHECK(shown(seen.fields, "name")->value.starts_with("Made  [31m<b>nnn"));
    CHECK(shown(seen.fields, "name")->value.size() == 400);
    CHECK(shown(seen.fields, "guardian.role")->value == "present");
    CHECK(shown(seen.fields, "consent.notice_version")->value == "3");
    CHECK(shown(seen.signals, "liveness")->value == "accepted");
    CHECK(shown(seen.signals, "band")->value == "same");
    CHECK(shown(seen.signals, "sealed.band")->value == "unsure");
    CHECK(shown(seen.signals, "signal.passive")->value == "0.5");
    CHECK_FALSE(shown(seen.signals, "signal.flatness"));
    CHECK(shown(seen.signals, "challenge")->value == "matches");
    CHECK(seen.counter == bench.counter.id().shortCode());
    CHECK(seen.genuine);
    CHECK(seen.portrait == madePicture(0x11));
    CHECK(seen.frame == madePicture(0x22));
    CHECK(bench.mine.desk->open(row.deviceId, RecordId::random()).error().code == ErrorCode::RecordNotHeld);
}
