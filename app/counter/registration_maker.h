// What a finished registration says, and what the buyer's receipt shows of it. Pure functions; GUI thread.
#pragma once

#include <optional>
#include <string>

#include "app/counter/receipt_words.h"
#include "capture/frame_source.h"
#include "enrolment/engine_thread.h"
#include "enrolment/policy.h"
#include "enrolment/workflow.h"
#include "pages/result_page.h"

namespace countersign {

// What the draft does not know.
struct MakingFacts {
    std::string clerk;
    std::optional<SourceInfo> source;  // the camera in use
    bool challengeBound = false;       // drawn with the key that the operator shares
    bool practice = false;
    WallTime at;
};

// The terms of this draft's scan: the usual ones, or those of the other way that was chosen.
[[nodiscard]] ChallengePolicy scanTerms(const Draft& draft, const Policy& policy);

// `scan` null: without a scan.
[[nodiscard]] Registration makeRegistration(const Draft& draft, const ScanFinished* scan,
                                            const Policy& policy, const MakingFacts& facts);

[[nodiscard]] ui::ResultView resultViewOf(const Registration& registration, const ReceiptWords& words);

}  // namespace countersign
