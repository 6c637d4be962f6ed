// How many registrations a second the shipped gateway takes: envelopes of several enrolled counters are
// signed beforehand, then sent over kept-alive connections, with TLS or as from a proxy. Prints figures; see
// README.md.
//   gateway_load [--bytes N] [--requests N] [--connections N] [--counters N] [--plain] [--postgres] [--rows
//   N,N]

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>

#include "bench/ledger/bare_rows.h"
#include "core/files.h"
#include "enrolled_counter.h"
#include "operator/enrolment_desk.h"
#include "operator/operator_folder.h"
#include "operator/postgres_connection.h"
#include "operator/postgres_ledger.h"
#include "operator/sqlite_ledger.h"

using namespace countersign;
using namespace countersign::test;
using Moment = std::chrono::steady_clock::time_point;

namespace {

constexpr char kProxyWord[] = "0123456789abcdef0123456789abcdef";
constexpr std::size_t kAnswerBytes = 16384;  // a receipt has about one thousand

struct Plan {
    std::size_t bytes = 2048;
    int requests = 4000;
    int connections = 32;
    int counters = 8;
    bool plain = false;
    bool postgres = false;
    std::vector<long> rows{0};  // that the ledger holds before; one run for each
    std::string folder;
};

// One kept-alive connection that blocks. Faults throw std::runtime_error: a figure with faults is none.
class Connection {
  public:
    Connection(std::uint16_t port, gnutls_certificate_credentials_t trust) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("no connection");
        if (trust == nullptr) return;
        gnutls_init(&m_session, GNUTLS_CLIENT);
        gnutls_set_default_priority(m_session);
        gnutls_server_name_set(m_session, GNUTLS_NAME_DNS, "localhost", 9);
        gnutls_session_set_verify_cert(m_session, "localhost", 0);
        gnutls_credentials_set(m_session, GNUTLS_CRD_CERTIFICATE, trust);
        gnutls_transport_set_int(m_session, m_socket);
        int code = GNUTLS_E_AGAIN;
        while (code < 0 && gnutls_error_is_fatal(code) == 0) code = gnutls_handshake(m_session);
        if (code < 0) throw std::runtime_error(gnutls_strerror(code));
    }
    ~Connection() {
        if (m_session != nullptr) gnutls_deinit(m_session);
        ::close(m_socket);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // The status of the answer, once its body is through.
    int post(const std::string& head, ByteView body) {
        Bytes all(head.begin(), head.end());
        all.insert(all.end(), body.begin(), body.end());
        send(all);
        std::string answer;
        for (;;) {
            const auto end = answer.find("\r\n\r\n");
            if (end != std::string::npos) {
                const auto length = answer.find("Content-Length: ");
                if (length == std::string::npos) throw std::runtime_error("an answer without a length");
                if (answer.size() >= end + 4 + std::stoul(answer.substr(length + 16)))
                    return std::stoi(answer.substr(9, 3));
            }
            receive(answer);
        }
    }

  private:
    void send(ByteView bytes) {
        while (!bytes.empty()) {
            const auto put = m_session != nullptr
                                 ? gnutls_record_send(m_session, bytes.data(), bytes.size())
                                 : ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (m_session != nullptr && (put == GNUTLS_E_AGAIN || put == GNUTLS_E_INTERRUPTED)) continue;
            if (put <= 0) throw std::runtime_error("the connection broke");
            bytes = bytes.subspan(static_cast<std::size_t>(put));
        }
    }
    void receive(std::string& answer) {
        char part[kAnswerBytes];
        auto got = m_session != nullptr ? gnutls_record_recv(m_session, part, sizeof part)
                                        : ::recv(m_socket, part, sizeof part, 0);
        if (m_session != nullptr && (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED)) return;
        if (got <= 0) throw std::runtime_error("the connection ended");
        answer.append(part, static_cast<std::size_t>(got));
    }
    int m_socket = -1;
    gnutls_session_t m_session = nullptr;
};

void report(const char* what, std::vector<double>& millis, double seconds) {
    std::sort(millis.begin(), millis.end());
    const auto at = [&](double part) {
        return millis[std::min(millis.size() - 1,
                               static_cast<std::size_t>(part * static_cast<double>(millis.size())))];
    };
    std::printf("%s: %zu in %.2f s, %.0f/s; p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms\n", what,
                millis.size(), seconds, static_cast<double>(millis.size()) / seconds, at(0.50), at(0.95),
                at(0.99), millis.back());
}

double millisSince(Moment start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// Rows of other counters, until the ledger holds so many.
class Filler {
  public:
    explicit Filler(const std::filesystem::path& folder)
        : m_file(OperatorPaths(folder).ledger), m_address(openOperatorFolder(folder).value().ledger) {
        if (m_address.empty())
            m_ledger = SqliteLedger::open(m_file).value();
        else
            m_ledger = PostgresLedger::open(m_address).value();
        for (auto& counter : m_counters) counter = enrolBare(*m_ledger).id;
    }
    // The last twentieth comes after a checkpoint: as a gateway stands in the middle between two of them, and
    // not in the first seconds after one, when PostgreSQL logs each page whole that a row touches.
    void fill(long rows) {
        add(rows - rows / 20);
        settle();
        add(rows);
    }

  private:
    void add(long rows) {
        while (m_held < rows) {
            std::vector<RecordRow> batch(600);
            for (auto& row : batch) {
                const auto next = static_cast<std::uint64_t>(m_held++);
                row = bareRow(m_counters[next % m_counters.size()], 1 + next / m_counters.size());
            }
            if (!m_ledger->add(batch)) throw std::runtime_error("the ledger took no rows");
        }
    }

    // Rows that came over months have long been written where they belong and counted by the planner.
    void settle() {
        if (m_address.empty()) {
            auto database = Database::open(m_file, Database::Mode::ReadWrite).value();
            need(database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
            return;
        }
        auto connection = PostgresConnection::open(m_address).value();
        need(connection->script("VACUUM ANALYZE"));
        need(connection->script("CHECKPOINT"));
    }

    std::filesystem::path m_file;
    std::string m_address;  // empty: SQLite
    std::unique_ptr<Ledger> m_ledger;
    std::array<DeviceId, 1000> m_counters;
    long m_held = 0;
};

// One run of requests over all connections.
int run(const Plan& plan, GatewayProcess& gateway, const std::vector<std::vector<Bytes>>& envelopes) {
    gnutls_certificate_credentials_t trust = nullptr;
    gnutls_certificate_allocate_credentials(&trust);
    gnutls_certificate_set_x509_trust_file(trust, gateway.caFile().c_str(), GNUTLS_X509_FMT_PEM);
    std::vector<std::vector<double>> millis(envelopes.size());
    std::atomic<int> faults{0};
    const auto start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < envelopes.size(); ++i) {
            threads.emplace_back([&, i] {
                try {
                    Connection connection(gateway.port(), plan.plain ? nullptr : trust);
                    for (const auto& envelope : envelopes[i]) {
                        const std::string head =
                            "POST " + std::string(kRecordsRoute) +
                            " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " +
                            std::string(kEnvelopeContentType) +
                            (plan.plain ? "\r\nX-Countersign-Proxy: " + std::string(kProxyWord) : "") +
                            "\r\nContent-Length: " + std::to_string(envelope.size()) + "\r\n\r\n";
                        const auto sent = std::chrono::steady_clock::now();
                        if (connection.post(head, envelope) != 200) throw std::runtime_error("not taken");
                        millis[i].push_back(millisSince(sent));
                    }
                } catch (const std::exception& error) {
                    std::fprintf(stderr, "%s\n", error.what());
                    ++faults;
                }
            });
        }
    }
    const double seconds = millisSince(start) / 1000;
    gnutls_certificate_free_credentials(trust);
    std::vector<double> all;
    for (const auto& each : millis) all.insert(all.end(), each.begin(), each.end());
    if (all.empty()) return 1;
    report(plan.plain ? "gateway, plain" : "gateway, TLS", all, seconds);
    return faults == 0 ? 0 : 1;
}

int load(const Plan& plan, const std::filesystem::path& root) {
    const auto folder = root / "gateway";
    std::vector<std::vector<std::vector<Bytes>>> runs(plan.rows.size());
    std::vector<std::string> more{"--device-rate", "0"};
    {
        const GatewayProcess gateway(folder, GatewayProcess::DieAt::Never, 0, more);
        std::vector<std::unique_ptr<EnrolledCounter>> counters;
        for (int i = 0; i < plan.counters; ++i)
            counters.push_back(std::make_unique<EnrolledCounter>(gateway));
        // Head, seal and signature are about a kilobyte; two equal pictures are the rest.
        const std::size_t picture = plan.bytes > 1400 ? (plan.bytes - 1100) / 2 : 100;
        for (auto& envelopes : runs) {
            envelopes.resize(static_cast<std::size_t>(plan.connections));
            for (int i = 0; i < plan.requests; ++i) {
                auto bytes = counters[static_cast<std::size_t>(i % plan.counters)]->envelope(picture);
                envelopes[static_cast<std::size_t>(i % plan.connections)].push_back(std::move(bytes));
            }
        }
        std::printf("envelopes of %zu bytes\n", runs.front().front().front().size());
    }
    if (plan.plain) {
        if (!writeFileDurably(root / "word", toBytes(kProxyWord))) return 1;
        more.insert(more.end(), {"--behind-proxy", (root / "word").string()});
    }
    int worst = 0;
    std::optional<Filler> filler;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (plan.rows[i] > 0) {
            if (!filler) filler.emplace(folder);
            filler->fill(plan.rows[i]);
            std::printf("%ld thousand rows held\n", plan.rows[i] / 1000);
            std::fflush(stdout);
        }
        GatewayProcess gateway(folder, GatewayProcess::DieAt::Never, 0, more);
        worst = std::max(worst, run(plan, gateway, runs[i]));
        std::fflush(stdout);
    }
    return worst;
}

}  // namespace

int main(int argc, char** argv) {
    if (!initCrypto()) return 1;
    Plan plan;
    CLI::App app{"Load for the gateway"};
    app.add_option("--bytes", plan.bytes, "Of an envelope, about")->capture_default_str();
    app.add_option("--requests", plan.requests)->check(CLI::PositiveNumber)->capture_default_str();
    app.add_option("--connections", plan.connections)->check(CLI::Range(1, 500))->capture_default_str();
    app.add_option("--counters", plan.counters)->check(CLI::Range(1, 1000))->capture_default_str();
    app.add_flag("--postgres", plan.postgres, "With a ledger on a PostgreSQL that is started for it");
    app.add_option("--dir", plan.folder, "On the disk that is to be measured; default: a temporary folder");
    app.add_option("--rows", plan.rows, "That the ledger holds before a run; several make several runs")
        ->delimiter(',');
    app.add_flag("--plain", plan.plain, "Without TLS, as from a proxy");
    CLI11_PARSE(app, argc, argv);
    if (plan.postgres) ::setenv("COUNTERSIGN_TEST_LEDGER", "postgresql", 1);
    try {
        const TemporaryFolder temporary;
        const auto root = plan.folder.empty() ? temporary.path() : std::filesystem::path(plan.folder);
        std::filesystem::create_directories(root);
        return load(plan, root);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
