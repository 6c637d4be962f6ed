// The HTTPS client over real TLS against a gateway that misbehaves: each fault has its own code, and nothing
// goes to a server that is not the operator's.

#include "sync/https_gateway_client.h"

#include "protocol/certificate.h"
#include "protocol/routes.h"
#include "support/catch.h"
#include "support/faulty_gateway.h"
#include "support/test_operator.h"
#include "unit/sync/qt_loop.h"

using namespace countersign;
using namespace countersign::test;

namespace {

GatewayClient::Outcome postTo(const std::string& url, const std::string& caPem, HttpsLimits limits = {}) {
    needQt();
    HttpsGatewayClient client({url, caPem}, limits);
    std::optional<GatewayClient::Outcome> outcome;
    client.post({std::string(kRecordsRoute), std::string(kEnvelopeContentType), Bytes(100'000, 7)},
                [&](const GatewayClient::Outcome& result) { outcome = result; });
    REQUIRE_FALSE(outcome);  // never from within post()
    REQUIRE(waitUntil([&] { return outcome.has_value(); }));
    return *outcome;
}

TestOperator& testOperator() {
    static TestOperator one;
    return one;
}

}  // namespace

TEST_CASE("a good answer comes through whole") {
    FaultyGateway gateway(testOperator().server,
                          [](ByteView body) { return toBytes("got " + std::to_string(body.size())); });
    const auto outcome = postTo(gateway.url(), testOperator().authority.certificatePem);
    REQUIRE(outcome);
    CHECK(outcome->status == 200);
    CHECK(outcome->body == toBytes("got 100000"));
}

TEST_CASE("each way a gateway can fail has its own code") {
    struct Case {
        const char* name;
        Fault fault;
        ErrorCode code;
    };
    const std::vector<Case> cases{
        {"redirect", Fault::Redirect, ErrorCode::OperatorRedirects},
        {"hang", Fault::Hang, ErrorCode::OperatorTimedOut},
        {"drip", Fault::Drip, ErrorCode::OperatorTimedOut},
        {"half close", Fault::HalfClose, ErrorCode::AnswerUnreadable},
        {"reset", Fault::Reset, ErrorCode::AnswerUnreadable},
        {"closed before the request", Fault::CloseBeforeRequest, ErrorCode::OperatorUnreachable},
        {"wrong length", Fault::WrongLength, ErrorCode::AnswerUnreadable},
        {"huge body", Fault::HugeBody, ErrorCode::AnswerUnreadable},
    };
    FaultyGateway gateway(testOperator().server, [](ByteView) { return Bytes(2'000, 'x'); });
    HttpsLimits limits;
    limits.silence = Millis(3'000);
    limits.whole = Millis(6'000);
    for (const auto& each : cases) {
        DYNAMIC_SECTION(each.name) {
            gateway.set(each.fault);
            const auto outcome = postTo(gateway.url(), testOperator().authority.certificatePem, limits);
            REQUIRE_FALSE(outcome);
            INFO(describe(outcome.error().error));
            CHECK(outcome.error().error.code == each.code);
        }
    }
    SECTION("bytes that are no HTTP") {
        gateway.set(Fault::Garbage);
        const auto outcome = postTo(gateway.url(), testOperator().authority.certificatePem, limits);
        REQUIRE_FALSE(outcome);
        const auto code = outcome.error().error.code;
        INFO(describe(outcome.error().error));
        CHECK((code == ErrorCode::AnswerUnreadable || code == ErrorCode::OperatorUnreachable));
    }
    SECTION("busy, with a time to wait") {
        for (const auto fault : {Fault::Status429, Fault::Status503}) {
            gateway.set(fault);
            const auto outcome = postTo(gateway.url(), testOperator().authority.certificatePem, limits);
            REQUIRE(outcome);
            CHECK((outcome->status == 429 || outcome->status == 503));
            CHECK(outcome->retryAfter == Millis(7'000));
        }
    }
    SECTION("busy until a time of day by the operator's clock, whatever ours says") {
        gateway.set(Fault::Status503Date);
        const auto outcome = postTo(gateway.url(), testOperator().authority.certificatePem, limits);
        REQUIRE(outcome);
        CHECK(outcome->retryAfter == Millis(120'000));
    }
    SECTION("its own fault") {
        gateway.set(Fault::Status500);
        const auto outcome = postTo(gateway.url(), testOperator().authority.certificatePem, limits);
        REQUIRE(outcome);
        CHECK(outcome->status == 500);
    }
}

TEST_CASE("nothing is sent to a server that cannot prove to be the operator") {
    const auto refusesToTalk = [](FaultyGateway& gateway, const std::string& ca) {
        const auto outcome = postTo(gateway.url(), ca);
        REQUIRE_FALSE(outcome);
        INFO(describe(outcome.error().error));
        CHECK(outcome.error().error.code == ErrorCode::OperatorNotTrusted);
        CHECK(outcome.error().left == MayHaveLeft::No);
        CHECK(gateway.requests() == 0);
    };
    const auto& ca = testOperator().authority.certificatePem;
    SECTION("another authority") {
        const TestOperator rogue;
        FaultyGateway gateway(rogue.server);
        refusesToTalk(gateway, ca);
    }
    SECTION("another host's certificate") {
        FaultyGateway gateway(testOperator().serverFor({"somewhere.example"}));
        refusesToTalk(gateway, ca);
    }
    SECTION("an expired certificate") {
        FaultyGateway gateway(testOperator().expiredServer());
        refusesToTalk(gateway, ca);
    }
    SECTION("TLS 1.1") {
        FaultyGateway gateway(testOperator().server, {}, FaultyGateway::Tls::Only11);
        refusesToTalk(gateway, ca);
    }
    SECTION("an unreadable authority of ours") {
        FaultyGateway gateway(testOperator().server);
        refusesToTalk(gateway, "not a certificate");
    }
}

TEST_CASE("a certificate that the operator has revoked gets nothing, not even the head of a request") {
    needQt();
    const auto& ca = testOperator().authority.certificatePem;
    const auto stolen = testOperator().serverFor({"localhost"});
    const auto good = testOperator().serverFor({"localhost"});
    const auto fingerprint = certificateFingerprint(stolen.certificatePem).value();
    const auto post = [](HttpsGatewayClient& client) {
        std::optional<GatewayClient::Outcome> outcome;
        client.post({std::string(kRecordsRoute), std::string(kEnvelopeContentType), Bytes(100'000, 7)},
                    [&](const GatewayClient::Outcome& result) { outcome = result; });
        REQUIRE(waitUntil([&] { return outcome.has_value(); }));
        return *outcome;
    };
    FaultyGateway gateway(stolen);
    // Often: that nothing leaves must not hang on which thread is quicker.
    constexpr int kTimes = 40;
    for (int i = 0; i < kTimes; ++i) {
        HttpsGatewayClient client({gateway.url(), ca, {fingerprint}});
        const auto outcome = post(client);
        REQUIRE_FALSE(outcome);
        INFO(describe(outcome.error().error));
        CHECK(outcome.error().error.code == ErrorCode::OperatorCertificateRevoked);
        CHECK(outcome.error().left == MayHaveLeft::No);
    }
    REQUIRE(waitUntil([&] { return gateway.ended() == kTimes; }));
    CHECK(gateway.connections() == kTimes);
    CHECK(gateway.bytesReceived() == 0);

    SECTION("learnt of between two requests") {
        HttpsGatewayClient client({gateway.url(), ca});
        CHECK(post(client));
        const auto before = gateway.bytesReceived();
        CHECK(before > 100'000);
        client.use({gateway.url(), ca, {fingerprint}});
        const auto outcome = post(client);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().error.code == ErrorCode::OperatorCertificateRevoked);
        CHECK(gateway.bytesReceived() == before);
    }
    SECTION("another certificate of the same authority is good") {
        FaultyGateway renewed(good);
        HttpsGatewayClient client({renewed.url(), ca, {fingerprint}});
        CHECK(post(client));
    }
}

TEST_CASE("no server, no such host, no usable address: nothing left") {
    const auto& ca = testOperator().authority.certificatePem;
    std::string closedPort;
    {
        FaultyGateway gone(testOperator().server);
        closedPort = gone.url();
    }
    for (const auto& url : {closedPort, std::string("https://no-such-host.invalid:1"),
                            std::string("http://localhost:1"), std::string("nonsense"), std::string()}) {
        INFO(url);
        const auto outcome = postTo(url, ca);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().error.code == ErrorCode::OperatorUnreachable);
        CHECK(outcome.error().left == MayHaveLeft::No);
    }
}

TEST_CASE("after abort nothing is heard any more") {
    needQt();
    FaultyGateway gateway(testOperator().server);
    gateway.set(Fault::Hang);
    HttpsGatewayClient client({gateway.url(), testOperator().authority.certificatePem});
    int heard = 0;
    client.post({std::string(kRecordsRoute), std::string(kEnvelopeContentType), Bytes(10, 7)},
                [&](const GatewayClient::Outcome&) { ++heard; });
    REQUIRE(waitUntil([&] { return gateway.requests() == 1; }));
    client.abort();
    gateway.set(Fault::None);
    bool second = false;
    client.post({std::string(kRecordsRoute), std::string(kEnvelopeContentType), Bytes(10, 7)},
                [&](const GatewayClient::Outcome&) { second = true; });
    REQUIRE(waitUntil([&] { return second; }));
    CHECK(heard == 0);
}
