// Erases pictures, and where the law lets it all the rest: when their time is over, or when the person asks.
// What is kept of a registration is sealed again to the operator's key; of the envelope its head stays, so
// that signature and chain can still be checked; a signed certificate says what is gone. All three are
// durable before the first byte goes, and whoever dies in between is made good by the next run. Everything
// passed in outlives the desk. Any thread; several may work on one ledger.
//
// Files are unlinked, not overwritten: what a disk keeps of freed blocks is the sealed payload, which only
// the opening key opens.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "operator/case_book.h"
#include "operator/deletion_certificate.h"
#include "operator/erasure_steps.h"
#include "operator/record_opener.h"

namespace countersign {

// Why details are kept after the pictures are gone: the telecom rules want them during the service and for
// two years after it.
inline constexpr std::string_view kServiceAndTwoYears = "service_and_two_years";
// Why they are kept where nothing was sold: until the person asks.
inline constexpr std::string_view kUntilAsked = "until_asked";
// Why the envelope's signed head is kept, for good: with it signature, chain and receipt can be checked.
inline constexpr std::string_view kProof = "proof";

// What follows from the last day of a service for what is kept. The two years end when that day has ended
// everywhere on earth; of a 29th of February on the 1st of March.
[[nodiscard]] ServiceEnd serviceEndOn(std::chrono::year_month_day lastDay);

enum class EraseResult {
    Pictures = 1,  // gone; details are kept
    All,           // nothing is left but the certificate
    Before,        // it was done already
    Held,          // the law wants it kept
    NotDecided,    // somebody still has to look
    AwaitsRegulator,
    NotReadable,  // its body is lost, or its key is not here: nothing was changed
    Damaged,      // nobody could have read it any more: what was left of it is gone
    Unfinished,   // its file can't be removed, or what goes before that can't be written: later
    MovedAway,    // its month was moved out of the ledger, and its body is found by that alone
};
[[nodiscard]] std::string_view eraseResultName(EraseResult result);
// Now or before.
[[nodiscard]] bool isErased(EraseResult result);

struct ErasureCount {
    std::size_t pictures = 0, all = 0, damaged = 0, held = 0;
    std::size_t failed = 0;  // records that could not be read, each once
    // Records whose files could not be removed or written, each once, and marks that could not be read. The
    // ledger may call them erased already: the next round goes on with them.
    std::size_t unfinished = 0;
    std::optional<Error> firstFailure{};  // of those
    std::size_t healed = 0;               // begun by somebody who died
    // Due or asked for, and nobody knows where their bodies lie: their months were moved away.
    std::size_t outOfReach = 0;
    // Besides: on request of the person, once nothing stood in the way any more; and details whose time after
    // the service was over.
    std::size_t asked = 0, details = 0;
    std::size_t damagedBesides = 0;  // of these: nobody could have read them any more
    [[nodiscard]] std::size_t erased() const { return pictures + all + damaged; }
};

class ErasureDesk {
  public:
    ErasureDesk(Ledger& ledger, BodyStore& bodies, CaseBook& book, const RecordOpener& opener,
                const Signer& certificates, SealingKey sealing, const Clock& clock, ErasurePoints& points)
        : m_ledger(ledger),
          m_bodies(bodies),
          m_book(book),
          m_opener(opener),
          m_certificates(certificates),
          m_sealing(std::move(sealing)),
          m_clock(clock),
          m_points(points) {}

    // Finishes what others left half done, carries out what people asked for and something stood in the way
    // of, then erases all details and pictures whose time is over. A body that makes trouble is counted and
    // keeps no other waiting; an error is the ledger's or the keys'.
    [[nodiscard]] Result<ErasureCount> eraseDue();
    // What the law lets, since the person asked. What was asked (CaseBook::askErasure) is answered by it, or
    // stays asked for where something stands in the way.
    [[nodiscard]] Result<EraseResult> eraseOnRequest(const RecordRow& row);
    // Whether the law wants name and numbers of it: it was sold, and its service is not long over.
    [[nodiscard]] Result<bool> lawWantsDetails(const RecordRow& row, const RetentionRow& kept);

  private:
    struct Round {
        ErasureCount count;
        std::set<RecordId> unread, unfinished;
        bool marksHidden = false;  // whose bodies still lie there can't be told now
        void setAside(const RecordId& record, const Error& why);
    };
    enum class Extent { Pictures = 1, All };
    // Why it goes, and whether the law wants its details: it was sold, and its service is not long over.
    struct Order {
        ErasureCause cause = ErasureCause::Retention;
        Extent extent = Extent::Pictures;
        bool lawWantsDetails = false;
    };
    [[nodiscard]] Status heal(Round& round);
    // Whose body it is, if the ledger says that it is erased.
    [[nodiscard]] Result<std::optional<RecordId>> saidErased(const BodyStore::Erasing& begun);
    [[nodiscard]] Result<EraseResult> erase(const RecordRow& row, Order order, Round& round);
    [[nodiscard]] Result<EraseResult> eraseDamaged(const RecordRow& row, const Order& order, Round& round);
    // From the mark to the end; `done` unless somebody came in between.
    [[nodiscard]] Result<EraseResult> carryOut(const RecordRow& row, const DeletionCertificate& certificate,
                                               ByteView head, ByteView details, Filing filing,
                                               EraseResult done, Round& round);
    [[nodiscard]] Result<EraseResult> eraseRest(const RecordRow& row, const RetentionRow& kept,
                                                ErasureCause cause);
    [[nodiscard]] bool headStays(const RecordRow& row, const DeletionCertificate* before) const;
    // What "erased before" means for somebody who asked, and whether something is to be done once more.
    [[nodiscard]] Result<EraseResult> whatBeforeMeans(const RecordRow& row);
    [[nodiscard]] Result<EraseResult> eraseAsked(const RecordRow& row, Round& round);
    [[nodiscard]] Result<EraseResult> answerAsked(const RecordRow& row, Round& round);
    [[nodiscard]] Status eraseAllAsked(Round& round);
    [[nodiscard]] Status eraseDetailsDue(Round& round);
    [[nodiscard]] Status erasePicturesDue(Round& round);
    [[nodiscard]] Result<bool> sold(const RecordRow& row);
    [[nodiscard]] DeletionCertificate certificateOn(const RecordRow& row, ErasureCause cause) const;

    Ledger& m_ledger;
    BodyStore& m_bodies;
    CaseBook& m_book;
    const RecordOpener& m_opener;
    const Signer& m_certificates;
    SealingKey m_sealing;
    const Clock& m_clock;
    ErasurePoints& m_points;
};

}  // namespace countersign
