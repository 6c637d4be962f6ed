// The server's own limits, in the test's process so that they can be made short.

#include "gateway_server.h"
#include "http_client.h"
#include "operator/operator_folder.h"
#include "operator/sqlite_case_book.h"
#include "operator/sqlite_ledger.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct ServerInside {
    TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path() / "gateway";
    SystemClock clock;
    bool made = initOperatorFolder(folder, {}, clock).has_value();
    OperatorIdentity identity = openOperatorFolder(folder).value();
    std::unique_ptr<SqliteLedger> ledger = SqliteLedger::open(OperatorPaths(folder).ledger).value();
    FileBodyStore bodies = FileBodyStore::open(OperatorPaths(folder).bodies).value();
    NoIngestPoints points;
    Ingest ingest{*ledger, bodies, identity.signingKey, identity.sealingKeys, clock, points};
    EnrolmentDesk desk{*ledger, identity, clock};
    ContactDesk contacts{*ledger, identity, clock};
    std::unique_ptr<PartDesk> parts =
        PartDesk::open(OperatorPaths(folder).parts, *ledger, bodies, ingest, clock).value();
    std::unique_ptr<SqliteCaseBook> book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
    DeletionDesk deletions{*ledger, *book, identity.everyKey(), clock};
    std::unique_ptr<Log> log = discardLog();

    std::unique_ptr<GatewayServer> start(const GatewayLimits& limits) {
        return GatewayServer::start("127.0.0.1", 0, identity.server, limits,
                                    {ingest, desk, contacts, *parts, *ledger, bodies, deletions, {}}, *log)
            .value();
    }
    [[nodiscard]] HttpClient client(const GatewayServer& server) const {
        return {"https://localhost:" + std::to_string(server.port()), OperatorPaths(folder).authority};
    }
};

}  // namespace

TEST_CASE("a client that says nothing is shown out, though idleness alone would let it stay") {
    ServerInside inside;
    GatewayLimits limits;
    limits.idle = std::chrono::seconds(3600);
    limits.request = std::chrono::milliseconds(400);
    const auto server = inside.start(limits);
    const BareSocket silent(server->port());
    silent.waitForEnd();  // for ever if nobody ends it; the test's time-out is the verdict
    SUCCEED();
}

TEST_CASE("a client that drips is shown out too, and others are served meanwhile") {
    ServerInside inside;
    GatewayLimits limits;
    limits.idle = std::chrono::seconds(3600);
    limits.request = std::chrono::milliseconds(1500);
    const auto server = inside.start(limits);
    const auto http = inside.client(*server);
    // 20 KB at 1 KB a second would take twenty seconds.
    const auto slow = http.post("/v1/records", Bytes(20000, 'x'), {"--limit-rate", "1000"});
    CHECK(slow.curlCode != 0);
    CHECK(slow.status != 200);
    CHECK(http.get("/healthz").status == 200);
}

TEST_CASE("without memory for a body the client is asked to come later") {
    ServerInside inside;
    GatewayLimits limits;
    limits.bodiesInMemory = 1000;
    limits.smallBody = 0;
    const auto server = inside.start(limits);
    const auto answer = inside.client(*server).post("/v1/records", Bytes(50000, 'x'));
    CHECK(answer.status == 503);
    CHECK(answer.head.find("Retry-After: 30") != std::string::npos);
    // What was counted is given back: a small body fits again and again.
    for (int i = 0; i < 5; ++i)
        CHECK(inside.client(*server).post("/v1/records", Bytes(900, 'x')).status == 400);
}

TEST_CASE("a port that is taken is told") {
    ServerInside inside;
    const auto server = inside.start({});
    const auto second = GatewayServer::start("127.0.0.1", server->port(), inside.identity.server, {},
                                             {inside.ingest,
                                              inside.desk,
                                              inside.contacts,
                                              *inside.parts,
                                              *inside.ledger,
                                              inside.bodies,
                                              inside.deletions,
                                              {}},
                                             *inside.log);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::GatewayNotStarted);
}
