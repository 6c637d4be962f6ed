// Inside of the registration queue: what its sources share. Records thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/envelope.h"
#include "protocol/receipt.h"
#include "store/folder_lock.h"
#include "store/queue_index.h"
#include "store/registration_queue.h"
#include "store/sequence_mark.h"
#include "store/spool.h"

namespace countersign {
namespace queue {

inline constexpr std::string_view kArea = "store";

// The index is open and healed by then; a technician has a month to look into a broken one.
inline constexpr std::chrono::hours kBackupKept{24};
inline constexpr std::chrono::hours kBrokenKept{30 * 24};

[[nodiscard]] Error recordUnknown(RecordId recordId);

// What a row keeps of an envelope: everything but the payload.
[[nodiscard]] IndexRow rowOf(const Envelope& envelope, ByteView bytes);

// Damage that a new connection, or an index made anew, can get over. A full or read-only disk is not: opening
// again would fail the same way and must never put a good database aside.
[[nodiscard]] inline bool indexCanBeRenewed(ErrorCode code) {
    return code == ErrorCode::DatabaseCorrupt || code == ErrorCode::DatabaseFailed;
}

}  // namespace queue

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

    Status openAll();

    // A full disk must not keep what waits from being sent: the reserve is for this.
    template <class Work>
    Status withReserve(Work work) {
        auto done = work();
        if (!done && done.error().code == ErrorCode::DiskFull && giveUpReserve()) done = work();
        return done;
    }

    [[nodiscard]] std::filesystem::path databaseFile() const { return m_settings.folder / "queue.db"; }
    [[nodiscard]] std::filesystem::path markFile() const { return m_settings.folder / "sequence"; }
    [[nodiscard]] std::filesystem::path journalFile() const { return m_settings.folder / "journal"; }
    [[nodiscard]] std::filesystem::path ownerFile() const { return m_settings.folder / "device"; }
    [[nodiscard]] std::filesystem::path reserveFile() const { return m_settings.folder / "reserve"; }

    // Runs `work`; if the disk is full, gives up the reserve, if the index turns out damaged, renews it from
    // the spool, and runs it once more.
    template <class Work>
    auto onIndex(Work work) -> decltype(work()) {
        if (!m_index) {
            if (const auto renewed = renew(); !renewed) return failure(renewed.error());
        }
        auto result = work();
        if (!result && result.error().code == ErrorCode::DiskFull && giveUpReserve()) result = work();
        if (result || !queue::indexCanBeRenewed(result.error().code)) return result;
        m_log.warn(queue::kArea, "index fault, opening it again: " + describe(result.error()));
        if (const auto renewed = renew(); !renewed) return result;
        return work();
    }

    Status renew();

    Result<IndexRow> existing(RecordId recordId);
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

}  // namespace countersign
