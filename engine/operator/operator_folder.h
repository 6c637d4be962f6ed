// The folder of one gateway: keys, certificates, policy, ledger, bodies. The ingest gateway reads everything
// in it except the opening keys, which are written for the review side, and the office's key, which signs
// policies and key bundles (protocol/rule_keys.h): both should be moved to other machines. What is in force
// stands in operator.json, which is written as a whole: that one write is the moment at which a key comes or
// goes (key_rotation.h), and files that it doesn't name mean nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "operator/certificates.h"
#include "operator/folder_change.h"
#include "operator/policy_rollout.h"
#include "protocol/key_bundle.h"
#include "protocol/keys.h"
#include "protocol/signed_policy.h"

namespace countersign {

struct OperatorPaths {
    explicit OperatorPaths(const std::filesystem::path& folder);
    std::filesystem::path folder;
    std::filesystem::path description;  // operator.json, written last: its presence says "complete"
    std::filesystem::path keys;
    std::filesystem::path signingKey;  // the first one: receipts, notices, answers
    std::filesystem::path officeKey;   // signs policies and key bundles; not needed by the gateway
    std::filesystem::path openingKey;  // the first one: opens payloads; not needed by the gateway
    std::filesystem::path authority;   // CA certificate: goes to every counter
    std::filesystem::path authorityKey;
    std::filesystem::path counterAuthority;  // signs the counters' certificates, and no server's
    std::filesystem::path counterAuthorityKey;
    std::filesystem::path serverCertificate;
    std::filesystem::path serverKey;
    std::filesystem::path policy;    // signed; the first one
    std::filesystem::path prepared;  // a change of keys that waits for the office (key_release.h)
    std::filesystem::path rollout;   // a newer one for a part of the counters
    std::filesystem::path ledger;
    std::filesystem::path bodies;
    std::filesystem::path parts;  // envelopes that are still coming in
};

struct OperatorSetup {
    std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"};
    std::string policyJson = R"({"policy_version":1})";
    std::string ledger{};  // where it is if not in this folder: "postgresql://…"
};

// OperatorFolderUnusable if there is a gateway already. The folder gets mode 0700.
[[nodiscard]] Status initOperatorFolder(const std::filesystem::path& folder, const OperatorSetup& setup,
                                        const Clock& clock);

// Makes the authority of the counters' certificates for a folder of before there was one.
[[nodiscard]] Status ensureCounterAuthority(const std::filesystem::path& folder, const Clock& clock);

// What serving needs. The signer lives in locked memory.
struct OperatorIdentity {
    SigningKey signingKey;
    std::vector<VerifyingKey> verifyingKeys;  // the first one signs; others are known to counters and wait
    std::vector<SealingKey> sealingKeys;      // the first one is given out; all are taken, records come late
    // By the office where there is one; else by the signing key, whoever signed the one in the folder.
    Bytes policy;
    CertificateAndKey server;
    std::vector<VerifyingKey> retiredKeys;  // what they signed was genuine then
    // Of the retired ones those whose files are still there: they sign nothing, and open the courier's files
    // of counters that know no newer key yet.
    std::vector<SigningKey> formerKeys;
    struct SignedBundle {
        std::uint64_t version = 0;
        Bytes bytes;
        KeyBundle keys;
    };
    std::vector<SignedBundle> bundles;  // every key bundle that was ever made, oldest first
    std::string ledger{};               // as in OperatorSetup
    std::optional<PolicyRollout> rollout{};
    // Signs the counters' certificates; empty: a folder of before there was one.
    std::optional<CertificateAndKey> counterAuthority{};
    // Public halves of the office's keys; none: a folder of before there was an office, whose signing key
    // does its work.
    std::vector<VerifyingKey> officeKeys{}, retiredOfficeKeys{};
    std::optional<Ring> keysRing{};      // the newest bundle goes to these counters only
    std::filesystem::path policyFile{};  // where `policy` lies

    // With the retired ones: for looking at what was signed long ago.
    [[nodiscard]] std::vector<VerifyingKey> everyKey() const;
    // Who may sign what comes into force now.
    [[nodiscard]] RuleKeys ruleKeys() const { return {verifyingKeys, officeKeys}; }
    // Who may have signed the policy in force.
    [[nodiscard]] RuleKeys policyRules() const;
    // Whether this counter is to have the bundle of this version.
    [[nodiscard]] bool keysReach(const DeviceId& counter, std::uint64_t version) const;
    // The next links of the chain for this counter, as many as are handed out at once.
    [[nodiscard]] std::vector<Bytes> bundlesAfter(const DeviceId& counter, std::uint64_t version) const;
    // Of those that reach this counter after `version` the ones that change the office's keys, oldest first:
    // by them it can follow to whoever signed the newest, whatever it slept through.
    [[nodiscard]] std::vector<Bytes> linksAfter(const DeviceId& counter, std::uint64_t version) const;
    // Of the office's keys those that counters outside the newest bundle's ring know too.
    [[nodiscard]] std::vector<VerifyingKey> officeKeysEverywhere() const;
    struct KeysTold {
        std::vector<VerifyingKey> verifyingKeys;
        SealingKey sealingKey;
        std::vector<VerifyingKey> officeKeys;
        Bytes bundle;  // empty: there is none yet
    };
    // What a counter begins with that enrols now.
    [[nodiscard]] KeysTold keysFor(const DeviceId& counter) const;
    [[nodiscard]] const Bytes& policyFor(const DeviceId& counter) const;
};
[[nodiscard]] Result<OperatorIdentity> openOperatorFolder(const std::filesystem::path& folder);
// What openOperatorFolder would say if this were operator.json.
[[nodiscard]] Result<OperatorIdentity> tryOperatorFolder(const std::filesystem::path& folder,
                                                         std::string_view description);

struct SignedPolicy {
    OperatorPolicy policy;
    Bytes bytes;  // by the office where there is one, else by the signing key
};
// OperatorFolderUnusable for a signed policy that is too long for a contact or an enrolment to tell.
[[nodiscard]] Status checkPolicyLength(ByteView policy);

// `offered` as what follows `present`. It is signed by the office; or it is JSON and signed here, by `office`
// or in a folder without an office by the signing key. PolicyNotNewer, SignatureInvalid,
// OfficeSignatureMissing, MessageMalformed; KeysNotEverywhere for one that a part of the counters could not
// verify; OperatorFolderUnusable for JSON without the office.
[[nodiscard]] Result<SignedPolicy> nextPolicy(const OperatorIdentity& identity, ByteView present,
                                              ByteView offered, const Signer* office = nullptr);
// Every counter gets this policy from the gateway's next start on. Errors: those of openOperatorFolder and of
// nextPolicy: nothing was changed.
[[nodiscard]] Result<OperatorPolicy> replacePolicy(const FolderChange& change, ByteView policy,
                                                   const Signer* office = nullptr);
[[nodiscard]] Result<OperatorPolicy> replacePolicy(const std::filesystem::path& folder, ByteView policy,
                                                   const Signer* office = nullptr);

}  // namespace countersign
