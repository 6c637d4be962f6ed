#include "serve.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "core/files.h"
#include "metrics_server.h"
#include "operator/operator_errors.h"
#include "stop_signals.h"

namespace countersign {
namespace {

constexpr std::size_t kMaxAuthorityBytes = 64U * 1024U;
constexpr std::size_t kMaxSecretBytes = 256;
constexpr std::size_t kLeastSecretBytes = 32;  // 128 bits, if it is random hex as the example makes it

Result<GatewayDoor> openDoor(const ServeOptions& options, const OperatorPaths& paths) {
    GatewayDoor door;
    door.certificates = options.certificates;
    if (!options.proxySecretFile.empty()) {
        const auto bytes = readFile(options.proxySecretFile, kMaxSecretBytes);
        if (!bytes) return failure(bytes.error());
        door.proxySecret.assign(bytes->begin(), bytes->end());
        while (!door.proxySecret.empty() && door.proxySecret.back() == '\n') door.proxySecret.pop_back();
        if (door.proxySecret.size() < kLeastSecretBytes)
            return failure(gatewayNotStarted("the proxy's word is shorter than 32 letters"));
    } else if (door.certificates != ClientCertificates::None) {
        const auto bytes = readFile(paths.counterAuthority, kMaxAuthorityBytes);
        if (!bytes) return failure(bytes.error());
        door.authorityPem.assign(bytes->begin(), bytes->end());
    }
    return door;
}

// As the policy names the operator to people: {"operator": {"name": …}}. Empty: it names none.
std::string operatorNameOf(const OperatorIdentity& identity) {
    constexpr std::size_t kLongestName = 320;  // bytes; a receipt takes 80 letters
    const auto policy = verifyPolicy(identity.policy, identity.policyRules());
    if (!policy) return {};
    const auto parsed = nlohmann::json::parse(policy->json, nullptr, false);
    const nlohmann::json::json_pointer place("/operator/name");
    if (!parsed.is_object() || !parsed.contains(place) || !parsed.at(place).is_string()) return {};
    auto text = parsed.at(place).get<std::string>();
    return text.size() <= kLongestName ? text : std::string();
}

}  // namespace

Status serve(const ServeOptions& options, IngestPoints& points, Log& log) {
    const StopSignals stop;  // before the server's threads are made
    const OperatorPaths paths(options.folder);
    const SystemClock clock;
    if (auto ensured = ensureCounterAuthority(options.folder, clock); !ensured) return ensured;
    auto identity = openOperatorFolder(options.folder);
    if (!identity) return failure(identity.error());
    // Nobody asks counters for one: they get theirs with the first contact once somebody does.
    if (options.certificates == ClientCertificates::None) identity->counterAuthority.reset();
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(paths.keys, code)) {
        const auto name = entry.path().filename().string();
        const bool opening = name.rfind("opening", 0) == 0;
        if (!opening && name.rfind("office", 0) != 0) continue;
        log.warn("gateway",
                 std::string(opening ? "an opening key" : "the office's key") +
                     " lies in the gateway's folder; the gateway does not read it, move it away: " + name);
    }
    const auto ledger = openLedger({options.folder, options.ledger});
    if (!ledger) return failure(ledger.error());
    auto bodies = FileBodyStore::open(paths.bodies);
    if (!bodies) return failure(bodies.error());
    DeviceRate rate(options.recordsPerSecond, clock);
    Ingest ingest(**ledger, *bodies, identity->signingKey, identity->sealingKeys, clock, points, &rate);
    EnrolmentDesk desk(**ledger, *identity, clock);
    ContactDesk contacts(**ledger, *identity, clock);
    const auto parts = PartDesk::open(paths.parts, **ledger, *bodies, ingest, clock);
    if (!parts) return failure(parts.error());
    const auto book = openCaseBook({options.folder, options.ledger});
    if (!book) return failure(book.error());
    DeletionDesk deletions(**ledger, **book, identity->everyKey(), clock);
    const auto door = openDoor(options, paths);
    if (!door) return failure(door.error());
    const auto server = GatewayServer::start(
        options.address, options.port, identity->server, options.limits,
        {ingest, desk, contacts, **parts, **ledger, *bodies, deletions, operatorNameOf(*identity)}, log,
        *door);
    if (!server) return failure(server.error());
    std::unique_ptr<MetricsServer> metrics;
    if (!options.metricsAddress.empty()) {
        auto started =
            MetricsServer::start(options.metricsAddress, [own = server->get()] { return own->metrics(); });
        if (!started) return failure(started.error());
        metrics = std::move(*started);
        log.info("gateway", "metrics on port " + std::to_string(metrics->port()));
    }

    const auto port = std::to_string((*server)->port());
    if (!options.portFile.empty()) {
        if (auto written = writeFileDurably(options.portFile, toBytes(port)); !written) return written;
    }
    const bool v6 = options.address.find(':') != std::string::npos;
    std::cout << "Listening on " << (door->behindProxy() ? "http://" : "https://")
              << (v6 ? "[" + options.address + "]" : options.address) << ":" << port << std::endl;
    log.info("gateway", "started");
    stop.wait();
    log.info("gateway", "stopping");
    return {};
}

}  // namespace countersign
