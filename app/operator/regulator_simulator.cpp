#include "regulator_simulator.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/clock.h"
#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/refusal.h"
#include "regulator_store.h"

namespace countersign {
namespace {

constexpr char kPriorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
constexpr unsigned kIdleSeconds = 60;
constexpr unsigned kConnections = 32;
constexpr std::size_t kMaxPem = 64U * 1024U;

struct Identity {
    SigningKey signingKey;
    OpeningKey openingKey;
    CertificateAndKey server;
};

Result<std::string> readText(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kMaxPem);
    if (!bytes) return failure(bytes.error());
    return std::string(bytes->begin(), bytes->end());
}

Status make(const SimulatorPaths& paths) {
    std::error_code code;
    const auto folder = paths.publicKeys.parent_path();
    std::filesystem::create_directories(folder / "tls", code);
    if (!code) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
    if (code) return failure(folderUnusable("cannot make the folder: " + code.message()));
    const auto now = SystemClock().wall();
    const auto authority = makeAuthority("Countersign regulator simulator", now);
    if (!authority) return failure(authority.error());
    const auto server = makeServerCertificate(*authority, {"localhost", "127.0.0.1", "::1"}, now);
    if (!server) return failure(server.error());
    const auto signing = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    const auto keys = encodeRegulatorKeys({{signing.verifyingKey()}, opening.sealingKey()});
    if (!keys) return failure(keys.error());
    if (auto written = signing.write(paths.signingKey); !written) return written;
    if (auto written = opening.write(paths.openingKey); !written) return written;
    const std::pair<std::filesystem::path, Bytes> files[] = {
        {paths.authorityKey, toBytes(authority->keyPem)},
        {paths.authority, toBytes(authority->certificatePem)},
        {paths.serverKey, toBytes(server->keyPem)},
        {paths.serverCertificate, toBytes(server->certificatePem)},
        {paths.publicKeys, *keys}};
    for (const auto& [file, bytes] : files) {
        if (auto written = writeFileDurably(file, bytes); !written) return written;
    }
    return {};
}

Result<Identity> open(const SimulatorPaths& paths) {
    auto signing = SigningKey::read(paths.signingKey);
    if (!signing) return failure(signing.error());
    auto opening = OpeningKey::read(paths.openingKey);
    if (!opening) return failure(opening.error());
    auto certificate = readText(paths.serverCertificate);
    if (!certificate) return failure(certificate.error());
    auto key = readText(paths.serverKey);
    if (!key) return failure(key.error());
    return Identity{std::move(*signing), std::move(*opening), {std::move(*certificate), std::move(*key)}};
}

}  // namespace

SimulatorPaths::SimulatorPaths(const std::filesystem::path& folder)
    : signingKey(folder / "signing.key"),
      openingKey(folder / "opening.key"),
      authorityKey(folder / "tls" / "ca.key.pem"),
      serverCertificate(folder / "tls" / "server.pem"),
      serverKey(folder / "tls" / "server.key.pem"),
      received(folder / "received.sqlite"),
      authority(folder / "tls" / "ca.pem"),
      publicKeys(folder / "regulator.json") {}

class RegulatorSimulator::Server {
  public:
    Server(Identity identity, RegulatorStore store, std::vector<VerifyingKey> operators,
           const SimulatorFaults& faults, Log& log)
        : m_identity(std::move(identity)),
          m_store(std::move(store)),
          m_operators(std::move(operators)),
          m_log(log),
          m_faults(faults) {}

    ~Server() {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
        }
        m_changed.notify_all();
        if (m_daemon != nullptr) MHD_stop_daemon(m_daemon);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    Status start(const std::string& address, std::uint16_t port) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) != 1)
            return failure(gatewayNotStarted("not an IPv4 address: " + address));
        // A thread for each connection, so that one that hangs on request holds no other back.
        m_daemon = MHD_start_daemon(
            MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_TLS, 0,
            nullptr, nullptr, &Server::handle, this,                                                 //
            MHD_OPTION_SOCK_ADDR, reinterpret_cast<const sockaddr*>(&v4),                            //
            MHD_OPTION_HTTPS_MEM_KEY, m_identity.server.keyPem.c_str(),                              //
            MHD_OPTION_HTTPS_MEM_CERT, m_identity.server.certificatePem.c_str(),                     //
            MHD_OPTION_HTTPS_PRIORITIES, kPriorities,                                                //
            MHD_OPTION_CONNECTION_LIMIT, kConnections, MHD_OPTION_CONNECTION_TIMEOUT, kIdleSeconds,  //
            MHD_OPTION_NOTIFY_COMPLETED, &Server::completed, this, MHD_OPTION_END);
        if (m_daemon == nullptr)
            return failure(
                gatewayNotStarted("cannot listen on " + address + " port " + std::to_string(port)));
        return {};
    }

    [[nodiscard]] std::uint16_t port() const {
        const auto* info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
        return info == nullptr ? std::uint16_t{0} : info->port;
    }

    void setFaults(const SimulatorFaults& faults) {
        const std::lock_guard lock(m_mutex);
        m_faults = faults;
    }
    [[nodiscard]] int requests() const {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    void waitForTaken(int batches) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_taken >= batches; });
    }

  private:
    struct Request {
        Bytes body;
        bool tooLarge = false;
        bool ours = false;
    };
    struct Answer {
        unsigned status = 0;  // 0: the connection ends without one
        Bytes body;
    };

    static MHD_Result handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* /*version*/, const char* upload, std::size_t* uploadSize,
                             void** context) {
        // Nothing may be thrown through the C library.
        try {
            return static_cast<Server*>(self)->step(
                connection, url, method, {reinterpret_cast<const std::uint8_t*>(upload), *uploadSize},
                uploadSize, context);
        } catch (const std::exception&) {
            return MHD_NO;
        }
    }

    MHD_Result step(MHD_Connection* connection, std::string_view url, std::string_view method, ByteView part,
                    std::size_t* uploadSize, void** context) {
        auto* request = static_cast<Request*>(*context);
        if (request == nullptr) {
            request = new Request();  // deleted by completed()
            request->ours = method == MHD_HTTP_METHOD_POST && url == kForwardRoute;
            *context = request;
            return MHD_YES;
        }
        if (!part.empty()) {
            *uploadSize = 0;
            if (!request->ours || part.size() > kMaxForwardBytes - request->body.size()) {
                request->tooLarge = true;
                request->body = Bytes();
                return MHD_YES;
            }
            request->body.insert(request->body.end(), part.begin(), part.end());
            return MHD_YES;
        }
        const auto answer = !request->ours      ? refuse(MHD_HTTP_NOT_FOUND, Refusal::NoSuchRoute)
                            : request->tooLarge ? refuse(413, Refusal::TooLarge)
                                                : process(request->body);
        if (answer.status == 0) return MHD_NO;
        auto* response = MHD_create_response_from_buffer(
            answer.body.size(), const_cast<std::uint8_t*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
        if (response == nullptr) return MHD_NO;
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
        if (answer.status == MHD_HTTP_SERVICE_UNAVAILABLE)
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "1");
        const auto queued = MHD_queue_response(connection, answer.status, response);
        MHD_destroy_response(response);
        return queued;
    }

    static Answer refuse(unsigned status, Refusal refusal) { return {status, encodeRefusal(refusal)}; }

    Answer process(ByteView body) {
        std::unique_lock lock(m_mutex);
        ++m_requests;
        if (m_faults.failNext > 0) {
            --m_faults.failNext;
            return refuse(MHD_HTTP_SERVICE_UNAVAILABLE, Refusal::TryLater);
        }
        const auto read = readForwardBatch(body);
        if (!read) return refuse(MHD_HTTP_BAD_REQUEST, refusalOf(read.error().code));
        const auto& batch = read->batch;
        if (!verifyByAny(read->message, m_operators))
            return refuse(MHD_HTTP_UNAUTHORIZED, Refusal::SignatureInvalid);
        if (const auto choke = RecordId::parse(m_faults.choke)) {
            const bool holds = std::ranges::any_of(
                batch.entries, [&](const ForwardEntry& each) { return each.key.record == *choke; });
            if (holds) return {MHD_HTTP_INTERNAL_SERVER_ERROR, toBytes("{}")};
        }
        auto words = m_store.take(
            batch, [&](const ForwardEntry& entry) { return say(entry, batch.id, reasonAgainst(entry)); },
            [&](const ForwardEntry& entry) { return say(entry, batch.id, "conflict"); });
        if (!words) {
            m_log.error("regulator", describe(words.error()));
            return refuse(MHD_HTTP_SERVICE_UNAVAILABLE, Refusal::TryLater);
        }
        m_log.info("regulator", "items=" + std::to_string(words->size()));
        if (m_faults.forge) {
            const auto stranger = SigningKey::generate();
            for (auto& word : *words) {
                const auto said = parseAcknowledgement(word);
                if (said) word = signAcknowledgement(*said, stranger).value_or(Bytes());
            }
        }
        if (m_faults.half) words->pop_back();
        const bool lose = m_faults.loseNext > 0;
        if (lose) --m_faults.loseNext;
        ++m_taken;
        m_changed.notify_all();
        if (m_faults.hang) {
            m_changed.wait(lock, [this] { return m_stopping; });
            return {};
        }
        if (lose) return {};
        auto answer = encodeForwardAnswer(batch.id, *words);
        if (!answer) return refuse(MHD_HTTP_SERVICE_UNAVAILABLE, Refusal::TryLater);
        return {MHD_HTTP_OK, std::move(*answer)};
    }

    // Empty: nothing speaks against it.
    std::string reasonAgainst(const ForwardEntry& entry) const {
        const auto opened = openAttestation(entry.item, m_identity.openingKey);
        if (!opened) return opened.error().code == ErrorCode::SealUnreadable ? "unreadable" : "malformed";
        if (opened->key != entry.key) return "key_mismatch";
        return m_faults.refuse;
    }

    Result<Bytes> say(const ForwardEntry& entry, const std::string& batch, const std::string& reason) const {
        return signAcknowledgement({entry.key, sha256Of(entry.item),
                                    reason.empty() ? RegulatorWord::Acknowledged : RegulatorWord::Refused,
                                    reason, batch, SystemClock().wall()},
                                   m_identity.signingKey);
    }

    static void completed(void* /*self*/, MHD_Connection* /*connection*/, void** context,
                          MHD_RequestTerminationCode /*how*/) {
        delete static_cast<Request*>(*context);
        *context = nullptr;
    }

    const Identity m_identity;
    RegulatorStore m_store;
    const std::vector<VerifyingKey> m_operators;
    Log& m_log;
    mutable std::mutex m_mutex;  // around the store, too
    std::condition_variable m_changed;
    SimulatorFaults m_faults;
    int m_requests = 0;
    int m_taken = 0;
    bool m_stopping = false;
    MHD_Daemon* m_daemon = nullptr;
};

Result<std::unique_ptr<RegulatorSimulator>> RegulatorSimulator::start(
    const std::filesystem::path& folder, const std::string& address, std::uint16_t port,
    std::vector<VerifyingKey> operators, const SimulatorFaults& faults, Log& log) {
    const SimulatorPaths paths(folder);
    std::error_code code;
    if (!std::filesystem::exists(paths.publicKeys, code)) {
        if (const auto made = make(paths); !made) return failure(made.error());
    }
    auto identity = open(paths);
    if (!identity) return failure(identity.error());
    auto store = RegulatorStore::open(paths.received);
    if (!store) return failure(store.error());
    auto server =
        std::make_unique<Server>(std::move(*identity), std::move(*store), std::move(operators), faults, log);
    if (const auto started = server->start(address, port); !started) return failure(started.error());
    return std::unique_ptr<RegulatorSimulator>(new RegulatorSimulator(std::move(server)));
}

Result<std::vector<ReceivedItem>> RegulatorSimulator::received(const std::filesystem::path& folder) {
    const SimulatorPaths paths(folder);
    std::error_code code;
    if (!std::filesystem::exists(paths.publicKeys, code))
        return failure(folderUnusable("no regulator's simulator in this folder"));
    const auto key = OpeningKey::read(paths.openingKey);
    if (!key) return failure(key.error());
    auto store = RegulatorStore::open(paths.received);
    if (!store) return failure(store.error());
    const auto stored = store->all();
    if (!stored) return failure(stored.error());
    std::vector<ReceivedItem> items;
    for (const auto& each : *stored) {
        const auto word = parseAcknowledgement(each.word);
        if (!word) return failure(word.error());
        // What it could not open was refused; the key is known all the same.
        auto attestation = openAttestation(each.item, *key).value_or(Attestation());
        attestation.key = each.key;
        items.push_back({std::move(attestation), *word, each.operatorId, each.times});
    }
    // A higher revision replaces a lower one, in whatever order they came.
    std::map<std::pair<DeviceId, RecordId>, ReceivedItem*> newest;
    for (auto& each : items) {
        if (each.word.word != RegulatorWord::Acknowledged) continue;
        auto& held = newest[{each.attestation.key.device, each.attestation.key.record}];
        if (held == nullptr || held->attestation.key.revision < each.attestation.key.revision) held = &each;
    }
    for (const auto& [record, each] : newest) each->stands = true;
    return items;
}

RegulatorSimulator::RegulatorSimulator(std::unique_ptr<Server> server) : m_server(std::move(server)) {}
RegulatorSimulator::~RegulatorSimulator() = default;
std::uint16_t RegulatorSimulator::port() const {
    return m_server->port();
}
void RegulatorSimulator::setFaults(const SimulatorFaults& faults) {
    m_server->setFaults(faults);
}
int RegulatorSimulator::requests() const {
    return m_server->requests();
}
void RegulatorSimulator::waitForTaken(int batches) {
    m_server->waitForTaken(batches);
}

}  // namespace countersign
