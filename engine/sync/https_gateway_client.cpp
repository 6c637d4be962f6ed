#include "sync/https_gateway_client.h"

#include <openssl/crypto.h>
#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QTcpSocket>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "protocol/refusal.h"
#include "sync/failures.h"
#include "sync/portal_probe.h"

namespace countersign {
namespace {

// OpenSSL, which Qt's TLS runs on, tidies up when the process ends, while a thread of Qt's that used it may
// still be at its own tidying (QThread::wait() ends before the system's thread does): both freed the same
// memory, about once in 2,400 ends on a busy machine. Heeded only as the process's first call to OpenSSL,
// hence before main().
[[maybe_unused]] const int kNoTidyingAtExit = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);

enum class Cut { None = 1, TooLarge, TooSlow, Revoked };

// Each code of a failed exchange is raised here and nowhere else.
Error unreachable(std::string detail) {
    return makeError(ErrorCode::OperatorUnreachable, std::move(detail));
}
Error notTrusted(std::string detail) {
    return makeError(ErrorCode::OperatorNotTrusted, std::move(detail));
}
Error certificateRevoked() {
    return makeError(ErrorCode::OperatorCertificateRevoked,
                     "the server showed a certificate that was withdrawn");
}
Error timedOut(std::string detail) {
    return makeError(ErrorCode::OperatorTimedOut, std::move(detail));
}
Error proxyRefused(std::string detail) {
    return makeError(ErrorCode::ProxyRefused, std::move(detail));
}
Error proxyUnreachable(std::string detail) {
    return makeError(ErrorCode::ProxyUnreachable, std::move(detail));
}
Error wantsSignIn(std::string detail) {
    return makeError(ErrorCode::NetworkWantsSignIn, std::move(detail));
}
Error redirected(std::string detail) {
    return makeError(ErrorCode::OperatorRedirects, std::move(detail));
}

// Qt's words may hold the address, which is no secret and no person.
std::string wordsOf(const QNetworkReply& reply) {
    return reply.errorString().left(200).toStdString();
}

// The form every server writes (RFC 9110, IMF-fixdate); the two old ones are taken as absent.
QDateTime httpDate(const QByteArray& text) {
    auto date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                        QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    date.setTimeZone(QTimeZone::utc());
    return date;
}

// What a server says to whoever shows a certificate that it can't make anything of: a proxy in its own words,
// or the gateway, which then doesn't know who speaks.
bool mayBeAboutCertificate(const GatewayClient::Outcome& outcome) {
    if (!outcome || (outcome->status != 400 && outcome->status != 403)) return false;
    const auto refusal = parseRefusal(outcome->body);
    return !refusal || *refusal == Refusal::UnknownDevice;
}

// By what this counter shows itself to a server that asks. One whose time is over is as good as none, and
// some servers refuse whoever shows it: left away, the next contact brings a new one.
void showCertificate(const std::string& pem, QSslConfiguration& tls) {
    const auto text = QByteArray::fromStdString(pem);
    const QSslCertificate certificate(text, QSsl::Pem);
    const QSslKey key(text, QSsl::Ec, QSsl::Pem);
    if (certificate.isNull() || key.isNull() || certificate.expiryDate() <= QDateTime::currentDateTimeUtc())
        return;
    tls.setLocalCertificate(certificate);
    tls.setPrivateKey(key);
}

// Whether one of the certificates that the server showed was revoked. Told apart by the SHA-256 of the whole
// certificate: a serial number is unique only if the authority never errs.
bool showsRevoked(const QSslConfiguration& tls, const std::vector<Sha256>& revoked) {
    const auto chain = tls.peerCertificateChain();
    return std::any_of(chain.begin(), chain.end(), [&](const QSslCertificate& certificate) {
        const auto digest = certificate.digest(QCryptographicHash::Sha256);
        return std::any_of(revoked.begin(), revoked.end(), [&](const Sha256& each) {
            return std::equal(each.begin(), each.end(), digest.begin(), digest.end(),
                              [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
        });
    });
}

// Retry-After in seconds or as a date. A date is by the operator's clock, so it is measured from the answer's
// own Date: a counter whose clock is wrong waits as long as it was asked to.
std::optional<Millis> retryAfterOf(const QNetworkReply& reply) {
    const QByteArray text = reply.rawHeader("Retry-After").trimmed();
    if (text.isEmpty()) return std::nullopt;
    std::uint32_t seconds = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (code == std::errc() && end == text.data() + text.size()) return Millis(std::int64_t{seconds} * 1000);
    const auto until = httpDate(text);
    const auto now = httpDate(reply.rawHeader("Date"));
    if (!until.isValid() || !now.isValid() || until < now) return std::nullopt;
    return Millis(now.msecsTo(until));
}

bool isProxyFault(QNetworkReply::NetworkError error) {
    return error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError;
}

bool isProxyAway(QNetworkReply::NetworkError error) {
    return error == QNetworkReply::ProxyConnectionRefusedError ||
           error == QNetworkReply::ProxyNotFoundError || error == QNetworkReply::ProxyTimeoutError;
}

std::optional<QNetworkProxy> proxyFor(const QUrl& url) {
    const auto proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    if (proxies.isEmpty() || proxies.first().type() == QNetworkProxy::NoProxy) return std::nullopt;
    return proxies.first();  // as Qt does
}

// A proxy stands in the shop or at its provider.
constexpr std::chrono::milliseconds kProxyPatience{5'000};

}  // namespace

// One request under way: collects the answer within its limits and turns every end into one outcome.
class HttpsGatewayClient::Exchange final : public QObject {
  public:
    Exchange(QNetworkReply* reply, const HttpsLimits& limits, const std::vector<Sha256>& revoked, Done done,
             QObject* parent)
        : QObject(parent), m_reply(reply), m_limits(limits), m_done(std::move(done)) {
        reply->setParent(this);
        reply->setReadBufferSize(static_cast<qint64>(limits.largestAnswer) + 1);
        connect(reply, &QNetworkReply::readyRead, this, [this] { read(); });
        connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64) {
            if (sent > 0) m_left = MayHaveLeft::Yes;
            m_silence.start();
        });
        // Emitted after the handshake and before anything of the request is written; a kept connection was
        // looked at when it was made.
        connect(reply, &QNetworkReply::encrypted, this, [this, revoked] {
            m_encrypted = true;
            if (showsRevoked(m_reply->sslConfiguration(), revoked)) cut(Cut::Revoked);
        });
        connect(reply, &QNetworkReply::finished, this, [this] { finish(); });
        m_silence.setSingleShot(true);
        m_silence.setInterval(limits.silence);
        connect(&m_silence, &QTimer::timeout, this, [this] { cut(Cut::TooSlow); });
        m_silence.start();
        QTimer::singleShot(limits.whole, this, [this] { cut(Cut::TooSlow); });
    }

    ~Exchange() override {
        // Aborted from outside: whoever asked is not to hear of it.
        m_reply->disconnect(this);
        if (m_reply->isRunning()) m_reply->abort();
    }

  private:
    void read() {
        m_silence.start();
        m_body += m_reply->readAll();
        if (static_cast<std::size_t>(m_body.size()) > m_limits.largestAnswer) cut(Cut::TooLarge);
    }

    void cut(Cut why) {
        if (m_cut == Cut::None) m_cut = why;
        m_reply->abort();  // → finished
    }

    void finish() {
        if (m_finished) return;
        m_finished = true;
        m_silence.stop();
        if (m_cut == Cut::None) m_body += m_reply->readAll();
        // Not from within the reply's own signal: the receiver may abort, which deletes the reply.
        QTimer::singleShot(0, this, [this] { deliver(); });
    }

    void deliver() {
        auto outcome = judge();
        if (outcome || !notReached(outcome.error().error.code)) return end(std::move(outcome));
        if (const auto proxy = proxyFor(m_reply->url())) {
            askProxy(*proxy, std::move(outcome));
        } else {
            askForPortal(std::move(outcome));
        }
    }

    // The operator was not spoken to, and it is not certain why.
    [[nodiscard]] bool notReached(ErrorCode code) const {
        return (code == ErrorCode::OperatorNotTrusted || code == ErrorCode::OperatorUnreachable) &&
               !m_encrypted && m_left == MayHaveLeft::No;
    }

    // A portal answers TLS with a certificate of its own, or lets only plain HTTP through and refuses or
    // drops the rest: an operator that is away looks the same, so both are worth the question. Not behind a
    // proxy, whose own error pages would be taken for a portal's; and not where the name is unknown, since
    // then there is nobody to ask.
    void askForPortal(Outcome outcome) {
        if (m_limits.portalPort == 0 || m_reply->error() == QNetworkReply::HostNotFoundError)
            return end(std::move(outcome));
        new PortalProbe(
            *m_reply->manager(), m_reply->url().host(), m_limits.portalPort,
            [this, outcome = std::move(outcome)](PortalVerdict verdict) mutable {
                if (verdict == PortalVerdict::WantsSignIn)
                    outcome.error().error = wantsSignIn("instead of: " + outcome.error().error.detail);
                end(std::move(outcome));
            },
            this);
    }

    // Qt tells in one and the same way of a proxy that is not there and of one that refuses (its answers 404
    // and 503 apart, which are about the operator). Whether it takes a connection tells them apart.
    void askProxy(const QNetworkProxy& proxy, Outcome outcome) {
        const bool slow = m_cut != Cut::None;
        if (!slow && m_reply->error() != QNetworkReply::UnknownNetworkError) return end(std::move(outcome));
        auto* socket = new QTcpSocket(this);
        socket->setProxy(QNetworkProxy::NoProxy);
        const auto away = [this] {
            end(failed(proxyUnreachable("the proxy of this computer's settings takes no connection")));
        };
        connect(
            socket, &QTcpSocket::connected, this,
            [this, slow, outcome] { end(slow ? outcome : failed(proxyRefused(wordsOf(*m_reply)))); },
            Qt::QueuedConnection);
        connect(socket, &QTcpSocket::errorOccurred, this, away, Qt::QueuedConnection);
        QTimer::singleShot(kProxyPatience, this, away);
        socket->connectToHost(proxy.hostName(), proxy.port());
    }

    void end(Outcome outcome) {
        if (!m_done) return;
        const Done done = std::exchange(m_done, {});
        deleteLater();
        done(std::move(outcome));
    }

    [[nodiscard]] Outcome failed(Error error) const {
        return tl::unexpected<TransportFailure>(TransportFailure{std::move(error), m_left});
    }

    [[nodiscard]] Outcome judge() const {
        const auto error = m_reply->error();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (m_cut == Cut::Revoked) return failed(certificateRevoked());
        if (m_cut == Cut::TooLarge || static_cast<std::size_t>(m_body.size()) > m_limits.largestAnswer) {
            return failed(answerUnreadable("answer larger than allowed"));
        }
        if (m_cut == Cut::TooSlow) {
            const bool reached =
                m_encrypted || m_left == MayHaveLeft::Yes;  // a kept connection encrypts once
            return failed(reached ? timedOut("no answer in time") : unreachable("no connection in time"));
        }
        if (error == QNetworkReply::SslHandshakeFailedError) return failed(notTrusted(wordsOf(*m_reply)));
        if (isProxyAway(error)) return failed(proxyUnreachable(wordsOf(*m_reply)));
        if (isProxyFault(error) || status == 407) return failed(proxyRefused(wordsOf(*m_reply)));
        if (status >= 300 && status < 400) return failed(redirected("status " + std::to_string(status)));
        const bool httpError = error != QNetworkReply::NoError && status >= 400;
        if (error == QNetworkReply::NoError || httpError) {
            if (status < 200 || status > 599) return failed(answerUnreadable("no HTTP status"));
            return GatewayAnswer{status, Bytes(m_body.begin(), m_body.end()), retryAfterOf(*m_reply)};
        }
        if (error == QNetworkReply::ProtocolFailure || error == QNetworkReply::ProtocolUnknownError ||
            error == QNetworkReply::UnknownContentError) {
            return failed(answerUnreadable(wordsOf(*m_reply)));
        }
        if (status != 0) return failed(answerUnreadable("answer cut short: " + wordsOf(*m_reply)));
        if (error == QNetworkReply::TimeoutError) return failed(timedOut(wordsOf(*m_reply)));
        return failed(unreachable(wordsOf(*m_reply)));
    }

    QNetworkReply* m_reply;
    HttpsLimits m_limits;
    Done m_done;
    QTimer m_silence;
    QByteArray m_body;
    MayHaveLeft m_left = MayHaveLeft::No;
    Cut m_cut = Cut::None;
    bool m_encrypted = false;
    bool m_finished = false;
};

HttpsGatewayClient::HttpsGatewayClient(GatewayAddress address, HttpsLimits limits, QObject* parent)
    : QObject(parent),
      m_address(std::move(address)),
      m_limits(limits),
      m_network(std::make_unique<QNetworkAccessManager>()) {
    m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network->setAutoDeleteReplies(false);
}

HttpsGatewayClient::~HttpsGatewayClient() {
    abort();
}

// A certificate that is refused, for whatever reason, must not keep this counter out: it goes on without, as
// before it had one, and asks for another.
void HttpsGatewayClient::post(GatewayRequest request, Done done) {
    if (m_address.clientPem.empty() || m_certificateRefused) return send(request, std::move(done), false);
    send(
        request,
        [this, request, done](Outcome outcome) {
            if (!mayBeAboutCertificate(outcome)) return done(std::move(outcome));
            m_certificateRefused = true;
            m_network->clearConnectionCache();
            // Whatever becomes of the second try: the first was answered, so it may have arrived.
            send(
                request,
                [done](Outcome second) {
                    if (!second) second.error().left = MayHaveLeft::Yes;
                    done(std::move(second));
                },
                false);
        },
        true);
}

void HttpsGatewayClient::send(const GatewayRequest& request, Done done, bool showOurs) {
    const QUrl url(QString::fromStdString(m_address.url + request.route), QUrl::StrictMode);
    const auto authorities = QSslCertificate::fromData(QByteArray::fromStdString(m_address.caPem), QSsl::Pem);
    std::optional<Error> unusable;
    if (url.scheme() != QStringLiteral("https") || url.host().isEmpty()) {
        unusable = unreachable("the operator's address is not usable");
    } else if (authorities.isEmpty()) {
        unusable = notTrusted("the operator's certificate authority is not readable");
    }
    if (unusable) {
        QTimer::singleShot(0, this, [done = std::move(done), error = *unusable] {
            done(tl::unexpected<TransportFailure>(TransportFailure{error, MayHaveLeft::No}));
        });
        return;
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(authorities);  // these only: the system's are not consulted
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (showOurs) showCertificate(m_address.clientPem, tls);

    QNetworkRequest http(url);
    http.setSslConfiguration(tls);
    http.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromStdString(request.contentType));
    http.setRawHeader("Accept-Encoding", "identity");  // no decompression of a stranger's bytes
    http.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    http.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    http.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    http.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    const QByteArray body(reinterpret_cast<const char*>(request.body.data()),
                          static_cast<qsizetype>(request.body.size()));
    auto* reply = m_network->post(http, body);
    new Exchange(reply, m_limits, m_address.revoked, std::move(done),
                 this);  // owned by this, deletes itself when finished
}

void HttpsGatewayClient::use(const GatewayAddress& address) {
    m_address = address;
    m_certificateRefused = false;
    m_network->clearConnectionCache();
}

void HttpsGatewayClient::abort() {
    const QObjectList all = children();
    for (QObject* child : all) {
        if (auto* exchange = dynamic_cast<Exchange*>(child)) delete exchange;
    }
}

}  // namespace countersign
