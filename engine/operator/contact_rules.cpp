#include "operator/contact_rules.h"

namespace countersign {
namespace {

bool journalDiffers(const Contact& contact, ContactWay way, const JournalStep& journal,
                    const std::optional<Sha256>& heldSeal) {
    const AuditHead& head = contact.audit;
    if (head.count > journal.held.count) return journal.gap;  // the rest comes with later contacts
    if (head.count == journal.held.count) return journal.gap || head.seal != journal.held.seal;
    // A journal that has become shorter, unless it is only told of late.
    if (way == ContactWay::Network) return true;
    return journal.gap || (heldSeal && *heldSeal != head.seal);
}

}  // namespace

JournalStep journalAfter(const Contact& contact, const AuditHead& held) {
    JournalStep step;
    step.held = held;
    for (std::size_t i = 0; i < contact.auditLines.size(); ++i) {
        const std::uint64_t number = contact.auditFrom + i;
        const std::string& line = contact.auditLines[i];
        if (number <= step.held.count) continue;  // sent again: an answer was lost
        if (number != step.held.count + 1) step.gap = true;
        step.held = sealAuditLine({number - 1, step.held.seal}, line);
        step.lines.push_back({number, step.held.seal, line});
    }
    return step;
}

bool asksHeldSeal(const Contact& contact, ContactWay way, const JournalStep& journal) {
    return way == ContactWay::Stick && contact.audit.count < journal.held.count;
}

ContactJudgement judgeContact(const Contact& contact, WallTime now, ContactWay way,
                              const JournalStep& journal, std::optional<Sha256> heldSeal,
                              std::uint64_t highestSequence) {
    ContactJudgement judged;
    const auto alarm = [&](std::string_view kind, std::uint64_t sequence, const Sha256& what) {
        RecordRow about;
        about.deviceId = contact.deviceId;
        about.sequence = sequence;
        about.envelopeHash = what;
        about.receivedAt = now;
        judged.alarms.emplace_back(kind, std::move(about));
    };
    if (journalDiffers(contact, way, journal, heldSeal))
        alarm("audit_differs", contact.audit.count, contact.audit.seal);
    // Numbers only rise. Lower than a record that is held: this counter is an older copy of itself. On a
    // stick it may be an older word; such a copy is found by its records, whose numbers are used.
    const bool behind = contact.lastReserved < highestSequence;
    if (behind && way == ContactWay::Network) {
        alarm("rolled_back", contact.lastReserved, contact.lastSavedHash);
        judged.setAside = true;
    }
    judged.old = way == ContactWay::Stick && (behind || contact.audit.count < journal.held.count);
    return judged;
}

}  // namespace countersign
