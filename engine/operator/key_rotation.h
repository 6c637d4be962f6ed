// How an operator's keys and certificates come and go. Every change is released as key_release.h says, new
// key files before it: a kill in the middle leaves a folder as it was, with a file too many at most. One
// caller at a time.
//
// Signing: a new key is made known to the counters first, while the old one goes on signing; only retiring
// the old one puts the next in its place. So no counter meets a signature it can't know. A counter that
// sleeps through this follows the chain of bundles, each signed by a key that the one before it names.
// Sealing: a new key is in force at once, since whoever seals needs to be told nothing; what was sealed to
// the old ones is taken for ever, since it may lie on a counter for months.
// Office: as signing; two are known for a while, and policy and bundles are signed by either.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "operator/key_release.h"
#include "operator/operator_folder.h"
#include "protocol/hash.h"
#include "protocol/key_bundle.h"

namespace countersign {

enum class KeyUse { Signing = 1, Sealing };

struct NewKey {
    KeyId id;
    std::filesystem::path file;  // the secret half
    Released released;
};
// Errors of this and the others: those of openDraft and release.
[[nodiscard]] Result<NewKey> rotateKey(const std::filesystem::path& folder, KeyUse use,
                                       const KeysRelease& how = {});

struct RetiredKey {
    KeyId id;
    // Of a signing key: its secret half, which nothing needs any more. Empty: an office key.
    std::filesystem::path file;
    KeyId nowSigning;
    Released released;
};
// `name`: the beginning of a signing or office key's id, as long as only one begins so.
// OperatorFolderUnusable if there is none, if it is the only one of its use, if it is a sealing key, which
// stays, or an office key that signed the policy in force. KeysNotEverywhere while the keys that make the
// next one known go, or went until they were stopped, to a part of the counters, unless it was stolen. The
// key whose making known was stopped can be taken back.
[[nodiscard]] Result<RetiredKey> retireKey(const std::filesystem::path& folder, const std::string& name,
                                           const KeysRelease& how = {});

// Makes a further key of the office's known. OperatorFolderUnusable in a folder without an office: see
// introduceOffice.
[[nodiscard]] Result<Released> addOfficeKey(const std::filesystem::path& folder, const VerifyingKey& key,
                                            const KeysRelease& how = {});

// OperatorFolderUnusable for the certificate in use: counters would find no server.
[[nodiscard]] Result<Released> revokeCertificate(const std::filesystem::path& folder,
                                                 const Sha256& fingerprint, const KeysRelease& how = {});

struct RenewedCertificate {
    Sha256 before{}, now{};
    std::vector<std::string> hosts;
};
// Under the same authority, whose key has to lie in the folder. No hosts: those of the present certificate.
[[nodiscard]] Result<RenewedCertificate> renewCertificate(const std::filesystem::path& folder,
                                                          const std::vector<std::string>& hosts,
                                                          const Clock& clock);

}  // namespace countersign
