// Tells a network that wants a sign-in first from an operator that is away: one request over plain HTTP to
// the operator's host. Such networks answer it in the operator's place, with a redirect or a page of their
// own. It carries no content and nothing of the shop or the counter; what the network learns, the host's
// name, it knew from the attempt before. Lives on one thread with an event loop (records), owned by its
// parent.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QUrl>
#include <cstdint>
#include <functional>

class QNetworkAccessManager;
class QNetworkReply;

namespace countersign {

enum class PortalVerdict {
    Nothing = 1,  // no answer, or one that the operator's own web server may give
    WantsSignIn,
};

// `location`: of a redirect, resolved; else empty. The operator's own answers: none, 204, any error, and a
// redirect to HTTPS at the same host. 511 is what RFC 6585 wants portals to say.
[[nodiscard]] PortalVerdict judgePortal(int status, const QString& host, const QUrl& location);

class PortalProbe final : public QObject {
    Q_OBJECT
  public:
    using Done = std::function<void(PortalVerdict)>;

    // `done` is called once, from the event loop; not at all if this object goes before. `network` outlives
    // it.
    PortalProbe(QNetworkAccessManager& network, const QString& host, std::uint16_t port, Done done,
                QObject* parent);
    ~PortalProbe() override;

  private:
    void headCame();
    void end(PortalVerdict verdict);

    QString m_host;
    QNetworkReply* m_reply;
    Done m_done;
};

}  // namespace countersign
