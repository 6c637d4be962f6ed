// Runs the gateway until SIGTERM or SIGINT. Called once, on the main thread, before any other thread exists.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/log.h"
#include "core/result.h"
#include "gateway_server.h"
#include "operator/ingest.h"

namespace countersign {

struct ServeOptions {
    std::filesystem::path folder;
    std::string ledger;  // as in GatewayPlace
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;       // 0: any free one
    std::filesystem::path portFile;  // if given, the port in digits is written here once it is open
    double recordsPerSecond = 10;    // of one counter in the long run; 0: no limit
    GatewayLimits limits;
    std::string metricsAddress;  // "127.0.0.1:9464"; empty: none
    ClientCertificates certificates = ClientCertificates::None;
    std::filesystem::path proxySecretFile;  // if given: plain HTTP on loopback, behind a proxy that knows it
};

// Prints "Listening on https://ADDRESS:PORT", or http:// behind a proxy, on standard output once connections are taken.
[[nodiscard]] Status serve(const ServeOptions& options, IngestPoints& points, Log& log);

}  // namespace countersign
