// The gateway against its own description, both ways, and what it counts.

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "core/files.h"
#include "enrolled_counter.h"
#include "protocol/batch.h"
#include "protocol/part.h"
#include "protocol/refusal.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

const std::string kRecords(kRecordsRoute);

// Follows one "$ref" within the document.
const json& resolved(const json& document, const json& node) {
    if (!node.contains("$ref")) return node;
    return document.at(json::json_pointer(node.at("$ref").get<std::string>().substr(1)));
}

// Words of the refusals that the description allows with a response.
std::set<std::string> refusalsOf(const json& response) {
    std::set<std::string> words;
    for (const auto& part : response.at("content").at("application/json").at("schema").at("allOf")) {
        if (!part.contains("properties")) continue;
        for (const auto& word : part.at("properties").at("refusal").at("enum")) words.insert(word);
    }
    return words;
}

// An answer is described: its status, its content type, and the word of a refusal.
void checkDescribed(const json& document, const std::string& path, const std::string& method,
                    const HttpAnswer& answer) {
    INFO(method << " " << path << " " << answer.status << " " << answer.text().substr(0, 100));
    const auto& responses = document.at("paths").at(path).at(method).at("responses");
    REQUIRE(responses.contains(std::to_string(answer.status)));
    const auto& response = resolved(document, responses.at(std::to_string(answer.status)));
    std::smatch type;
    REQUIRE(std::regex_search(answer.head, type, std::regex("Content-Type: ([^\r\n]+)")));
    REQUIRE(response.at("content").contains(type[1].str()));
    if (answer.status != 200) {
        const auto refusal = parseRefusal(answer.body);
        REQUIRE(refusal);
        CHECK(refusalsOf(response).contains(std::string(refusalName(*refusal))));
    }
}

}  // namespace

TEST_CASE("what the gateway answers is described, and what is described exists") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    const auto served = http.get("/openapi.json");
    REQUIRE(served.status == 200);
    const auto document = json::parse(served.text());
    CHECK(document.at("openapi") == "3.1.0");

    // Every reference leads somewhere.
    const auto whole = served.text();
    const std::regex reference("\"\\$ref\": *\"#([^\"]+)\"");
    for (std::sregex_iterator it(whole.begin(), whole.end(), reference), end; it != end; ++it)
        CHECK(document.contains(json::json_pointer((*it)[1].str())));
    // Every route exists, with this method only, and takes what it says it takes.
    for (const auto& [path, item] : document.at("paths").items()) {
        for (const auto& [method, operation] : item.items()) {
            const bool post = method == "post";
            const bool coded = path.find("{code}") != std::string::npos;
            const auto asked =
                coded ? std::regex_replace(path, std::regex("\\{code\\}"), "7F3K-22QD-K4P1") : path;
            const auto answer = post ? http.post(asked, toBytes("x")) : http.get(asked);
            checkDescribed(document, path, method, answer);
            CHECK(answer.status == (post ? 400 : coded ? 404 : 200));
            if (coded) {
                CHECK(parseRefusal(answer.body) == Refusal::NotKnown);
                checkDescribed(document, path, method, http.get(asked.substr(0, asked.size() - 1)));
            }
            const auto other = post ? http.get(asked) : http.post(asked, toBytes("x"));
            CHECK(other.status == 404);
            CHECK(parseRefusal(other.body) == Refusal::NoSuchRoute);
            if (!post) continue;
            const auto limit = operation.at("requestBody").at("x-max-bytes").get<std::size_t>();
            CHECK(http.post(path, Bytes(limit, 'x')).status == 400);
            const auto over = http.post(path, Bytes(limit + 1, 'x'));
            // Answered before the body is through: a client that still writes may find the line reset.
            if (over.status != 0) {
                CHECK(over.status == 413);
                checkDescribed(document, path, method, over);
            }
        }
    }

    EnrolledCounter counter(gateway);
    const auto key = SigningKey::generate();
    const auto post = [&](std::string_view path, ByteView body) {
        auto answer = http.post(std::string(path), body);
        checkDescribed(document, std::string(path), "post", answer);
        return answer.status;
    };
    CHECK(post(kEnrolRoute, makeEnrolmentRequest(gateway.newCode(), "test", key).value()) == 200);
    CHECK(post(kEnrolRoute, makeEnrolmentRequest("0000-0000-0000", "test", key).value()) == 403);
    const auto good = counter.envelope();
    CHECK(post(kRecordsRoute, good) == 200);
    auto bent = good;
    bent[5] = 9;
    CHECK(post(kRecordsRoute, bent) == 422);
    const auto sealed = sealPayload(counter.enrolment().sealingKey, toBytes("x")).value();
    auto header = counter.header();
    CHECK(post(kRecordsRoute, signEnvelope(header, sealed, key).value()) == 401);
    header.deviceId = DeviceId::random();
    CHECK(post(kRecordsRoute, signEnvelope(header, sealed, key).value()) == 403);
    const auto second = counter.envelope();
    const ByteView both[] = {good, second};
    const auto batch = http.post(std::string(kBatchRoute), packBatch(both).value());
    CHECK(batch.status == 200);
    checkDescribed(document, std::string(kBatchRoute), "post", batch);
    CHECK(readBatchAnswer(batch.body, 2));
    const auto third = counter.envelope();
    const auto part = packPart({sha256Of(third), static_cast<std::uint32_t>(third.size()), 0,
                                ByteView(third).first(third.size() / 2)})
                          .value();
    const auto held = http.post(std::string(kPartRoute), part);
    CHECK(readHeld(held.body).value() == third.size() / 2);
    auto clone = parseEnvelope(good).value().header;
    clone.recordId = RecordId::random();
    CHECK(post(kRecordsRoute, counter.sign(clone, toBytes("same count"))) == 409);
    CHECK(post(kRecordsRoute, counter.envelope()) == 403);  // set aside by now
}

TEST_CASE("metrics are counted, hold fixed words only, and are served on an address of their own") {
    const TemporaryFolder folder;
    // The log says which port was free.
    GatewayProcess gateway(folder.path() / "gateway", GatewayProcess::DieAt::Never, 0,
                           {"--metrics-listen", "127.0.0.1:0"});
    const HttpClient http(gateway);
    EnrolledCounter counter(gateway);
    const auto envelope = counter.envelope();
    REQUIRE(http.post(kRecords, envelope).status == 200);
    REQUIRE(http.post(kRecords, envelope).status == 200);
    REQUIRE(http.post(kRecords, toBytes("nonsense")).status == 400);
    REQUIRE(http.get("/canary-Made-Person").status == 404);
    CHECK(http.get("/metrics").status == 404);

    const auto logged = readFile(gateway.logFile(), std::size_t{1} << 20U).value();
    const std::string log(logged.begin(), logged.end());
    std::smatch port;
    REQUIRE(std::regex_search(log, port, std::regex("metrics on port ([0-9]+)")));
    const HttpClient metrics("http://127.0.0.1:" + port[1].str(), gateway.caFile());
    const auto text = metrics.get("/metrics").text();
    const auto has = [&](const std::string& line) { return text.find(line + "\n") != std::string::npos; };
    CHECK(has("countersign_requests_total{route=\"/v1/records\",result=\"stored\"} 1"));
    CHECK(has("countersign_requests_total{route=\"/v1/records\",result=\"repeated\"} 1"));
    CHECK(has("countersign_requests_total{route=\"/v1/records\",result=\"malformed\"} 1"));
    CHECK(has("countersign_requests_total{route=\"other\",result=\"no_such_route\"} 2"));
    CHECK(has("countersign_records_total{result=\"stored\"} 1"));
    CHECK(has("countersign_request_seconds_count{route=\"/v1/records\"} 3"));
    CHECK(has("countersign_group_records_count 2"));  // the repeated one too: its body is looked after
    CHECK(has("countersign_alarms_total 0"));
    CHECK(text.find("canary") == std::string::npos);
    CHECK(text.find(counter.enrolment().deviceId.shortCode()) == std::string::npos);
    // The form that Prometheus reads: comments, or a name with labels and a number.
    std::istringstream lines(text);
    const std::regex form(
        R"(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+)");
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(std::regex_match(line, form));
    }
    CHECK(metrics.get("/").status == 404);
    CHECK(metrics.get("/v1/records").status == 404);
}

TEST_CASE("a gateway whose bodies are gone is not healthy") {
    const TemporaryFolder folder;
    const GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    CHECK(http.get("/healthz").status == 200);
    std::filesystem::rename(folder.path() / "gateway" / "bodies", folder.path() / "away");
    const auto ill = http.get("/healthz");
    CHECK(ill.status == 503);
    CHECK(parseRefusal(ill.body) == Refusal::TryLater);
    std::filesystem::rename(folder.path() / "away", folder.path() / "gateway" / "bodies");
    CHECK(http.get("/healthz").status == 200);
}
