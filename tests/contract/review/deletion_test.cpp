// The buyer's own way to the operator's word that pictures are erased: over TLS with nothing but the
// receipt's code, in a browser's form and a machine's; the signature checked by OpenSSL as the page says; and
// what somebody learns who has no receipt, which is nothing.

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/files.h"
#include "core/receipt_code.h"
#include "deletion_page.h"
#include "operator/deletion_certificate.h"
#include "operator/erasure_desk.h"
#include "protocol/refusal.h"
#include "review_chain.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

const std::string kRoute(kDeletionsRoute);
constexpr std::size_t kMaxText = 1U << 20U;

const std::vector<std::string> kBrowser{"--header", "Accept: text/html,application/xhtml+xml,*/*;q=0.8"};

std::vector<std::string> browser(const std::string& languages) {
    auto all = kBrowser;
    all.insert(all.end(), {"--header", "Accept-Language: " + languages});
    return all;
}

// From another address of loopback: the gateway takes it for another client.
std::vector<std::string> from(int host) {
    return {"--ipv4", "--interface", "127.0.0." + std::to_string(host)};
}

// Without what differs from moment to moment.
std::string steady(const HttpAnswer& answer) {
    return std::regex_replace(answer.head, std::regex("Date: [^\r\n]+\r\n"), "") + answer.text();
}

// What stands in the page's <pre> of this name, as a person would copy it.
std::string copied(const std::string& page, const std::string& id) {
    const auto begin = page.find("<pre id=\"" + id + "\"");
    REQUIRE(begin != std::string::npos);
    const auto start = page.find('>', begin) + 1;
    auto text = page.substr(start, page.find("</pre>", start) - start);
    for (const auto& [entity, letter] : std::map<std::string, std::string>{
             {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}})
        text = std::regex_replace(text, std::regex(entity), letter);
    return text;
}

// HTTP statuses of many requests over one connection, since thousands of handshakes are not what is tested.
std::map<std::string, int> statuses(const GatewayProcess& gateway, const std::string& paths,
                                    const std::vector<std::string>& more = {}) {
    std::vector<std::string> command{
        "/usr/bin/curl",           "--silent", "--noproxy", "*",           "--cacert",
        gateway.caFile().string(), "--output", "/dev/null", "--write-out", "%{http_code}\n"};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(gateway.url() + kRoute + paths);
    const auto run = runProgram(command);
    REQUIRE(run.exitCode == 0);
    std::map<std::string, int> counts;
    std::istringstream lines(run.output);
    for (std::string line; std::getline(lines, line);) ++counts[line];
    return counts;
}

std::string wrongly(const RecordId& id) {
    auto code = receiptCodeOf(id);
    code.back() = code.back() == '0' ? '1' : '0';
    return code;
}

}  // namespace

TEST_CASE("a buyer follows the receipt's code to the signed word, and OpenSSL finds the signature good") {
    const ReviewChain chain(
        R"({"policy_version":1,"operator":{"name":"Example <Mobile> & Sons"},"retention":{"pictures_days":30}})");
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    const auto other = counter.sell(2, 2);
    const HttpClient http(*chain.gateway);
    const auto path = kRoute + receiptCodeOf(sold.record);

    // Not decided or decided: kept, and no day is told.
    auto answer = http.get(path);
    REQUIRE(answer.status == 200);
    CHECK(json::parse(answer.text()) == json({{"state", "held"}, {"version", 1}}));
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    answer = http.get(path);
    CHECK(json::parse(answer.text()) == json({{"state", "held"}, {"version", 1}}));
    const auto shown = http.get(path, browser("en")).text();
    CHECK(shown.find("still kept") != std::string::npos);
    // Nor does a page tell that the law wants them longer.
    REQUIRE(chain.plainly({"hold", sold.record.shortCode(), "court_order"}).exitCode == 0);
    auto elsewhere = from(3);  // one address may not ask as often as this test does
    CHECK(http.get(path, elsewhere).text() == answer.text());
    const auto english = browser("en");
    elsewhere.insert(elsewhere.end(), english.begin(), english.end());
    CHECK(http.get(path, elsewhere).text() == shown);
    REQUIRE(chain.plainly({"unhold", sold.record.shortCode()}).exitCode == 0);

    const auto erased =
        runProgram({operatorProgram(), "person", "erase", "--dir", chain.folder.string(), "--opening-key",
                    chain.openingKey.string(), "--index-key", chain.indexKey.string(), "--document",
                    "resident_id", madeResidentNumber(1)});
    INFO(erased.errors);
    REQUIRE(erased.exitCode == 0);

    // A machine gets what the command prints, byte for byte.
    answer = http.get(path);
    REQUIRE(answer.status == 200);
    CHECK(answer.head.find("Content-Type: application/json") != std::string::npos);
    CHECK(answer.text() + "\n" == chain.plainly({"deletion", sold.record.shortCode()}).output);
    CHECK(chain.plainly({"deletion", receiptCodeOf(sold.record)}).output == answer.text() + "\n");
    CHECK(chain.plainly({"deletion", wrongly(sold.record)}).exitCode == 1);
    const auto certificate = verifyDeletion(answer.body, counter.enrolment().operatorKeys).value();
    CHECK(certificate.recordId == sold.record);
    // As people write it.
    std::string small = receiptCodeOf(sold.record);
    small.erase(std::remove(small.begin(), small.end(), '-'), small.end());
    for (auto& letter : small) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    CHECK(http.get(kRoute + small).body == answer.body);
    CHECK(json::parse(http.get(kRoute + receiptCodeOf(other.record)).text())["state"] == "held");

    // A browser gets a page, and what it says can be done.
    const auto page = http.get(path, browser("en-GB,en;q=0.9"));
    REQUIRE(page.status == 200);
    CHECK(page.head.find("Content-Type: text/html; charset=utf-8") != std::string::npos);
    CHECK(page.head.find("Referrer-Policy: no-referrer") != std::string::npos);
    CHECK(page.head.find("default-src 'none'") != std::string::npos);
    CHECK(page.text().find("<script") == std::string::npos);
    CHECK(page.text().find("Example &lt;Mobile&gt; &amp; Sons") != std::string::npos);
    CHECK(page.text().find("The picture of your face") != std::string::npos);
    CHECK(page.text().find("Name and numbers") != std::string::npos);
    CHECK(page.text().find("what was measured") != std::string::npos);
    CHECK(page.text().find(toRfc3339(certificate.at).substr(0, 10)) != std::string::npos);
    CHECK(page.text().find("Made Person") == std::string::npos);
    for (const auto& [languages, tag, word] : std::vector<std::array<std::string, 3>>{
             {"zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "您的面部照片"},
             {"ar", "ar", "صورة وجهك"},
             {"fr, en;q=0.5, ar;q=0.7", "ar", "صورة وجهك"},
             {"de,fr;q=0.5", "en", "The picture of your face"},
             {"en;q=0,zh;q=0.1", "zh-CN", "您的面部照片"},
             {"*", "en", "The picture of your face"},
             {"zh;q=nonsense,,;;ar;q=9", "en", "The picture of your face"}}) {
        INFO(languages);
        const auto translated = http.get(path, browser(languages));
        CHECK(translated.head.find("Content-Language: " + tag + "\r\n") != std::string::npos);
        CHECK(translated.text().find("<html lang=\"" + tag + "\" dir=\"" + (tag == "ar" ? "rtl" : "ltr") +
                                     "\">") != std::string::npos);
        CHECK(translated.text().find(word) != std::string::npos);
    }

    const TemporaryFolder desk;
    const auto save = [&](const char* name, const std::string& text) {
        REQUIRE(writeFileDurably(desk.path() / name, toBytes(text)));
    };
    const auto check = [&] {
        return runProgram(
            {"/bin/sh", "-c", "cd " + desk.path().string() + " && " + copied(page.text(), "check")});
    };
    CHECK(toBytes(copied(page.text(), "certificate")) == answer.body);
    save("deletion.json", copied(page.text(), "certificate"));
    save("key.pem", copied(page.text(), "key"));
    const auto good = check();
    INFO(good.errors);
    CHECK(good.exitCode == 0);
    CHECK(good.output.find("Signature Verified Successfully") != std::string::npos);
    // The key is the operator's own, which the counters know, and not just any that fits.
    const auto own = runProgram(
        {"/usr/bin/openssl", "pkey", "-pubin", "-in", (desk.path() / "key.pem").string(), "-noout", "-text"});
    std::string digits;
    for (const char letter : own.output.substr(own.output.find("pub:") + 4)) {
        if (std::isxdigit(static_cast<unsigned char>(letter)) != 0) digits += letter;
    }
    CHECK(digits == toHex(counter.enrolment().operatorKeys.front().bytes));
    // One letter of the text changed, and it no longer holds.
    auto bent = json::parse(answer.text());
    auto body = bent["body"].get<std::string>();
    body[20] = body[20] == 'A' ? 'B' : 'A';
    bent["body"] = body;
    save("deletion.json", bent.dump());
    CHECK(check().exitCode != 0);
}

TEST_CASE("a wrong check code, somebody else's and no record at all get the same answer, byte for byte") {
    const ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    const HttpClient http(*chain.gateway);
    REQUIRE(http.get(kRoute + receiptCodeOf(sold.record)).status == 200);
    for (const auto& form : {std::vector<std::string>(), browser("en"), browser("ar")}) {
        const auto wrong = http.get(kRoute + wrongly(sold.record), form);
        const auto unknown = http.get(kRoute + receiptCodeOf(RecordId::random()), form);
        CHECK(wrong.status == 404);
        CHECK(steady(wrong) == steady(unknown));
    }
    CHECK(parseRefusal(http.get(kRoute + wrongly(sold.record)).body) == Refusal::NotKnown);
    // The record's id alone is no way in, nor its eight letters.
    CHECK(http.get(kRoute + sold.record.hex()).status == 400);
    CHECK(http.get(kRoute + sold.record.shortCode()).status == 400);
    // Neither code nor address stands in the log.
    const auto logged = readFile(chain.gateway->logFile(), kMaxText).value();
    const std::string log(logged.begin(), logged.end());
    CHECK(log.find("route=/v1/deletions/{code} status=404 result=not_known") != std::string::npos);
    CHECK(log.find(checkCodeOf(sold.record)) == std::string::npos);
    CHECK(log.find("127.0.0.1") == std::string::npos);
}

TEST_CASE("hostile codes get a plain no and reach nothing") {
    const TemporaryFolder folder;
    const GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    const std::vector<std::string> raw{"--globoff"};
    for (const std::string& hostile : {std::string("x"),
                                       std::string("7F3K-22QD"),
                                       std::string("7F3K-22QD-K4P"),
                                       std::string("7F3K-22QD-K4P11"),
                                       std::string("7F3K-22QD-K4PU"),
                                       std::string("%37F3K22QDK4P1"),
                                       std::string("7F3K-22QD-K4P1%00"),
                                       std::string("7F3K-22QD-K4P1/"),
                                       std::string("7F3K-22QD-K4P1/.."),
                                       std::string("../records"),
                                       std::string("..%2frecords"),
                                       std::string("%2e%2e/%2e%2e/operator.json"),
                                       std::string("....//....//etc/passwd"),
                                       std::string("'%20OR%201=1--"),
                                       std::string("%EF%BC%97F3K22QDK4"),
                                       std::string("\xEF\xBC\x97"
                                                   "F3K22QDK4"),
                                       std::string("<script>alert(1)</script>"),
                                       std::string("{code}"),
                                       std::string(30, '-'),
                                       std::string(8000, 'A'),
                                       std::string("7F3K;22QD;K4P1"),
                                       std::string("7F3K+22QD+K4P1"),
                                       std::string("*")}) {
        INFO(hostile.substr(0, 60));
        for (const bool page : {false, true}) {
            auto options = raw;
            if (page) options.insert(options.end(), kBrowser.begin(), kBrowser.end());
            const auto answer = http.get(kRoute + hostile, options);
            CHECK(answer.status == 400);
            CHECK(answer.text().find("alert") == std::string::npos);
            if (!page) CHECK(parseRefusal(answer.body) == Refusal::Malformed);
        }
    }
    for (const char* elsewhere : {"/v1/deletions", "/v1/deletions/", "/v1/Deletions/7F3K-22QD-K4P1",
                                  "//v1/deletions/7F3K-22QD-K4P1", "/v1/deletions//7F3K-22QD-K4P1/.."})
        CHECK(http.get(elsewhere).status >= 400);
    CHECK(http.get(kRoute + "7F3K-22QD-K4P1?code=x&state=y").status ==
          404);  // what is asked behind it counts for nothing
    CHECK(http.post(kRoute + "7F3K-22QD-K4P1", toBytes("x")).status == 404);
    CHECK(http.get(kRoute + "7F3K-22QD-K4P1", {"--header", "Accept-Language: " + std::string(20000, 'a')})
              .status != 200);
    CHECK(http.get("/healthz").status == 200);
}

TEST_CASE("thousands of guesses run into the limit, of an address and of a record, and are counted") {
    const TemporaryFolder folder;
    const GatewayProcess gateway(folder.path() / "gateway", GatewayProcess::DieAt::Never, 0,
                                 {"--metrics-listen", "127.0.0.1:0"});
    // 3,000 records, each with one check code, from one address.
    auto counts = statuses(gateway, "22QD[0000-2999]-K4P1");
    CHECK(counts["404"] + counts["429"] == 3000);
    CHECK(counts["404"] >= 20);
    CHECK(counts["404"] < 60);  // and ten a minute more, while it runs
    const HttpClient http(gateway);
    const auto refused = http.get(kRoute + "7F3K-22QD-K4P1", kBrowser);
    CHECK(refused.status == 429);
    CHECK(refused.head.find("Retry-After: 60") != std::string::npos);
    CHECK(refused.text().find("Too many tries") != std::string::npos);
    CHECK(parseRefusal(http.get(kRoute + "7F3K-22QD-K4P1").body) == Refusal::TooMany);
    CHECK(http.get("/healthz").status == 200);  // counters and others are not held up

    // One record from many addresses: walking its check codes ends for all of them.
    int looked = 0;
    for (int host = 2; host < 14; ++host)
        looked += statuses(gateway, "7F3K-22QD-[1000-1199]", from(host))["404"];
    CHECK(looked >= 30);
    CHECK(looked < 40);
    CHECK(http.get(kRoute + "7F3K-22QD-K4P1", from(20)).status == 429);
    CHECK(http.get(kRoute + "7F3M-22QD-K4P1", from(21)).status == 404);  // another record

    const auto logged = readFile(gateway.logFile(), std::size_t{8} << 20U).value();
    const std::string log(logged.begin(), logged.end());
    std::smatch port;
    REQUIRE(std::regex_search(log, port, std::regex("metrics on port ([0-9]+)")));
    const auto text =
        HttpClient("http://127.0.0.1:" + port[1].str(), gateway.caFile()).get("/metrics").text();
    CHECK(text.find("countersign_requests_total{route=\"/v1/deletions/{code}\",result=\"too_many\"} ") !=
          std::string::npos);
    CHECK(text.find("countersign_requests_total{route=\"/v1/deletions/{code}\",result=\"not_known\"} ") !=
          std::string::npos);
    CHECK(text.find("7F3K") == std::string::npos);
}

TEST_CASE("the page has words in each language for all that a certificate can name") {
    for (const auto language : {PageLanguage::English, PageLanguage::Chinese, PageLanguage::Arabic}) {
        for (const auto part : kDeletionParts) {
            INFO(languageTag(language) << " " << part);
            DeletionWord word;
            word.state = DeletionState::Erased;
            for (const auto because : {kServiceAndTwoYears, kUntilAsked, kProof}) {
                word.certificate.erased.clear();
                word.certificate.kept.clear();
                word.certificate.erase(part);
                word.certificate.keep(part, because);
                const auto shown = deletionPage(word, {language, "Made"});
                CHECK(shown.find("<dd>" + std::string(part) + "</dd>") == std::string::npos);
                CHECK(shown.find("<dd>" + std::string(because) + "</dd>") == std::string::npos);
                CHECK(shown.find("<dd></dd>") == std::string::npos);
            }
        }
    }
}

TEST_CASE("the page tells each time and cause once, and of an older word that the head is kept") {
    DeletionWord word;
    word.state = DeletionState::Erased;
    auto& said = word.certificate;
    said.at = WallTime(std::chrono::seconds(1795504525));
    said.erase(kPortraitPart);
    said.erase(kBestFramePart);
    said.keep(kDetailsPart, kServiceAndTwoYears);
    const auto count = [&](const std::string& text) {
        const auto shown = deletionPage(word, {PageLanguage::English, "Made"});
        std::size_t found = 0;
        for (auto at = shown.find(text); at != std::string::npos; at = shown.find(text, at + 1)) ++found;
        return found;
    };
    CHECK(count("<time ") == 1);
    CHECK(count("2026-11-24 07:15 UTC") == 1);
    CHECK(count("measured") == 0);
    said.version = 1;
    CHECK(count("measured") == 1);
    CHECK(count("as the law wants") == 1);
    said.kept.clear();
    CHECK(count("Nothing.") == 0);
    said.version = 2;
    CHECK(count("Nothing.") == 1);
    // The rest, two years later.
    said.at += std::chrono::hours(24 * 730);
    said.cause = ErasureCause::Request;
    said.erase(kDetailsPart);
    said.keep(kSignedHeadPart, kProof);
    CHECK(count("<time ") == 2);
    CHECK(count("2026-11-24 07:15 UTC") == 1);
    CHECK(count("2028-11-23 07:15 UTC") == 1);
    CHECK(count("Their time was over.") == 1);
    CHECK(count("A request was made.") == 1);
    // What nobody could read any more may have left no head.
    said.version = 1;
    said.erased.clear();
    said.kept.clear();
    said.erase(kDamagedPart);
    CHECK(count("Nothing.") == 1);
}
