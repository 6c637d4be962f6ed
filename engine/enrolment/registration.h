// A registration as the counter builds it up, from the first field to the sealed record. Plain values; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/data_terms.h"
#include "core/ids.h"
#include "core/secret.h"
#include "enrolment/other_way.h"
#include "identity/document_kind.h"
#include "liveness/capture_watch.h"
#include "liveness/challenge_plan.h"
#include "liveness/session_types.h"
#include "matching/match_types.h"
#include "vision/border_hash.h"

namespace countersign {

enum class Purchase { SimCard = 1, Phone, SimAndPhone };

// As typed and checked; numbers without grouping.
struct BuyerDetails {
    Purchase purchase = Purchase::SimCard;
    DocumentKind documentKind = DocumentKind::ResidentId;
    std::string documentNumber;
    std::string name;           // UTF-8, NFC, as on the document
    std::string msisdn;         // E.164 with +
    std::string iccid;          // empty for a phone alone
    std::string imei;           // empty for a SIM alone
    std::string buyerLanguage;  // BCP 47: zh-CN, en, ar, ug ...

    // Of this buyer. What is bought, by which kind of document and in which language stands there from the
    // beginning.
    [[nodiscard]] bool nothingTyped() const {
        return documentNumber.empty() && name.empty() && msisdn.empty() && iccid.empty() && imei.empty();
    }
};

// The notice that was on the screen when the buyer answered. It counts, whatever the policy says later.
struct NoticeTold {
    std::string noticeVersion;  // names the very words: the text's version, what is forwarded, a hash
    std::string language;
    WallTime at;
    DataTerms terms{};  // what it said of the buyer's data
};

// Who answers for a young buyer.
struct Guardian {
    std::string name;            // UTF-8, as on the guardian's own document
    std::string documentNumber;  // of it
    bool consents = false;       // below the age at which the buyer's own consent counts
};

struct CameraEvidence {
    std::string id, driver, bus;
    bool virtualDevice = false;
    int width = 0, height = 0;
    double framesPerSecond = 0;  // as measured over the scan
    std::uint64_t framesDropped = 0;
};

// How the challenge came about.
struct ChallengeEvidence {
    std::uint32_t attempt = 0;  // challenges shown for this record, this one included
    bool bound = false;         // drawn with the key that the operator shares
    ChallengeTerms terms;
};

// Everything that is sealed to the operator's key. Pictures are JPEG, in memory only.
struct Registration {
    RecordId recordId = RecordId::random();
    std::string clerk;  // clerk's id at this shop
    int tries = 0;
    BuyerDetails details;
    std::optional<NoticeTold> told;  // the scan's buyer has agreed to it; without a scan it was only shown
    std::optional<Guardian> guardian;
    std::optional<OtherWayTaken> otherWay;  // a scan by other terms, or none at all
    bool withoutScan = false;               // a person at the operator decides; otherWay says why
    Decision decision = Decision::Review;
    std::vector<Reason> reasons;  // of the decision, the dominant one first
    LivenessVerdict liveness;     // meaningless when withoutScan, like match
    MatchOutcome match;
    CameraEvidence camera;
    ChallengeEvidence challenge;
    CaptureFigures capture;
    std::string_view cameraRule = "trusted";  // cameraRuleOutcome
    Bytes portraitJpeg;
    Bytes bestFrameJpeg;
    std::optional<BorderHash> border;  // of the best frame, away from the buyer
    std::string policyVersion;         // under which it was decided
    WallTime finishedAt;
    bool practice = false;  // a practice buyer: such a record says so in the clear header
};

}  // namespace countersign
