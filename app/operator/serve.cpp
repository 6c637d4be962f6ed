#include "serve.h"

#include <csignal>
#include <iostream>

#include "commands.h"
#include "core/files.h"

namespace countersign {

Status serve(const ServeOptions& options, IngestPoints& points, Log& log) {
    // Blocked before the server's threads are made, so that only the wait below takes them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const OperatorPaths paths(options.folder);
    const auto identity = openOperatorFolder(options.folder);
    if (!identity) return failure(identity.error());
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(paths.keys, code)) {
        if (entry.path().filename().string().rfind("opening", 0) != 0) continue;
        log.warn("gateway",
                 "an opening key lies in the gateway's folder; the gateway does not read it, move it away: " +
                     entry.path().filename().string());
    }
    const auto ledger = openLedger({options.folder, options.ledger});
    if (!ledger) return failure(ledger.error());
    auto bodies = FileBodyStore::open(paths.bodies);
    if (!bodies) return failure(bodies.error());
    const SystemClock clock;
    DeviceRate rate(options.recordsPerSecond, clock);
    Ingest ingest(**ledger, *bodies, identity->signingKey, identity->sealingKeys, clock, points, &rate);
    EnrolmentDesk desk(**ledger, *identity, clock);
    ContactDesk contacts(**ledger, *identity, clock);
    const auto parts = PartDesk::open(paths.parts, **ledger, *bodies, ingest, clock);
    if (!parts) return failure(parts.error());
    const auto server = GatewayServer::start(options.address, options.port, identity->server, options.limits,
                                             {ingest, desk, contacts, **parts}, log);
    if (!server) return failure(server.error());

    const auto port = std::to_string((*server)->port());
    if (!options.portFile.empty()) {
        if (auto written = writeFileDurably(options.portFile, toBytes(port)); !written) return written;
    }
    const bool v6 = options.address.find(':') != std::string::npos;
    std::cout << "Listening on https://" << (v6 ? "[" + options.address + "]" : options.address) << ":"
              << port << std::endl;
    log.info("gateway", "started");
    int received = 0;
    sigwait(&signals, &received);
    log.info("gateway", "stopping");
    return {};
}

}  // namespace countersign
