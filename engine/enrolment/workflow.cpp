#include "enrolment/workflow.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "enrolment/wipe_buyer.h"

namespace countersign {
namespace {

using S = CounterState;
using E = CounterEvent;

// Read as: on page `from`, when `event` happens and `need` is met, go to `to`, and do `effect`.
// The first row that fits counts. Signing out is possible everywhere but keeps nothing: the next clerk must
// not see the last buyer.
constexpr std::array kTable{
    TransitionRow{S::SignedOut, E::SignIn, Need::Nothing, S::Details, Effect::EraseDraft},

    TransitionRow{S::Details, E::DetailsDone, Need::Nothing, S::Document, Effect::DropAnswers},
    TransitionRow{S::Details, E::GiveUp, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Details, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},

    TransitionRow{S::Document, E::PortraitDone, Need::Portrait, S::Consent, Effect::Keep},
    TransitionRow{S::Document, E::BackToDetails, Need::Nothing, S::Details, Effect::DropAnswers},
    TransitionRow{S::Document, E::GiveUp, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Document, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},

    TransitionRow{S::Consent, E::ConsentGiven, Need::TriesLeft, S::Scan, Effect::Keep},
    TransitionRow{S::Consent, E::ConsentDeclined, Need::Nothing, S::Details, Effect::EraseDraft},
    // From here it is the buyer's no to the scan.
    TransitionRow{S::Consent, E::AskOtherWay, Need::Nothing, S::OtherWay, Effect::DropConsent},
    TransitionRow{S::Consent, E::BackToDetails, Need::Nothing, S::Details, Effect::DropAnswers},
    TransitionRow{S::Consent, E::BackToDocument, Need::Nothing, S::Document, Effect::DropAnswers},
    TransitionRow{S::Consent, E::GiveUp, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Consent, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},

    TransitionRow{S::Scan, E::ScanPassed, Need::Consent, S::Result, Effect::Keep},
    TransitionRow{S::Scan, E::ScanFailed, Need::Nothing, S::Failure, Effect::UseTry},
    TransitionRow{S::Scan, E::ScanSpoiled, Need::Nothing, S::Failure, Effect::Keep},
    // A scan that was stopped is not a try. The buyer may want to withdraw, so consent is asked anew.
    TransitionRow{S::Scan, E::ScanStopped, Need::Nothing, S::Consent, Effect::DropConsent},
    TransitionRow{S::Scan, E::ConsentDeclined, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Scan, E::AskOtherWay, Need::Nothing, S::OtherWay, Effect::Keep},
    TransitionRow{S::Scan, E::BackToDetails, Need::Nothing, S::Details, Effect::DropAnswers},
    TransitionRow{S::Scan, E::BackToDocument, Need::Nothing, S::Document, Effect::DropAnswers},
    TransitionRow{S::Scan, E::BackToConsent, Need::Nothing, S::Consent, Effect::DropConsent},
    TransitionRow{S::Scan, E::GiveUp, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Scan, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},

    TransitionRow{S::Failure, E::TryAgain, Need::TriesLeft, S::Scan, Effect::Keep},
    TransitionRow{S::Failure, E::AskOtherWay, Need::Nothing, S::OtherWay, Effect::Keep},
    TransitionRow{S::Failure, E::ConsentDeclined, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Failure, E::BackToDetails, Need::Nothing, S::Details, Effect::DropAnswers},
    TransitionRow{S::Failure, E::BackToDocument, Need::Nothing, S::Document, Effect::DropAnswers},
    TransitionRow{S::Failure, E::BackToConsent, Need::Nothing, S::Consent, Effect::DropConsent},
    TransitionRow{S::Failure, E::GiveUp, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Failure, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},

    // Open to everybody at any time after the document, also with no try left; a scan by other terms needs
    // consent and a try like any other. Consent is there where a scan went before; after a no it is not.
    TransitionRow{S::OtherWay, E::OtherWay, Need::Nothing, S::Result, Effect::TakeOtherWay},
    TransitionRow{S::OtherWay, E::ScanOtherWay, Need::TriesLeft, S::Scan, Effect::Keep},
    TransitionRow{S::OtherWay, E::AskConsent, Need::Nothing, S::Consent, Effect::DropConsent},
    TransitionRow{S::OtherWay, E::ConsentDeclined, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::OtherWay, E::BackToDetails, Need::Nothing, S::Details, Effect::DropAnswers},
    TransitionRow{S::OtherWay, E::BackToDocument, Need::Nothing, S::Document, Effect::DropAnswers},
    TransitionRow{S::OtherWay, E::BackToConsent, Need::Nothing, S::Consent, Effect::DropAnswers},
    TransitionRow{S::OtherWay, E::GiveUp, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::OtherWay, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},

    // The registration is stored when this page opens; there is no way back into it.
    TransitionRow{S::Result, E::NextBuyer, Need::Nothing, S::Details, Effect::EraseDraft},
    TransitionRow{S::Result, E::SignOut, Need::Nothing, S::SignedOut, Effect::EraseDraft},
};

}  // namespace

std::span<const TransitionRow> workflowTable() {
    return kTable;
}

bool usesTry(Reason dominant) {
    return dominant != Reason::CameraNotTrusted && dominant != Reason::CameraTooSlowOrSmall;
}

std::string_view stateName(CounterState state) {
    switch (state) {
        case S::SignedOut:
            return "signed_out";
        case S::Details:
            return "details";
        case S::Document:
            return "document";
        case S::Consent:
            return "consent";
        case S::Scan:
            return "scan";
        case S::Failure:
            return "failure";
        case S::OtherWay:
            return "other_way";
        case S::Result:
            return "result";
    }
    return "invalid";
}

std::string_view eventName(CounterEvent event) {
    switch (event) {
        case E::SignIn:
            return "sign_in";
        case E::SignOut:
            return "sign_out";
        case E::DetailsDone:
            return "details_done";
        case E::PortraitDone:
            return "portrait_done";
        case E::ConsentGiven:
            return "consent_given";
        case E::ConsentDeclined:
            return "consent_declined";
        case E::ScanPassed:
            return "scan_passed";
        case E::ScanFailed:
            return "scan_failed";
        case E::ScanSpoiled:
            return "scan_spoiled";
        case E::ScanStopped:
            return "scan_stopped";
        case E::TryAgain:
            return "try_again";
        case E::AskOtherWay:
            return "ask_other_way";
        case E::ScanOtherWay:
            return "scan_other_way";
        case E::AskConsent:
            return "ask_consent";
        case E::OtherWay:
            return "other_way";
        case E::BackToDetails:
            return "back_to_details";
        case E::BackToDocument:
            return "back_to_document";
        case E::BackToConsent:
            return "back_to_consent";
        case E::NextBuyer:
            return "next_buyer";
        case E::GiveUp:
            return "give_up";
    }
    return "invalid";
}

const TransitionRow* Workflow::row(CounterEvent event) const {
    const auto met = [this](Need need) {
        switch (need) {
            case Need::Nothing:
                return true;
            case Need::Portrait:
                return !m_draft.portraitJpeg.empty();
            case Need::Consent:
                return m_draft.consent.has_value();
            case Need::TriesLeft:
                return triesLeft() > 0 && m_draft.consent && !m_draft.portraitJpeg.empty();
        }
        return false;
    };
    const auto found = std::find_if(kTable.begin(), kTable.end(), [&](const TransitionRow& candidate) {
        return candidate.from == m_state && candidate.event == event && met(candidate.need);
    });
    return found == kTable.end() ? nullptr : &*found;
}

bool Workflow::allows(CounterEvent event) const {
    return row(event) != nullptr;
}

bool Workflow::handle(CounterEvent event) {
    const auto* transition = row(event);
    if (!transition) return false;
    apply(transition->effect);
    m_state = transition->to;
    if (m_state == S::SignedOut) m_clerk.clear();
    return true;
}

bool Workflow::agree(NoticeTold told) {
    withdrawConsent();
    if (m_state != S::Consent) return false;
    m_draft.consent = std::move(told);
    if (handle(E::ConsentGiven)) return true;
    withdrawConsent();
    return false;
}

void Workflow::dropOtherWay() {
    if (m_draft.otherWay) wipe(m_draft.otherWay->supportingJpeg);
    m_draft.otherWay.reset();
}

Workflow::Person Workflow::setDetails(BuyerDetails details) {
    withdrawConsent();
    const auto who = [](const BuyerDetails& of) {
        return std::tie(of.documentKind, of.documentNumber, of.name);
    };
    const Person person = who(m_draft.details) == who(details) ? Person::Same : Person::Another;
    wipe(m_draft.details);
    m_draft.details = std::move(details);
    if (person == Person::Same) return person;
    m_draft.lastReasons.clear();
    m_draft.told.reset();
    if (m_draft.guardian) wipe(*m_draft.guardian);
    m_draft.guardian.reset();
    dropOtherWay();
    return person;
}

void Workflow::setPortrait(Bytes jpeg) {
    withdrawConsent();
    wipe(m_draft.portraitJpeg);
    m_draft.portraitJpeg = std::move(jpeg);
}

void Workflow::apply(Effect effect) {
    switch (effect) {
        case Effect::Keep:
            return;
        case Effect::UseTry:
            ++m_draft.triesUsed;
            return;
        case Effect::DropConsent:
            m_draft.consent.reset();
            return;
        case Effect::DropAnswers:
            m_draft.consent.reset();
            m_draft.told.reset();
            if (m_draft.guardian) wipe(*m_draft.guardian);
            m_draft.guardian.reset();
            dropOtherWay();
            return;
        case Effect::TakeOtherWay:
            m_draft.withoutScan = true;
            return;
        case Effect::EraseDraft:
            wipe(m_draft);
            m_draft = {};
            return;
    }
}

std::vector<CounterState> Workflow::reachableBack() const {
    std::vector<CounterState> pages;
    for (const auto& [event, page] :
         {std::pair{E::BackToDetails, S::Details}, std::pair{E::BackToDocument, S::Document},
          std::pair{E::BackToConsent, S::Consent}}) {
        if (allows(event)) pages.push_back(page);
    }
    return pages;
}

}  // namespace countersign
