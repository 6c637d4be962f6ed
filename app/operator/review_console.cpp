#include "review_console.h"

#include <algorithm>
#include <ostream>

#include "core/files.h"
#include "reviewer_command.h"

namespace countersign {
namespace {

constexpr std::size_t kMaxPemFile = 64U * 1024U;

Result<CertificateAndKey> certificateOf(const ConsoleOptions& options, const ReviewSide& side) {
    if (options.certificateFile.empty()) return side.identity.server;
    const auto certificate = readFile(options.certificateFile, kMaxPemFile);
    if (!certificate) return failure(certificate.error());
    auto key = readFile(options.keyFile, kMaxPemFile);
    if (!key) return failure(key.error());
    CertificateAndKey both{{certificate->begin(), certificate->end()}, {key->begin(), key->end()}};
    wipe(*key);
    return both;
}

}  // namespace

Result<std::unique_ptr<ReviewConsole>> openConsole(const ConsoleOptions& options, const GatewayPlace& place,
                                                   ReviewSide& side, ReviewDesk& desk, Log& log,
                                                   std::ostream& out) {
    if (options.addressAndPort.empty()) return std::unique_ptr<ReviewConsole>();
    auto reviewers = openReviewerBook(place);
    if (!reviewers) return failure(reviewers.error());
    const auto rows = (*reviewers)->all();
    if (!rows) return failure(rows.error());
    if (std::ranges::none_of(*rows,
                             [](const ReviewerRow& row) { return row.state == ReviewerState::Active; }))
        log.warn("console", "nobody may review yet: see `countersign-operator reviewer add`");
    const auto certificate = certificateOf(options, side);
    if (!certificate) return failure(certificate.error());
    auto console = std::make_unique<ReviewConsole>();
    console->reviewers = std::move(*reviewers);
    auto server = ConsoleServer::start(options.addressAndPort, *certificate,
                                       {desk, *side.book, *console->reviewers}, side.clock, log);
    if (!server) return failure(server.error());
    console->server = std::move(*server);
    const auto port = std::to_string(console->server->port());
    if (!options.portFile.empty()) {
        if (auto written = writeFileDurably(options.portFile, toBytes(port)); !written)
            return failure(written.error());
    }
    const auto address = options.addressAndPort.substr(0, options.addressAndPort.rfind(':'));
    out << "Reviewers: https://" << address << ":" << port << std::endl;
    log.info("console", "started");
    return console;
}

}  // namespace countersign
