// The counter's queue: payload in the spool first, then one row in the index. What save() confirmed reaches
// the operator exactly once: it survives a crash at any moment, a broken index, a full disk. Records thread
// only.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/data_terms.h"
#include "core/log.h"
#include "core/result.h"
#include "core/secret.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"
#include "protocol/keys.h"
#include "store/fault_points.h"
#include "store/queue_types.h"

namespace countersign {

class DatabaseFaults;

struct QueueSettings {
    std::filesystem::path folder;  // holds queue.db, spool/, sequence and lock; made with mode 0700
    // No new registration is started below this (field-notes.md: 200 MB).
    std::uint64_t freeSpaceLimit = std::uint64_t{200} * 1000 * 1000;
    // Kept aside while there is room and given up when the disk is full, so that what waits can still be
    // sent, its receipts be stored and its payloads be erased. Registrations get nothing of it. 0: none.
    std::uint64_t reserveBytes = std::uint64_t{16} * 1000 * 1000;
};

// What the next envelope's header must carry. A number is given out once; one that is not used leaves a gap.
struct SequenceTicket {
    std::uint64_t sequence = 0;
    Sha256 previousHash{};  // envelopeHash of the record saved before; zeros for the first
};

struct OutgoingRecord {
    QueueRow row;
    Bytes envelope;
};

enum class MayHaveLeft { No = 1, Yes };
enum class ClerkSwitch { Off = 1, On };
enum class Carry { New = 1, All };  // All: also what lies on a stick already

class RegistrationQueue {
  public:
    // Opens and heals: the newest schema, a broken index set aside and rebuilt from the spool, rows missing
    // for spool files, half-done erasures. Refuses with QueueInUse if another process holds the folder, and
    // with DatabaseNewer if a newer program wrote it. `clock`, `log`, `faults` (and `databaseFaults`) outlive
    // the queue.
    [[nodiscard]] static Result<std::unique_ptr<RegistrationQueue>> open(
        const QueueSettings& settings, const Clock& clock, Log& log, FaultPoints& faults,
        DatabaseFaults* databaseFaults = nullptr);
    ~RegistrationQueue();
    RegistrationQueue(const RegistrationQueue&) = delete;
    RegistrationQueue& operator=(const RegistrationQueue&) = delete;

    [[nodiscard]] const StoreHealth& health() const;  // what opening found

    // DiskSpaceLow below the limit: ask before a scan begins, not after.
    [[nodiscard]] Status checkSpace() const;

    [[nodiscard]] Result<SequenceTicket> reserve();
    // Numbers up to this one are used, says the operator: this disk may be an older copy of itself.
    [[nodiscard]] Status skipTo(std::uint64_t sequence);
    // This computer was enrolled anew, as `device`: what waits under an older id stays and is sent under it,
    // numbers go on, and the operator's word on orders, limits and journal, which was meant for the older id,
    // is forgotten; the journal itself is set aside: ask before it is opened. True if it was another device
    // until now; harmless twice.
    [[nodiscard]] Result<bool> belongTo(const DeviceId& device);

    // `envelope` as sealed; `numberTail`: the last four digits of the buyer's number, longer text is cut to
    // them; `told`: what the buyer was told of the data. When it returns a row, the registration is safe.
    // Saving the same envelope again returns the same row, and puts back a payload that is gone. After an
    // error the caller keeps the envelope and may save again; nothing was confirmed.
    [[nodiscard]] Result<QueueRow> save(ByteView envelope, std::string_view numberTail,
                                        const std::optional<DataTerms>& told = {});

    struct Portion {
        std::size_t records = 1;
        std::size_t bytes = 0;  // of all envelopes together; the first record comes whatever its size
    };
    // The oldest waiting records that are due; empty if none is. A stored time beyond `implausible` is taken
    // for one written under a clock that was set wrong, and counts as due. A payload that can't be read just
    // now waits a while with its reason, and one that is missing or damaged is set aside: the others come.
    [[nodiscard]] Result<std::vector<OutgoingRecord>> due(WallTime now, WallTime implausible,
                                                          const Portion& most);

    // Before the first byte leaves. From here on a withdrawal is refused until a failure says nothing left.
    [[nodiscard]] Status markSending(std::span<const RecordId> records);
    [[nodiscard]] Status markFailed(std::span<const RecordId> records, ErrorCode error, WallTime nextAttempt,
                                    MayHaveLeft left);
    [[nodiscard]] Status setAside(RecordId recordId, ErrorCode error, std::string_view serverReason);
    // With nothing under way: what still stands as being sent, because its outcome could not be kept, waits
    // and is due. It may have left.
    [[nodiscard]] Status settleInterrupted();

    // The only way to erase a payload that may have left: checks the operator's signature and that the
    // receipt is about this very envelope (the protocol's errors if not: nothing is touched), stores it, then
    // erases. Doing it twice is harmless; an older revision than the stored one changes nothing. If only the
    // erasing failed, the receipt is kept and the next opening erases.
    [[nodiscard]] Result<QueueRow> acceptReceipt(RecordId recordId, ByteView receipt,
                                                 std::span<const VerifyingKey> operatorKeys);
    // Several, each judged by itself, stored and erased together; an outcome for each, in this order.
    struct ReceiptFor {
        RecordId recordId;
        ByteView bytes;
    };
    [[nodiscard]] std::vector<Result<QueueRow>> acceptReceipts(std::span<const ReceiptFor> receipts,
                                                               std::span<const VerifyingKey> operatorKeys);

    // What due() does with a waiting record whose payload is missing or damaged, for all of them at once: a
    // technician's repair. Returns how many were set aside; one that can't be read just now is left.
    [[nodiscard]] Result<int> setAsideDamaged();

    // The clerk takes it back before it left: row first, payload at once after.
    [[nodiscard]] Status withdraw(RecordId recordId);

    // The operator ordered it: payload (in the quarantine too), last digits and receipt go, whatever the state;
    // the row stays as a mark. Copies of the index that an update made go as a whole, broken ones after a month.
    // RecordUnknown where no row knows it; what lies here of it is gone all the same.
    [[nodiscard]] Status eraseByOrder(RecordId recordId);

    [[nodiscard]] Status switchClerk(std::string_view clerkId, ClerkSwitch to);
    [[nodiscard]] Result<std::vector<std::string>> clerksOff();

    // The operator's questions to this shop. One that is known, answered or not, is not asked again.
    [[nodiscard]] Status addQuestion(const ShopQuestion& question);
    [[nodiscard]] Result<std::vector<ShopQuestion>> openQuestions();  // oldest first
    [[nodiscard]] Status answerQuestion(std::uint64_t number, ConductAnswer answer);

    // "Send now": everything waiting becomes due.
    [[nodiscard]] Status makeAllDue();

    // By stick (sync/courier.h). What is carried stays waiting and may go by network as well.
    // The oldest records after this number that wait or are on their way; empty if there is none.
    [[nodiscard]] Result<std::vector<OutgoingRecord>> toCarry(std::uint64_t afterSequence, Carry which,
                                                              const Portion& most);
    [[nodiscard]] Result<int> carriedCount();  // waiting records that lie on a stick
    // The newest word of the operator's that came on a stick: no clock, but the time is at least this. An
    // older one changes nothing. The summary's last contact is no earlier.
    [[nodiscard]] Result<std::optional<WallTime>> carriedAt();
    [[nodiscard]] Status noteCarried(WallTime at);
    struct CourierPart {
        std::uint64_t number = 0;
        Sha256 answerKey{};  // CourierKey of protocol/courier.h
    };
    [[nodiscard]] Result<std::uint64_t> lastCourierPart();  // 0: none yet
    [[nodiscard]] Result<std::optional<CourierPart>> courierPart(std::uint64_t number);
    // Before the first byte is written: from here on these may have left, for good.
    [[nodiscard]] Status beginPart(const CourierPart& part, std::span<const RecordId> records);
    // The file is whole and durable.
    [[nodiscard]] Status endPart(std::uint64_t number, std::span<const RecordId> records);
    // The operator did not take these out of this file, for a reason that may pass: they go onto a stick
    // again.
    [[nodiscard]] Status takeOffPart(std::uint64_t number, std::span<const RecordId> records, ErrorCode why);
    // The operator did not take these out of this file, for a reason of their own. Nothing is done with a
    // record that was put back in line since.
    [[nodiscard]] Status setAsideFromPart(std::uint64_t number, RecordId recordId, ErrorCode error,
                                          std::string_view serverReason);

    // Puts one set-aside record back in line; PayloadMissing or PayloadDamaged if there is nothing to send.
    [[nodiscard]] Status sendAgain(RecordId recordId);

    // The whole line's patience (operator away or busy), kept over restarts.
    struct Line {
        int failuresInRow = 0;
        std::optional<WallTime> notBefore;
    };
    [[nodiscard]] Result<Line> line();
    [[nodiscard]] Status setLine(const Line& line);
    [[nodiscard]] Status noteContact(WallTime at);  // a signed answer came
    [[nodiscard]] Result<CounterMemory> memory();
    [[nodiscard]] Status setMemory(const CounterMemory& memory);
    // The newest record that was saved; sequence 0 if there is none.
    struct LastSaved {
        std::uint64_t sequence = 0;
        Sha256 hash{};               // envelopeHash
        std::uint64_t reserved = 0;  // the highest number that was given out
    };
    [[nodiscard]] LastSaved lastSaved() const;
    // A record's own place in the chain.
    struct ChainLink {
        std::uint64_t sequence = 0;
        Sha256 hash{};  // envelopeHash
    };
    [[nodiscard]] Result<ChainLink> chainLink(RecordId recordId);
    // On a full disk, for the journal; false: there was none to give.
    bool giveUpReserve();

    [[nodiscard]] Result<QueueSummary> summary();
    [[nodiscard]] Result<QueueRow> row(RecordId recordId);
    [[nodiscard]] Result<Bytes> receipt(RecordId recordId);  // empty if none
    // As it was told to the buyer; empty: the row was rebuilt from the spool, or is older than this.
    [[nodiscard]] Result<std::optional<DataTerms>> told(RecordId recordId);
    // Newest first. For long queues page by page.
    [[nodiscard]] Result<std::vector<QueueRow>> rows(int offset, int limit);

  private:
    class Impl;
    explicit RegistrationQueue(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace countersign
