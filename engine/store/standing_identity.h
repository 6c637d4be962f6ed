// Inside the folder only: what an enrolment and the key bundles since say, put together from the files of the
// identity folder. Values; any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "core/result.h"
#include "protocol/key_bundle.h"
#include "store/device_identity.h"
#include "store/identity_files.h"

namespace countersign::identity {

struct Standing {
    StoredEnrolment stored;
    DeviceIdentity identity;     // its policy is the enrolment's
    Bytes policy;                // that one as it was signed
    KeyBundle keys;              // in force
    std::vector<Bytes> bundles;  // that led there, the answer's own among them
    std::vector<Bytes> chain;    // of these those after the answer's own
    // All keys that ever were in force since the enrolment: what was taken over under one that is retired now
    // was genuine then.
    std::vector<VerifyingKey> everTrusted;
};

// DeviceIdentityDamaged for an answer that is not to this key, and for bundles that don't follow. Null: the
// key is lost or doesn't matter; then to whichever, and the identity has no signer.
[[nodiscard]] Result<Standing> standingOf(StoredEnrolment stored, std::vector<Bytes> chain,
                                          std::shared_ptr<const Signer> key);

struct PolicyAndBytes {
    OperatorPolicy policy;
    Bytes bytes;  // as it was signed
};
// In force: what came since the enrolment, else the enrolment's. DeviceIdentityDamaged.
[[nodiscard]] Result<PolicyAndBytes> policyInForce(const std::filesystem::path& folder,
                                                   const Standing& standing);

// Which of these keys signed it; empty: none of them.
[[nodiscard]] std::optional<KeptPolicy> keptBy(const std::vector<VerifyingKey>& keys, const Bytes& policy);

}  // namespace countersign::identity
