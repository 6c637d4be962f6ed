// A gateway client that answers as the test says, from the event loop as a real one.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <utility>
#include <vector>

#include "sync/gateway_client.h"

namespace countersign::test {

class ScriptedClient final : public QObject, public GatewayClient {
  public:
    using Script = std::function<std::optional<Outcome>(const GatewayRequest&)>;  // empty: never answers

    explicit ScriptedClient(Script answer) : script(std::move(answer)) {}

    void post(GatewayRequest request, Done done) override {
        ++posts;
        auto outcome = script(request);
        requests.push_back(std::move(request));
        if (!outcome) return;
        const int round = m_round;
        QTimer::singleShot(0, this, [this, round, done = std::move(done), outcome = std::move(*outcome)] {
            if (round == m_round) done(outcome);
        });
    }
    void abort() override {
        ++m_round;
        ++aborts;
    }

    Script script;
    int posts = 0, aborts = 0;
    std::vector<GatewayRequest> requests;

  private:
    int m_round = 0;
};

inline GatewayClient::Outcome answer(int status, Bytes body = {}, std::optional<Millis> retryAfter = {}) {
    return GatewayAnswer{status, std::move(body), retryAfter};
}
inline GatewayClient::Outcome broken(ErrorCode code, MayHaveLeft left) {
    return tl::unexpected<TransportFailure>(TransportFailure{Error{code, "scripted", "test"}, left});
}

}  // namespace countersign::test
