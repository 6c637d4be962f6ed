// Two gateways on one PostgreSQL ledger and one folder of bodies, over TLS, with counters that send to both:
// killed at random moments, together with the database or alone. What a counter has a receipt for stands in
// the ledger, once; what it has none for it sends again. And a forwarder that dies with items in its hand.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <thread>

#include "core/files.h"
#include "enrolled_counter.h"
#include "operator/body_store.h"
#include "operator/operator_folder.h"
#include "operator/postgres_case_book.h"
#include "operator/postgres_ledger.h"
#include "operator/postgres_outbox.h"
#include "regulator_simulator.h"
#include "support/catch.h"
#include "support/postgres_process.h"

using namespace countersign;
using namespace countersign::test;

namespace {

unsigned seedOfThisRun() {
    const char* wanted = std::getenv("COUNTERSIGN_SEED");
    return wanted != nullptr ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10))
                             : std::random_device()();
}

void need(const ProgramResult& done) {
    if (done.exitCode != 0) throw std::runtime_error(done.errors);
}

// Where the nodes stand: a server of their own and the folder that both read. A node that is started again
// has its old port, as behind a balancer.
class Site {
  public:
    Site() {
        need(runProgram({operatorProgram(), "init", "--dir", folder.string(), "--ledger", address}));
        for (std::size_t i = 0; i < m_nodes.size(); ++i) start(i);
    }

    void start(std::size_t which) {
        m_nodes[which] =
            std::make_unique<GatewayProcess>(folder, GatewayProcess::DieAt::Never, m_ports[which]);
        m_ports[which] = m_nodes[which]->port();
    }
    GatewayProcess& node(std::size_t which) { return *m_nodes[which]; }
    [[nodiscard]] HttpClient client(std::size_t which) const {
        return HttpClient("https://localhost:" + std::to_string(m_ports[which]), folder / "tls" / "ca.pem");
    }

    TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path() / "gateway";
    PostgresProcess server;
    std::string address = server.newDatabase();

  private:
    std::array<std::unique_ptr<GatewayProcess>, 2> m_nodes;
    std::array<std::uint16_t, 2> m_ports{};
};

struct Acknowledged {
    Bytes envelope;
    Bytes receipt;
    std::size_t times = 0;  // sent
};

// Counters that send until they are told to stop, each record until it has a receipt, to the other node after
// each try in vain.
class Load {
  public:
    Load(Site& site, int counters) : m_site(site) {
        for (int i = 0; i < counters; ++i) {
            m_counters.push_back(std::make_unique<EnrolledCounter>(site.node(0)));
            m_results.emplace_back();
        }
        for (std::size_t i = 0; i < m_counters.size(); ++i) m_threads.emplace_back([this, i] { run(i); });
    }
    // A moment is a request's beginning or its end at any of the counters, so that others are under way.
    void waitForMoments(unsigned more) {
        const unsigned wanted = m_moments + more;
        for (unsigned seen = m_moments; seen < wanted; seen = m_moments) m_moments.wait(seen);
    }
    void stop() {
        m_stop = true;
        m_threads.clear();
    }

    // After the stop.
    [[nodiscard]] std::size_t counters() const { return m_counters.size(); }
    [[nodiscard]] const EnrolledCounter& counter(std::size_t which) const { return *m_counters[which]; }
    [[nodiscard]] const std::vector<Acknowledged>& of(std::size_t which) const { return m_results[which]; }
    [[nodiscard]] const std::map<int, int>& inVain() const { return m_inVain; }  // by HTTP status; 0: none

  private:
    void run(std::size_t which) {
        const HttpClient clients[] = {m_site.client(0), m_site.client(1)};
        std::mt19937 random(static_cast<unsigned>(which));
        std::size_t at = which % 2;
        while (!m_stop) {
            // From two kilobytes to what two pictures have.
            const auto size = std::uniform_int_distribution<std::size_t>(500, 40'000)(random);
            Acknowledged record{m_counters[which]->envelope(size), {}, 0};
            for (;;) {
                moment();
                const auto answer =
                    clients[at].post(std::string(kRecordsRoute), record.envelope, {"--max-time", "60"});
                moment();
                ++record.times;
                if (answer.status == 200 && answer.curlCode == 0) {
                    record.receipt = answer.body;
                    break;
                }
                at = 1 - at;
                const std::lock_guard lock(m_mutex);
                ++m_inVain[answer.curlCode == 0 ? answer.status : 0];
                if (answer.curlCode == 0 && answer.status < 500)
                    return;  // a refusal: no counter repeats that
            }
            m_results[which].push_back(std::move(record));
        }
    }
    void moment() {
        ++m_moments;
        m_moments.notify_all();
    }

    Site& m_site;
    std::vector<std::unique_ptr<EnrolledCounter>> m_counters;
    std::vector<std::vector<Acknowledged>> m_results;
    std::mutex m_mutex;
    std::map<int, int> m_inVain;
    std::atomic<unsigned> m_moments = 0;
    std::atomic<bool> m_stop = false;
    std::vector<std::jthread> m_threads;
};

enum class Blow { First = 1, Second, Server, ServerAtOnce, FirstAndServer, Everything };

void strike(Site& site, Blow blow) {
    const bool first = blow == Blow::First || blow == Blow::FirstAndServer || blow == Blow::Everything;
    const bool second = blow == Blow::Second || blow == Blow::Everything;
    const bool killed = blow == Blow::Server || blow == Blow::FirstAndServer || blow == Blow::Everything;
    if (first) site.node(0).kill();
    if (killed) site.server.kill();
    if (blow == Blow::ServerAtOnce) site.server.stopAtOnce();
    if (second) site.node(1).kill();
    if (killed || blow == Blow::ServerAtOnce) site.server.start();
    if (first) site.start(0);
    if (second) site.start(1);
}

std::map<RecordId, std::vector<RecordRow>> heldRecords(Ledger& ledger) {
    std::map<RecordId, std::vector<RecordRow>> held;
    std::int64_t after = 0;
    for (;;) {
        const auto page = ledger.records(after, 500).value();
        if (page.rows.empty()) return held;
        for (const auto& row : page.rows) held[row.recordId].push_back(row);
        after = page.next;
    }
}

std::size_t bodyFiles(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        count += entry.path().extension() == ".cse" ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("two nodes and their database killed at random moments: what was acknowledged stands, once") {
    if (!PostgresProcess::installed()) return;
    const unsigned seed = seedOfThisRun();
    std::printf("COUNTERSIGN_SEED=%u\n", seed);
    std::fflush(stdout);
    INFO("seed " << seed);
    std::mt19937 random(seed);
    Site site;
    Load load(site, 4);
    // The database most often: what is told too early is seen only if it ends within a commit.
    std::vector<Blow> blows{Blow::First,          Blow::First,      Blow::Second,       Blow::Second,
                            Blow::FirstAndServer, Blow::Everything, Blow::Server,       Blow::Server,
                            Blow::Server,         Blow::Server,     Blow::ServerAtOnce, Blow::ServerAtOnce};
    std::ranges::shuffle(blows, random);
    for (const auto blow : blows) {
        load.waitForMoments(std::uniform_int_distribution<unsigned>(8, 40)(random));
        strike(site, blow);
    }
    load.waitForMoments(24);  // both stand again
    load.stop();

    int inVain = 0;
    for (const auto& [status, count] : load.inVain()) {
        INFO("HTTP " << status);
        CHECK((status == 0 || status == 503));  // no answer, or "later again"
        inVain += count;
    }
    CHECK(inVain > 0);
    const auto ledger = PostgresLedger::open(site.address).value();
    auto held = heldRecords(*ledger);
    const auto bodies = FileBodyStore::open(OperatorPaths(site.folder).bodies).value();
    std::size_t acknowledged = 0, again = 0;
    for (std::size_t i = 0; i < load.counters(); ++i) {
        CHECK(load.of(i).size() > 2);
        for (const auto& record : load.of(i)) {
            ++acknowledged;
            again += record.times > 1 ? 1U : 0U;
            const auto envelope = parseEnvelope(record.envelope).value();
            const auto receipt = load.counter(i).verify(record.receipt, record.envelope);
            REQUIRE(receipt);
            const auto& rows = held[envelope.header.recordId];
            REQUIRE(rows.size() == 1);
            CHECK(rows.front().envelopeHash == envelopeHash(envelope));
            CHECK(rows.front().receipt == record.receipt);
            CHECK(bodies.get(rows.front().bodyHash).value() == record.envelope);
            CHECK(ledger->findEverywhere(envelope.header.recordId).value().size() == 1);
        }
    }
    std::printf("%zu acknowledged, %zu of them only after a resend; %d requests in vain\n", acknowledged,
                again, inVain);
    CHECK(again > 0);
    CHECK(held.size() == acknowledged);  // and nothing else
    CHECK(bodyFiles(OperatorPaths(site.folder).bodies) == acknowledged);
    CHECK(site.server.sql(site.address,
                          "SELECT count(*) FROM record_key JOIN case_file USING (device_id, record_id) WHERE "
                          "state = 'waiting'") == std::to_string(acknowledged) + "\n");
    CHECK(site.server.sql(site.address, "SELECT count(*) FROM case_file") ==
          std::to_string(acknowledged) + "\n");
    CHECK(ledger->alarmCount().value() == 0);
    const auto devices = ledger->devices().value();
    for (const auto& device : devices) CHECK_FALSE(device.setAside);

    // Whoever lost a receipt asks any node and gets the same one.
    for (std::size_t i = 0; i < load.counters(); ++i) {
        const auto& records = load.of(i);
        for (std::size_t n = 0; n < records.size(); n += 3) {
            const auto answer =
                site.client((i + n) % 2).post(std::string(kRecordsRoute), records[n].envelope);
            CHECK(answer.status == 200);
            CHECK(answer.body == records[n].receipt);
        }
    }
    CHECK(heldRecords(*ledger).size() == acknowledged);
    CHECK(nlohmann::json::parse(site.node(1).recordsAsJson()).size() == acknowledged);
    CHECK(site.node(0).terminate() == 0);
    CHECK(site.node(1).terminate() == 0);
}

TEST_CASE("a forwarder killed with items in its hand: they come free, and are held once") {
    if (!PostgresProcess::installed()) return;
    const TemporaryFolder temporary;
    const auto folder = temporary.path() / "gateway";
    const auto address = sharedPostgres().newDatabase();
    // The folder names no ledger: the commands are told.
    need(runProgram({operatorProgram(), "init", "--dir", folder.string()}));
    const auto identity = openOperatorFolder(folder).value();
    const auto log = discardLog();
    const auto regulatorFolder = temporary.path() / "regulator";
    SimulatorFaults faults;
    faults.hang = true;
    const auto regulator =
        RegulatorSimulator::start(regulatorFolder, "127.0.0.1", 0, identity.verifyingKeys, faults, *log)
            .value();
    const SimulatorPaths regulatorPaths(regulatorFolder);
    const auto regulatorKeys = readRegulatorKeys(readFile(regulatorPaths.publicKeys, 65536).value()).value();

    // Three records that a judge has accepted.
    const auto now = SystemClock().wall();
    const auto ledger = PostgresLedger::open(address).value();
    const auto book = PostgresCaseBook::open(address).value();
    const auto outbox = PostgresOutbox::open(address).value();
    DeviceRow device;
    device.id = DeviceId::random();
    device.key = {SignatureAlgorithm::Ed25519, sha256(device.id.bytes())};
    device.enrolledAt = now;
    const auto code = sha256Of(device.id.bytes());
    REQUIRE(ledger->addCode(code, now, now + std::chrono::hours(1)));
    REQUIRE(ledger->enrol(code, device).value().result == EnrolResult::Enrolled);
    std::vector<RecordId> records;
    for (std::uint64_t i = 1; i <= 3; ++i) {
        RecordRow row;
        row.recordId = RecordId::random();
        row.deviceId = device.id;
        row.sequence = i;
        row.envelopeHash = sha256Of(row.recordId.bytes());
        row.createdAt = row.receivedAt = std::chrono::floor<std::chrono::seconds>(now);
        row.practice = true;
        row.receipt = toBytes("signed");
        REQUIRE(ledger->add({&row, 1}).value().front().result == AddResult::Added);
        Attestation about;
        about.key = {row.deviceId, row.recordId, 2};
        about.name = "Made Person";
        about.documentKind = "passport";
        about.documentNumber = "E12345678";
        about.msisdn = "+8613700138000";
        about.at = row.receivedAt;
        about.evidenceHash = row.envelopeHash;
        about.legalGround = "practice_ground";
        about.practice = true;
        Decision word;
        word.deviceId = row.deviceId;
        word.recordId = row.recordId;
        word.status = ReceiptStatus::Accepted;
        word.by = kByPolicy;
        word.at = now;
        word.receipt = toBytes("signed");
        word.item = SealedItem{"attestation", "practice_ground",
                               sealAttestation(about, regulatorKeys.sealingKey).value()};
        REQUIRE(book->decide(word).value().result == DecideResult::Decided);
        records.push_back(row.recordId);
    }

    std::vector<std::string> command{
        operatorProgram(), "forward",
        "--dir",           folder.string(),
        "--ledger",        address,
        "--regulator",     "https://127.0.0.1:" + std::to_string(regulator->port()),
        "--regulator-ca",  regulatorPaths.authority.string(),
        "--regulator-key", regulatorPaths.publicKeys.string()};
    std::vector<char*> arguments;
    for (auto& each : command) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    const pid_t forwarder = ::fork();
    REQUIRE(forwarder >= 0);
    if (forwarder == 0) {
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    regulator->waitForTaken(1);  // it holds the items, and the forwarder doesn't know
    REQUIRE(::kill(forwarder, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(forwarder, &status, 0) == forwarder);
    CHECK(WIFSIGNALED(status));

    const ClaimTerms terms{64, 1U << 20U, std::chrono::minutes(10)};
    CHECK(outbox->claim(terms, SystemClock().wall()).value().empty());  // its claim still stands
    const auto freed = outbox->claim(terms, SystemClock().wall() + std::chrono::hours(12)).value();
    CHECK(freed.size() == 3);
    REQUIRE(outbox->later(freed, now, Blame::Nobody, Sent::Perhaps));
    regulator->setFaults({});
    command.emplace_back("--once");
    const auto sent = runProgram(command);
    INFO(sent.errors);
    CHECK(sent.output.find("3 acknowledged (3 activated), 0 refused") != std::string::npos);
    const auto received = RegulatorSimulator::received(regulatorFolder).value();
    CHECK(received.size() == 3);
    for (const auto& each : received) CHECK(each.times == 2);
    for (const auto& record : records)
        CHECK(ledger->find(device.id, record).value()->status == ReceiptStatus::Activated);
    const auto listed =
        runProgram({operatorProgram(), "outbox", "--dir", folder.string(), "--ledger", address});
    CHECK(listed.output.find("0 waiting, 3 acknowledged") != std::string::npos);
    const auto own = runProgram({operatorProgram(), "outbox", "--dir", folder.string()});
    CHECK(own.output.find("0 waiting, 0 acknowledged") != std::string::npos);
}
