// One rule at a time: what is right goes by itself, what is doubtful goes to a person, what comes from a
// stranger's hand is never accepted and never brings the judge down.
#include "operator/judge.h"

#include <functional>
#include <set>

#include "made_registration.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

struct Bench {
    RecordId record = RecordId::random();
    ChallengeKey key = ChallengeKey::random();
    RecordRow row;
    EnvelopeHeader header;
    json fields = madeFields(record, 1, 1);
    DecisionRules rules;
    Standing standing;
    ChallengeOutcome challenge = ChallengeOutcome::Matches;
    bool setAside = false, portrait = true, bestFrame = true;

    Bench() {
        row.recordId = record;
        row.challenge = ChallengeOutcome::Matches;
        row.createdAt = row.receivedAt = WallTime(std::chrono::seconds(1795504525));
        header.recordId = record;
        header.evidence = madeEvidence(key, record);
    }
    [[nodiscard]] Proposal judged() const {
        const auto facts = readFacts(fields, row.receivedAt);
        if (!facts) return toAPerson(facts.error());
        return judge({row, header, challenge, setAside, portrait, bestFrame}, *facts, rules, standing);
    }
    void noScan() {
        header.evidence.reset();
        header.route = ScanRoute::NoScan;
        challenge = row.challenge = ChallengeOutcome::NotBound;
        fields["without_scan"] = true;
        fields["decision"] = "review";
        fields["other_way"] = {
            {"reason", "no_wish"}, {"second_clerk", nullptr}, {"supporting_picture", false}};
        for (const auto* name : {"liveness", "match", "consent"}) fields.erase(name);
    }
};

void looks(const Bench& bench, const std::string& code, bool exception = false) {
    const auto proposal = bench.judged();
    INFO(code);
    CHECK(proposal.verdict == Verdict::Review);
    CHECK(std::ranges::find(proposal.reasons, code) != proposal.reasons.end());
    CHECK(proposal.exception == exception);
}

}  // namespace

TEST_CASE("a registration in which everything is right is accepted") {
    CHECK(Bench().judged().verdict == Verdict::Accept);
}

TEST_CASE("each doubt sends to a person, and only its own") {
    const std::vector<std::pair<std::string, std::function<void(Bench&)>>> one{
        {"counter_set_aside", [](Bench& b) { b.setAside = true; }},
        {"virtual_camera", [](Bench& b) { b.header.camera.virtualDevice = true; }},
        {"camera_flagged", [](Bench& b) { b.header.evidence->cameraRule = "flagged"; }},
        {"challenge_not_bound", [](Bench& b) { b.challenge = ChallengeOutcome::NotBound; }},
        {"evidence_missing", [](Bench& b) { b.header.evidence.reset(); }},
        {"pictures_missing", [](Bench& b) { b.portrait = false; }},
        {"pictures_missing", [](Bench& b) { b.bestFrame = false; }},
        {"counter_unsure", [](Bench& b) { b.fields["decision"] = "review"; }},
        {"counter_unsure", [](Bench& b) { b.fields["decision"] = "whatever"; }},
        {"counter_refused", [](Bench& b) { b.fields["decision"] = "refused"; }},
        {"liveness_unsure",
         [](Bench& b) {
             b.header.evidence->liveness = "review";
             b.fields["liveness"]["decision"] = "review";
         }},
        {"score_low", [](Bench& b) { b.rules.leastScore = 0.95; }},
        {"match_missing",
         [](Bench& b) {
             b.header.evidence->similarity.reset();
             b.header.evidence->band.clear();
             b.fields["match"] = {{"ran", false}, {"similarity", nullptr}, {"band", nullptr}};
         }},
        {"match_unsure",
         [](Bench& b) {
             b.header.evidence->band = "unsure";
             b.fields["match"]["band"] = "unsure";
         }},
        {"match_unsure",
         [](Bench& b) {
             b.header.evidence->band = "different";
             b.fields["match"]["band"] = "different";
         }},
        {"similarity_low", [](Bench& b) { b.rules.leastSimilarity = 0.71; }},
        {"document_kind_unknown", [](Bench& b) { b.fields["details"]["document_kind"] = "library_card"; }},
        {"document_number_wrong",
         [](Bench& b) {
             auto number = madeResidentNumber(1);
             number.back() = number.back() == '1' ? '2' : '1';
             b.fields["details"]["document_number"] = number;
         }},
        {"numbers_wrong", [](Bench& b) { b.fields["details"]["iccid"] = "89860000000000000002"; }},
        {"numbers_wrong",
         [](Bench& b) { b.fields["details"]["iccid"] = b.fields["details"]["msisdn"] = ""; }},
        {"consent_missing", [](Bench& b) { b.fields.erase("consent"); }},
        {"automatic_off", [](Bench& b) { b.rules.automatic = false; }},
    };
    for (const auto& [code, change] : one) {
        Bench bench;
        change(bench);
        looks(bench, code);
        CHECK(bench.judged().reasons.size() == 1);
    }
}

TEST_CASE("what may be an attack, and every other way, wants two people") {
    const std::vector<std::pair<std::string, std::function<void(Bench&)>>> two{
        {"other_record", [](Bench& b) { b.fields["record_id"] = RecordId::random().hex(); }},
        {"header_differs", [](Bench& b) { b.fields["practice"] = true; }},
        {"header_differs", [](Bench& b) { b.header.route = ScanRoute::OtherTerms; }},
        {"header_differs", [](Bench& b) { b.fields["match"]["similarity"] = 0.71; }},
        {"header_differs", [](Bench& b) { b.fields["match"]["band"] = "unsure"; }},
        {"header_differs", [](Bench& b) { b.fields["liveness"]["decision"] = "review"; }},
        {"challenge_differs", [](Bench& b) { b.challenge = ChallengeOutcome::Differs; }},
        {"challenge_differs", [](Bench& b) { b.row.challenge = ChallengeOutcome::Differs; }},
        {"replaced_counter", [](Bench& b) { b.row.late = Lateness::Known; }},
        {"replaced_counter", [](Bench& b) { b.row.late = Lateness::Unknown; }},
        {"no_scan", [](Bench& b) { b.noScan(); }},
        {"other_terms",
         [](Bench& b) {
             b.header.route = ScanRoute::OtherTerms;
             b.header.evidence->terms.reduced = true;
             b.fields["other_way"] = {{"reason", "head_cannot_turn"}};
         }},
        {"other_terms", [](Bench& b) { b.header.evidence->terms.reduced = true; }},
    };
    for (const auto& [code, change] : two) {
        Bench bench;
        change(bench);
        looks(bench, code, true);
        CHECK(isException(bench.judged().reasons.front()));
    }
}

TEST_CASE("without a scan nobody is asked for a scan's consent, camera or pictures") {
    Bench bench;
    bench.noScan();
    bench.portrait = bench.bestFrame = false;
    CHECK(bench.judged().reasons == std::vector<std::string>{"no_scan", "counter_unsure"});
}

TEST_CASE("a limit that is reached and a number that is taken are refused, and count for no practice") {
    Bench bench;
    bench.standing.numbers = 4;
    CHECK(bench.judged().verdict == Verdict::Accept);
    bench.standing.numbers = 5;
    CHECK(bench.judged().verdict == Verdict::Refuse);
    CHECK(bench.judged().reason == "document_limit");
    bench.rules.numbersAPerson = 6;
    CHECK(bench.judged().verdict == Verdict::Accept);
    // What only waits may still be refused: nobody is sent away for it, and nobody gets its place.
    bench.standing.waiting = 1;
    CHECK(bench.judged().verdict == Verdict::Review);
    CHECK(bench.judged().reasons == std::vector<std::string>{"limit_waits"});
    CHECK_FALSE(bench.judged().exception);
    bench.standing.waiting = 0;
    for (const auto& [kind, code] :
         {std::pair{NumberKind::Msisdn, "msisdn_used"}, std::pair{NumberKind::Iccid, "iccid_used"},
          std::pair{NumberKind::Imei, "imei_used"}}) {
        bench.standing.taken = {kind};
        CHECK(bench.judged().verdict == Verdict::Refuse);
        CHECK(bench.judged().reason == code);
    }
    bench.row.practice = bench.header.practice = true;
    bench.fields["practice"] = true;
    CHECK(bench.judged().verdict == Verdict::Accept);
    // A phone alone is no number.
    Bench phone;
    phone.standing.numbers = 5;
    phone.fields["details"]["purchase"] = "phone";
    phone.fields["details"]["msisdn"] = phone.fields["details"]["iccid"] = "";
    phone.fields["details"]["imei"] = "490154203237518";
    CHECK(phone.judged().verdict == Verdict::Accept);
}

TEST_CASE("the young come back with a guardian") {
    Bench bench;
    const auto born = [&](const char* birth) {
        bench.fields["details"]["document_number"] = madeResidentNumber(1, birth);
    };
    const auto guardian = [&](const char* role) {
        bench.fields["guardian"] = {
            {"name", "Made Guardian"}, {"document_number", "X1234567"}, {"role", role}};
    };
    born("20101124");  // sixteen on the day
    CHECK(bench.judged().verdict == Verdict::Accept);
    born("20101125");  // a day short of it
    CHECK(bench.judged().verdict == Verdict::ComeBack);
    CHECK(bench.judged().reason == "guardian_needed");
    guardian("present");
    CHECK(bench.judged().verdict == Verdict::Accept);
    born("20121125");  // thirteen: the guardian has to consent
    CHECK(bench.judged().verdict == Verdict::ComeBack);
    guardian("consents");
    CHECK(bench.judged().verdict == Verdict::Accept);
    bench.fields["guardian"]["document_number"] = "";
    CHECK(bench.judged().verdict == Verdict::ComeBack);
    // A clock that was set forward makes nobody older.
    born("20101125");
    bench.fields.erase("guardian");
    bench.row.createdAt += std::chrono::hours(24 * 365);
    CHECK(bench.judged().verdict == Verdict::ComeBack);
}

TEST_CASE("a hostile payload is never accepted") {
    const std::vector<json> values{nullptr,
                                   true,
                                   -1,
                                   1e308,
                                   "",
                                   std::string(100000, 'A'),
                                   "'; DROP TABLE x",
                                   json::array(),
                                   json::array({json::array()}),
                                   json::object(),
                                   "\xf0\x9f\x98\x80"};
    const Bench right;
    const auto flat = right.fields.flatten();
    int tried = 0;
    for (const auto& field : flat.items()) {
        const json::json_pointer pointer(field.key());
        // What no rule reads may be anything.
        for (const char* read :
             {"/schema", "/record_id", "/practice", "/decision", "/without_scan", "/details",
              "/consent/notice_version", "/consent/at", "/liveness/decision", "/match/"}) {
            if (field.key().rfind(read, 0) != 0 || field.key() == "/match/ran" ||
                field.key() == "/match/frames_used" || field.key() == "/details/language" ||
                field.key() == "/details/name" || field.key() == "/details/imei" ||
                field.key() == "/details/msisdn" || field.key() == "/details/iccid")
                continue;
            for (const auto& value : values) {
                Bench bench;
                bench.fields[pointer] = value;
                if (field.key() == "/consent/notice_version" && value.is_string() && !value.empty() &&
                    value.get<std::string>().size() < 400 && !value.get<std::string>().empty())
                    continue;
                INFO(field.key() << " = " << value.dump().substr(0, 40));
                CHECK(bench.judged().verdict == Verdict::Review);
                ++tried;
            }
        }
    }
    CHECK(tried > 80);
    for (const auto& name : {"details", "consent", "liveness", "match", "guardian", "other_way"}) {
        for (const auto& value : values) {
            Bench bench;
            bench.fields[name] = value;
            INFO(name << " = " << value.dump().substr(0, 40));
            const bool absent =
                value.is_null() && (std::string(name) == "guardian" || std::string(name) == "other_way");
            CHECK((bench.judged().verdict == Verdict::Accept) == absent);
        }
    }
    for (const auto& whole : values) {
        Bench bench;
        bench.fields = whole;
        CHECK(bench.judged().verdict == Verdict::Review);
    }
}

TEST_CASE("what is forwarded is what the buyer was told, and nothing beyond") {
    Bench bench;
    const auto covers = [&](ForwardContent content) {
        return consentCovers(readFacts(bench.fields, bench.row.receivedAt).value(), content);
    };
    CHECK(covers(ForwardContent::None));
    CHECK_FALSE(covers(ForwardContent::Attestation));  // an older counter said nothing of it
    bench.fields["consent"]["forwarding"] = "none";
    CHECK_FALSE(covers(ForwardContent::Attestation));
    bench.fields["consent"]["forwarding"] = "attestation";
    CHECK(covers(ForwardContent::Attestation));
    CHECK_FALSE(covers(ForwardContent::Portrait));
    bench.fields["consent"]["forwarding"] = "portrait";
    CHECK(covers(ForwardContent::Attestation));
    CHECK(covers(ForwardContent::Portrait));
    // Without a scan nobody agreed to one, but was told all the same.
    bench.fields["consent"]["scan"] = false;
    CHECK_FALSE(covers(ForwardContent::Attestation));  // there was a scan
    bench.fields["without_scan"] = true;
    CHECK(covers(ForwardContent::Portrait));
    bench.fields.erase("consent");
    CHECK_FALSE(covers(ForwardContent::Attestation));
}

TEST_CASE("every code is named once, fits a receipt and says what it means") {
    std::set<std::string_view> seen;
    for (const auto& each : judgeCodes()) {
        CHECK(seen.insert(each.code).second);
        CHECK(each.code.size() <= 64);
        CHECK_FALSE(each.meaning.empty());
        CHECK(std::ranges::all_of(each.code, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }));
    }
}

TEST_CASE("the rules are the policy's, and one that can't be meant decides nothing") {
    const auto rules = [](const std::string& text) { return readOperatorRules({3, text}); };
    const auto shipped = rules(R"({"policy_version":3})").value();
    CHECK(shipped.decisions == DecisionRules{});
    CHECK(shipped.forwarding.content == ForwardContent::None);
    CHECK(shipped.picturesDays == 30);
    const auto read = rules(R"({"policy_version":3,"decisions":{"numbers_a_person":3,"automatic":false,
        "least_similarity":0.5},"bands":{"same":0.6},"guardian":{"consents_below":10,"present_below":18},
        "forwarding":{"content":"portrait","ground":"telecom_rules","practice":true,
        "ground_text":{"en":"The telecom rules"},"authority":{"en":"The ministry"}},
        "retention":{"pictures_days":7}})")
                          .value();
    CHECK(read.decisions.numbersAPerson == 3);
    CHECK_FALSE(read.decisions.automatic);
    CHECK(read.decisions.leastSimilarity == 0.6);       // the stricter of the two
    CHECK(read.decisions.guardianConsentsBelow == 14);  // only ever raised
    CHECK(read.decisions.guardianPresentBelow == 18);
    CHECK(read.forwarding == ForwardingRules{ForwardContent::Portrait,
                                             "telecom_rules",
                                             true,
                                             {{"en", "The telecom rules"}},
                                             {{"en", "The ministry"}}});
    CHECK(read.picturesDays == 7);
    for (const auto* text :
         {R"({"decisions":[]})", R"({"decisions":{"numbers_a_person":0}})",
          R"({"decisions":{"numbers_a_person":2.5}})", R"({"decisions":{"automatic":"no"}})",
          R"({"forwarding":{"content":"everything","ground":"a"}})",
          R"({"forwarding":{"content":"portrait","ground":"a"}})", R"({"forwarding":{"content":"portrait"}})",
          R"({"forwarding":{"content":"attestation","ground":"../x"}})",
          R"({"retention":{"pictures_days":-1}})", R"({"bands":{"same":"high"}})", "[]"}) {
        INFO(text);
        const auto refused = rules(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::OperatorFolderUnusable);
    }
}
