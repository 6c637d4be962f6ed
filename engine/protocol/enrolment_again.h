// A counter that is enrolled already is enrolled again: whether the office it knows stands behind the answer,
// whatever gateway gave it, and by which keys and policy it goes on, so that nothing goes back. The answer of
// an honest gateway may well be older than what the counter has: keys and policies go to a part of the
// counters first, which is drawn by their ids, and enrolling again gives a new id. Values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "protocol/device_enrolment.h"

namespace countersign {

// What the counter has by its present enrolment; `keys` name an office.
struct KnownOperator {
    KeyBundle keys;              // in force
    std::vector<Bytes> bundles;  // that led there, oldest first, the enrolment's own among them
    std::uint64_t policyVersion = 0;
};

enum class PolicyInForce { OfAnswer = 1, Kept };

// What is in force once the answer is taken.
struct CarriedOver {
    KeyBundle keys;
    std::vector<Bytes> bundles;  // that lead there from what the answer itself says, oldest first
    PolicyInForce policy = PolicyInForce::OfAnswer;
};

// Only the office keys in force count, and those that the answer leads to by bundles which these signed, link
// by link. The answer's own keys are the ones in force then, or such as these follow from; a key in force
// signed the answer, and its policy is by an office key in force or not newer than the counter's.
// OfficeSignatureMissing.
[[nodiscard]] Result<CarriedOver> carryOver(const EnrolmentResponse& answer, const KnownOperator& known);

}  // namespace countersign
