// How counters come in: with a certificate in TLS, or through the real nginx with the shipped configuration.

#include <chrono>

#include "client_address.h"
#include "core/files.h"
#include "enrolled_counter.h"
#include "nginx_process.h"
#include "protocol/refusal.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const std::string kRecords(kRecordsRoute);
// A counter's certificate and key as files for curl.
class Papers {
  public:
    Papers(const std::filesystem::path& gateway, const EnrolledCounter& counter) {
        const auto made = runProgram({operatorProgram(), "device-certificate", "--dir", gateway.string(),
                                      "--counter", counter.enrolment().deviceId.hex()});
        REQUIRE(made.exitCode == 0);
        writeText(m_folder.path() / "counter.pem", made.output);
        // PKCS #8 of an Ed25519 seed (RFC 8410) has this head; the key file ends with seed and public key.
        REQUIRE(counter.key().write(m_folder.path() / "key"));
        const auto own = readFile(m_folder.path() / "key", 1024).value();
        REQUIRE(own.size() == 72);
        Bytes der(16);
        REQUIRE(fromHex("302e020100300506032b657004220420", der));
        der.insert(der.end(), own.begin() + 8, own.begin() + 40);
        REQUIRE(writeFileDurably(m_folder.path() / "key.der", der));
    }
    [[nodiscard]] std::vector<std::string> shown() const {
        return {"--cert",     (m_folder.path() / "counter.pem").string(),
                "--key",      (m_folder.path() / "key.der").string(),
                "--key-type", "DER"};
    }

  private:
    TemporaryFolder m_folder;
};

std::vector<std::string> with(std::vector<std::string> options, const std::vector<std::string>& more) {
    options.insert(options.end(), more.begin(), more.end());
    return options;
}

}  // namespace

TEST_CASE("where certificates are required, a counter is who its certificate says and nobody else") {
    const TemporaryFolder folder;
    const auto place = folder.path() / "gateway";
    const GatewayProcess gateway(place, GatewayProcess::DieAt::Never, 0,
                                 {"--client-certificates", "required"});
    const HttpClient http(gateway);
    // Enrolling needs none: there is none yet.
    EnrolledCounter counter(gateway), other(gateway);
    const Papers papers(place, counter), others(place, other);
    const auto envelope = counter.envelope();

    const auto without = http.post(kRecords, envelope);
    CHECK(without.status == 403);
    CHECK(parseRefusal(without.body) == Refusal::UnknownDevice);
    CHECK(http.post(kRecords, envelope, others.shown()).status == 403);
    // The gateway's own certificate is no counter's.
    CHECK(http.post(kRecords, envelope,
                    {"--cert", (place / "tls" / "server.pem").string(), "--key",
                     (place / "tls" / "server.key.pem").string()})
              .status == 403);
    // Behind no proxy the proxy's headers mean nothing.
    CHECK(http.post(kRecords, envelope,
                    {"--header", "X-Countersign-Device: " + counter.enrolment().deviceId.hex(), "--header",
                     "X-Countersign-Proxy: " + std::string(kProxyWord)})
              .status == 403);
    CHECK(gateway.recordsAsJson() == "[]\n");
    const auto taken = http.post(kRecords, envelope, papers.shown());
    CHECK(taken.status == 200);
    CHECK(counter.verify(taken.body, envelope));
    CHECK(http.get("/healthz").status == 200);
}

TEST_CASE("through nginx the identity passes, and no client can forge it") {
    if (!std::filesystem::exists(kNginx)) {
        WARN("nginx is not installed: passed over");
        return;
    }
    const TemporaryFolder folder;
    const auto place = folder.path() / "gateway";
    std::filesystem::create_directories(folder.path());
    writeText(folder.path() / "word", std::string(kProxyWord) + "\n");
    REQUIRE(runProgram({operatorProgram(), "init", "--dir", place.string()}).exitCode == 0);
    const auto serve = [&](const char* certificates) {
        return std::make_unique<GatewayProcess>(
            place, GatewayProcess::DieAt::Never, 0,
            std::vector<std::string>{"--device-rate", "0", "--behind-proxy",
                                     (folder.path() / "word").string(), "--client-certificates",
                                     certificates});
    };
    std::optional<EnrolledCounter> counter, other;
    {
        const GatewayProcess plain(place);
        counter.emplace(plain);
        other.emplace(plain);
    }
    const Papers papers(place, *counter), others(place, *other);
    const auto device = "X-Countersign-Device: " + counter->enrolment().deviceId.hex();
    const auto word = "X-Countersign-Proxy: " + std::string(kProxyWord);
    const auto envelope = counter->envelope();

    const auto gateway = serve("required");
    const Nginx nginx(*gateway);
    const HttpClient http(nginx.url(), gateway->caFile());
    CHECK(http.get("/healthz").text() == "ok\n");
    CHECK(http.post(kRecords, envelope).status == 403);
    CHECK(http.post(kRecords, envelope, others.shown()).status == 403);
    // Even with the word, which no client has: nginx writes both headers itself.
    CHECK(http.post(kRecords, envelope, {"--header", device, "--header", word}).status == 403);
    CHECK(
        http.post(kRecords, envelope, with(others.shown(), {"--header", device, "--header", word})).status ==
        403);
    for (const char* spelling :
         {"x-countersign-device: ", "X_Countersign_Device: ", "X-Countersign-Device : "}) {
        CHECK(http.post(kRecords, envelope, {"--header", spelling + counter->enrolment().deviceId.hex()})
                  .status != 200);
    }
    // Past nginx, straight at the gateway's port: without the word nothing is believed, nor answered.
    const HttpClient direct("http://127.0.0.1:" + std::to_string(gateway->port()), gateway->caFile());
    CHECK(direct.post(kRecords, envelope, {"--header", device}).status == 403);
    CHECK(direct.post(kRecords, envelope, {"--header", device, "--header", "X-Countersign-Proxy: guess"})
              .status == 403);
    CHECK(
        direct.post(kRecords, envelope, {"--header", device, "--header", device, "--header", word}).status ==
        403);
    CHECK(gateway->recordsAsJson() == "[]\n");

    const auto taken = http.post(kRecords, envelope, papers.shown());
    CHECK(taken.status == 200);
    CHECK(counter->verify(taken.body, envelope));
    CHECK(http.post(kRecords, Bytes(kMaxEnvelopeBytes + 1, 'x'), papers.shown()).status == 413);
    CHECK(http.get("/metrics").status == 404);
    CHECK(http.get("/").status == 404);
}

TEST_CASE("through nginx a buyer needs no certificate, and nobody passes for another address") {
    if (!std::filesystem::exists(kNginx)) {
        WARN("nginx is not installed: passed over");
        return;
    }
    const TemporaryFolder folder;
    const auto place = folder.path() / "gateway";
    writeText(folder.path() / "word", std::string(kProxyWord) + "\n");
    const GatewayProcess gateway(
        place, GatewayProcess::DieAt::Never, 0,
        {"--behind-proxy", (folder.path() / "word").string(), "--client-certificates", "required"});
    // Without nginx's own limit, which would hide whose address the gateway counts.
    const Nginx nginx(gateway, [](std::string site) {
        const std::regex limit("\n *limit_req zone=[^\n]*");
        REQUIRE(std::regex_search(site, limit));
        return std::regex_replace(site, limit, "");
    });
    const HttpClient http(nginx.url(), gateway.caFile());
    const std::string path = "/v1/deletions/7F3K-22QD-";
    const auto known = http.get(path + "K4P1");
    CHECK(known.status == 404);
    CHECK(parseRefusal(known.body) == Refusal::NotKnown);
    CHECK(http.get("/v1/deletions/..%2f..%2fhealthz").status == 400);
    CHECK(http.get("/v1/deletions/../records").status != 200);
    CHECK(http.post(path + "K4P1", toBytes("x")).status == 404);
    // An address that the client makes up counts for nothing: one address has 20 tries, and a tenth of a
    // minute later one more.
    int looked = 0, refused = 0;
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 60; ++i) {
        const auto answer = http.get("/v1/deletions/" + std::to_string(10'000'000 + i) + "-K4P1",
                                     {"--ipv4", "--interface", "127.0.0.8", "--header",
                                      "X-Countersign-Address: 192.0.2." + std::to_string(i)});
        looked += answer.status == 404 ? 1 : 0;
        refused += answer.status == 429 ? 1 : 0;
    }
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    CHECK(looked + refused == 60);
    CHECK(looked >= 20);
    CHECK(looked <= 20 + static_cast<int>(seconds / 6) + 1);
    // Another address is another buyer.
    CHECK(http.get("/v1/deletions/7F3M-22QD-K4P1", {"--ipv4", "--interface", "127.0.0.9"}).status == 404);
    // Of IPv6 a whole site counts as one for a record, and every address for itself.
    CHECK(siteOf(networkOf("2001:db8:1:2:3::4")) == siteOf(networkOf("2001:db8:1:ffff::1")));
    CHECK(networkOf("2001:db8:1:2:3::4") == networkOf("2001:db8:1:2::"));
    CHECK(siteOf(networkOf("2001:db8:1:2::")) != siteOf(networkOf("2001:db8:2:2::")));
    CHECK(siteOf("192.0.2.7") == "192.0.2.7");
    CHECK(siteOf(networkOf("nonsense")) == networkOf(""));
    // Past nginx nobody is heard.
    const HttpClient direct("http://127.0.0.1:" + std::to_string(gateway.port()), gateway.caFile());
    CHECK(direct.get(path + "K4P1", {"--header", "X-Countersign-Address: 192.0.2.77"}).status == 403);
}

TEST_CASE("without TLS only loopback is listened on, and the proxy's word must be long") {
    const TemporaryFolder folder;
    const auto place = (folder.path() / "gateway").string();
    REQUIRE(runProgram({operatorProgram(), "init", "--dir", place}).exitCode == 0);
    writeText(folder.path() / "word", kProxyWord);
    writeText(folder.path() / "short", "guessme");
    const auto serve = [&](const char* address, const char* file) {
        return runProgram({operatorProgram(), "serve", "--dir", place, "--listen", address, "--port", "0",
                           "--behind-proxy", (folder.path() / file).string()});
    };
    const auto open = serve("0.0.0.0", "word");
    CHECK(open.exitCode == 1);
    CHECK(open.errors.find("E1003") != std::string::npos);
    CHECK(serve("127.0.0.1", "short").exitCode == 1);
    CHECK(serve("127.0.0.1", "missing").exitCode == 1);
}
