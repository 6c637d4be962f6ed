// What a counter's contact means for the ledger: the same on SQLite and PostgreSQL, which only read and
// write. Pure; any thread.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "operator/ledger.h"

namespace countersign {

// The journal's lines that a contact adds to those that are held.
struct JournalStep {
    std::vector<Ledger::AuditRow> lines;  // to be stored
    AuditHead held;                       // with them
    bool gap = false;                     // lines before them never came: what follows is taken all the same
};
[[nodiscard]] JournalStep journalAfter(const Contact& contact, const AuditHead& held);

// Whether judgeContact() asks for the seal that is held of line contact.audit.count.
[[nodiscard]] bool asksHeldSeal(const Contact& contact, ContactWay way, const JournalStep& journal);

struct ContactJudgement {
    std::vector<std::pair<std::string_view, RecordRow>> alarms;  // kind and what it is about
    bool setAside = false;  // an older copy of itself: it is set aside from now on
    // What it says is known to be old: nothing about how the counter stands is noted from it.
    bool old = false;
};
// highestSequence: of the records that are held. heldSeal: as asked for by asksHeldSeal(), empty if no such
// line is held.
[[nodiscard]] ContactJudgement judgeContact(const Contact& contact, WallTime now, ContactWay way,
                                            const JournalStep& journal, std::optional<Sha256> heldSeal,
                                            std::uint64_t highestSequence);

}  // namespace countersign
