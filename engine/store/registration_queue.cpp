#include "store/registration_queue.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <string>
#include <utility>

#include "core/files.h"
#include "protocol/envelope.h"
#include "protocol/receipt.h"
#include "store/folder_lock.h"
#include "store/queue_index.h"
#include "store/sequence_mark.h"
#include "store/spool.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kArea = "store";

// Without database and mark nothing on this computer knows which numbers were used: a jump this wide is
// beyond what one counter sells in a lifetime, so it cannot meet an old number.
constexpr std::uint64_t kJumpWhenUnknown = 1'000'000;

// In one run of the program. A disk that breaks every new index is not mended by making more of them.
constexpr int kMostRenewals = 5;

// A payload that can't be read just now is tried again after this; the line goes on without it.
constexpr Millis kUnreadablePause{10 * 60'000};

// The index is open and healed by then; a technician has a month to look into a broken one.
constexpr std::chrono::hours kBackupKept{24};
constexpr std::chrono::hours kBrokenKept{30 * 24};

constexpr std::size_t kOwnerBytes = 4096;  // a device id in hex digits, or whatever took its place

Error recordUnknown(RecordId recordId) {
    return makeError(ErrorCode::RecordUnknown, "no such record " + recordId.shortCode());
}

Error recordConflict(RecordId recordId, const std::string& what) {
    return makeError(ErrorCode::RecordConflict, "record " + recordId.shortCode() + ": " + what);
}

// What a row keeps of an envelope: everything but the payload.
IndexRow rowOf(const Envelope& envelope, ByteView bytes) {
    const auto& header = envelope.header;
    IndexRow index;
    index.row.recordId = header.recordId;
    index.row.sequence = header.sequence;
    index.row.route = header.route;
    index.row.kind = header.practice ? RecordKind::Practice : RecordKind::Real;
    index.row.payloadBytes = bytes.size();
    index.row.createdAt = header.createdAt;
    index.deviceId = header.deviceId;
    index.envelopeHash = envelopeHash(envelope);
    index.payloadHash = header.payloadHash;
    index.fileHash = sha256Of(bytes);
    return index;
}

std::string lastFour(std::string_view number) {
    return std::string(number.size() > 4 ? number.substr(number.size() - 4) : number);
}

// Damage that a new connection, or an index made anew, can get over. A full or read-only disk is not: opening
// again would fail the same way and must never put a good database aside.
bool indexCanBeRenewed(ErrorCode code) {
    return code == ErrorCode::DatabaseCorrupt || code == ErrorCode::DatabaseFailed;
}

}  // namespace

class RegistrationQueue::Impl {
  public:
    Impl(const QueueSettings& settings, FolderLock lock, const Clock& clock, Log& log, FaultPoints& faults,
         DatabaseFaults* databaseFaults)
        : m_settings(settings),
          m_lock(std::move(lock)),
          m_clock(clock),
          m_log(log),
          m_faults(faults),
          m_databaseFaults(databaseFaults),
          m_spool(settings.folder / "spool", faults) {}

    Status openAll() {
        const bool markExpected = fs::exists(databaseFile());
        const auto opened = withReserve([&]() -> Status {
            const auto temps = m_spool.open();
            if (!temps) return failure(temps.error());
            const auto others = removeInterruptedWrites(m_settings.folder);
            if (!others) return failure(others.error());
            m_health.orphansRemoved += *temps + *others;
            m_index.reset();
            if (const auto index = openIndex(); !index) return index;
            if (const auto healed = heal(); !healed) return healed;
            return settleSequence(markExpected);
        });
        if (!opened) return opened;
        removeCopies(kBackupKept, kBrokenKept);
        keepReserve();
        return {};
    }

    // A full disk must not keep what waits from being sent: the reserve is for this.
    template <class Work>
    Status withReserve(Work work) {
        auto done = work();
        if (!done && done.error().code == ErrorCode::DiskFull && giveUpReserve()) done = work();
        return done;
    }

    [[nodiscard]] fs::path databaseFile() const { return m_settings.folder / "queue.db"; }
    [[nodiscard]] fs::path markFile() const { return m_settings.folder / "sequence"; }
    [[nodiscard]] fs::path journalFile() const { return m_settings.folder / "journal"; }
    [[nodiscard]] fs::path ownerFile() const { return m_settings.folder / "device"; }
    [[nodiscard]] fs::path reserveFile() const { return m_settings.folder / "reserve"; }

    // Runs `work`; if the disk is full, gives up the reserve, if the index turns out damaged, renews it from
    // the spool, and runs it once more.
    template <class Work>
    auto onIndex(Work work) -> decltype(work()) {
        if (!m_index) {
            if (const auto renewed = renew(); !renewed) return failure(renewed.error());
        }
        auto result = work();
        if (!result && result.error().code == ErrorCode::DiskFull && giveUpReserve()) result = work();
        if (result || !indexCanBeRenewed(result.error().code)) return result;
        m_log.warn(kArea, "index fault, opening it again: " + describe(result.error()));
        if (const auto renewed = renew(); !renewed) return result;
        return work();
    }

    Status renew() {
        if (++m_renewals > kMostRenewals) {
            return failure(corruptDatabaseError("renewed too often, the disk may be failing"));
        }
        return withReserve([&]() -> Status {
            m_index.reset();
            if (const auto opened = openIndex(); !opened) return opened;
            return heal();
        });
    }

    Result<IndexRow> existing(RecordId recordId) {
        auto found = onIndex([&] { return m_index->find(recordId); });
        if (!found) return failure(found.error());
        if (!*found) return failure(recordUnknown(recordId));
        return **found;
    }

    Result<QueueRow> save(ByteView envelope, std::string_view numberTail,
                          const std::optional<DataTerms>& told);
    std::vector<Result<QueueRow>> acceptReceipts(std::span<const ReceiptFor> receipts,
                                                 std::span<const VerifyingKey> operatorKeys);
    bool giveUpReserve();
    // Older than this, of the index: made by an update, and set aside as broken. They hold last digits and
    // receipts.
    void removeCopies(std::chrono::hours backups, std::chrono::hours broken);
    Status withdraw(RecordId recordId);
    Status haveWhole(const IndexRow& index);
    Status erasePayloads(std::span<const RecordId> records);
    Status erasePayload(RecordId recordId) { return erasePayloads({&recordId, 1}); }
    // Of the rows that `rows` finds after a number, asked again after none of them could be read.
    template <class Rows>
    Result<std::vector<OutgoingRecord>> readOut(Rows rows, std::uint64_t after, const Portion& most);
    Result<SequenceTicket> reserve();
    Result<int> setAsideDamaged();

    QueueSettings m_settings;
    FolderLock m_lock;
    const Clock& m_clock;
    Log& m_log;
    FaultPoints& m_faults;
    DatabaseFaults* m_databaseFaults;
    Spool m_spool;
    std::optional<QueueIndex> m_index;
    StoreHealth m_health;
    SequenceMark m_mark;
    int m_renewals = 0;

  private:
    Status openIndex();
    Status setDatabaseAside();
    Status heal();
    Status emptyQuarantine();
    Result<bool> takeBack(const IndexRow& index);
    Status adoptOrphan(const Spool::Entry& entry);
    Status recallTime(const EnvelopeHeader& header);
    Status settleSequence(bool databaseWasThere);
    Status dropUnreadable(RecordId recordId, ErrorCode code);
    struct Payload {
        std::optional<Bytes> bytes;  // whole, as it was saved
        ErrorCode fault{};           // why there are none
    };
    Payload readPayload(const IndexRow& index);
    Status postponeUnreadable(const IndexRow& index, ErrorCode why);
    Result<QueueRow> saveAgain(const IndexRow& known, ByteView envelope);
    QueueRow rowAfter(const IndexRow& before, const Receipt& receipt);
    void keepReserve();
};

// Without it everything works as well, as long as the disk is not full: no error of its own.
void RegistrationQueue::Impl::keepReserve() {
    std::error_code error;
    const auto kept = fs::file_size(reserveFile(), error);
    if (m_settings.reserveBytes == 0 || (!error && kept >= m_settings.reserveBytes) ||
        m_spool.freeBytes() < m_settings.freeSpaceLimit + m_settings.reserveBytes) {
        return;
    }
    fs::remove(reserveFile(), error);  // one whose making was interrupted holds nothing
    const int fd = ::open(reserveFile().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return;
    // Blocks, not a hole: a sparse file would give nothing back.
    const bool filled = ::posix_fallocate(fd, 0, static_cast<off_t>(m_settings.reserveBytes)) == 0;
    ::close(fd);
    if (!filled) fs::remove(reserveFile(), error);
}

bool RegistrationQueue::Impl::giveUpReserve() {
    std::error_code error;
    m_faults.reached(FaultPoint::ReserveGivingUp);
    if (!fs::remove(reserveFile(), error)) return false;
    m_faults.reached(FaultPoint::ReserveGivenUp);
    m_log.warn(kArea, "the disk is full: the reserve is given up");
    return true;
}

Status RegistrationQueue::Impl::openIndex() {
    auto index = QueueIndex::open(databaseFile(), m_faults, m_databaseFaults);
    if (!index && index.error().code == ErrorCode::DatabaseCorrupt) {
        m_log.error(kArea, "database set aside: " + describe(index.error()));
        if (const auto aside = setDatabaseAside(); !aside) return aside;
        index = QueueIndex::open(databaseFile(), m_faults, m_databaseFaults);
    }
    if (!index) return failure(index.error());
    m_index.emplace(std::move(*index));
    return {};
}

// Renamed, not deleted: for a month a technician may still read receipts out of it.
Status RegistrationQueue::Impl::setDatabaseAside() {
    constexpr std::array kSuffixes{"-wal", "-shm", ""};
    std::string name;
    std::error_code error;
    for (int n = 1; n < 1000; ++n) {
        name = "queue.broken-" + std::to_string(n) + ".db";
        // Also not the name of one whose setting aside was interrupted: its log would be overwritten.
        const auto taken = [&](const char* suffix) {
            return fs::exists((m_settings.folder / name).string() + suffix, error);
        };
        if (std::ranges::none_of(kSuffixes, taken)) break;
    }
    // The write-ahead log first: if the power goes in between, the main file is still found broken next time.
    for (const char* suffix : kSuffixes) {
        const auto from = databaseFile().string() + suffix;
        if (!fs::exists(from, error)) continue;
        m_faults.reached(FaultPoint::DatabaseSettingAside);
        fs::rename(from, (m_settings.folder / name).string() + suffix, error);
        if (error) return failure(corruptDatabaseError("cannot set it aside: " + error.message()));
    }
    m_faults.reached(FaultPoint::DatabaseSetAside);
    m_health.databaseSetAside = name;
    return {};
}

// By the files' own times: what can't be removed now goes next time.
void RegistrationQueue::Impl::removeCopies(std::chrono::hours backups, std::chrono::hours broken) {
    const auto now = fs::file_time_type::clock::now();
    std::vector<fs::path> old;
    std::error_code error;
    for (fs::directory_iterator it(m_settings.folder, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        const bool backup = name.starts_with("queue.db.v") && name.ends_with(".bak");
        if (!backup && !name.starts_with("queue.broken-")) continue;
        std::error_code gone;
        const auto written = fs::last_write_time(it->path(), gone);
        if (!gone && now - written >= (backup ? backups : broken)) old.push_back(it->path());
    }
    for (const auto& file : old) {
        if (fs::remove(file, error)) m_log.info(kArea, "old copy removed: " + file.filename().string());
    }
}

Status RegistrationQueue::Impl::heal() {
    if (const auto settled = m_index->settleInterrupted(); !settled) return settled;
    if (const auto emptied = emptyQuarantine(); !emptied) return emptied;
    const auto files = m_spool.list();
    if (!files) return failure(files.error());
    const auto rows = m_index->withPayload();
    if (!rows) return failure(rows.error());

    std::map<RecordId, const IndexRow*> claimed;
    for (const auto& row : *rows) claimed.emplace(row.row.recordId, &row);

    for (const auto& file : *files) {
        const auto claim = claimed.find(file.recordId);
        if (claim != claimed.end()) {
            const auto state = claim->second->row.client;
            if (state == ClientState::Sent || state == ClientState::Withdrawn) {
                if (const auto erased = erasePayload(file.recordId); !erased) return erased;
                ++m_health.orphansRemoved;
            } else if (state == ClientState::SetAside &&
                       claim->second->row.lastError == ErrorCode::PayloadDamaged) {
                // Ended between the row and the quarantine.
                const auto back = takeBack(*claim->second);
                if (!back) return failure(back.error());
                if (*back) {
                    claimed.erase(claim);
                    continue;
                }
                if (const auto moved = m_spool.quarantine(file.recordId); !moved) return moved;
                if (const auto marked = m_index->markErased({&file.recordId, 1}); !marked) return marked;
                ++m_health.payloadsDamaged;
            }
            claimed.erase(claim);
            continue;
        }
        if (const auto adopted = adoptOrphan(file); !adopted) return adopted;
    }
    for (const auto& [recordId, row] : claimed) {    // rows whose payload is not there
        if (!m_spool.isMissing(recordId)) continue;  // not listed, and not known to be gone either
        const auto state = row->row.client;
        if (state == ClientState::Waiting || state == ClientState::SetAside) {
            m_log.error(kArea, "payload missing for record " + recordId.shortCode());
            const auto aside = m_index->setAside(recordId, ErrorCode::PayloadMissing, "");
            if (!aside) return aside;
            ++m_health.payloadsMissing;
        }
        if (const auto marked = m_index->markErased({&recordId, 1}); !marked) return marked;
    }
    return {};
}

// What lies in the quarantine for one bad reading, and reads well now.
Status RegistrationQueue::Impl::emptyQuarantine() {
    const auto files = m_spool.quarantined();
    if (!files) return failure(files.error());
    for (const auto& file : *files) {
        const auto known = m_index->find(file.recordId);
        if (!known) return failure(known.error());
        if (!*known || (*known)->row.client != ClientState::SetAside ||
            (*known)->row.lastError != ErrorCode::PayloadDamaged)
            continue;
        const auto bytes = m_spool.readQuarantined(file.recordId);
        if (!bytes || sha256Of(*bytes) != (*known)->fileHash) continue;
        if (const auto back = m_spool.bringBack(file.recordId); !back) return back;
        if (const auto back = takeBack(**known); !back) return failure(back.error());
    }
    return {};
}

// Before a person has it sent again; a file that came back shows at once.
Status RegistrationQueue::Impl::haveWhole(const IndexRow& index) {
    const auto payload = readPayload(index);
    const std::string which = "record " + index.row.recordId.shortCode();
    const bool quarantined = index.row.lastError == ErrorCode::PayloadDamaged;
    if (payload.fault == ErrorCode::PayloadMissing && !quarantined)
        return failure(makeError(ErrorCode::PayloadMissing, which + " has no sealed file any more"));
    if (payload.fault == ErrorCode::PayloadMissing || payload.fault == ErrorCode::PayloadDamaged)
        return failure(makeError(ErrorCode::PayloadDamaged, which + ": not the bytes that were saved"));
    if (!payload.bytes) return failure(spoolUnusableError(which + " can't be read just now"));
    return onIndex([&] { return m_index->payloadIsBack(index.row.recordId, payload.bytes->size()); });
}

// A set-aside or waiting row's payload, if it lies there as it was saved: what was set aside for want of it
// waits again. True if so.
Result<bool> RegistrationQueue::Impl::takeBack(const IndexRow& index) {
    const auto payload = readPayload(index);
    if (!payload.bytes) return false;
    if (const auto back = m_index->payloadIsBack(index.row.recordId, payload.bytes->size()); !back)
        return failure(back.error());
    m_log.info(kArea, "payload is back for record " + index.row.recordId.shortCode());
    ++m_health.payloadsBack;
    return true;
}

// A payload that no row claims: either its row was lost, or the row says it was erased already.
Status RegistrationQueue::Impl::adoptOrphan(const Spool::Entry& entry) {
    const auto known = m_index->find(entry.recordId);
    if (!known) return failure(known.error());
    if (*known) {
        const auto state = (*known)->row.client;
        if (state == ClientState::Sent || state == ClientState::Withdrawn) {
            ++m_health.orphansRemoved;
            return m_spool.erase(entry.recordId);
        }
    }
    if (*known) {
        const auto back = takeBack(**known);
        if (!back) return failure(back.error());
        return {};
    }
    const auto bytes = m_spool.read(entry.recordId);
    if (!bytes) {
        // There, but unreadable just now: another start may read it.
        m_log.error(kArea, "payload without a row not readable: " + entry.recordId.shortCode());
        return {};
    }
    const auto envelope = parseEnvelope(*bytes);
    auto row = envelope ? rowOf(*envelope, *bytes) : Result<IndexRow>(failure(envelope.error()));
    if (!row || row->row.recordId != entry.recordId) {
        m_log.error(kArea, "damaged payload moved to quarantine: " + entry.recordId.shortCode());
        ++m_health.payloadsDamaged;
        return m_spool.quarantine(entry.recordId);
    }
    row->row.mayHaveLeft = true;  // unknown: be careful
    if (const auto recalled = recallTime(envelope->header); !recalled) return recalled;
    auto inserted = m_index->insert(*row);
    if (!inserted && inserted.error().code == ErrorCode::DatabaseConstraint) {
        // Two payloads with one number: the operator would refuse the second, and neither may be dropped
        // here.
        m_log.error(kArea, "payload with a used number moved to quarantine: " + entry.recordId.shortCode());
        ++m_health.payloadsDamaged;
        return m_spool.quarantine(entry.recordId);
    }
    if (!inserted) return inserted;
    ++m_health.rowsRebuilt;
    m_faults.reached(FaultPoint::RowRebuilt);
    return {};
}

// The operator's word on the time went with the index; this counter's newest records still carry it. Without
// it the next one would be signed as if nobody had ever told the time, which the operator takes for a
// rolled-back disk.
Status RegistrationQueue::Impl::recallTime(const EnvelopeHeader& header) {
    if (!header.clock || !header.clock->toldAt) return {};
    auto memory = m_index->memory();
    if (!memory) return failure(memory.error());
    const auto& clock = *header.clock;
    if (memory->told && memory->told->at >= *clock.toldAt) return {};
    memory->told = ToldTime{*clock.toldAt, {}};
    if (clock.toldSince) memory->told->when = {clock.boot.boot, clock.boot.since - *clock.toldSince};
    return m_index->setMemory(*memory);
}

Status RegistrationQueue::Impl::settleSequence(bool databaseWasThere) {
    const auto highest = m_index->highestSequence();
    if (!highest) return failure(highest.error());
    const auto last = m_index->lastSaved();
    if (!last) return failure(last.error());
    const auto mark = readSequenceMark(markFile());
    if (mark) m_mark = *mark;
    const bool traces = databaseWasThere || m_health.rowsRebuilt > 0;
    const bool databaseTrusted = databaseWasThere && m_health.databaseSetAside.empty();
    m_mark.lastReserved = std::max(m_mark.lastReserved, *highest);
    if (last->sequence > m_mark.lastSaved) {
        m_mark.lastSaved = last->sequence;
        m_mark.lastSavedHash = last->hash;
    }
    const bool jump = !mark && traces && !databaseTrusted;
    if (jump) m_mark.lastReserved += kJumpWhenUnknown;
    if (m_mark == mark.value_or(SequenceMark{})) return {};
    // Kept now: the next start may find an index that knows less, or one made anew that looks trustworthy.
    const auto kept = writeSequenceMark(markFile(), m_mark);
    if (!kept && jump) return kept;
    if (!kept) m_log.warn(kArea, "sequence mark not written: " + describe(kept.error()));
    return {};
}

Result<SequenceTicket> RegistrationQueue::Impl::reserve() {
    m_faults.reached(FaultPoint::SequenceReserving);
    SequenceMark next = m_mark;
    ++next.lastReserved;
    // Raised in memory first: if the write fails half-way, the number is skipped rather than given out again.
    m_mark.lastReserved = next.lastReserved;
    if (const auto written = writeSequenceMark(markFile(), next); !written) return failure(written.error());
    m_faults.reached(FaultPoint::SequenceReserved);
    return SequenceTicket{next.lastReserved, next.lastSavedHash};
}

Result<QueueRow> RegistrationQueue::Impl::save(ByteView envelope, std::string_view numberTail,
                                               const std::optional<DataTerms>& told) {
    const auto parsed = parseEnvelope(envelope);
    if (!parsed) return failure(parsed.error());
    auto index = rowOf(*parsed, envelope);
    index.row.numberTail = lastFour(numberTail);
    if (told) index.told = dataTermsText(*told);
    const RecordId recordId = index.row.recordId;
    const std::uint64_t sequence = index.row.sequence;
    const auto known = onIndex([&] { return m_index->find(recordId); });
    if (!known) return failure(known.error());
    if (*known) {
        if ((*known)->fileHash == index.fileHash) return saveAgain(**known, envelope);
        return failure(recordConflict(recordId, "already stored with other content"));
    }
    if (sequence > m_mark.lastReserved)
        return failure(recordConflict(recordId, "its number was never given out"));
    if (const auto written = m_spool.write(recordId, envelope); !written) {
        static_cast<void>(m_spool.erase(recordId));  // not confirmed: better not there
        return failure(written.error());
    }
    QueueRow saved = index.row;
    if (const auto inserted = m_index->insert(index); !inserted) {
        // The commit may have stored the row all the same, and renewing may have made it from the spool: the
        // id decides, a new one is never minted.
        m_log.warn(kArea, "row not confirmed: " + describe(inserted.error()));
        if (indexCanBeRenewed(inserted.error().code)) static_cast<void>(renew());
        const auto again =
            m_index ? m_index->find(recordId) : Result<std::optional<IndexRow>>(failure(inserted.error()));
        if (!again || !*again || (*again)->fileHash != index.fileHash) {
            // Where it is not known whether the row is there, its payload must not go.
            if (again) static_cast<void>(m_spool.erase(recordId));
            if (inserted.error().code == ErrorCode::DatabaseConstraint) {
                return failure(recordConflict(recordId, "its number is already used"));
            }
            return failure(inserted.error());
        }
        saved = (*again)->row;
    }
    if (sequence > m_mark.lastSaved) {
        m_mark.lastSaved = sequence;
        m_mark.lastSavedHash = index.envelopeHash;
        // Only a second copy of what row and spool say; the next reserve() writes it again.
        if (const auto marked = writeSequenceMark(markFile(), m_mark); !marked) {
            m_log.warn(kArea, "sequence mark not written: " + describe(marked.error()));
        }
    }
    return saved;
}

// A row is no registration yet: its payload must lie there as well, unless it has left or was taken back.
Result<QueueRow> RegistrationQueue::Impl::saveAgain(const IndexRow& known, ByteView envelope) {
    const RecordId recordId = known.row.recordId;
    if (known.row.client == ClientState::Sent || known.row.client == ClientState::Withdrawn) return known.row;
    if (readPayload(known).bytes && known.row.payloadBytes > 0) return known.row;
    if (const auto written = m_spool.write(recordId, envelope); !written) return failure(written.error());
    const auto back = onIndex([&] { return m_index->payloadIsBack(recordId, envelope.size()); });
    if (!back) return failure(back.error());
    auto now = existing(recordId);
    if (!now) return failure(now.error());
    return now->row;
}

Status RegistrationQueue::Impl::erasePayloads(std::span<const RecordId> records) {
    if (const auto erased = m_spool.erase(records); !erased) return erased;
    return m_index->markErased(records);
}

template <class Rows>
Result<std::vector<OutgoingRecord>> RegistrationQueue::Impl::readOut(Rows wanted, std::uint64_t after,
                                                                     const Portion& most) {
    for (;;) {
        const auto rows = onIndex([&] { return wanted(after); });
        if (!rows) return failure(rows.error());
        std::vector<OutgoingRecord> records;
        std::size_t bytes = 0;
        // One bad record must not stop the line behind it, nor what was read before it.
        for (const auto& index : *rows) {
            if (!records.empty() && bytes + index.row.payloadBytes > most.bytes) break;
            after = index.row.sequence;
            auto payload = readPayload(index);
            if (payload.bytes) {
                bytes += payload.bytes->size();
                records.push_back({index.row, std::move(*payload.bytes)});
            } else if (payload.fault == ErrorCode::PayloadMissing ||
                       payload.fault == ErrorCode::PayloadDamaged) {
                const auto dropped = dropUnreadable(index.row.recordId, payload.fault);
                if (!dropped && records.empty()) return failure(dropped.error());
                if (!dropped) break;
            } else if (const auto later = postponeUnreadable(index, payload.fault); !later) {
                m_log.warn(kArea, "not noted: " + describe(later.error()));
            }
        }
        if (!records.empty() || rows->empty()) return records;
    }
}

RegistrationQueue::Impl::Payload RegistrationQueue::Impl::readPayload(const IndexRow& index) {
    const RecordId recordId = index.row.recordId;
    auto bytes = m_spool.read(recordId);
    if (bytes && sha256Of(*bytes) != index.fileHash) bytes = m_spool.readAgain(recordId);
    if (!bytes) {
        // There, but unreadable just now, or not even that can be told: judge nothing.
        const bool missing = m_spool.isMissing(recordId);
        return {std::nullopt, missing ? ErrorCode::PayloadMissing : bytes.error().code};
    }
    if (sha256Of(*bytes) != index.fileHash) return {std::nullopt, ErrorCode::PayloadDamaged};
    return {std::move(*bytes), {}};
}

Status RegistrationQueue::Impl::postponeUnreadable(const IndexRow& index, ErrorCode why) {
    const RecordId recordId = index.row.recordId;
    m_log.error(kArea, "payload unreadable just now for record " + recordId.shortCode());
    return onIndex([&] { return m_index->postpone(recordId, why, m_clock.wall() + kUnreadablePause); });
}

Result<int> RegistrationQueue::Impl::setAsideDamaged() {
    const auto rows = onIndex([&] { return m_index->withPayload(); });
    if (!rows) return failure(rows.error());
    int setAside = 0;
    for (const auto& index : *rows) {
        if (index.row.client != ClientState::Waiting) continue;
        const auto payload = readPayload(index);
        if (payload.fault != ErrorCode::PayloadMissing && payload.fault != ErrorCode::PayloadDamaged)
            continue;  // whole, or unreadable just now
        if (const auto dropped = dropUnreadable(index.row.recordId, payload.fault); !dropped)
            return failure(dropped.error());
        ++setAside;
    }
    return setAside;
}

Status RegistrationQueue::Impl::dropUnreadable(RecordId recordId, ErrorCode code) {
    const bool missing = code == ErrorCode::PayloadMissing;
    m_log.error(kArea, std::string(missing ? "payload missing" : "payload damaged") + " for record " +
                           recordId.shortCode());
    const auto aside = onIndex([&] { return m_index->setAside(recordId, code, ""); });
    if (!aside) return aside;
    if (!missing) {
        if (const auto moved = m_spool.quarantine(recordId); !moved) return moved;
    }
    if (const auto marked = m_index->markErased({&recordId, 1}); !marked) return marked;
    ++(missing ? m_health.payloadsMissing : m_health.payloadsDamaged);
    return {};
}

std::vector<Result<QueueRow>> RegistrationQueue::Impl::acceptReceipts(
    std::span<const ReceiptFor> receipts, std::span<const VerifyingKey> operatorKeys) {
    struct Known {
        std::size_t place;
        IndexRow before;
    };
    std::vector<Result<QueueRow>> outcomes;
    std::vector<Known> genuine;
    std::vector<QueueIndex::SignedReceipt> toStore;
    std::vector<RecordId> toErase;
    for (const auto& each : receipts) {
        outcomes.emplace_back(failure(recordUnknown(each.recordId)));
        auto known = existing(each.recordId);
        if (!known) {
            outcomes.back() = failure(known.error());
            continue;
        }
        auto receipt = verifyReceipt(
            each.bytes, operatorKeys,
            ReceiptExpectation{each.recordId, known->deviceId, known->row.sequence, known->payloadHash});
        if (!receipt) {
            outcomes.back() = failure(receipt.error());
            continue;
        }
        genuine.push_back({outcomes.size() - 1, std::move(*known)});
        toStore.push_back({std::move(*receipt), each.bytes});
        toErase.push_back(each.recordId);
    }
    if (genuine.empty()) return outcomes;
    m_faults.reached(FaultPoint::ReceiptVerified);
    const auto stored = onIndex([&] { return m_index->storeReceipts(toStore); });
    if (!stored) {
        for (const auto& each : genuine) outcomes[each.place] = failure(stored.error());
        return outcomes;
    }
    if (const auto erased = erasePayloads(toErase); !erased) {
        // The receipts are safe; the payloads go at the next opening.
        m_log.warn(kArea, "payload not erased yet: " + describe(erased.error()));
    }
    for (std::size_t i = 0; i < genuine.size(); ++i)
        outcomes[genuine[i].place] = rowAfter(genuine[i].before, toStore[i].receipt);
    return outcomes;
}

// The receipt is stored: from here on nothing may turn that into an error.
QueueRow RegistrationQueue::Impl::rowAfter(const IndexRow& before, const Receipt& receipt) {
    const RecordId recordId = receipt.recordId;
    const auto now = m_index ? m_index->find(recordId) : Result<std::optional<IndexRow>>(std::nullopt);
    if (now && *now) return (*now)->row;
    QueueRow row = before.row;
    row.client = ClientState::Sent;
    row.server = serverStateOf(receipt.status);
    row.serverReason = receipt.reason;
    row.receivedAt = receipt.receivedAt;
    if (receipt.forwardedAt) row.forwardedAt = receipt.forwardedAt;
    row.nextAttempt.reset();
    row.lastError.reset();
    row.payloadBytes = m_spool.isMissing(recordId) ? 0 : row.payloadBytes;
    return row;
}

Status RegistrationQueue::Impl::withdraw(RecordId recordId) {
    const auto known = existing(recordId);
    if (!known) return failure(known.error());
    if (known->row.client == ClientState::Withdrawn) return erasePayload(recordId);
    if (known->row.mayHaveLeft) {
        return failure(
            makeError(ErrorCode::WithdrawTooLate, "record " + recordId.shortCode() + " may have left"));
    }
    if (const auto withdrawn = onIndex([&] { return m_index->withdraw(recordId); }); !withdrawn)
        return withdrawn;
    return erasePayload(recordId);
}

Result<std::unique_ptr<RegistrationQueue>> RegistrationQueue::open(const QueueSettings& settings,
                                                                   const Clock& clock, Log& log,
                                                                   FaultPoints& faults,
                                                                   DatabaseFaults* databaseFaults) {
    std::error_code error;
    fs::create_directories(settings.folder, error);
    fs::permissions(settings.folder, fs::perms::owner_all,
                    error);  // a folder that is not there shows at the lock
    auto lock = FolderLock::take(settings.folder / "lock");
    if (!lock) return failure(lock.error());
    auto impl = std::make_unique<Impl>(settings, std::move(*lock), clock, log, faults, databaseFaults);
    if (const auto opened = impl->openAll(); !opened) return failure(opened.error());
    return std::unique_ptr<RegistrationQueue>(new RegistrationQueue(std::move(impl)));
}

RegistrationQueue::RegistrationQueue(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
RegistrationQueue::~RegistrationQueue() = default;

const StoreHealth& RegistrationQueue::health() const {
    return m_impl->m_health;
}

Status RegistrationQueue::checkSpace() const {
    const auto free = m_impl->m_spool.freeBytes();
    if (free >= m_impl->m_settings.freeSpaceLimit) return {};
    return failure(
        makeError(ErrorCode::DiskSpaceLow, std::to_string(free / 1'000'000) + " MB free, " +
                                               std::to_string(m_impl->m_settings.freeSpaceLimit / 1'000'000) +
                                               " MB wanted"));
}

Result<SequenceTicket> RegistrationQueue::reserve() {
    return m_impl->reserve();
}

Status RegistrationQueue::skipTo(std::uint64_t sequence) {
    SequenceMark& mark = m_impl->m_mark;
    if (sequence <= mark.lastReserved) return {};
    mark.lastReserved = sequence;
    return writeSequenceMark(m_impl->markFile(), mark);
}

Result<bool> RegistrationQueue::belongTo(const DeviceId& device) {
    const auto file = m_impl->ownerFile();
    const auto present = readFile(file, kOwnerBytes);
    std::error_code error;
    const bool there = fs::exists(file, error);
    // What can't be read just now says nothing of another device.
    if (!present && (there || error)) return failure(present.error());
    // A queue of an older program names nobody: it is this device's own.
    const bool changes = there && *present != toBytes(device.hex());
    if (present && !changes) return false;
    if (changes) {
        auto past = memory();
        if (!past) return failure(past.error());
        past->lastOrder = past->auditHeld = past->sequenceLimit = past->sequenceBlock = 0;
        if (const auto kept = setMemory(*past); !kept) return failure(kept.error());
        // The older id was asked; an answer of the new one would count for nothing.
        const auto forgotten = m_impl->onIndex([&] { return m_impl->m_index->forgetQuestions(); });
        if (!forgotten) return failure(forgotten.error());
        // The first record of the new id goes on from nothing, as that of any counter.
        m_impl->m_mark.lastSavedHash = {};
        if (const auto kept = writeSequenceMark(m_impl->markFile(), m_impl->m_mark); !kept)
            return failure(kept.error());
        // The older id's journal is kept under another name, the new id begins its own.
        const auto named =
            present ? DeviceId::parse(std::string(present->begin(), present->end())) : std::nullopt;
        const std::string older = named ? named->hex() : "unknown";
        fs::rename(m_impl->journalFile(), m_impl->journalFile().string() + "-of-" + older, error);
    }
    // Last: after a power cut before this, all of it is done again.
    const auto written = writeFileDurably(file, toBytes(device.hex()));
    // Where nothing changes the next start may write it as well: a full disk must not keep what waits here.
    if (!written && changes) return failure(written.error());
    return changes;
}

Result<QueueRow> RegistrationQueue::save(ByteView envelope, std::string_view numberTail,
                                         const std::optional<DataTerms>& told) {
    return m_impl->save(envelope, numberTail, told);
}

Result<std::vector<OutgoingRecord>> RegistrationQueue::due(WallTime now, WallTime implausible,
                                                           const Portion& most) {
    return m_impl->readOut(
        [&](std::uint64_t after) { return m_impl->m_index->due(now, implausible, after, most.records); }, 0,
        most);
}

Result<std::vector<OutgoingRecord>> RegistrationQueue::toCarry(std::uint64_t afterSequence, Carry which,
                                                               const Portion& most) {
    return m_impl->readOut(
        [&](std::uint64_t after) { return m_impl->m_index->toCarry(after, which, most.records); },
        afterSequence, most);
}

Result<int> RegistrationQueue::carriedCount() {
    return m_impl->onIndex([&] { return m_impl->m_index->carriedCount(); });
}

Result<std::optional<WallTime>> RegistrationQueue::carriedAt() {
    return m_impl->onIndex([&] { return m_impl->m_index->carriedAt(); });
}

Status RegistrationQueue::noteCarried(WallTime at) {
    return m_impl->onIndex([&] { return m_impl->m_index->noteCarried(at); });
}

Result<std::uint64_t> RegistrationQueue::lastCourierPart() {
    return m_impl->onIndex([&] { return m_impl->m_index->lastCourierPart(); });
}

Result<std::optional<RegistrationQueue::CourierPart>> RegistrationQueue::courierPart(std::uint64_t number) {
    return m_impl->onIndex([&] { return m_impl->m_index->courierPart(number); });
}

Status RegistrationQueue::beginPart(const CourierPart& part, std::span<const RecordId> records) {
    return m_impl->onIndex([&] { return m_impl->m_index->beginPart(part, records); });
}

Status RegistrationQueue::endPart(std::uint64_t number, std::span<const RecordId> records) {
    return m_impl->onIndex([&] { return m_impl->m_index->endPart(number, records); });
}

Status RegistrationQueue::takeOffPart(std::uint64_t number, std::span<const RecordId> records,
                                      ErrorCode why) {
    return m_impl->onIndex([&] { return m_impl->m_index->takeOffPart(number, records, why); });
}

Status RegistrationQueue::setAsideFromPart(std::uint64_t number, RecordId recordId, ErrorCode error,
                                           std::string_view serverReason) {
    return m_impl->onIndex([&] { return m_impl->m_index->setAside(recordId, error, serverReason, number); });
}

Result<int> RegistrationQueue::setAsideDamaged() {
    return m_impl->setAsideDamaged();
}

Status RegistrationQueue::markSending(std::span<const RecordId> records) {
    return m_impl->onIndex([&] { return m_impl->m_index->markSending(records); });
}

Status RegistrationQueue::markFailed(std::span<const RecordId> records, ErrorCode error, WallTime nextAttempt,
                                     MayHaveLeft left) {
    return m_impl->onIndex([&] { return m_impl->m_index->markFailed(records, error, nextAttempt, left); });
}

Status RegistrationQueue::setAside(RecordId recordId, ErrorCode error, std::string_view serverReason) {
    return m_impl->onIndex([&] { return m_impl->m_index->setAside(recordId, error, serverReason); });
}

Status RegistrationQueue::settleInterrupted() {
    return m_impl->onIndex([&] { return m_impl->m_index->settleInterrupted(); });
}

Result<QueueRow> RegistrationQueue::acceptReceipt(RecordId recordId, ByteView receipt,
                                                  std::span<const VerifyingKey> operatorKeys) {
    const ReceiptFor one{recordId, receipt};
    return std::move(m_impl->acceptReceipts({&one, 1}, operatorKeys).front());
}

std::vector<Result<QueueRow>> RegistrationQueue::acceptReceipts(std::span<const ReceiptFor> receipts,
                                                                std::span<const VerifyingKey> operatorKeys) {
    return m_impl->acceptReceipts(receipts, operatorKeys);
}

Status RegistrationQueue::withdraw(RecordId recordId) {
    return m_impl->withdraw(recordId);
}

Status RegistrationQueue::eraseByOrder(RecordId recordId) {
    const auto known = m_impl->existing(recordId);
    if (!known && known.error().code != ErrorCode::RecordUnknown) return failure(known.error());
    if (known) {
        const auto forgotten = m_impl->onIndex([&] { return m_impl->m_index->forget(recordId); });
        if (!forgotten) return forgotten;
    }
    // Without a row, too: what could not be read lies in the quarantine and nobody knows of it.
    if (const auto erased = m_impl->m_spool.eraseEverywhere(recordId); !erased) return erased;
    m_impl->removeCopies(std::chrono::hours(0), kBrokenKept);
    if (!known) return failure(known.error());
    return m_impl->erasePayload(recordId);
}

Status RegistrationQueue::switchClerk(std::string_view clerkId, ClerkSwitch to) {
    return m_impl->onIndex([&] { return m_impl->m_index->switchClerk(clerkId, to); });
}

Result<std::vector<std::string>> RegistrationQueue::clerksOff() {
    return m_impl->onIndex([&] { return m_impl->m_index->clerksOff(); });
}

Status RegistrationQueue::addQuestion(const ShopQuestion& question) {
    return m_impl->onIndex([&] { return m_impl->m_index->addQuestion(question); });
}

Result<std::vector<ShopQuestion>> RegistrationQueue::openQuestions() {
    return m_impl->onIndex([&] { return m_impl->m_index->openQuestions(); });
}

Status RegistrationQueue::answerQuestion(std::uint64_t number, ConductAnswer answer) {
    return m_impl->onIndex([&] { return m_impl->m_index->answerQuestion(number, answer); });
}

Status RegistrationQueue::makeAllDue() {
    return m_impl->onIndex([&] { return m_impl->m_index->makeAllDue(); });
}

Status RegistrationQueue::sendAgain(RecordId recordId) {
    const auto known = m_impl->existing(recordId);
    if (!known) return failure(known.error());
    if (known->row.client != ClientState::SetAside) return {};
    if (const auto whole = m_impl->haveWhole(*known); !whole) return whole;
    return m_impl->onIndex([&] { return m_impl->m_index->makeDue(recordId); });
}

Result<RegistrationQueue::Line> RegistrationQueue::line() {
    return m_impl->onIndex([&] { return m_impl->m_index->line(); });
}

Status RegistrationQueue::setLine(const Line& line) {
    return m_impl->onIndex([&] { return m_impl->m_index->setLine(line); });
}

Status RegistrationQueue::noteContact(WallTime at) {
    return m_impl->onIndex([&] { return m_impl->m_index->noteContact(at); });
}

Result<CounterMemory> RegistrationQueue::memory() {
    return m_impl->onIndex([&] { return m_impl->m_index->memory(); });
}

Status RegistrationQueue::setMemory(const CounterMemory& memory) {
    return m_impl->onIndex([&] { return m_impl->m_index->setMemory(memory); });
}

RegistrationQueue::LastSaved RegistrationQueue::lastSaved() const {
    const auto& mark = m_impl->m_mark;
    return {mark.lastSaved, mark.lastSavedHash, mark.lastReserved};
}

Result<RegistrationQueue::ChainLink> RegistrationQueue::chainLink(RecordId recordId) {
    const auto found = m_impl->existing(recordId);
    if (!found) return failure(found.error());
    return ChainLink{found->row.sequence, found->envelopeHash};
}

bool RegistrationQueue::giveUpReserve() {
    return m_impl->giveUpReserve();
}

Result<QueueSummary> RegistrationQueue::summary() {
    auto summary = m_impl->onIndex([&] { return m_impl->m_index->summary(); });
    if (summary) summary->freeBytes = m_impl->m_spool.freeBytes();
    return summary;
}

Result<QueueRow> RegistrationQueue::row(RecordId recordId) {
    const auto found = m_impl->existing(recordId);
    if (!found) return failure(found.error());
    return found->row;
}

Result<Bytes> RegistrationQueue::receipt(RecordId recordId) {
    return m_impl->onIndex([&] { return m_impl->m_index->receipt(recordId); });
}

Result<std::optional<DataTerms>> RegistrationQueue::told(RecordId recordId) {
    const auto text = m_impl->onIndex([&] { return m_impl->m_index->told(recordId); });
    if (!text) return failure(text.error());
    return dataTermsFromText(*text);
}

Result<std::vector<QueueRow>> RegistrationQueue::rows(int offset, int limit) {
    return m_impl->onIndex([&] { return m_impl->m_index->rows(offset, limit); });
}

}  // namespace countersign
