// How an operator's keys and certificates come and go. Every change is one durable write of operator.json,
// new key files before it: a kill in the middle leaves a folder as it was, with a file too many at most. The
// gateway takes changes at its next start. One caller at a time.
//
// Signing: a new key is made known to the counters first, while the old one goes on signing; only retiring
// the old one puts the next in its place. So no counter meets a signature it can't know. A counter that
// sleeps through this follows the chain of bundles, each signed by a key that the one before it names.
// Sealing: a new key is in force at once, since whoever seals needs to be told nothing; what was sealed to
// the old ones is taken for ever, since it may lie on a counter for months.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "operator/operator_folder.h"
#include "protocol/hash.h"
#include "protocol/key_bundle.h"

namespace countersign {

// What counters are told now: the newest bundle, or what the folder held from the start as version 0.
[[nodiscard]] Result<KeyBundle> keysInForce(const std::filesystem::path& folder);

enum class KeyUse { Signing = 1, Sealing };

struct NewKey {
    KeyId id;
    std::filesystem::path file;  // the secret half
    std::uint64_t keysVersion = 0;
};
[[nodiscard]] Result<NewKey> rotateKey(const std::filesystem::path& folder, KeyUse use);

struct RetiredKey {
    KeyId id;
    std::filesystem::path file;  // of its secret half, which nothing needs any more
    KeyId nowSigning;
    std::uint64_t keysVersion = 0;
};
// `name`: the beginning of a signing key's id, as long as only one begins so. OperatorFolderUnusable if there
// is none, if it is the only one, or if it is a sealing key, which stays.
[[nodiscard]] Result<RetiredKey> retireKey(const std::filesystem::path& folder, const std::string& name);

// OperatorFolderUnusable for the certificate in use: counters would find no server. Returns the version.
[[nodiscard]] Result<std::uint64_t> revokeCertificate(const std::filesystem::path& folder,
                                                      const Sha256& fingerprint);

struct RenewedCertificate {
    Sha256 before{}, now{};
    std::vector<std::string> hosts;
};
// Under the same authority, whose key has to lie in the folder. No hosts: those of the present certificate.
[[nodiscard]] Result<RenewedCertificate> renewCertificate(const std::filesystem::path& folder,
                                                          const std::vector<std::string>& hosts,
                                                          const Clock& clock);

}  // namespace countersign
