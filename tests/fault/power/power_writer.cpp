// A counter's queue and its operator in one process, to lose its power: runs in a guest, saves, sends and
// withdraws as fast as it can, stores batches of bodies as a gateway does, and tells each step on a serial
// line. Never installed.
//   power_writer keys KEYS                    makes the keys of counter and operator, on the host
//   power_writer run QUEUE KEYS LINE [UNSAFE] until the power goes
//   power_writer look QUEUE KEYS LINE         only tells what is there
// What it tells, a line each; hashes are SHA-256 of the whole envelope:
//   opening                          before the queue is opened and healed
//   health REBUILT ORPHANS           rows made anew from the spool, left-overs removed
//   row ID SEQUENCE STATE HASH       what it found; "-" where no payload is to be
//   bad TEXT                         something is not as it must be
//   open                             all rows are told
//   saving ID SEQUENCE HASH, saved ID, sending ID, receipt ID, withdrawing ID, withdrawn ID
//   body HASH                        it found this body, whole
//   half HASH                        a body that is not whole: of use to nobody, and in order only if never stored
//   stored HASH...                   these bodies were stored together
//   failed TEXT                      a call of the queue failed; it ends
// The word of a finished step is said only after the queue has confirmed it.
// UNSAFE, to show that the test can fail: fsync and fdatasync do nothing for all files, or for those of the
// spool (spool), of folders (folders) or of the database (database); syncfs does nothing for all, or alone
// (bodies).

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/files.h"
#include "core/log.h"
#include "operator/body_store.h"
#include "protocol/envelope.h"
#include "protocol/receipt.h"
#include "store/registration_queue.h"

using namespace countersign;

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPayloadBytes = 60'000;
constexpr int kMostWaiting = 120;  // beyond it more is sent than saved: the listing stays short
constexpr int kBodiesAtOnce = 8;   // enough to be written together (core/files.cpp); as in power_cuts.py
constexpr std::size_t kBodyBytes = 20'000;
constexpr int kPageOfRows = 1'000;  // more than a page of the window, less than a long queue

std::string unsafeFiles;  // what is not flushed; empty: everything is

// True if this program is told not to flush the file.
bool unflushed(int fd) {
    if (unsafeFiles.empty()) return false;
    if (unsafeFiles == "all") return true;
    char name[512];
    const auto size = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), name, sizeof name);
    const std::string_view file(name, size > 0 ? static_cast<std::size_t>(size) : 0);
    struct stat info{};
    if (::fstat(fd, &info) != 0) return false;
    if (unsafeFiles == "folders") return S_ISDIR(info.st_mode);
    if (unsafeFiles == "database") return file.find("queue.db") != std::string_view::npos;
    return unsafeFiles == "spool" && file.find(".envelope.tmp-") != std::string_view::npos;
}

class SerialLine {
  public:
    explicit SerialLine(const char* device) : m_fd(::open(device, O_WRONLY | O_NOCTTY | O_CLOEXEC)) {
        termios settings{};
        if (m_fd < 0 || ::tcgetattr(m_fd, &settings) != 0) return;  // a plain file or pipe, while trying
        ::cfmakeraw(&settings);
        ::cfsetspeed(&settings, B115200);
        ::tcsetattr(m_fd, TCSANOW, &settings);
    }
    SerialLine(const SerialLine&) = delete;
    SerialLine& operator=(const SerialLine&) = delete;
    ~SerialLine() { ::close(m_fd); }

    // Returns when the line is out of the guest: the host knows of each step before the next one begins.
    void say(const std::string& words) const {
        const std::string line = words + "\n";
        for (std::size_t done = 0; done < line.size();) {
            const auto put = ::write(m_fd, line.data() + done, line.size() - done);
            if (put <= 0) ::_exit(3);
            done += static_cast<std::size_t>(put);
        }
        ::tcdrain(m_fd);
    }

  private:
    int m_fd;
};

const SerialLine* console = nullptr;

[[noreturn]] void fail(const std::string& what, const Error& error) {
    const std::string line = "failed " + what + ": " + describe(error);
    if (console != nullptr) console->say(line);
    std::fprintf(stderr, "%s\n", line.c_str());
    std::exit(1);
}

template <class T>
T must(const char* what, Result<T> result) {
    if (!result) fail(what, result.error());
    return std::move(*result);
}
void must(const char* what, const Status& status) {
    if (!status) fail(what, status.error());
}

struct Keys {
    SigningKey device, operatorKey;
    OpeningKey opening;
    DeviceId deviceId;

    static void make(const fs::path& folder) {
        fs::create_directories(folder);
        must("key", SigningKey::generate().write(folder / "device"));
        must("key", SigningKey::generate().write(folder / "operator"));
        must("key", OpeningKey::generate().write(folder / "opening"));
        const auto id = DeviceId::random();
        must("device", writeFileDurably(folder / "id", id.bytes()));
    }
    static Keys read(const fs::path& folder) {
        const auto id = DeviceId::fromBytes(must("device", readFile(folder / "id", 64)));
        if (!id) fail("device", makeError(ErrorCode::FileUnreadable, "no device id"));
        return {must("key", SigningKey::read(folder / "device")),
                must("key", SigningKey::read(folder / "operator")),
                must("key", OpeningKey::read(folder / "opening")), *id};
    }
    [[nodiscard]] std::vector<VerifyingKey> operatorKeys() const { return {operatorKey.verifyingKey()}; }
};

std::string hashOf(ByteView bytes) {
    return toHex(sha256Of(bytes));
}

// What lies in a record, made from its id: the operator can tell whether it is the right one, whole.
Bytes payloadOf(RecordId recordId) {
    Bytes plain(kPayloadBytes);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        plain[i] = static_cast<std::uint8_t>(recordId.bytes()[i % 16] + i / 16);
    }
    return plain;
}

class Counter {
  public:
    Counter(fs::path folder, const Keys& keys, unsigned seed)
        : m_folder(std::move(folder)), m_keys(keys), m_random(seed) {}

    void open() {
        console->say("opening");
        QueueSettings settings;
        settings.folder = m_folder;
        settings.freeSpaceLimit = 0;
        m_queue = must("open", RegistrationQueue::open(settings, m_clock, *m_log, m_noPoints));
        const auto& health = m_queue->health();
        console->say("health " + std::to_string(health.rowsRebuilt) + " " +
                     std::to_string(health.orphansRemoved));
        if (health.payloadsMissing > 0) console->say("bad a payload is missing");
        if (health.payloadsDamaged > 0) console->say("bad a payload is damaged");
        if (!health.databaseSetAside.empty()) console->say("bad the database was set aside");
        tellRows();
        m_bodies = must("bodies", FileBodyStore::open(m_folder.parent_path() / "bodies"));
        tellBodies();
        console->say("open");
    }

    // One registration and, by chance, what may befall another meanwhile.
    void round() {
        const auto recordId = RecordId::random();
        save(recordId);
        const int dice = std::uniform_int_distribution<int>(0, 9)(m_random);
        if (dice < 2) {
            withdraw(recordId);
        } else if (dice < 4) {
            send();
        } else if (dice == 4) {
            failToSend();
        }
        if (dice > 6) storeBodies();
        if (m_waiting > kMostWaiting) {
            send();
            send();
        }
    }

  private:
    void tellRows() {
        for (int offset = 0;; offset += kPageOfRows) {
            const auto rows = must("rows", m_queue->rows(offset, kPageOfRows));
            for (const auto& row : rows) tell(row);
            if (rows.size() < kPageOfRows) break;
        }
        std::size_t files = 0;
        for (const auto& file : fs::directory_iterator(m_folder / "spool")) files += file.is_regular_file();
        if (files != m_payloads) console->say("bad the spool holds files of no row");
        if (!fs::is_empty(m_folder / "spool" / "quarantine")) console->say("bad something is in quarantine");
        if (must("summary", m_queue->summary()).waiting != m_waiting)
            console->say("bad the count of waiting");
    }

    void tell(const QueueRow& row) {
        std::string hash = "-";
        const auto id = row.recordId.hex();
        const auto file = m_folder / "spool" / (id + ".envelope");
        const bool kept = row.client == ClientState::Waiting;
        m_waiting += kept;
        if (kept || fs::exists(file)) {
            ++m_payloads;
            const auto envelope = readFile(file, kMaxEnvelopeBytes);
            if (!envelope) {
                console->say("bad " + id + " " + describe(envelope.error()));
            } else {
                hash = hashOf(*envelope);
                if (!good(row, *envelope)) console->say("bad " + id + " is not what was saved");
            }
        }
        if (!kept && !row.erased()) console->say("bad " + id + " is not erased");
        if (row.client == ClientState::Sent) {
            const auto receipt = must("receipt", m_queue->receipt(row.recordId));
            const auto parsed = parseReceipt(receipt);
            const bool genuine =
                parsed && verifyReceipt(receipt, m_keys.operatorKeys(),
                                        {row.recordId, m_keys.deviceId, row.sequence, parsed->payloadHash});
            if (!genuine) console->say("bad " + id + " has no genuine receipt");
        }
        console->say("row " + id + " " + std::to_string(row.sequence) + " " +
                     std::string(clientStateName(row.client)) + " " + hash);
    }

    // As the operator sees it: signed by this counter, and it opens to what the buyer gave.
    [[nodiscard]] bool good(const QueueRow& row, ByteView bytes) const {
        const auto envelope = parseEnvelope(bytes);
        if (!envelope || !verifyEnvelope(*envelope, m_keys.device.verifyingKey())) return false;
        const auto& header = envelope->header;
        if (header.recordId != row.recordId || header.sequence != row.sequence) return false;
        const auto plain = m_keys.opening.open(envelope->sealedPayload);
        return plain && *plain == payloadOf(row.recordId) && row.payloadBytes == bytes.size();
    }

    void tellBodies() {
        for (const auto& file : fs::recursive_directory_iterator(m_folder.parent_path() / "bodies")) {
            if (!file.is_regular_file() || file.path().extension() != ".cse") continue;
            const auto name = file.path().stem().string();
            const auto bytes = readFile(file.path(), kMaxEnvelopeBytes);
            if (bytes && hashOf(*bytes) == name) {
                console->say("body " + name);
            } else {
                console->say("half " + name);
            }
        }
    }

    void storeBodies() {
        std::vector<Bytes> contents;
        std::vector<BodyStore::Body> bodies;
        std::string names;
        for (int i = 0; i < kBodiesAtOnce; ++i) {
            Bytes content(kBodyBytes);
            for (auto& byte : content) byte = static_cast<std::uint8_t>(m_random());
            contents.push_back(std::move(content));
        }
        for (const auto& content : contents) {
            bodies.push_back({sha256Of(content), content});
            names += " " + toHex(bodies.back().hash);
        }
        must("store", m_bodies->put(bodies));
        console->say("stored" + names);
    }

    void save(RecordId recordId) {
        const auto ticket = must("reserve", m_queue->reserve());
        EnvelopeHeader header;
        header.recordId = recordId;
        header.deviceId = m_keys.deviceId;
        header.sequence = ticket.sequence;
        header.previousHash = ticket.previousHash;
        header.application = "test";
        header.createdAt = m_clock.wall();
        const auto sealed = must("seal", sealPayload(m_keys.opening.sealingKey(), payloadOf(recordId)));
        const auto envelope = must("sign", signEnvelope(header, sealed, m_keys.device));
        console->say("saving " + recordId.hex() + " " + std::to_string(ticket.sequence) + " " +
                     hashOf(envelope));
        static_cast<void>(must("save", m_queue->save(envelope, "8000")));
        console->say("saved " + recordId.hex());
        ++m_waiting;
    }

    std::optional<OutgoingRecord> next() {
        const auto now = m_clock.wall();
        auto due = must("next", m_queue->due(now, now + std::chrono::hours(24), {}));
        if (due.empty()) return std::nullopt;
        return std::move(due.front());
    }

    void send() {
        const auto record = next();
        if (!record) return;
        const auto id = record->row.recordId;
        console->say("sending " + id.hex());
        must("mark", m_queue->markSending({&id, 1}));
        const auto header = must("envelope", parseEnvelope(record->envelope)).header;
        Receipt receipt;
        receipt.recordId = id;
        receipt.deviceId = header.deviceId;
        receipt.sequence = header.sequence;
        receipt.payloadHash = header.payloadHash;
        receipt.receivedAt = m_clock.wall();
        const auto signedReceipt = must("sign", signReceipt(receipt, m_keys.operatorKey));
        static_cast<void>(must("receipt", m_queue->acceptReceipt(id, signedReceipt, m_keys.operatorKeys())));
        console->say("receipt " + id.hex());
        --m_waiting;
    }

    // The operator is away: it stays in line.
    void failToSend() {
        const auto record = next();
        if (!record) return;
        const auto id = record->row.recordId;
        must("mark", m_queue->markSending({&id, 1}));
        must("mark",
             m_queue->markFailed({&id, 1}, ErrorCode::OperatorFault, m_clock.wall(), MayHaveLeft::Yes));
    }

    void withdraw(RecordId recordId) {
        console->say("withdrawing " + recordId.hex());
        must("withdraw", m_queue->withdraw(recordId));
        console->say("withdrawn " + recordId.hex());
        --m_waiting;
    }

    fs::path m_folder;
    const Keys& m_keys;
    std::mt19937 m_random;
    SystemClock m_clock;
    std::unique_ptr<Log> m_log = openStderrLog();
    NoFaultPoints m_noPoints;
    std::unique_ptr<RegistrationQueue> m_queue;
    std::optional<FileBodyStore> m_bodies;
    int m_waiting = 0;
    std::size_t m_payloads = 0;
};

}  // namespace

// In the program itself, so that SQLite's library calls them too.
extern "C" {
int fsync(int fd) {
    return unflushed(fd) ? 0 : static_cast<int>(::syscall(SYS_fsync, fd));
}
int fdatasync(int fd) {
    return unflushed(fd) ? 0 : static_cast<int>(::syscall(SYS_fdatasync, fd));
}
int syncfs(int fd) {
    return unsafeFiles == "all" || unsafeFiles == "bodies" ? 0 : static_cast<int>(::syscall(SYS_syncfs, fd));
}
}

int main(int argc, char** argv) {
    const std::string_view command = argc > 2 ? argv[1] : "";
    if (!initCrypto()) return 2;
    if (command == "keys") {
        Keys::make(argv[2]);
        return 0;
    }
    if ((command != "run" && command != "look") || argc < 5) {
        std::fprintf(stderr,
                     "power_writer keys KEYS | run QUEUE KEYS LINE [UNSAFE] | look QUEUE KEYS LINE\n");
        return 2;
    }
    const SerialLine line(argv[4]);
    console = &line;
    if (command == "run" && argc > 5) unsafeFiles = argv[5];
    const auto keys = Keys::read(argv[3]);
    Counter counter(argv[2], keys, std::random_device()());
    counter.open();
    while (command == "run") counter.round();
    return 0;
}
