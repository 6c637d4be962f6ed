#include "protocol/enrolment_again.h"

#include <algorithm>

#include "protocol/failures.h"

namespace countersign {
namespace {

Error refused() {
    return protocol::officeSignatureMissing(
        "an answer with older keys than this counter has, or not by its office");
}

// As far as genuine bundles lead; what doesn't follow is passed over.
void follow(const std::vector<Bytes>& offered, KeyBundle& keys, std::vector<Bytes>& taken) {
    for (const auto& bytes : offered) {
        if (auto next = followKeys(keys, bytes)) {
            keys = std::move(*next);
            taken.push_back(bytes);
        }
    }
}

}  // namespace

Result<CarriedOver> carryOver(const EnrolmentResponse& answer, const KnownOperator& known) {
    auto newest = known.keys;
    auto bundles = known.bundles;
    follow(answer.links, newest, bundles);
    if (!answer.keys.empty()) follow({answer.keys}, newest, bundles);

    auto own = keysOf(answer);
    if (!own) return failure(own.error());
    CarriedOver carried{std::move(*own), {}, PolicyInForce::OfAnswer};
    // The gateway alone says which keys an answer without a bundle means, and an older bundle may be by an
    // office key that was retired since: so whatever they are, they count for nothing unless the newest
    // follow from them, and these then are in force.
    follow(bundles, carried.keys, carried.bundles);
    if (carried.keys != newest) return failure(refused());

    if (std::ranges::none_of(newest.verifyingKeys,
                             [&](const auto& key) { return key.id() == answer.signedBy; }))
        return failure(refused());

    const auto offered = readAnyPolicy(answer.policy);
    if (!offered) return failure(offered.error());
    const bool byOffice = verifyPolicy(answer.policy, newest.officeKeys).has_value();
    if (!byOffice && offered->version > known.policyVersion) return failure(refused());
    // By an office key that was retired since it comes into force nowhere, whatever its number.
    if (!byOffice || offered->version < known.policyVersion) carried.policy = PolicyInForce::Kept;
    return carried;
}

}  // namespace countersign
