// The operator draws a record's challenge again: what fits is told from what was changed, and nothing is
// refused for it.
#include "operator/challenge_check.h"

#include <algorithm>

#include "core/files.h"

#include "made_operator.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const ChallengeTerms kTerms{{Action::Blink, Action::TurnLeft, Action::TurnRight},
                            4,
                            std::chrono::milliseconds(400),
                            std::chrono::milliseconds(1600)};

// A scan as it was drawn, every action done 900 ms after its prompt.
ScanEvidence drawn(const ChallengeKey& key, const RecordId& record, std::uint32_t attempt = 1,
                   const ChallengeTerms& terms = kTerms) {
    ScanEvidence evidence;
    evidence.attempt = attempt;
    evidence.binding = ChallengeBinding::Record;
    evidence.terms = terms;
    evidence.liveness = "accepted";
    evidence.cameraRule = "trusted";
    RecordPicker picker(key, record, attempt);
    std::uint32_t now = 700;
    for (const auto& step : drawSteps(terms, picker)) {
        const auto pause = static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(step.pause).count());
        const auto asked = now + pause + 230;
        evidence.challenge.push_back({step.action, asked, asked + 900, "done"});
        now = asked + 900;
    }
    return evidence;
}

// The first two neighbours that differ change places; times stay.
void swapTwo(ScanEvidence& evidence) {
    auto& steps = evidence.challenge;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        if (steps[i].action == steps[i + 1].action) continue;
        std::swap(steps[i].action, steps[i + 1].action);
        return;
    }
}

struct Kept {
    std::optional<Refusal> refusal;
    bool receipt = false;
    ChallengeOutcome challenge = ChallengeOutcome::NotBound;
};

Kept keep(MadeOperator& made, const RecordId& record, const std::optional<ScanEvidence>& evidence) {
    static std::uint64_t sequence = 0;
    const auto outcome =
        made.ingest.take(made.counter.envelope(++sequence, "a record", record, evidence)).value();
    const auto row = made.ledger->find(made.counter.id(), record).value();
    REQUIRE(row);
    return {outcome.refusal, !outcome.receipt.empty(), row->challenge};
}

}  // namespace

TEST_CASE("a challenge that was drawn from the record fits, at every try") {
    MadeOperator made;
    REQUIRE(made.counter.challengeKey);
    for (std::uint32_t attempt = 1; attempt <= 20; ++attempt) {
        const auto record = RecordId::random();
        const auto kept = keep(made, record, drawn(*made.counter.challengeKey, record, attempt));
        CHECK(kept.challenge == ChallengeOutcome::Matches);
        CHECK_FALSE(kept.refusal);
    }
    CHECK(made.ledger->alarmCount().value() == 0);
}

TEST_CASE("a challenge in another order is kept, answered and an alarm") {
    MadeOperator made;
    const auto record = RecordId::random();
    auto evidence = drawn(*made.counter.challengeKey, record);
    swapTwo(evidence);
    const auto bytes = made.counter.envelope(77, "changed", record, evidence);
    const auto outcome = made.ingest.take(bytes).value();
    CHECK_FALSE(outcome.refusal);
    CHECK_FALSE(outcome.receipt.empty());
    CHECK(made.ledger->find(made.counter.id(), record).value()->challenge == ChallengeOutcome::Differs);
    CHECK(made.ledger->records(0, 10).value().rows.at(0).challenge == ChallengeOutcome::Differs);
    CHECK(made.ledger->alarmCount().value() == 1);
    // The same once more is the same record, not another alarm.
    CHECK(made.ingest.take(bytes).value().repeated);
    CHECK(made.ledger->alarmCount().value() == 1);
    CHECK(made.held() == 1);
}

TEST_CASE("whatever else does not fit the draw differs") {
    MadeOperator made;
    const auto key = *made.counter.challengeKey;
    const auto differs = [&](auto change) {
        const auto record = RecordId::random();
        auto evidence = drawn(key, record, 2);
        change(evidence);
        return checkChallenge(evidence, record, key) == ChallengeOutcome::Differs;
    };
    CHECK_FALSE(differs([](ScanEvidence&) {}));
    CHECK(differs([](ScanEvidence& e) { e.attempt = 1; }));
    CHECK(differs([](ScanEvidence& e) { e.challenge.pop_back(); }));
    CHECK(differs([](ScanEvidence& e) { e.challenge.clear(); }));
    CHECK(differs([](ScanEvidence& e) { e.challenge.push_back(e.challenge.front()); }));
    CHECK(differs([](ScanEvidence& e) { e.binding = ChallengeBinding::None; }));
    // A prompt sooner than its pause: the recording had to be hurried along.
    CHECK(differs([](ScanEvidence& e) { e.challenge[2].askedMs = *e.challenge[1].doneMs + 390; }));
    CHECK(differs([](ScanEvidence& e) { e.challenge[0].askedMs = 0; }));
    // Terms under which a guess is easy, drawn accordingly.
    CHECK(differs([](ScanEvidence& e) {
        e.terms.actions = {Action::Blink};
        for (auto& step : e.challenge) step.action = Action::Blink;
    }));
    // Scans that ended before everything was asked are held against what they asked.
    for (const char* decision : {"refused", "accepted", "review"}) {
        const bool cut = differs([&](ScanEvidence& e) {
            e.liveness = decision;
            e.challenge[3].askedMs.reset();
            e.challenge[3].doneMs.reset();
            e.challenge[3].result.clear();
        });
        CHECK(cut == (std::string(decision) != "refused"));
    }
    CHECK(differs([](ScanEvidence& e) { e.challenge[1].result = "missed"; }));
    // Another record's challenge, played again. Two may be drawn alike by chance: such a pair is no example.
    const auto record = RecordId::random();
    const auto own = drawn(key, record);
    const auto unlike = [&](const auto& draw) {
        auto other = draw();
        const auto asksTheSame = [&] {
            return std::ranges::equal(other.challenge, own.challenge, {}, &EvidenceStep::action,
                                      &EvidenceStep::action);
        };
        while (asksTheSame()) other = draw();
        return other;
    };
    CHECK(checkChallenge(unlike([&] { return drawn(key, RecordId::random()); }), record, key) ==
          ChallengeOutcome::Differs);
    CHECK(checkChallenge(unlike([&] { return drawn(ChallengeKey::random(), record); }), record, key) ==
          ChallengeOutcome::Differs);
}

TEST_CASE("what was never bound is told as that") {
    MadeOperator made;
    CHECK(keep(made, RecordId::random(), std::nullopt).challenge == ChallengeOutcome::NotBound);
    // A counter that was enrolled before there was a key.
    const auto record = RecordId::random();
    auto evidence = drawn(ChallengeKey::random(), record);
    CHECK(checkChallenge(evidence, record, std::nullopt) == ChallengeOutcome::Differs);  // it can't be bound
    evidence.binding = ChallengeBinding::None;
    CHECK(checkChallenge(evidence, record, std::nullopt) == ChallengeOutcome::NotBound);
    CHECK(made.ledger->alarmCount().value() == 0);
}

TEST_CASE("terms for people who can't do more are drawn again too, and only where they say what they are") {
    const auto key = ChallengeKey::random();
    const auto record = RecordId::random();
    auto fewer = kTerms;
    fewer.actions = {Action::TurnLeft, Action::TurnRight};
    fewer.length = 2;
    fewer.reduced = true;
    auto evidence = drawn(key, record, 1, fewer);
    CHECK(evidence.challenge.size() == 2);
    CHECK(checkChallenge(evidence, record, key) == ChallengeOutcome::Matches);
    auto other = evidence;
    other.challenge[0].action = Action::Blink;
    CHECK(checkChallenge(other, record, key) == ChallengeOutcome::Differs);
    other = evidence;
    other.challenge.pop_back();
    CHECK(checkChallenge(other, record, key) == ChallengeOutcome::Differs);
    // As if they were the usual ones: then two turns are too few.
    evidence.terms.reduced = false;
    CHECK(checkChallenge(evidence, record, key) == ChallengeOutcome::Differs);
    // A single action can be asked, for who can do no other.
    fewer.actions = {Action::Blink};
    CHECK(checkChallenge(drawn(key, record, 1, fewer), record, key) == ChallengeOutcome::Matches);
    fewer.reduced = false;
    CHECK(checkChallenge(drawn(key, record, 1, fewer), record, key) == ChallengeOutcome::Differs);
}

TEST_CASE("an older ledger is brought up and its counters and records go on") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "ledger.sqlite";
    const auto device = DeviceId::random();
    {
        const auto oldest =
            readFile(COUNTERSIGN_SOURCE_DIR "/resources/db/operator/0001_ledger.sql", 1U << 16U).value();
        auto database = Database::open(file, Database::Mode::ReadWrite).value();
        REQUIRE(database.exec(std::string(oldest.begin(), oldest.end()) + "PRAGMA user_version=1;"));
        REQUIRE(database.exec("INSERT INTO device VALUES (x'" + device.hex() +
                              "', 'ed25519', x'00', 'file', '0.1.0', 'active', 0)"));
    }
    const auto ledger = SqliteLedger::open(file);
    REQUIRE(ledger);
    const auto row = (*ledger)->device(device).value();
    REQUIRE(row);
    CHECK_FALSE(row->challengeKey);
    CHECK(row->state == DeviceState::Active);
}

TEST_CASE("a repeated enrolment gives the same key again, another counter another") {
    MadeOperator made;
    const auto key = SigningKey::generate();
    const auto request = makeEnrolmentRequest(made.code(), "test", key).value();
    const auto answer = [&] {
        return readEnrolmentResponse(made.desk.enrol(request).value().response, key.verifyingKey()).value();
    };
    const auto first = answer();
    REQUIRE(first.challengeKey);
    CHECK(answer().challengeKey == first.challengeKey);
    CHECK(made.ledger->device(first.deviceId).value()->challengeKey == first.challengeKey);
    CHECK_FALSE(made.counter.challengeKey == first.challengeKey);
}
