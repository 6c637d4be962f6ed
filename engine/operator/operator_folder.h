// The folder of one gateway: keys, certificates, policy, ledger, bodies. The ingest gateway reads everything
// in it except the opening key, which `init` writes for the review side and which should be moved to another
// machine.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "operator/certificates.h"
#include "protocol/keys.h"
#include "protocol/signed_policy.h"

namespace countersign {

struct OperatorPaths {
    explicit OperatorPaths(const std::filesystem::path& folder);
    std::filesystem::path folder;
    std::filesystem::path description;  // operator.json, written last: its presence says "complete"
    std::filesystem::path signingKey;   // receipts, policy
    std::filesystem::path openingKey;   // opens payloads; not needed by the gateway
    std::filesystem::path authority;    // CA certificate: goes to every counter
    std::filesystem::path authorityKey;
    std::filesystem::path serverCertificate;
    std::filesystem::path serverKey;
    std::filesystem::path policy;  // signed
    std::filesystem::path ledger;
    std::filesystem::path bodies;
};

struct OperatorSetup {
    std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"};
    std::string policyJson = R"({"policy_version":1})";
};

// OperatorFolderUnusable if there is a gateway already. The folder gets mode 0700.
[[nodiscard]] Status initOperatorFolder(const std::filesystem::path& folder, const OperatorSetup& setup,
                                        const Clock& clock);

// What serving needs. The signer lives in locked memory.
struct OperatorIdentity {
    SigningKey signingKey;
    std::vector<VerifyingKey> verifyingKeys;  // several while they rotate
    std::vector<SealingKey> sealingKeys;      // the first one is given to new counters
    Bytes policy;
    CertificateAndKey server;
};
[[nodiscard]] Result<OperatorIdentity> openOperatorFolder(const std::filesystem::path& folder);

// Counters that enrol from the gateway's next start get this policy: one signed by the folder's key, or JSON,
// which is signed here. Errors: those of openOperatorFolder; PolicyNotNewer, SignatureInvalid,
// MessageMalformed: nothing was changed.
[[nodiscard]] Result<OperatorPolicy> replacePolicy(const std::filesystem::path& folder, ByteView policy);

}  // namespace countersign
