// How a change of the operator's keys comes into force: as a key bundle, which goes to every counter or to a
// part of them first. Where the folder knows an office key (protocol/rule_keys.h) the bundle is the office's:
// either the office's key is at hand, or the change is prepared, carried to the office, signed there and
// taken. What is prepared changes nothing. Coming into force is one durable write of operator.json: a kill in
// the middle leaves the folder as it was. The gateway takes it at its next start. One caller at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "core/result.h"
#include "operator/folder_change.h"
#include "operator/operator_folder.h"
#include "operator/ring.h"
#include "protocol/key_bundle.h"

namespace countersign {

// What counters are told now: the newest bundle, or what the folder held from the start as version 0.
[[nodiscard]] Result<KeyBundle> keysInForce(const std::filesystem::path& folder);

enum class Urgency {
    Planned = 1,
    Stolen,  // a key is in wrong hands: nobody waits, what goes to a part of the counters goes to all at once
};

struct KeysRelease {
    const Signer* office = nullptr;  // null: not at hand
    std::optional<Ring> ring{};      // share and counters that get it first; empty: all
    Urgency urgency = Urgency::Planned;
};

struct Released {
    std::uint64_t version = 0;
    Bytes draft{};  // for the office to sign (protocol/key_draft.h); empty: it is in force
};

// The folder as it is, to be changed and released once.
struct FolderDraft {
    OperatorPaths paths;
    OperatorIdentity identity;
    nlohmann::json description;
    KeyBundle keys;
    Sha256 from{};                               // of operator.json as it was read
    std::shared_ptr<const FolderChange> change;  // nobody else changes the folder meanwhile
};
[[nodiscard]] Result<FolderDraft> openDraft(const std::filesystem::path& folder);
// OperatorFolderUnusable if counters with these office keys could not verify the policies that the folder
// gives them.
[[nodiscard]] Status policiesStand(const OperatorIdentity& identity,
                                   const std::vector<VerifyingKey>& officeKeys);
// Without a bundle, for what counters need not hear of.
[[nodiscard]] Status writeDraft(const FolderDraft& draft);
// The next bundle, and everything that was changed with it. `signing` signs where there is no office.
// KeysNotEverywhere while the bundle before goes to a part of the counters, unless a key was stolen;
// OperatorFolderUnusable for another office's key, and for a ring after a rollout that was stopped: what was
// stopped comes along with what follows, so that goes to all.
[[nodiscard]] Result<Released> release(FolderDraft& draft, const Signer& signing, const KeysRelease& how);

// Puts what was prepared in force, signed by the office. Without a ring, for the one it was prepared with.
// OfficeSignatureMissing, SignatureInvalid; OperatorFolderUnusable if nothing was prepared, if these are
// other keys, if the folder changed since, or as release for a ring.
[[nodiscard]] Result<std::uint64_t> takeKeys(const std::filesystem::path& folder, ByteView bundle,
                                             const std::optional<Ring>& ring);

// Gives a folder of before there was an office one: the policy in force is signed anew by this key, and from
// now on policies and key bundles are. Counters hear of it by two bundles, the first of which is the signing
// key's last. Returns the version of the second. OperatorFolderUnusable if there is an office already, or
// while policy or keys go to a part of the counters.
[[nodiscard]] Result<std::uint64_t> introduceOffice(const std::filesystem::path& folder,
                                                    const Signer& office);

// Of the newest bundle. OperatorFolderUnusable if it goes to all, or was stopped (but for finishing).
[[nodiscard]] Result<Ring> widenKeys(const std::filesystem::path& folder, int share,
                                     const std::vector<DeviceId>& counters);
// Nobody else gets it; who has it keeps it. The way back is a newer bundle.
[[nodiscard]] Status stopKeys(const std::filesystem::path& folder);
[[nodiscard]] Result<std::uint64_t> finishKeys(const std::filesystem::path& folder);

}  // namespace countersign
