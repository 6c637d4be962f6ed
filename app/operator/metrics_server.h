// GET /metrics on an address of its own, so that what the gateway counts is not public. Plain HTTP: meant for
// loopback or a network of the operator's. Started and stopped by one thread; `text` is called by its own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/result.h"

namespace countersign {

class MetricsServer {
  public:
    // "127.0.0.1:9464"; port 0: any free one. GatewayNotStarted.
    [[nodiscard]] static Result<std::unique_ptr<MetricsServer>> start(const std::string& addressAndPort,
                                                                      std::function<std::string()> text);
    ~MetricsServer();
    MetricsServer(const MetricsServer&) = delete;
    MetricsServer& operator=(const MetricsServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Daemon;
    explicit MetricsServer(std::unique_ptr<Daemon> daemon);
    std::unique_ptr<Daemon> m_daemon;
};

}  // namespace countersign
