// The shipped gateway over real TLS: what a counter may rely on, and what strangers get.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/files.h"
#include "enrolled_counter.h"
#include "protocol/refusal.h"
#include "support/catch.h"
#include "support/faulty_gateway.h"
#include "support/test_operator.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

const std::string kRecords(kRecordsRoute);
const std::string kEnrol(kEnrolRoute);

std::size_t held(const GatewayProcess& gateway) {
    return json::parse(gateway.recordsAsJson()).size();
}

std::string readLog(const GatewayProcess& gateway) {
    const auto bytes = readFile(gateway.logFile(), std::size_t{1} << 24U).value();
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("enrol, send, repeat: the same receipt byte for byte, and the record is held once") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    CHECK(http.get("/healthz").text() == "ok\n");

    EnrolledCounter counter(gateway);
    CHECK(verifyPolicy(counter.enrolment().policy, counter.enrolment().ruleKeys()).value().version == 1);
    const auto envelope = counter.envelope();
    const auto first = http.post(kRecords, envelope);
    REQUIRE(first.status == 200);
    const auto receipt = counter.verify(first.body, envelope).value();
    CHECK(receipt.status == ReceiptStatus::Received);
    const auto second = http.post(kRecords, envelope);
    CHECK(second.status == 200);
    CHECK(second.body == first.body);
    CHECK(http.post(kRecords, envelope, {"--header", "Transfer-Encoding: chunked"}).body == first.body);

    const auto list = json::parse(gateway.recordsAsJson());
    REQUIRE(list.size() == 1);
    CHECK(list[0]["record"] == receipt.recordId.hex());
    CHECK(list[0]["practice"] == true);
    CHECK(list[0]["status"] == "received");

    const auto shown =
        runProgram({operatorProgram(), "show", "--dir", gateway.folder().string(), "--opening-key",
                    (gateway.folder() / "keys" / "opening.key").string(), receipt.recordId.shortCode()});
    REQUIRE(shown.exitCode == 0);
    const auto details = json::parse(shown.output);
    CHECK(details["signature"] == "valid");
    CHECK(details["payload"]["best_frame_bytes"] == 20000);
    CHECK(shown.output.find("Made Person") == std::string::npos);
}

TEST_CASE("a restarted gateway still knows its records") {
    const TemporaryFolder folder;
    auto gateway = std::make_unique<GatewayProcess>(folder.path() / "gateway");
    EnrolledCounter counter(*gateway);
    const auto envelope = counter.envelope();
    const auto first = HttpClient(*gateway).post(kRecords, envelope);
    REQUIRE(first.status == 200);
    CHECK(gateway->terminate() == 0);
    gateway = std::make_unique<GatewayProcess>(folder.path() / "gateway");
    CHECK(HttpClient(*gateway).post(kRecords, envelope).body == first.body);
    CHECK(held(*gateway) == 1);
}

TEST_CASE("each wrong envelope gets its own refusal and stores nothing") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    EnrolledCounter counter(gateway);
    const auto good = counter.envelope();
    const auto expect = [&](ByteView bytes, int status, Refusal refusal) {
        const auto answer = http.post(kRecords, bytes);
        INFO(refusalName(refusal));
        CHECK(answer.status == status);
        CHECK(parseRefusal(answer.body) == refusal);
    };
    auto bent = good;
    bent[5] = 9;
    expect(bent, 422, Refusal::VersionUnsupported);
    bent = good;
    bent[bent.size() - 5] ^= 1;
    expect(bent, 400, Refusal::Malformed);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{3}, std::size_t{19}, std::size_t{500}, good.size() - 1}) {
        expect(ByteView(good).first(size), 400, Refusal::Malformed);
    }
    auto doubled = good;
    doubled.insert(doubled.end(), good.begin(), good.end());
    expect(doubled, 400, Refusal::Malformed);

    const auto stranger = SigningKey::generate();
    const auto sealed = sealPayload(counter.enrolment().sealingKey, toBytes("x")).value();
    auto header = counter.header();
    expect(signEnvelope(header, sealed, stranger).value(), 401, Refusal::SignatureInvalid);
    header.deviceId = DeviceId::random();
    expect(signEnvelope(header, sealed, stranger).value(), 403, Refusal::UnknownDevice);
    const auto elsewhere = sealPayload(OpeningKey::generate().sealingKey(), toBytes("x")).value();
    expect(signEnvelope(counter.header(), elsewhere, counter.key()).value(), 422,
           Refusal::UnknownOperatorKey);
    CHECK(held(gateway) == 0);

    REQUIRE(http.post(kRecords, good).status == 200);
    auto clone = parseEnvelope(good).value().header;
    clone.recordId = RecordId::random();
    expect(counter.sign(clone, toBytes("same count, other record")), 409, Refusal::Conflict);
    // The counter contradicts itself: nothing new is taken until somebody has looked into it.
    expect(counter.envelope(), 403, Refusal::DeviceSetAside);
    const auto at = [&](const char* command) {
        return std::vector<std::string>{operatorProgram(), command, "--dir", gateway.folder().string()};
    };
    CHECK(runProgram(at("counters")).output.find("set aside") != std::string::npos);
    auto release = at("release");
    release.insert(release.end(), {"--counter", counter.enrolment().deviceId.hex()});
    CHECK(runProgram(release).exitCode == 0);
    clone = parseEnvelope(good).value().header;
    expect(counter.sign(clone, toBytes("same record, other payload")), 409, Refusal::Conflict);
    CHECK(held(gateway) == 1);
    const auto listed = runProgram({operatorProgram(), "list", "--dir", gateway.folder().string()});
    CHECK(listed.output.find("1 record, 2 alarms") != std::string::npos);
}

TEST_CASE("oversize bodies are refused, announced or not") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    const Bytes large(kMaxEnvelopeBytes + 1, 'x');
    // The gateway answers before the body is through and closes: a client that is still writing may find the
    // line reset before it reads the answer, which curl tells as no status.
    const auto refused = [](int status) { return status == 413 || status == 0; };
    CHECK(refused(http.post(kRecords, large).status));
    const auto chunked = http.post(kRecords, large, {"--header", "Transfer-Encoding: chunked"});
    CHECK(refused(chunked.status));
    if (chunked.status == 413) CHECK(parseRefusal(chunked.body) == Refusal::TooLarge);
    CHECK(refused(http.post(kEnrol, Bytes(200000, 'x')).status));
    CHECK(http.post(kRecords, Bytes(kMaxEnvelopeBytes, 'x')).status == 400);  // the limit itself is read
    CHECK(http.get("/healthz", {"--header", "X-Long: " + std::string(100000, 'x')}).status != 200);
    CHECK(http.get("/healthz").status == 200);
}

TEST_CASE("the largest registration that may be made is taken") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    EnrolledCounter counter(gateway);
    const auto envelope = counter.envelope(kMaxPictureBytes);
    const auto answer = HttpClient(gateway).post(kRecords, envelope);
    CHECK(answer.status == 200);
    CHECK(counter.verify(answer.body, envelope));
}

TEST_CASE("routes, methods and paths that are none of ours") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    for (const char* path :
         {"/", "/v1", "/v1/records/", "/v1/records/../../etc/passwd", "/../keys/signing.key",
          "/%2e%2e/keys/opening.key", "/v1/records%00", "//v1/records", "/v1/enrol'--"}) {
        INFO(path);
        CHECK(http.get(path).status == 404);
        CHECK(http.post(path, toBytes("x")).status == 404);
    }
    CHECK(http.get(kRecords).status == 404);
    CHECK(http.post("/healthz", toBytes("x")).status == 404);
    for (const char* method : {"PUT", "DELETE", "TRACE", "NONSENSE"}) {
        CHECK(http.get(kRecords, {"--request", method}).status == 404);
    }
    CHECK(http.get("/healthz", {"--header", "Host: '; DROP TABLE record; --"}).status == 200);
}

TEST_CASE("SQL and path tricks in every field change nothing") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    EnrolledCounter counter(gateway);
    for (const std::string trick :
         {"'); DROP TABLE record; --", "../../../../tmp/x", "%s%n%s%n", "\"}{\"", "a' OR '1'='1"}) {
        auto header = counter.header();
        header.application = trick;
        header.models = {{trick, trick}};
        header.camera.id = header.camera.driver = header.camera.bus = trick;
        const auto envelope = counter.sign(header, toBytes(trick));
        const auto answer = http.post(kRecords, envelope);
        INFO(trick);
        REQUIRE(answer.status == 200);
        CHECK(counter.verify(answer.body, envelope));
    }
    const auto list = json::parse(gateway.recordsAsJson());
    REQUIRE(list.size() == 5);
    CHECK(list[0]["application"] == "'); DROP TABLE record; --");
    for (const auto& record : list) {
        CHECK(runProgram({operatorProgram(), "show", "--dir", gateway.folder().string(), record["record"]})
                  .exitCode == 0);
    }
    CHECK(
        runProgram({operatorProgram(), "show", "--dir", gateway.folder().string(), "' OR 1=1 --"}).exitCode ==
        1);
}

TEST_CASE("an enrolment code is good for one counter, and its answer can be asked for again") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    const auto code = gateway.newCode();
    const auto key = SigningKey::generate();
    const auto request = makeEnrolmentRequest(code, "test", key).value();
    const auto first = http.post(kEnrol, request);
    REQUIRE(first.status == 200);
    CHECK(http.post(kEnrol, request).body == first.body);
    const auto second = http.post(kEnrol, makeEnrolmentRequest(code, "test", SigningKey::generate()).value());
    CHECK(second.status == 403);
    CHECK(parseRefusal(second.body) == Refusal::CodeInvalid);
    CHECK(http.post(kEnrol, makeEnrolmentRequest("0000-0000-0000", "test", key).value()).status == 403);
    CHECK(http.post(kEnrol, toBytes("{\"code\":\"" + code + "\"}")).status == 400);
}

TEST_CASE("only TLS 1.2 and newer, only the operator's own authority") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    CHECK(http.get("/healthz", {"--tlsv1.2", "--tls-max", "1.2"}).status == 200);
    CHECK(http.get("/healthz", {"--tlsv1.3"}).status == 200);
    const std::vector<std::string> oldOnly{"--tlsv1.0", "--tls-max", "1.1", "--ciphers",
                                           "DEFAULT@SECLEVEL=0"};
    const auto old = http.get("/healthz", oldOnly);
    CHECK(old.curlCode != 0);
    CHECK(old.status == 0);
    {
        // The same client does get through to a server that still speaks TLS 1.1: it was the gateway that
        // refused.
        const TestOperator made;
        FaultyGateway outdated(made.server, {}, FaultyGateway::Tls::Only11);
        REQUIRE(writeFileDurably(folder.path() / "outdated.pem", toBytes(made.authority.certificatePem)));
        CHECK(HttpClient(outdated.url(), folder.path() / "outdated.pem").get("/", oldOnly).status == 200);
    }
    CHECK(HttpClient(gateway.url(), "/etc/ssl/certs/ca-certificates.crt").get("/healthz").curlCode == 60);
    const TemporaryFolder other;
    const GatewayProcess rogue(other.path() / "gateway");
    CHECK(HttpClient(rogue.url(), gateway.caFile()).get("/healthz").curlCode == 60);
    CHECK(HttpClient("http://localhost:" + std::to_string(gateway.port()), gateway.caFile())
              .get("/healthz")
              .status != 200);
}

TEST_CASE("a crowd of half-open and babbling clients keeps nobody out") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    EnrolledCounter counter(gateway);
    std::vector<std::unique_ptr<BareSocket>> crowd;
    for (int i = 0; i < 400; ++i) {
        crowd.push_back(std::make_unique<BareSocket>(gateway.port()));
        if (i % 2 == 0) crowd.back()->send(i % 4 == 0 ? "GET / HTTP/1.1\r\n" : "\x16\x03\x01\x02");
    }
    const auto envelope = counter.envelope();
    const auto answer = HttpClient(gateway).post(kRecords, envelope);
    CHECK(answer.status == 200);
    CHECK(counter.verify(answer.body, envelope));
}

TEST_CASE("many counters at once: as many records as receipts, each once") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    constexpr int kCounters = 4;
    constexpr int kEach = 8;
    std::vector<std::unique_ptr<EnrolledCounter>> counters;
    for (int i = 0; i < kCounters; ++i) counters.push_back(std::make_unique<EnrolledCounter>(gateway));
    std::atomic<int> verified{0};
    {
        std::vector<std::jthread> threads;
        for (auto& counter : counters) {
            threads.emplace_back([&gateway, &verified, own = counter.get()] {
                const HttpClient http(gateway);
                for (int i = 0; i < kEach; ++i) {
                    const auto envelope = own->envelope(2000);
                    const auto first = http.post(kRecords, envelope);
                    const auto again = http.post(kRecords, envelope);
                    if (own->verify(first.body, envelope) && first.body == again.body) ++verified;
                }
            });
        }
    }
    CHECK(verified == kCounters * kEach);
    CHECK(held(gateway) == kCounters * kEach);
}

TEST_CASE("no name, number or key reaches the gateway's log") {
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    const HttpClient http(gateway);
    EnrolledCounter counter(gateway);
    REQUIRE(http.post(kRecords, counter.envelope()).status == 200);
    CHECK(http.get("/canary-Made-Person-11010519491231002X").status == 404);
    CHECK(gateway.terminate() == 0);
    const auto log = readLog(gateway);
    CHECK(log.find("result=stored") != std::string::npos);
    CHECK(log.find("stopping") != std::string::npos);
    CHECK(log.find("Made") == std::string::npos);
    CHECK(log.find("1101") == std::string::npos);
}

TEST_CASE("commands say what is wrong and change nothing") {
    const TemporaryFolder folder;
    const auto gateway = (folder.path() / "gateway").string();
    for (const char* command : {"list", "new-code", "serve"}) {
        const auto result = runProgram({operatorProgram(), command, "--dir", gateway});
        CHECK(result.exitCode == 1);
        CHECK(result.errors.find("E1001") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(gateway));
    REQUIRE(runProgram({operatorProgram(), "init", "--dir", gateway}).exitCode == 0);
    CHECK(runProgram({operatorProgram(), "init", "--dir", gateway}).exitCode == 1);
    const auto wrong = runProgram({operatorProgram(), "serve", "--dir", gateway, "--listen", "nonsense"});
    CHECK(wrong.exitCode == 1);
    CHECK(wrong.errors.find("E1003") != std::string::npos);
    CHECK(runProgram({operatorProgram(), "list", "--dir", gateway, "--json"}).output == "[]\n");
    CHECK(runProgram({operatorProgram()}).exitCode != 0);
}

TEST_CASE("a counter that sends too fast is asked to wait, and what it sent is not stored") {
    const TemporaryFolder folder;
    // Three at once, then one in ten seconds.
    const GatewayProcess gateway(folder.path() / "gateway", GatewayProcess::DieAt::Never, 0,
                                 {"--device-rate", "0.1"});
    EnrolledCounter counter(gateway);
    const HttpClient http(gateway);
    int taken = 0;
    HttpAnswer answer;
    for (int i = 0; i < 20 && answer.status != 429; ++i) {
        answer = http.post(std::string(kRecordsRoute), counter.envelope());
        taken += answer.status == 200 ? 1 : 0;
    }
    CHECK(answer.status == 429);
    CHECK(parseRefusal(answer.body) == Refusal::TooMany);
    CHECK(answer.head.find("Retry-After: 2") != std::string::npos);
    CHECK(taken >= 3);
    CHECK(json::parse(gateway.recordsAsJson()).size() == static_cast<std::size_t>(taken));
    // Another counter is not held up by it.
    EnrolledCounter other(gateway);
    CHECK(http.post(std::string(kRecordsRoute), other.envelope()).status == 200);
}

TEST_CASE("the operator's program ends with 0, 1 or 2") {
    CHECK(runProgram({operatorProgram(), "--help"}).exitCode == 0);
    const auto version = runProgram({operatorProgram(), "--version"});
    CHECK(version.exitCode == 0);
    CHECK(version.output.starts_with("countersign-operator "));
    for (const auto& wrong : std::vector<std::vector<std::string>>{
             {},
             {"nonsense"},
             {"serve"},
             {"serve", "--dir", "x", "--port", "99999"},
             {"serve", "--dir", "x", "--device-rate", "-1"},
             {"new-code", "--dir", "x", "--hours", "0"},
         }) {
        std::vector<std::string> command{operatorProgram()};
        command.insert(command.end(), wrong.begin(), wrong.end());
        const auto run = runProgram(command);
        CHECK(run.exitCode == 2);
        CHECK(run.output.empty());
        CHECK_FALSE(run.errors.empty());
    }
    const auto nowhere = runProgram({operatorProgram(), "list", "--dir", "/no/such/folder"});
    CHECK(nowhere.exitCode == 1);
    CHECK(nowhere.errors.find("init") != std::string::npos);
}
