#include "store/registration_queue.h"

#include <string>
#include <utility>

#include "core/files.h"
#include "store/registration_queue_impl.h"

namespace countersign {
using namespace queue;

namespace {

namespace fs = std::filesystem;

// A payload that can't be read just now is tried again after this; the line goes on without it.
constexpr Millis kUnreadablePause{10 * 60'000};

constexpr std::size_t kOwnerBytes = 4096;  // a device id in hex digits, or whatever took its place

Error recordConflict(RecordId recordId, const std::string& what) {
    return makeError(ErrorCode::RecordConflict, "record " + recordId.shortCode() + ": " + what);
}

std::string lastFour(std::string_view number) {
    return std::string(number.size() > 4 ? number.substr(number.size() - 4) : number);
}

}  // namespace

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
    // What was set aside as damaged may have reached the operator all the same, or was taken back.
    if (const auto erased = m_spool.eraseEverywhere(records); !erased) return erased;
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
        const std::string older =
            m_impl->journalFile().string() + "-of-" + (named ? named->hex() : "unknown");
        std::string free = older;  // a counter may have been this one before
        for (int n = 2; fs::exists(free, error); ++n) free = older + "-" + std::to_string(n);
        fs::rename(m_impl->journalFile(), free, error);
        if (error && error != std::errc::no_such_file_or_directory)
            return failure(spoolUnusableError("the journal can't be put aside: " + error.message()));
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
    if (const auto erased = m_impl->m_spool.eraseEverywhere({&recordId, 1}); !erased) return erased;
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
