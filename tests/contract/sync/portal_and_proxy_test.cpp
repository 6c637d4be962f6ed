// Networks that stand between a shop and its operator: portals that want a sign-in first, and proxies. A real
// portal's web server and a real CONNECT proxy on loopback; what the portal hears is looked at letter by
// letter.

#include <QtCore/QLocale>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <algorithm>
#include <cstdlib>

#include "protocol/routes.h"
#include "support/catch.h"
#include "support/faulty_gateway.h"
#include "support/test_operator.h"
#include "sync/https_gateway_client.h"
#include "sync/portal_probe.h"
#include "unit/sync/qt_loop.h"

using namespace countersign;
using namespace countersign::test;

namespace {

TestOperator& testOperator() {
    static TestOperator one;
    return one;
}

GatewayClient::Outcome postTo(const std::string& url, std::uint16_t portalPort) {
    needQt();
    HttpsLimits limits;
    limits.portalPort = portalPort;
    HttpsGatewayClient client({url, testOperator().authority.certificatePem}, limits);
    std::optional<GatewayClient::Outcome> outcome;
    client.post({std::string(kRecordsRoute), std::string(kEnvelopeContentType), Bytes(10'000, 7)},
                [&](const GatewayClient::Outcome& result) { outcome = result; });
    REQUIRE(waitUntil([&] { return outcome.has_value(); }));
    return *outcome;
}

ErrorCode codeOf(const GatewayClient::Outcome& outcome) {
    return outcome ? ErrorCode::Invalid : outcome.error().error.code;
}

// Answers every request with the same bytes and keeps what it heard.
class PlainServer {
  public:
    explicit PlainServer(QByteArray answer) : m_answer(std::move(answer)) {
        needQt();
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (auto* socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    heard += socket->readAll();
                    if (!heard.contains("\r\n\r\n") || m_answer.isEmpty()) return;
                    socket->write(m_answer);
                    socket->disconnectFromHost();
                });
            }
        });
    }
    [[nodiscard]] std::uint16_t port() const { return m_server.serverPort(); }
    QByteArray heard;

  private:
    QByteArray m_answer;
    QTcpServer m_server;
};

QByteArray redirectTo(const char* where) {
    return QByteArray("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ") + where + "\r\n\r\n";
}

std::string closedPort() {
    FaultyGateway gone(testOperator().server);
    return gone.url();
}

// Takes CONNECT for any name and joins it to one port of loopback, or answers as it was told.
class SmallProxy {
  public:
    explicit SmallProxy(std::uint16_t to, QByteArray refusal = {}) : m_to(to), m_refusal(std::move(refusal)) {
        needQt();
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (auto* socket = m_server.nextPendingConnection()) serve(socket);
        });
    }
    [[nodiscard]] std::uint16_t port() const { return m_server.serverPort(); }
    QByteArray asked;

  private:
    void serve(QTcpSocket* near) {
        auto* far = new QTcpSocket(near);
        QObject::connect(near, &QTcpSocket::readyRead, near, [this, near, far] {
            if (far->state() == QAbstractSocket::ConnectedState) {
                far->write(near->readAll());
                return;
            }
            asked += near->readAll();
            if (!asked.endsWith("\r\n\r\n")) return;
            if (!m_refusal.isEmpty()) {
                near->write(m_refusal);
                return near->disconnectFromHost();
            }
            far->connectToHost(QHostAddress(QHostAddress::LocalHost), m_to);
        });
        QObject::connect(far, &QTcpSocket::connected, near,
                         [near] { near->write("HTTP/1.1 200 Connection established\r\n\r\n"); });
        QObject::connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        QObject::connect(far, &QTcpSocket::disconnected, near, [near] { near->disconnectFromHost(); });
    }

    std::uint16_t m_to;
    QByteArray m_refusal;
    QTcpServer m_server;
};

// The system's settings, as a desktop session hands them on.
class ProxySetting {
  public:
    explicit ProxySetting(std::uint16_t port) {
        ::setenv("https_proxy", ("http://127.0.0.1:" + std::to_string(port)).c_str(), 1);
    }
    ~ProxySetting() { ::unsetenv("https_proxy"); }
    ProxySetting(const ProxySetting&) = delete;
    ProxySetting& operator=(const ProxySetting&) = delete;
};

// Loopback's own names never go by a proxy.
constexpr char kHost[] = "gateway.countersign.test";

}  // namespace

TEST_CASE("a network that wants a sign-in is told from an operator that is away") {
    const TestOperator rogue;
    FaultyGateway intercepted(rogue.server);
    const std::string refused = closedPort();
    for (const auto& url : {intercepted.url(), refused}) {
        const bool trusted = url == refused;
        INFO(url);
        for (const auto& answer :
             {redirectTo("http://portal.example/login"), redirectTo("/login"),
              QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n<html>Welcome, please sign in"),
              QByteArray("HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n")}) {
            INFO(answer.toStdString());
            PlainServer portal(answer);
            const auto outcome = postTo(url, portal.port());
            CHECK(codeOf(outcome) == ErrorCode::NetworkWantsSignIn);
            CHECK(outcome.error().left == MayHaveLeft::No);
        }
        for (const auto& answer :
             {redirectTo("https://LOCALHOST/elsewhere"),
              QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
              QByteArray("HTTP/1.1 204 No Content\r\n\r\n"),
              QByteArray("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"),
              QByteArray("\x01\x02 no HTTP\r\n\r\n"), QByteArray()}) {
            INFO(answer.toStdString());
            PlainServer own(answer);
            CHECK(codeOf(postTo(url, own.port())) ==
                  (trusted ? ErrorCode::OperatorUnreachable : ErrorCode::OperatorNotTrusted));
        }
    }
    CHECK(intercepted.requests() == 0);
}

TEST_CASE("the portal hears a host name and nothing else") {
    const QLocale before;
    QLocale::setDefault(QLocale(QStringLiteral("ar_EG")));
    PlainServer portal(redirectTo("http://portal.example/login"));
    CHECK(codeOf(postTo(closedPort(), portal.port())) == ErrorCode::NetworkWantsSignIn);
    QLocale::setDefault(before);
    auto lines = portal.heard.split('\n');
    for (auto& line : lines) line = line.trimmed();
    lines.removeAll(QByteArray());
    std::sort(lines.begin(), lines.end());
    const QByteArrayList wanted{"Accept-Encoding: identity",
                                "Accept-Language: *",
                                "Connection: close",
                                "GET /.well-known/countersign-probe HTTP/1.1",
                                "Host: localhost:" + QByteArray::number(portal.port()),
                                "User-Agent: Mozilla/5.0"};
    CHECK(lines.join('\n').toStdString() == wanted.join('\n').toStdString());
}

TEST_CASE("an operator that was spoken to is never taken for a portal") {
    PlainServer portal(redirectTo("http://portal.example/login"));
    FaultyGateway gateway(testOperator().server);
    gateway.set(Fault::CloseBeforeRequest);
    CHECK(codeOf(postTo(gateway.url(), portal.port())) == ErrorCode::OperatorUnreachable);
    CHECK(codeOf(postTo("https://no-such-host.invalid:1", portal.port())) == ErrorCode::OperatorUnreachable);
    CHECK(portal.heard.isEmpty());
}

TEST_CASE("the system's proxy is used, and told apart from the operator when it fails") {
    const auto server = testOperator().serverFor({kHost});
    FaultyGateway gateway(server, [](ByteView) { return toBytes("through"); });
    const auto url = "https://" + std::string(kHost) + ":8443";
    PlainServer portal(redirectTo("http://portal.example/login"));
    SECTION("a proxy that works") {
        SmallProxy proxy(gateway.port());
        const ProxySetting setting(proxy.port());
        const auto outcome = postTo(url, portal.port());
        REQUIRE(outcome);
        CHECK(outcome->body == toBytes("through"));
        CHECK(proxy.asked.startsWith("CONNECT " + QByteArray(kHost) + ":8443 "));
        CHECK_FALSE(proxy.asked.contains("countersign/"));
    }
    SECTION("a proxy that wants a password, or forbids") {
        for (const char* refusal :
             {"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"shop\"\r\n"
              "Content-Length: 0\r\n\r\n",
              "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
              "HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n"}) {
            INFO(refusal);
            SmallProxy proxy(gateway.port(), refusal);
            const ProxySetting setting(proxy.port());
            CHECK(codeOf(postTo(url, portal.port())) == ErrorCode::ProxyRefused);
        }
    }
    SECTION("a proxy that can't reach the operator") {
        for (const char* refusal : {"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"}) {
            INFO(refusal);
            SmallProxy proxy(gateway.port(), refusal);
            const ProxySetting setting(proxy.port());
            CHECK(codeOf(postTo(url, portal.port())) == ErrorCode::OperatorUnreachable);
        }
    }
    SECTION("no proxy where the settings say") {
        std::uint16_t port = 0;
        {
            SmallProxy gone(gateway.port());
            port = gone.port();
        }
        const ProxySetting setting(port);
        CHECK(codeOf(postTo(url, portal.port())) == ErrorCode::ProxyUnreachable);
    }
    CHECK(portal.heard.isEmpty());  // a proxy's own pages would be taken for a portal's
}
