#include "sync/portal_probe.h"

#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <chrono>
#include <utility>

namespace countersign {
namespace {

// A portal stands in the shop or at its provider; what takes longer is none.
constexpr std::chrono::milliseconds kPatience{5'000};
constexpr qint64 kBodyKept = 1024;  // of a body that nobody reads
// An operator whose host has a plain web server answers 204 or 404 here, or sends to HTTPS.
constexpr char kPath[] = "/.well-known/countersign-probe";

}  // namespace

PortalVerdict judgePortal(int status, const QString& host, const QUrl& location) {
    if (status >= 300 && status < 400) {
        const bool own = location.scheme() == QStringLiteral("https") &&
                         location.host().compare(host, Qt::CaseInsensitive) == 0;
        return own || location.isEmpty() ? PortalVerdict::Nothing : PortalVerdict::WantsSignIn;
    }
    const bool page = status >= 200 && status < 300 && status != 204;
    return page || status == 511 ? PortalVerdict::WantsSignIn : PortalVerdict::Nothing;
}

PortalProbe::PortalProbe(QNetworkAccessManager& network, const QString& host, std::uint16_t port, Done done,
                         QObject* parent)
    : QObject(parent), m_host(host), m_done(std::move(done)) {
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(host);
    if (port != 80) url.setPort(port);
    url.setPath(QString::fromLatin1(kPath));
    QNetworkRequest request(url);
    // The same words from every shop: Qt would tell the language of this computer.
    request.setRawHeader("User-Agent", "Mozilla/5.0");
    request.setRawHeader("Accept-Language", "*");
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Connection", "close");
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute}) {
        request.setAttribute(attribute, QNetworkRequest::Manual);
    }
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    m_reply = network.get(request);
    m_reply->setParent(this);
    m_reply->setReadBufferSize(kBodyKept);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { headCame(); });
    // Queued: the receiver may delete this, and the reply with it.
    connect(
        m_reply, &QNetworkReply::finished, this,
        [this] {
            headCame();
            QTimer::singleShot(0, this, [this] { end(PortalVerdict::Nothing); });  // if it said nothing
        },
        Qt::QueuedConnection);
    QTimer::singleShot(kPatience, this, [this] { end(PortalVerdict::Nothing); });
}

PortalProbe::~PortalProbe() {
    m_reply->disconnect(this);
    if (m_reply->isRunning()) m_reply->abort();
}

// Status and Location say it all; the body is never read.
void PortalProbe::headCame() {
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200) return;
    // Not Qt's own reading, which passes over what is relative.
    const QUrl location = QUrl::fromEncoded(m_reply->rawHeader("Location"));
    const auto verdict =
        judgePortal(status, m_host, location.isEmpty() ? location : m_reply->url().resolved(location));
    QTimer::singleShot(0, this, [this, verdict] { end(verdict); });
}

void PortalProbe::end(PortalVerdict verdict) {
    if (!m_done) return;
    const auto done = std::exchange(m_done, {});
    deleteLater();
    done(verdict);
}

}  // namespace countersign
