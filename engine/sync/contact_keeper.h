// The counter's side of a contact: says how it stands, and carries out what the operator's notice says.
// Records thread; owned by RecordsThread. All collaborators outlive it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/log.h"
#include "protocol/contact.h"
#include "store/audit_log.h"
#include "store/device_identity.h"
#include "store/registration_queue.h"

namespace countersign {

// What of a notice is for others to act upon.
struct NoticeEffect {
    std::vector<RecordId> changed;  // records with a new word, or erased by order
    bool clerksChanged = false;
    bool questionsChanged = false;
    Bytes policy;  // signed, newer than the counter's; empty: none
    bool setAside = false;
    bool carried =
        false;  // it came on a stick: it says nothing of the line, and `setAside` counts only if true
    bool replaced = false;   // another counter took this one's place
    bool keysTaken = false;  // newer keys are in force; the rest is said with the next contact
};

// Tells the operator why a number will be missing. It goes into the journal before the record is taken back:
// a line about a record that is sent after all does no harm, a number missing without a line is suspicious.
[[nodiscard]] AuditNote withdrawnNote(RecordId recordId, const RegistrationQueue::ChainLink& link);

class ContactKeeper {
  public:
    ContactKeeper(RegistrationQueue& queue, AuditLog& audit, const DeviceIdentity& identity,
                  std::string application, const Clock& clock, Log& log, FaultPoints* points = nullptr);

    // Keeps the operator's key bundles and lets them come into force, in the identity given above too.
    // Errors: those of IdentityFolder::takeKeys. Without it none are asked for.
    using TakeKeys = std::function<Status(std::span<const Bytes> bundles)>;
    void keepKeys(TakeKeys take) { m_takeKeys = std::move(take); }
    // The key that a certificate is to be asked for, if one is, and what becomes of the certificate
    // (client_certificate.h). By network only. What goes wrong is logged, and asked for again with the next.
    using CertificateWanted = std::function<Result<Bytes>()>;
    using TakeCertificate = std::function<Status(ByteView der)>;
    void keepCertificate(CertificateWanted wanted, TakeCertificate take) {
        m_certificateWanted = std::move(wanted);
        m_takeCertificate = std::move(take);
    }

    // A new contact each time; its answer is known by the nonce.
    [[nodiscard]] Result<Bytes> make();
    // An answer to the newest contact. What was done is kept before anything is reported; orders that fail
    // for reasons of this computer are done at the next contact. Errors: the protocol's for a notice that is
    // not the operator's own or answers something else, the store's. Key bundles prove themselves and are
    // taken first: they may name the key that signed the notice.
    [[nodiscard]] Result<NoticeEffect> take(ByteView notice);

    // For a stick: how the counter stands, and the journal that the operator does not hold yet, in as many
    // contacts as it takes, at most `most`; all have this nonce. The newest contact by network stays the one
    // that is waited for.
    [[nodiscard]] Result<std::vector<Bytes>> makeCarried(const std::string& nonce, std::size_t most);
    // A notice that came on a stick, perhaps an old one, perhaps for the second time. It is no clock: it says
    // that it is no earlier than its date, and that the operator was heard of then. Orders are carried out as
    // by take(); what it says of numbers and policy counts unless something newer was heard.
    [[nodiscard]] Result<NoticeEffect> takeCarried(ByteView notice);

    // The readings that an envelope or a contact carries.
    [[nodiscard]] Result<EnvelopeClock> clockNow();
    // Looks at the clocks, notes in the journal if the wall clock was set, and remembers what was seen.
    [[nodiscard]] Result<ClockState> lookAtClock();

  private:
    // How the counter stands, without nonce and journal lines.
    [[nodiscard]] Result<Contact> standing();
    // In their order, from the first that was not carried out yet; `memory` says what was.
    void carryOutAll(const std::vector<Order>& orders, CounterMemory& memory, NoticeEffect& effect);
    [[nodiscard]] Status carryOut(const Order& order, NoticeEffect& effect);
    [[nodiscard]] Status eraseByOrder(RecordId recordId, NoticeEffect& effect);
    [[nodiscard]] Status keepQuestion(const Order& order, NoticeEffect& effect);
    void noteOrder(const Order& order);
    void noteOnce(const AuditNote& note);
    void reached(FaultPoint point) {
        if (m_points != nullptr) m_points->reached(point);
    }
    void takeLimit(const Notice& notice, CounterMemory& memory) const;
    [[nodiscard]] Status keep(const Notice& notice, const CounterMemory& memory);
    [[nodiscard]] Result<std::optional<Notice>> read(ByteView notice, NoticeEffect& effect);
    void askForCertificate(Contact& contact);
    void takeCertificate(ByteView der);
    [[nodiscard]] Result<bool> takeKeys(ByteView notice);

    RegistrationQueue& m_queue;
    AuditLog& m_audit;
    const DeviceIdentity& m_identity;
    std::string m_application;
    const Clock& m_clock;
    Log& m_log;
    FaultPoints* m_points;
    TakeKeys m_takeKeys;
    CertificateWanted m_certificateWanted;
    TakeCertificate m_takeCertificate;
    std::string m_nonce;  // of the newest contact; empty once it was answered
    // Until an order is found that the journal does not hold, one may have been done and noted just before
    // the program ended, and not remembered.
    bool m_mayBeNoted = true;
};

}  // namespace countersign
