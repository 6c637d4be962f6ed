// The counter's workflow as one table: which page, and what may happen on it. Holds what the clerk and the
// buyer have given so far, so that going back loses nothing. No threads, no Qt; owned by the program's
// controller, GUI thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/reason.h"
#include "enrolment/registration.h"

namespace countersign {

enum class CounterState { SignedOut = 1, Details, Document, Consent, Scan, Failure, OtherWay, Result };

enum class CounterEvent {
    SignIn = 1,
    SignOut,
    DetailsDone,      // all fields checked
    PortraitDone,     // a usable portrait
    ConsentGiven,     // the buyer's yes to a scan, just now: see Workflow::agree
    ConsentDeclined,  // without penalty: nothing is kept
    ScanPassed,       // accepted, or for a person to look at: both are registered
    ScanFailed,       // refused: one try is used
    ScanSpoiled,      // refused because of the camera: no try is used
    ScanStopped,      // by the clerk, the window or a lost camera: no try is used
    TryAgain,
    AskOtherWay,   // the buyer can't or won't do the usual scan: which other way?
    ScanOtherWay,  // by other terms, on the yes to the scan that went before
    AskConsent,    // a scan by other terms was chosen, and nobody said yes to one
    OtherWay,      // a person decides without a scan
    BackToDetails,
    BackToDocument,
    BackToConsent,
    NextBuyer,  // the finished registration was saved
    GiveUp,     // come back another time: everything is erased
};

[[nodiscard]] std::string_view stateName(CounterState state);
[[nodiscard]] std::string_view eventName(CounterEvent event);

// What the clerk has typed and the buyer has given. Kept while going back and forth, erased at its end.
struct Draft {
    RecordId recordId = RecordId::random();  // what this becomes; challenges are drawn from it
    std::uint32_t challenges = 0;            // shown so far, those of stopped scans included
    BuyerDetails details;
    Bytes portraitJpeg;
    std::optional<NoticeTold> told;     // with the buyer's last answer, whatever it was
    std::optional<NoticeTold> consent;  // to the scan; only Workflow gives and takes it
    int triesUsed = 0;
    std::vector<Reason> lastReasons;        // of the last refused scan
    std::optional<OtherWayTaken> otherWay;  // chosen on its page; a scan by other terms, or none
    std::optional<Guardian> guardian;       // of a young buyer
    bool withoutScan = false;               // OtherWay
};

enum class Need { Nothing = 1, Portrait, Consent, TriesLeft };
// DropAnswers: what the buyer answered, and the other way that was chosen for this buyer.
enum class Effect { Keep = 1, UseTry, DropConsent, DropAnswers, TakeOtherWay, EraseDraft };
// Where a camera's fault refused, the buyer has done nothing wrong.
[[nodiscard]] bool usesTry(Reason dominant);

struct TransitionRow {
    CounterState from;
    CounterEvent event;
    Need need;
    CounterState to;
    Effect effect;
};
// The table itself, for tests and for the help. Whatever it says, a consent outlives no step back, no other
// details and no other portrait: a scan begins only on a yes that was given after the last of them.
[[nodiscard]] std::span<const TransitionRow> workflowTable();

class Workflow {
  public:
    explicit Workflow(int scanTries) : m_scanTries(scanTries) {}

    [[nodiscard]] CounterState state() const { return m_state; }
    // False: not possible here and now; nothing changes.
    [[nodiscard]] bool allows(CounterEvent event) const;
    bool handle(CounterEvent event);
    // The buyer's yes and ConsentGiven in one: a yes on which no scan begins is not kept.
    bool agree(NoticeTold told);
    void withdrawConsent() { m_draft.consent.reset(); }
    void dropOtherWay();  // who signed and the supporting picture too
    // Another person's, or another document: whoever agreed has not agreed to this.
    // Of another person: what was seen and said of the one before goes. The tries stay used.
    enum class Person { Same = 1, Another };
    Person setDetails(BuyerDetails details);
    void setPortrait(Bytes jpeg);
    [[nodiscard]] Draft& draft() { return m_draft; }
    [[nodiscard]] const Draft& draft() const { return m_draft; }
    [[nodiscard]] int triesLeft() const { return m_scanTries - m_draft.triesUsed; }
    // Pages of the rail that a click may go back to.
    [[nodiscard]] std::vector<CounterState> reachableBack() const;
    void setClerk(std::string clerk) { m_clerk = std::move(clerk); }
    [[nodiscard]] const std::string& clerk() const { return m_clerk; }

  private:
    [[nodiscard]] const TransitionRow* row(CounterEvent event) const;
    void apply(Effect effect);

    int m_scanTries;
    CounterState m_state = CounterState::SignedOut;
    Draft m_draft;
    std::string m_clerk;
};

}  // namespace countersign
