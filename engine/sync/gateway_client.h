// The way to the operator as the sync worker sees it: one request, one answer or one reason why there is
// none. Records thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "core/secret.h"
#include "store/registration_queue.h"

namespace countersign {

struct GatewayAddress;

struct GatewayRequest {
    std::string route;  // protocol/routes.h
    std::string contentType;
    Bytes body;
};

struct GatewayAnswer {
    int status = 0;  // HTTP
    Bytes body;      // within the client's limit
    std::optional<Millis> retryAfter;
};

// OperatorUnreachable, OperatorNotTrusted, OperatorTimedOut, ProxyRefused, ProxyUnreachable,
// OperatorRedirects, OperatorCertificateRevoked, NetworkWantsSignIn, AnswerUnreadable.
struct TransportFailure {
    Error error;
    MayHaveLeft left = MayHaveLeft::Yes;  // No: certainly not one byte of the body went out
};

class GatewayClient {
  public:
    using Outcome = tl::expected<GatewayAnswer, TransportFailure>;
    using Done = std::function<void(Outcome)>;

    virtual ~GatewayClient() = default;
    // `done` is called once, later, from the thread's event loop; never from within post().
    virtual void post(GatewayRequest request, Done done) = 0;
    // Ends everything under way; no `done` is called any more for it.
    virtual void abort() = 0;
    // Where requests go from now on, and which certificates are believed there; connections that are open are
    // not used any more. A client whose way doesn't depend on it passes over it.
    virtual void use(const GatewayAddress& address) { static_cast<void>(address); }
    // The counter's own certificate is refused where it is shown, and not shown any more until the next
    // use().
    [[nodiscard]] virtual bool certificateRefused() const { return false; }
};

}  // namespace countersign
