// Who this counter is: its signing key, the operator's keys and address. Made once at enrolment, kept in one
// folder of mode 0700. The key is kept by the TPM where there is one ("device.tpm"), else in a file
// ("device.key"); both files have mode 0600, and envelopes say which it is. Values; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "protocol/device_enrolment.h"
#include "protocol/hash.h"
#include "protocol/keys.h"
#include "store/client_certificate.h"
#include "store/tpm_key.h"

namespace countersign {

// Where the operator answers, and the only authority whose certificates are believed.
struct GatewayAddress {
    std::string url;                // "https://host:port", no path
    std::string caPem;              // the operator's private CA; several while they overlap
    std::vector<Sha256> revoked{};  // certificates of that CA which are believed no more
    // By what this counter shows itself to the operator's TLS: key and certificate; empty: it has none.
    std::string clientPem{};
};

struct DeviceIdentity {
    DeviceId deviceId;
    std::shared_ptr<const Signer> signer;
    std::vector<VerifyingKey> operatorKeys;
    SealingKey sealingKey;
    GatewayAddress gateway;
    WallTime enrolledAt;
    OperatorPolicy policy;                     // the newest that was taken: at enrolment or since
    std::optional<ChallengeKey> challengeKey;  // empty: enrolled before there was one
    // Of the newest key bundle that was taken; keys and gateway above are as it says. 0: as enrolled.
    std::uint64_t keysVersion = 0;
    bool replaced = false;  // the operator let another counter take this one's place
    // Who signs policies and key bundles (protocol/rule_keys.h); empty: this counter knows of no office.
    std::vector<VerifyingKey> officeKeys{};
};

// Which TPM a key is made and used by. A program passes tpmOfThisComputer().
struct TpmChoice {
    std::string tcti;  // empty: none, keys are made in a file
    // Why a new key went into a file although there is a TPM; on the caller's thread. May be empty.
    std::function<void(const Error&)> passedOver;
};

// Whether an enrolment may put another operator in the place of the one whose office this counter knows.
enum class OtherOperator { Refused = 1, Meant };

namespace identity {
struct Standing;  // what the enrolment and the key bundles since say
}

// What an enrolment's answer is held against.
struct EnrolmentRules {
    OtherOperator other = OtherOperator::Refused;
    std::vector<VerifyingKey> office{};  // the operator's, known beforehand; empty: the first answer says it
};

// What setKeyAside() did.
struct KeyAside {
    std::vector<std::pair<std::string, std::filesystem::path>> moved{};  // its name, and where it lies now
};

class IdentityFolder {
  public:
    explicit IdentityFolder(std::filesystem::path folder, TpmChoice tpm = {});

    // NotEnrolled if there is none; DeviceIdentityExposed if others may read the key; DeviceIdentityDamaged.
    // With a key of a TPM also TpmMissing, TpmFailed, DeviceKeyOfAnotherTpm: it can't sign here and now.
    [[nodiscard]] Result<DeviceIdentity> load() const;

    // Enrolment, first half: the key that will be enrolled, made if there is none yet. It is kept before the
    // operator hears of it, so that an interrupted enrolment goes on with the same key. A new one goes into
    // the TPM if it takes it, else into a file; one that is there stays where it is, and if it can't be used
    // that is an error (those of load() but NotEnrolled) and never a reason to make another.
    [[nodiscard]] Result<std::shared_ptr<const Signer>> prepareKey() const;
    // Second half: the operator's answer is checked against the key and kept; from then on load() succeeds.
    // Of a counter that is enrolled and knows its operator's office nothing goes back: newer keys and a newer
    // policy than the answer's stay in force (protocol/enrolment_again.h). Where no office is known a newer
    // policy by the answer's own keys does. Atomic: after an error or a power cut there is the whole
    // enrolment before or the whole one after.
    // OfficeSignatureMissing, and nothing was changed, if an office that is known, by the enrolment before or
    // by `rules`, does not stand behind the answer.
    [[nodiscard]] Result<DeviceIdentity> complete(const GatewayAddress& gateway, ByteView enrolmentResponse,
                                                  const EnrolmentRules& rules = {}) const;

    // Keeps a signed policy that came after enrolment; in force from the next load(). `usable` sees it once
    // it is known to be genuine and newer, and may still refuse. Errors: those of load() and of `usable`;
    // SignatureInvalid, OfficeSignatureMissing, MessageMalformed, PolicyNotNewer: nothing was changed.
    [[nodiscard]] Result<OperatorPolicy> takePolicy(
        ByteView signedPolicy, const std::function<Status(const OperatorPolicy&)>& usable) const;

    // Keeps the operator's key bundles that follow, link by link, from what is in force; the identity is as
    // from the next load(). Those that are in force already are passed over; the first that doesn't follow
    // ends it, and what came before it is kept. Atomic: after a power cut there are the keys before or the
    // keys after. Errors: those of load(); SignatureInvalid, OfficeSignatureMissing, MessageMalformed,
    // KeysNotNewer: nothing was changed.
    [[nodiscard]] Result<DeviceIdentity> takeKeys(std::span<const Bytes> bundles) const;

    // Where gateway.clientPem of the counter that is enrolled comes from.
    [[nodiscard]] ClientCertificate certificateOf(const DeviceId& counter) const {
        return {m_folder, counter};
    }

    // Of the keys in force, for an answer that leads on from them; empty: not enrolled, or not readable. Like
    // the next, whether or not this counter's own key is there.
    [[nodiscard]] std::optional<std::uint64_t> keysVersion() const;
    // The gateway's certificates that are believed no more, for asking before load() succeeds again.
    [[nodiscard]] std::vector<Sha256> revoked() const;

    // By what the enrolment that is there is known from another, without its key; empty: there is none, or
    // none that can be read.
    [[nodiscard]] std::string mark() const;
    // Whether there is an enrolment, be it one that can't be read.
    [[nodiscard]] bool hasEnrolment() const;
    // Whether the key that is there can be used here and now; the errors of load() but NotEnrolled. None is
    // no error.
    [[nodiscard]] Status checkKey() const;
    // For a key that is lost for good, if somebody says so: it is kept in the folder "former-keys", and the
    // enrolment that follows makes another, or goes on with that of a try that was broken off. Until then
    // load() fails. Refused with the error of checkKey() for a key that others may read, and for a TPM's
    // where none is to be asked: these are not lost. DeviceIdentityDamaged.
    [[nodiscard]] Result<KeyAside> setKeyAside() const;
    // The enrolment did not come about: the key is where it was, and the other one waits for the next try.
    [[nodiscard]] Status putKeyBack(const KeyAside& aside) const;

    // Remembers, until the next enrolment, that this counter was replaced.
    [[nodiscard]] Status markReplaced() const;

  private:
    [[nodiscard]] Result<identity::Standing> loadStanding() const;
    // What the operator gave, for a counter that may have lost its own key. Nothing is signed by it.
    [[nodiscard]] Result<identity::Standing> standingWithoutKey() const;
    [[nodiscard]] Result<std::shared_ptr<const Signer>> readKey() const;  // null: there is none yet
    std::filesystem::path m_folder;
    TpmChoice m_tpm;
};

}  // namespace countersign
