// Opening, setting aside, healing: what makes spool, index and mark one again after whatever happened.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/files.h"
#include "store/registration_queue_impl.h"

namespace countersign {
using namespace queue;

namespace {

namespace fs = std::filesystem;

// Without database and mark nothing on this computer knows which numbers were used: a jump this wide is
// beyond what one counter sells in a lifetime, so it cannot meet an old number.
constexpr std::uint64_t kJumpWhenUnknown = 1'000'000;

// In one run of the program. A disk that breaks every new index is not mended by making more of them.
constexpr int kMostRenewals = 5;
}  // namespace

Error queue::recordUnknown(RecordId recordId) {
    return makeError(ErrorCode::RecordUnknown, "no such record " + recordId.shortCode());
}

IndexRow queue::rowOf(const Envelope& envelope, ByteView bytes) {
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

Status RegistrationQueue::Impl::openAll() {
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

Status RegistrationQueue::Impl::renew() {
    if (++m_renewals > kMostRenewals) {
        return failure(corruptDatabaseError("renewed too often, the disk may be failing"));
    }
    return withReserve([&]() -> Status {
        m_index.reset();
        if (const auto opened = openIndex(); !opened) return opened;
        return heal();
    });
}

Result<IndexRow> RegistrationQueue::Impl::existing(RecordId recordId) {
    auto found = onIndex([&] { return m_index->find(recordId); });
    if (!found) return failure(found.error());
    if (!*found) return failure(recordUnknown(recordId));
    return **found;
}

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
        // Its month begins now, however long ago it was written last.
        fs::last_write_time((m_settings.folder / name).string() + suffix, fs::file_time_type::clock::now(),
                            error);
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
        if (gone) continue;
        // Written by a clock that ran ahead: it would never be old.
        if (written > now) fs::last_write_time(it->path(), now, gone);
        if (now - written >= (backup ? backups : broken)) old.push_back(it->path());
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
        if (!*known) continue;
        const auto state = (*known)->row.client;
        if (state == ClientState::Sent || state == ClientState::Withdrawn) {
            if (const auto erased = erasePayload(file.recordId); !erased) return erased;
            continue;
        }
        if (state != ClientState::SetAside || (*known)->row.lastError != ErrorCode::PayloadDamaged) continue;
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

}  // namespace countersign
