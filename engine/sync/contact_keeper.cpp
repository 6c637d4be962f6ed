#include "sync/contact_keeper.h"

#include <algorithm>
#include <utility>

#include "sync/failures.h"

namespace countersign {
namespace {

constexpr std::string_view kArea = "contact";
// Journal lines in one contact: their base64 and the rest stay below the largest message.
constexpr std::size_t kAuditBytes = 64U * 1024U;

constexpr Millis kSeenNote{60'000};

std::string newNonce() {
    return RecordId::random().hex();
}

}  // namespace

AuditNote withdrawnNote(RecordId recordId, const RegistrationQueue::ChainLink& link) {
    return {AuditEvent::Withdrawn,
            {},
            recordId,
            "sequence=" + std::to_string(link.sequence) + " seal=" + toHex(link.hash)};
}

ContactKeeper::ContactKeeper(RegistrationQueue& queue, AuditLog& audit, const DeviceIdentity& identity,
                             std::string application, const Clock& clock, Log& log, FaultPoints* points)
    : m_queue(queue),
      m_audit(audit),
      m_identity(identity),
      m_application(std::move(application)),
      m_clock(clock),
      m_log(log),
      m_points(points) {}

Result<EnvelopeClock> ContactKeeper::clockNow() {
    const auto memory = m_queue.memory();
    if (!memory) return failure(memory.error());
    EnvelopeClock readings;
    readings.boot = m_clock.boot();
    if (memory->told) {
        readings.toldAt = memory->told->at;
        if (const auto exact = trueTime(memory->told, readings.boot))
            readings.toldSince = std::chrono::duration_cast<Millis>(*exact - memory->told->at);
    }
    return readings;
}

Result<ClockState> ContactKeeper::lookAtClock() {
    auto memory = m_queue.memory();
    if (!memory) return failure(memory.error());
    const SeenTime now{m_clock.wall(), m_clock.boot()};
    const auto state = judgeClock(memory->told, memory->latestWall, now.wall, now.boot);
    if (memory->seen) {
        const auto jump = clockJump(*memory->seen, now.wall, now.boot);
        // Looked at with every change of the queue, kept once a minute.
        const bool fresh =
            memory->seen->boot.boot == now.boot.boot && now.boot.since - memory->seen->boot.since < kSeenNote;
        if (fresh && jump == Millis(0)) return state;
        if (jump != Millis(0)) {
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(jump).count();
            m_log.warn(kArea, "the clock was set by " + std::to_string(seconds) + " s");
            const auto noted = m_audit.append({AuditEvent::ClockMoved, {}, {}, std::to_string(seconds)});
            if (!noted) m_log.warn(kArea, "not in the journal: " + describe(noted.error()));
        }
    }
    memory->seen = now;
    // Not forgotten for a clock that was set back: until the operator tells the time, it stays behind.
    memory->latestWall = std::max(memory->latestWall.value_or(now.wall), now.wall);
    if (const auto kept = m_queue.setMemory(*memory); !kept) return failure(kept.error());
    return state;
}

Result<Contact> ContactKeeper::standing() {
    const auto memory = m_queue.memory();
    if (!memory) return failure(memory.error());
    const auto summary = m_queue.summary();
    if (!summary) return failure(summary.error());
    auto readings = clockNow();
    if (!readings) return failure(readings.error());
    const auto saved = m_queue.lastSaved();
    Contact contact;
    contact.deviceId = m_identity.deviceId;
    contact.at = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
    contact.clock = std::move(*readings);
    contact.application = m_application;
    contact.keyProtection = m_identity.signer->protection();
    contact.policyVersion = m_identity.policy.version;
    if (m_takeKeys) contact.keysVersion = m_identity.keysVersion;
    contact.lastOrder = memory->lastOrder;
    contact.lastReserved = saved.reserved;
    contact.lastSaved = saved.sequence;
    contact.lastSavedHash = saved.hash;
    contact.waiting = static_cast<std::uint32_t>(summary->waiting);
    contact.oldestWaiting = summary->oldestWaiting;
    contact.audit = m_audit.head();
    contact.auditFrom = memory->auditHeld + 1;
    return contact;
}

Result<Bytes> ContactKeeper::make() {
    auto contact = standing();
    if (!contact) return failure(contact.error());
    auto part = m_audit.linesAfter(contact->auditFrom - 1, kMaxAuditLinesAtOnce, kAuditBytes);
    if (!part) return failure(part.error());
    contact->nonce = newNonce();
    contact->auditFrom = part->from;
    contact->auditLines = std::move(part->lines);
    askForCertificate(*contact);
    auto bytes = signContact(*contact, *m_identity.signer);
    if (bytes) m_nonce = contact->nonce;
    return bytes;
}

Result<std::vector<Bytes>> ContactKeeper::makeCarried(const std::string& nonce, std::size_t most) {
    auto contact = standing();
    if (!contact) return failure(contact.error());
    contact->nonce = nonce;
    std::vector<Bytes> contacts;
    for (std::uint64_t held = contact->auditFrom - 1; contacts.empty() || held < contact->audit.count;) {
        auto part = m_audit.linesAfter(held, kMaxAuditLinesAtOnce, kAuditBytes);
        if (!part) return failure(part.error());
        if (!contacts.empty() && (part->lines.empty() || contacts.size() >= most)) break;
        contact->auditFrom = part->from;
        contact->auditLines = std::move(part->lines);
        held = contact->auditFrom - 1 + contact->auditLines.size();
        auto bytes = signContact(*contact, *m_identity.signer);
        if (!bytes) return failure(bytes.error());
        contacts.push_back(std::move(*bytes));
    }
    return contacts;
}

// Without one records still go, where the operator lets them: nothing waits for it.
void ContactKeeper::askForCertificate(Contact& contact) {
    if (!m_certificateWanted) return;
    auto key = m_certificateWanted();
    if (key)
        contact.certificateKey = std::move(*key);
    else
        m_log.warn(kArea, "no key for a certificate: " + describe(key.error()));
}

void ContactKeeper::takeCertificate(ByteView der) {
    if (der.empty() || !m_takeCertificate) return;
    if (const auto taken = m_takeCertificate(der); !taken)
        m_log.warn(kArea, "certificate not taken: " + describe(taken.error()));
}

// True: newer ones are in force. An error only for what is this computer's own trouble.
Result<bool> ContactKeeper::takeKeys(ByteView bytes) {
    if (!m_takeKeys) return false;
    const auto bundles = keyBundlesIn(bytes);
    if (!bundles || bundles->empty()) return false;  // what is wrong with the notice is told where it is read
    const auto taken = m_takeKeys(*bundles);
    if (!taken && isAboutStore(taken.error().code)) return failure(taken.error());
    if (taken) return true;
    m_log.warn(kArea, "keys not taken: " + describe(taken.error()));
    return false;
}

// Keys first. Nothing: of a long chain of keys only a part came yet, and the notice is signed by a key of the
// rest.
Result<std::optional<Notice>> ContactKeeper::read(ByteView bytes, NoticeEffect& effect) {
    const auto keysTaken = takeKeys(bytes);
    if (!keysTaken) return failure(keysTaken.error());
    effect.keysTaken = *keysTaken;
    auto notice = verifyNotice(bytes, m_identity.operatorKeys, m_identity.deviceId);
    if (notice) {
        effect.replaced = notice->replaced;
        return std::optional(std::move(*notice));
    }
    if (*keysTaken && notice.error().code == ErrorCode::SignatureInvalid) return std::optional<Notice>();
    return failure(notice.error());
}

Result<NoticeEffect> ContactKeeper::take(ByteView bytes) {
    NoticeEffect effect;
    const auto read = this->read(bytes, effect);
    if (!read) return failure(read.error());
    if (!*read) return effect;
    const Notice* notice = &**read;
    // An answer to something else says nothing of now: neither the time nor how this counter stands.
    if (m_nonce.empty() || notice->nonce != m_nonce)
        return failure(answerUnreadable("answers another contact"));
    m_nonce.clear();
    reached(FaultPoint::NoticeVerified);
    auto memory = m_queue.memory();
    if (!memory) return failure(memory.error());
    effect.setAside = notice->setAside;
    effect.policy = notice->policy;
    memory->told = ToldTime{notice->at, m_clock.boot()};
    memory->seen = SeenTime{m_clock.wall(), m_clock.boot()};
    memory->latestWall = memory->seen->wall;
    memory->auditHeld = notice->auditHeld;
    takeLimit(*notice, *memory);
    carryOutAll(notice->orders, *memory, effect);
    if (const auto kept = keep(*notice, *memory); !kept) return failure(kept.error());
    takeCertificate(notice->certificate);
    return effect;
}

Result<NoticeEffect> ContactKeeper::takeCarried(ByteView bytes) {
    NoticeEffect effect;
    effect.carried = true;
    const auto read = this->read(bytes, effect);
    if (!read) return failure(read.error());
    if (!*read) return effect;
    const Notice* notice = &**read;
    // One that answers a contact by network has no business on a stick.
    if (!notice->nonce.empty()) return failure(answerUnreadable("a notice that answers another contact"));
    auto memory = m_queue.memory();
    if (!memory) return failure(memory.error());
    const auto carriedAt = m_queue.carriedAt();
    if (!carriedAt) return failure(carriedAt.error());
    const bool newest =
        (!memory->told || notice->at >= memory->told->at) && (!*carriedAt || notice->at >= **carriedAt);
    if (newest) {
        effect.setAside = notice->setAside;
        effect.policy = notice->policy;
        takeLimit(*notice, *memory);
    }
    memory->latestWall = std::max(memory->latestWall.value_or(notice->at), notice->at);
    memory->auditHeld = std::max(memory->auditHeld, notice->auditHeld);
    carryOutAll(notice->orders, *memory, effect);
    if (const auto kept = keep(*notice, *memory); !kept) return failure(kept.error());
    if (const auto noted = m_queue.noteCarried(notice->at); !noted) return failure(noted.error());
    return effect;
}

void ContactKeeper::takeLimit(const Notice& notice, CounterMemory& memory) const {
    if (notice.sequenceLimit == memory.sequenceLimit) return;
    const auto used = m_queue.lastSaved().reserved;
    memory.sequenceLimit = notice.sequenceLimit;
    memory.sequenceBlock = notice.sequenceLimit > used ? notice.sequenceLimit - used : 1;
}

void ContactKeeper::carryOutAll(const std::vector<Order>& orders, CounterMemory& memory,
                                NoticeEffect& effect) {
    for (const auto& order : orders) {
        if (order.number <= memory.lastOrder) continue;
        const auto done = carryOut(order, effect);
        if (!done) {
            m_log.error(kArea,
                        "order " + std::to_string(order.number) + " not done: " + describe(done.error()));
            break;  // the rest waits for it: their order matters
        }
        reached(FaultPoint::OrderDone);
        memory.lastOrder = order.number;
        noteOrder(order);
        reached(FaultPoint::OrderNoted);
    }
}

Status ContactKeeper::keep(const Notice& notice, const CounterMemory& memory) {
    if (auto kept = m_queue.setMemory(memory); !kept) return kept;
    reached(FaultPoint::NoticeRemembered);
    if (auto skipped = m_queue.skipTo(notice.highestSequence); !skipped) return skipped;
    if (const auto tidied = m_audit.dropHeld(memory.auditHeld); !tidied)
        m_log.warn(kArea, "journal not tidied: " + describe(tidied.error()));
    reached(FaultPoint::NoticeTaken);
    return {};
}

void ContactKeeper::noteOrder(const Order& order) {
    const AuditNote note{AuditEvent::OrderDone,
                         {},
                         order.record,
                         std::string(orderKindName(order.kind)) + " order=" + std::to_string(order.number)};
    if (m_mayBeNoted) return noteOnce(note);
    if (const auto noted = m_audit.append(note); !noted)
        m_log.warn(kArea, "not in the journal: " + describe(noted.error()));
}

void ContactKeeper::noteOnce(const AuditNote& note) {
    if (const auto there = m_audit.holds(note.event, note.detail); there && *there) return;
    if (note.event == AuditEvent::OrderDone) m_mayBeNoted = false;
    if (const auto noted = m_audit.append(note); !noted)
        m_log.warn(kArea, "not in the journal: " + describe(noted.error()));
}

// A record that the operator does not hold yet leaves a missing number, as one that the clerk takes back.
Status ContactKeeper::eraseByOrder(RecordId recordId, NoticeEffect& effect) {
    const auto row = m_queue.row(recordId);
    const auto link = m_queue.chainLink(recordId);
    if (row && link && row->client != ClientState::Sent) noteOnce(withdrawnNote(recordId, *link));
    const auto erased = m_queue.eraseByOrder(recordId);
    if (!erased && erased.error().code != ErrorCode::RecordUnknown) return erased;
    if (erased) effect.changed.push_back(recordId);
    return {};
}

// A question that this version can't read is done: nobody could answer it here.
Status ContactKeeper::keepQuestion(const Order& order, NoticeEffect& effect) {
    const auto question = readQuestion(order.text);
    if (!question) {
        m_log.warn(kArea, "a question of the operator's that this version doesn't know");
        return {};
    }
    if (auto kept = m_queue.addQuestion({*question, order.record, m_clock.wall()}); !kept) return kept;
    effect.questionsChanged = true;
    return {};
}

// An error only for what may go better next time; what this counter knows nothing of is done.
Status ContactKeeper::carryOut(const Order& order, NoticeEffect& effect) {
    switch (order.kind) {
        case OrderKind::RecordStatus: {
            const auto row = m_queue.acceptReceipt(*order.record, order.receipt, m_identity.operatorKeys);
            if (!row && isAboutStore(row.error().code)) return failure(row.error());
            if (!row) {
                m_log.warn(kArea, "a word on a record that is not taken: " + describe(row.error()));
                return {};
            }
            effect.changed.push_back(*order.record);
            return {};
        }
        case OrderKind::Erase:
            return eraseByOrder(*order.record, effect);
        case OrderKind::ClerkOff:
        case OrderKind::ClerkOn:
            effect.clerksChanged = true;
            return m_queue.switchClerk(
                order.text, order.kind == OrderKind::ClerkOff ? ClerkSwitch::Off : ClerkSwitch::On);
        case OrderKind::Explain:
            return keepQuestion(order, effect);
    }
    return {};
}

}  // namespace countersign
