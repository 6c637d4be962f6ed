// The reviewers' console as a stranger, a careless reviewer and a second person meet it: over TLS, with curl.
#include <algorithm>
#include <regex>
#include <set>

#include "console_bench.h"
#include "console_files.h"
#include "operator/judge.h"
#include "operator/review_reasons.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

json jsonOf(const HttpAnswer& answer) {
    INFO(answer.text());
    REQUIRE(answer.status == 200);
    return json::parse(answer.text());
}

// Fails every row of the review log.
struct NoLog final : DatabaseFaults {
    bool on = false;
    int beforeStep(std::string_view sql) override {
        return on && sql.starts_with("INSERT INTO review_log") ? 13 : 0;
    }
};

}  // namespace

TEST_CASE("the page comes over TLS only, with nothing let in from elsewhere") {
    const ConsoleBench bench;
    const auto page = bench.http().get("/");
    CHECK(page.status == 200);
    CHECK(has(page.head, "text/html; charset=utf-8"));
    CHECK(has(page.head, "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"));
    CHECK(has(page.head, "frame-ancestors 'none'"));
    CHECK(has(page.head, "Cache-Control: no-store"));
    CHECK(has(page.head, "X-Content-Type-Options: nosniff"));
    CHECK(has(page.head, "Strict-Transport-Security: "));
    CHECK_FALSE(has(page.head, "Set-Cookie"));
    for (const auto* file : {"/console.js", "/console.css", "/words/zh_CN.json", "/words/ar.json"})
        CHECK(bench.http().get(file).status == 200);

    BareSocket plain(bench.server->port());
    plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    plain.waitForEnd();  // and not a byte of the page
    CHECK(bench.http().get("/", {"--tls-max", "1.1"}).curlCode != 0);
}

TEST_CASE("who is not signed in learns nothing and changes nothing") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    Browser stranger(bench);
    CHECK(stranger.get("/api/cases?state=review").status == 401);
    CHECK(stranger.get("/api/me").text() == "{}");
    for (const auto& answer : {stranger.open(row), stranger.pictures(row), stranger.decide(row, "accepted"),
                               stranger.post("/api/sign-out", json::object())}) {
        CHECK(answer.status == 401);
        CHECK_FALSE(has(answer.text(), "Made Person"));
    }
    stranger.csrf = std::string(64, 'a');
    for (const auto& cookie : {"__Host-session=", "__Host-session=x", "session=y"}) {
        stranger.cookie = cookie;
        CHECK(stranger.open(row).status == 401);
    }
    stranger.cookie = "__Host-session=" + std::string(64, '0');
    CHECK(stranger.open(row).status == 401);
    CHECK(bench.logOf(row).empty());
    CHECK(bench.now(row).status == ReceiptStatus::Received);
}

TEST_CASE("a reviewer signs in, looks, and decides; the log knows who") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    Browser lina(bench);
    CHECK(lina.signIn("lina", "something else entirely").status == 401);
    const auto in = lina.signIn("lina");
    REQUIRE(in.status == 200);
    CHECK(std::regex_search(in.head, std::regex("Set-Cookie: __Host-session=[0-9a-f]{64}; Path=/; Secure; "
                                                "HttpOnly; SameSite=Strict")));
    CHECK(jsonOf(in).at("name") == "Name of lina");
    CHECK_FALSE(has(in.text(), lina.cookie.substr(lina.cookie.find('=') + 1)));

    const auto queue = jsonOf(lina.get("/api/cases?state=review"));
    REQUIRE(queue.at("cases").size() == 1);
    CHECK(queue.at("cases")[0].at("record") == row.recordId.hex());
    CHECK(queue.at("cases")[0].at("reasons") == json{"counter_unsure"});
    CHECK_FALSE(has(queue.dump(), "Made Person"));

    const auto answer = lina.open(row);
    CHECK(has(answer.head, "Cache-Control: no-store"));
    const auto opened = jsonOf(answer);
    CHECK(has(opened.at("fields").dump(), "Made Person"));
    CHECK(opened.at("may") == json{"accepted", "refused", "come_back"});
    CHECK(opened.at("pictures") == true);
    CHECK(opened.at("genuine") == true);
    REQUIRE(bench.logOf(row).size() == 1);
    CHECK(bench.logOf(row)[0].action == "case_opened");

    const auto pictures = lina.pictures(row);
    REQUIRE(pictures.status == 200);
    CHECK(has(pictures.head, "application/octet-stream"));
    CHECK(has(pictures.head, "Cache-Control: no-store"));
    Bytes wanted{0, 0, 2, 0x58, 0, 0, 2, 0x58, 0, 0, 0, 0};
    for (const auto mark : {0x11, 0x22}) {
        const auto picture = madePicture(static_cast<std::uint8_t>(mark));
        wanted.insert(wanted.end(), picture.begin(), picture.end());
    }
    CHECK(pictures.body == wanted);
    REQUIRE(bench.logOf(row).size() == 2);
    CHECK(bench.logOf(row)[1].action == "picture_opened");
    CHECK(bench.logOf(row)[1].reviewer == "lina");

    CHECK(Browser::said(lina.decide(row, "refused", "not_the_same_person")) == "decided");
    CHECK(bench.now(row).status == ReceiptStatus::Refused);
    CHECK(bench.now(row).reason == "not_the_same_person");
    // Sent once more, by the key or the line: somebody had decided.
    CHECK(Browser::said(lina.decide(row, "accepted")) == "settled_elsewhere");
    CHECK(Browser::said(lina.decide(bench.now(row), "accepted")) == "settled_elsewhere");
    CHECK(bench.now(row).status == ReceiptStatus::Refused);
    const auto after = jsonOf(lina.open(row));
    CHECK(after.at("may").empty());
    CHECK(has(after.at("history").dump(), "Name of lina"));
}

TEST_CASE("no row in the log, no picture") {
    NoLog faults;
    ConsoleBench bench(&faults);
    const auto row = bench.doubtful();
    const Browser lina(bench, "lina");
    faults.on = true;
    for (const auto& answer : {lina.pictures(row), lina.open(row)}) {
        CHECK(answer.status == 503);
        CHECK(answer.body.size() < 100);
    }
    faults.on = false;
    CHECK(lina.pictures(row).status == 200);
}

TEST_CASE("another site's page can't speak for a reviewer") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    const Browser lina(bench, "lina");
    const auto refused = [&](const Browser& browser, int status) {
        for (const auto& answer : {browser.decide(row, "accepted"), browser.pictures(row), browser.open(row)})
            CHECK(answer.status == status);
    };
    auto other = lina;
    for (const std::string origin : {"", "https://evil.example", "null", "http://localhost",
                                     "https://localhost", "https://localhost.evil.example"}) {
        INFO(origin);
        other.origin = origin;
        refused(other, 403);
    }
    other = lina;
    for (const auto& token : std::initializer_list<std::string>{std::string(), std::string(64, 'a'),
                                                                lina.csrf.substr(1), lina.csrf + "0"}) {
        INFO(token);
        other.csrf = token;
        refused(other, 403);
    }
    // Somebody else's token.
    other.csrf = Browser(bench, "mina").csrf;
    refused(other, 403);
    other = lina;
    other.contentType = "text/plain";
    refused(other, 400);
    other.contentType = "application/x-www-form-urlencoded";
    refused(other, 400);
    CHECK(lina.raw("/api/case/decide", toBytes("{}"), {"--header", "Sec-Fetch-Site: cross-site"}).status ==
          403);
    CHECK(lina.raw("/api/case/decide", toBytes("{}"), {"--header", "Sec-Fetch-Site: same-site"}).status ==
          403);
    CHECK(lina.get("/api/case/decide").status == 404);
    CHECK(lina.raw("/api/case", toBytes("{}"), {"--request", "PUT"}).status == 404);
    // Nobody is signed in under a stranger's account either.
    other = Browser(bench);
    other.origin = "https://evil.example";
    CHECK(other.signIn("lina").status == 403);

    CHECK(bench.logOf(row).empty());
    CHECK(bench.now(row).status == ReceiptStatus::Received);
}

TEST_CASE("forged names, climbing paths and huge bodies end at the door") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    const Browser lina(bench, "lina");
    const auto post = [&](json body) { return lina.post("/api/case", body).status; };
    CHECK(post({{"device", row.deviceId.hex()}, {"record", RecordId::random().hex()}}) == 404);
    CHECK(post({{"device", std::string(32, '0')}, {"record", row.recordId.hex()}}) == 404);
    for (const auto& bad : std::initializer_list<json>{
             json(nullptr), json(7), json(json::array()), json(""), json("../../keys"), json("x' OR '1'='1"),
             json(row.recordId.hex() + "0"), json(std::string(3000, '1'))}) {
        CHECK(post({{"device", row.deviceId.hex()}, {"record", bad}}) == 400);
        CHECK(post({{"device", bad}, {"record", row.recordId.hex()}}) == 400);
    }
    for (const auto* body : {"", "{", "[]", "null", "\"x\"", "{\"device\":", "\xff\xfe\x00"})
        CHECK(lina.raw("/api/case", toBytes(body)).status == 400);
    CHECK(lina.raw("/api/case", toBytes(std::string(4000, '['))).status == 400);
    CHECK(lina.raw("/api/case", Bytes(5000, ' ')).status == 413);
    CHECK(lina.raw("/api/case", Bytes(50'000'000, ' ')).status == 413);
    CHECK(lina.raw("/api/case", Bytes(10'000, ' '), {"--header", "Transfer-Encoding: chunked"}).status ==
          413);
    const auto endless =
        lina.raw("/api/case", Bytes(5'000'000, ' '), {"--header", "Transfer-Encoding: chunked"});
    CHECK((endless.status == 413 || endless.curlCode != 0));

    for (const auto* path :
         {"/../ledger.sqlite", "/..%2fledger.sqlite", "/words/../console.js", "/words/..%2f..%2fkeys",
          "//console.js", "/console.js%00.html", "/console.js/", "/index.html", "/api", "/api/cases/",
          "/keys/opening.key", "/%2e%2e/%2e%2e/etc/passwd"})
        CHECK(lina.get(path).status == 404);

    for (const auto* query : {"", "?state=decided", "?state=waiting", "?state=review'--",
                              "?state=", "?state=review&after=1", "?state=review&after=1.2.3",
                              "?state=review&after=-1.", "?state=review&after=99999999999999999999."})
        CHECK(lina.get("/api/cases" + std::string(query)).status == 400);
    const auto far = "?state=review&after=9223372036855." + row.deviceId.hex() + "." + row.recordId.hex();
    CHECK(lina.get("/api/cases" + far).status == 400);

    // Headers are never made of what was sent.
    const auto split = lina.get("/api/cases?state=review%0d%0aSet-Cookie:%20x=y");
    CHECK_FALSE(has(split.head, "Set-Cookie"));
    const auto tricked = Browser(bench).post(
        "/api/sign-in", {{"id", "lina\r\nSet-Cookie: x=y"}, {"password", kReviewerPassword}});
    CHECK(tricked.status == 401);
    CHECK_FALSE(has(tricked.head, "Set-Cookie"));
    CHECK(bench.logOf(row).empty());
}

TEST_CASE("answers are the known ones, with reasons that hold nobody's name") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    const Browser lina(bench, "lina");
    for (const auto& [answer, reason] :
         std::vector<std::pair<std::string, std::string>>{{"refused", ""},
                                                          {"refused", "his name is Made Person"},
                                                          {"refused", "scan_again"},
                                                          {"accepted", "scan_again"},
                                                          {"activated", ""},
                                                          {"received", ""},
                                                          {"", ""},
                                                          {"come_back", ""}})
        CHECK(lina.decide(row, answer, reason).status == 400);
    auto body = Browser::name(row);
    body.update({{"answer", "accepted"}, {"reason", ""}});
    for (const auto& revision :
         std::initializer_list<json>{json(nullptr), json(-1), json("1"), json(1.5), json(4294967297)}) {
        body["revision"] = revision;
        CHECK(lina.post("/api/case/decide", body).status == 400);
    }
    body["revision"] = row.revision + 1;
    CHECK(Browser::said(lina.post("/api/case/decide", body)) == "settled_elsewhere");
    CHECK(bench.now(row).status == ReceiptStatus::Received);
    CHECK(Browser::said(lina.decide(row, "come_back", "picture_unclear")) == "decided");
    CHECK(bench.now(row).status == ReceiptStatus::ComeBack);
}

TEST_CASE("a hundred wrong passwords let nobody in and say how long to wait") {
    ConsoleBench bench;
    Browser guesser(bench);
    int rejected = 0, told = 0;
    for (int i = 0; i < 100; ++i) {
        const auto answer = guesser.signIn("lina", "a wrong password " + std::to_string(i));
        if (answer.status == 401) ++rejected;
        if (answer.status == 429) {
            ++told;
            CHECK(json::parse(answer.text()).at("seconds") == 30);
            CHECK(has(answer.head, "Retry-After: 30"));
        }
    }
    CHECK(rejected == 5);
    CHECK(told == 95);
    // Not even with the right one, until the time is over.
    CHECK(guesser.signIn("lina").status == 429);
    CHECK(Browser(bench, "mina").get("/api/cases?state=review").status == 200);
    bench.clock.advance(std::chrono::seconds(30));
    CHECK(guesser.signIn("lina").status == 200);
}

TEST_CASE("a session ends idle, after a day's work, signed out, switched off, or with another password") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    Browser lina(bench, "lina");
    const auto out = [&](const Browser& who) {
        const bool closed = who.get("/api/cases?state=review").status == 401;
        CHECK(who.open(row).status == (closed ? 401 : 200));
        return closed;
    };
    CHECK_FALSE(out(lina));
    SECTION("idle") {
        bench.clock.advance(std::chrono::minutes(15));
        CHECK(out(lina));
    }
    SECTION("eight hours") {
        for (int i = 0; i < 47; ++i) {
            bench.clock.advance(std::chrono::minutes(10));
            REQUIRE(lina.get("/api/me").text() != "{}");
        }
        bench.clock.advance(std::chrono::minutes(10));
        CHECK(out(lina));
    }
    SECTION("signed out") {
        const auto answer = lina.post("/api/sign-out", json::object());
        CHECK(answer.status == 200);
        CHECK(has(answer.head, "Max-Age=0"));
        CHECK(out(lina));
    }
    SECTION("switched off by a command, in the middle of it") {
        const auto off =
            runProgram({operatorProgram(), "reviewer", "off", "lina", "--dir", bench.folder.string()});
        INFO(off.errors);
        CHECK(off.exitCode == 0);
        CHECK(out(lina));
        CHECK(lina.signIn("lina").status == 401);
        CHECK_FALSE(out(Browser(bench, "mina")));
    }
    SECTION("another password") {
        REQUIRE(setReviewerPassword(*bench.reviewers, "lina", "an entirely new password"));
        CHECK(out(lina));
        CHECK(lina.signIn("lina").status == 401);
        CHECK(lina.signIn("lina", "an entirely new password").status == 200);
    }
    SECTION("signing in again makes a new session and ends the one before") {
        const auto before = lina;
        REQUIRE(lina.signIn("lina").status == 200);
        CHECK(lina.cookie != before.cookie);
        CHECK(lina.csrf != before.csrf);
        CHECK(out(before));
        CHECK_FALSE(out(lina));
    }
}

TEST_CASE("an exception needs two people, and neither sees the other's word first") {
    ConsoleBench bench;
    const auto row = bench.exceptional();
    const Browser lina(bench, "lina"), mina(bench, "mina"), sami(bench, "sami");
    CHECK(jsonOf(lina.open(row)).at("stand") == "open");
    CHECK(Browser::said(lina.decide(row, "refused", "document_not_genuine")) == "first_of_two");
    CHECK(bench.now(row).status == ReceiptStatus::Received);
    CHECK(Browser::said(lina.decide(row, "refused", "document_not_genuine")) == "same_person");
    CHECK(Browser::said(lina.decide(row, "accepted")) == "same_person");
    const auto own = jsonOf(lina.open(row));
    CHECK(own.at("stand") == "spoken");
    CHECK(own.at("may").empty());
    CHECK(own.at("words").size() == 1);

    const auto queue = jsonOf(mina.get("/api/cases?state=second"));
    REQUIRE(queue.at("cases").size() == 1);
    const auto opened = mina.open(row);
    for (const auto& text : {opened.text(), queue.dump()}) {
        CHECK_FALSE(has(text, "document_not_genuine"));
        CHECK_FALSE(has(text, "refused\",\"at"));
    }
    CHECK(jsonOf(opened).at("stand") == "open");
    CHECK(jsonOf(opened).at("words").empty());
    CHECK(jsonOf(opened).at("may").size() == 3);
    CHECK_FALSE(has(jsonOf(opened).at("history").dump(), "word"));

    SECTION("the same: it is settled, and she learns who had said so") {
        const auto done = jsonOf(mina.decide(row, "refused", "document_not_genuine"));
        CHECK(done.at("result") == "decided");
        CHECK(done.at("confirmed") == "Name of lina");
        const auto decisions = bench.cases->history(row.deviceId, row.recordId).value().decisions;
        REQUIRE(decisions.size() == 1);
        CHECK(decisions[0].by == "lina");
        CHECK(decisions[0].confirmedBy == "mina");
    }
    SECTION("something else: a supervisor decides, who sees what it is about") {
        const auto done = jsonOf(mina.decide(row, "accepted"));
        CHECK(done.at("result") == "disagreed");
        REQUIRE(done.at("words").size() == 1);
        CHECK(done.at("words")[0].at("name") == "Name of lina");
        CHECK(done.at("words")[0].at("reason") == "document_not_genuine");
        REQUIRE(addReviewer(*bench.reviewers, "nora", "Name of nora", ReviewerRole::Reviewer,
                            kReviewerPassword, bench.clock.wall()));
        const Browser nora(bench, "nora");
        const auto seen = jsonOf(nora.open(row));
        CHECK(seen.at("stand") == "dispute");
        CHECK(seen.at("may").empty());
        CHECK(seen.at("words").empty());
        CHECK(Browser::said(nora.decide(row, "accepted")) == "supervisor_needed");
        const auto dispute = jsonOf(sami.open(row));
        CHECK(dispute.at("words").size() == 2);
        CHECK(dispute.at("may").size() == 3);
        CHECK(Browser::said(sami.decide(row, "accepted")) == "decided");
    }
}

TEST_CASE("a supervisor who takes a yes back learns that they did, and takes back what they saw only") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    const Browser lina(bench, "lina"), sami(bench, "sami");
    const auto before = jsonOf(lina.decide(row, "accepted"));
    CHECK(before.at("result") == "decided");
    CHECK_FALSE(before.contains("taken_back"));
    // Sami saw it while it waited for a word.
    CHECK(Browser::said(sami.decide(row, "refused", "not_the_same_person")) == "settled_elsewhere");
    CHECK(bench.now(row).status == ReceiptStatus::Activated);
    CHECK(Browser::said(lina.decide(bench.now(row), "refused", "not_the_same_person")) ==
          "supervisor_needed");
    const auto taken = jsonOf(sami.decide(bench.now(row), "refused", "not_the_same_person"));
    CHECK(taken.at("result") == "decided");
    CHECK(taken.at("taken_back") == "unsent");
    CHECK(bench.now(row).status == ReceiptStatus::Refused);
}

TEST_CASE("what stays closed can be refused and never accepted") {
    ConsoleBench bench;
    const auto row = bench.doubtful();
    bench.review = std::make_unique<ReviewDesk>(
        *bench.ledger, bench.bodies, *bench.cases, std::vector<OpeningKey>{},
        ReviewKeys{bench.index, bench.identity.signingKey, {}}, OperatorRules{}, bench.clock);
    bench.server =
        ConsoleServer::start("127.0.0.1:0", bench.identity.server,
                             {*bench.review, *bench.cases, *bench.reviewers}, bench.clock, *bench.log)
            .value();
    const Browser lina(bench, "lina");
    const auto opened = jsonOf(lina.open(row));
    CHECK(opened.at("opened") == false);
    CHECK(opened.at("pictures") == false);
    CHECK(opened.at("fields").empty());
    CHECK(lina.pictures(row).status == 409);
    CHECK(Browser::said(lina.decide(row, "accepted")) == "closed");
    CHECK(bench.now(row).status == ReceiptStatus::Received);
    CHECK(Browser::said(lina.decide(row, "refused", "not_readable")) == "decided");
}

TEST_CASE("what a counter writes into a registration is text and nothing else") {
    ConsoleBench bench;
    const std::string evil = "</script><img src=x onerror=alert(1)>\"'&{{7*7}}\xE2\x80\xAE";
    const auto row = bench.taken([&](json& fields, EnvelopeHeader&) {
        fields["decision"] = "review";
        for (auto& each : fields["details"]) each = evil;
        fields["clerk"] = evil;
        fields["consent"]["notice_version"] = evil;
        fields["policy"] = evil;
        fields["other_way"] = {{"reason", evil}, {"second_clerk", evil}, {"supporting_picture", false}};
        fields["guardian"] = {{"name", evil}, {"document_number", evil}, {"role", "consents"}};
    });
    const Browser lina(bench, "lina");
    const auto answer = lina.open(row);
    const auto opened = jsonOf(answer);
    CHECK(has(answer.head, "Content-Type: application/json"));
    CHECK(has(answer.head, "X-Content-Type-Options: nosniff"));
    CHECK(
        std::ranges::any_of(opened.at("fields"), [&](const json& each) { return each.at("value") == evil; }));
}

TEST_CASE("the page makes no HTML of what it gets and asks nobody else") {
    for (const auto* path : {"/", "/console.js", "/api.js", "/case.js", "/dialogs.js", "/dom.js",
                             "/pictures.js", "/queue.js", "/words.js", "/console.css"}) {
        INFO(path);
        const auto* file = findConsoleFile(path);
        REQUIRE(file != nullptr);
        const std::string text(file->text);
        for (const auto* word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                                 "new Function", "javascript:", "srcdoc", "createObjectURL", "http://",
                                 "https://", "sessionStorage", "indexedDB", "console.log"})
            CHECK_FALSE(has(text, word));
    }
}

TEST_CASE("every code has words in every language") {
    std::map<std::string, json> words;
    for (const std::string language : {"en", "zh_CN", "ar"}) {
        const auto* file = findConsoleFile("/words/" + language + ".json");
        REQUIRE(file != nullptr);
        words[language] = json::parse(file->text);
    }
    std::vector<std::string> wanted;
    for (const auto& each : judgeCodes()) wanted.push_back("code." + std::string(each.code));
    for (const auto& each : reviewReasons()) wanted.push_back("reason." + std::string(each.code));
    for (int each = 1; each <= static_cast<int>(Reason::PortraitNotFound); ++each)
        wanted.push_back("scan." + std::string(reasonName(static_cast<Reason>(each))));
    for (const auto kind : {DocumentKind::ResidentId, DocumentKind::ForeignPassport})
        wanted.push_back("value.document_kind." + std::string(documentKindName(kind)));
    const std::regex placeholder("\\{\\w+\\}");
    for (const auto& [language, own] : words) {
        for (const auto& key : wanted) {
            INFO(language << " " << key);
            CHECK(own.contains(key));
        }
        CHECK(own.size() == words.at("en").size());
        for (const auto& [key, english] : words.at("en").items()) {
            INFO(language << " " << key);
            REQUIRE(own.contains(key));
            const auto names = [&](const std::string& text) {
                std::multiset<std::string> found;
                for (std::sregex_iterator it(text.begin(), text.end(), placeholder), end; it != end; ++it)
                    found.insert(it->str());
                return found;
            };
            CHECK(names(own.at(key)) == names(english));
            CHECK_FALSE(own.at(key).get<std::string>().empty());
        }
    }
}

TEST_CASE("a console that can't be started says so") {
    ConsoleBench bench;
    const auto start = [&](const std::string& address, const CertificateAndKey& certificate) {
        const auto server = ConsoleServer::start(
            address, certificate, {*bench.review, *bench.cases, *bench.reviewers}, bench.clock, *bench.log);
        return server ? ErrorCode::Invalid : server.error().code;
    };
    const auto taken = "127.0.0.1:" + std::to_string(bench.server->port());
    CHECK(start(taken, bench.identity.server) == ErrorCode::ConsoleNotStarted);
    CHECK(start("localhost:0", bench.identity.server) == ErrorCode::ConsoleNotStarted);
    CHECK(start("127.0.0.1", bench.identity.server) == ErrorCode::ConsoleNotStarted);
    CHECK(start("127.0.0.1:0", {"no certificate", "no key"}) == ErrorCode::ConsoleNotStarted);
}
