// The review desk's part for the regulator: what a yes tells it, and what a yes that is taken back.
#include <sodium.h>

#include "identity/document_number.h"
#include "operator/review_desk.h"

namespace countersign {
namespace {

constexpr std::string_view kNoConsent = "consent_does_not_cover";
constexpr std::string_view kNoRegulatorKey = "no_regulator_key";
constexpr std::string_view kPractice = "practice";
// A yes was taken back that the regulator may hold, and the record can't be read any more.
constexpr std::string_view kTakenBackUnreadable = "taken_back_unreadable";

// Overwrites a copy of what is personal.
struct WipedAttestation {
    Attestation value;
    WipedAttestation() = default;
    WipedAttestation(const WipedAttestation&) = delete;
    WipedAttestation& operator=(const WipedAttestation&) = delete;
    ~WipedAttestation() {
        for (auto* text : {&value.name, &value.documentNumber, &value.msisdn, &value.iccid, &value.imei})
            sodium_memzero(text->data(), text->size());
        wipe(value.portraitJpeg);
    }
};

}  // namespace

AttestedWay attestedWayOf(const RegistrationFacts& facts) {
    if (facts.withoutScan) return AttestedWay::Person;
    return facts.otherWay ? AttestedWay::OtherWay : AttestedWay::Scan;
}

Result<Bytes> ReviewDesk::attest(const RecordRow& row, const RegistrationFacts& facts,
                                 Attestation& about) const {
    about.key = {row.deviceId, row.recordId, row.revision + 1};
    about.name = facts.name;
    about.documentKind = facts.documentKind ? documentKindName(*facts.documentKind) : "";
    about.documentNumber = facts.documentNumber;
    about.msisdn = facts.msisdn;
    about.iccid = facts.iccid;
    about.imei = facts.imei;
    about.way = attestedWayOf(facts);
    about.evidenceHash = row.envelopeHash;
    about.practice = row.practice;
    return sealAttestation(about, *m_keys.regulator);
}

Status ReviewDesk::turnIntoYes(Decision& decision, const RecordRow& row, const OpenedRecord& opened,
                               const RegistrationFacts& facts) const {
    const auto& rules = m_rules.forwarding;
    if (rules.content == ForwardContent::None) {
        decision.status = ReceiptStatus::Activated;
        return {};
    }
    decision.status = ReceiptStatus::Accepted;
    if (row.practice && !rules.practice) {
        decision.notForwarded = kPractice;
        return {};
    }
    if (!consentCovers(facts, rules.content)) {
        decision.notForwarded = kNoConsent;
        return {};
    }
    if (!m_keys.regulator) {
        decision.notForwarded = kNoRegulatorKey;
        return {};
    }
    WipedAttestation about;
    about.value.at = std::chrono::floor<std::chrono::seconds>(decision.at);
    about.value.legalGround = rules.ground;
    if (rules.content == ForwardContent::Portrait) about.value.portraitJpeg = opened.payload.portraitJpeg;
    auto sealed = attest(row, facts, about.value);
    if (!sealed) return failure(sealed.error());
    decision.item =
        SealedItem{std::string(forwardContentName(about.value.content())), rules.ground, std::move(*sealed)};
    decision.picturesUntil.reset();
    return {};
}

// On the ground of the yes, whatever the policy says today: what the regulator was told is no longer so. No
// consent is asked for either, and no picture goes. Whether the yes ever left is the case book's to know.
Status ReviewDesk::takeBack(Decision& decision, const RecordRow& row,
                            const Result<OpenedRecord>& opened) const {
    const auto history = m_book.history(row.deviceId, row.recordId);
    if (!history) return failure(history.error());
    if (history->forwarding.empty()) return {};
    // A no is the last word: whoever has the key can tell the regulator, and nobody could afterwards.
    if (!opened && m_opener.lacksKey(row)) return failure(opened.error());
    std::optional<RegistrationFacts> facts;
    if (opened && opened->genuine) {
        if (auto read = readFacts(opened->payload.fields, m_clock.wall())) facts = std::move(*read);
    }
    if (facts && !m_keys.regulator) return {};  // it has to be given, if the yes left
    WipedAttestation about;
    about.value.at = std::chrono::floor<std::chrono::seconds>(decision.at);
    about.value.legalGround = history->ground;
    about.value.result = AttestedResult::Refused;
    auto sealed = facts ? attest(row, *facts, about.value) : Result<Bytes>();
    if (!facts || !sealed) {
        decision.notForwarded = kTakenBackUnreadable;
        return {};
    }
    decision.item = SealedItem{std::string(forwardContentName(about.value.content())), history->ground,
                               std::move(*sealed)};
    return {};
}

}  // namespace countersign
