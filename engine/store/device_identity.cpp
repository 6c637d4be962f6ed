#include "store/device_identity.h"

#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/files.h"
#include "protocol/enrolment_again.h"
#include "protocol/key_bundle.h"
#include "protocol/signed_message.h"
#include "store/identity_failures.h"
#include "store/identity_files.h"
#include "store/standing_identity.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using namespace identity;

constexpr const char* kKeyFile = "device.key";  // one of these two: which one says who keeps the key
constexpr const char* kTpmKeyFile = "device.tpm";
constexpr const char* kFormerKeys = "former-keys";  // set aside
constexpr const char* kBegun = "begun-";            // there: made for an enrolment that did not come about

bool isThere(const fs::path& file) {
    std::error_code none;
    return fs::exists(fs::symlink_status(file, none));
}

Status refuseIfExposed(const fs::path& file) {
    const auto name = file.filename().string();
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) return failure(damaged(name + " is missing"));
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(exposed(name + " is readable by others"));
    }
    return {};
}

// What an answer that is by the known office leaves in force of what there is.
Status carryInto(Enrolment& next, const EnrolmentResponse& answer, const fs::path& folder,
                 const Standing& before) {
    const auto inForce = policyInForce(folder, before);
    // A damaged policy file is no reason to stay as it is; what the enrolment says is known still.
    const auto& policy = inForce ? inForce->policy : before.identity.policy;
    auto carried = carryOver(answer, {before.keys, before.bundles, policy.version});
    if (!carried) return failure(carried.error());
    next.bundles = std::move(carried->bundles);
    if (carried->policy == PolicyInForce::OfAnswer) return {};
    next.policy = keptBy(before.everTrusted, inForce ? inForce->bytes : before.policy);
    if (!next.policy) return failure(damaged("nobody who was ever known signed the policy in force"));
    return {};
}

// The newest policy in the folder, if it is newer than the answer's and by the same operator.
std::optional<KeptPolicy> newerPolicy(const fs::path& folder, const EnrolmentResponse& answer) {
    std::vector<Bytes> present{anyPolicy(folder)};
    if (const auto stored = readEnrolment(folder)) {
        const auto& enrolment = stored->enrolment;
        if (enrolment.policy) present.push_back(enrolment.policy->bytes);
        if (auto before = readKeptResponse(enrolment.answer)) present.push_back(std::move(before->policy));
    }
    const auto keys = keysOf(answer);
    const auto offered = readAnyPolicy(answer.policy);
    if (!keys || !offered) return std::nullopt;
    const auto& trusted = keys->officeKeys.empty() ? keys->verifyingKeys : keys->officeKeys;
    std::optional<KeptPolicy> newest;
    auto version = offered->version;
    for (const auto& bytes : present) {
        const auto policy = verifyPolicy(bytes, trusted);
        if (!policy || policy->version <= version) continue;
        version = policy->version;
        newest = keptBy(trusted, bytes);
    }
    return newest;
}

}  // namespace

IdentityFolder::IdentityFolder(fs::path folder, TpmChoice tpm)
    : m_folder(std::move(folder)), m_tpm(std::move(tpm)) {}

Result<DeviceIdentity> IdentityFolder::load() const {
    auto standing = loadStanding();
    if (!standing) return failure(standing.error());
    auto policy = policyInForce(m_folder, *standing);
    if (!policy) return failure(policy.error());
    standing->identity.policy = std::move(policy->policy);
    return std::move(standing->identity);
}

Result<OperatorPolicy> IdentityFolder::takePolicy(
    ByteView signedPolicy, const std::function<Status(const OperatorPolicy&)>& usable) const {
    // A damaged policy file is what this mends; a damaged enrolment is not.
    const auto standing = loadStanding();
    if (!standing) return failure(standing.error());
    const auto inForce = policyInForce(m_folder, *standing);
    auto offered = verifyPolicy(signedPolicy, standing->keys.ruleKeys());
    if (!offered) return failure(offered.error());
    const auto& present = inForce ? inForce->policy : standing->identity.policy;
    if (const auto newer = mayReplace(present, *offered); !newer) return failure(newer.error());
    if (const auto good = usable(*offered); !good) return failure(good.error());
    if (const auto written = writePolicy(m_folder, standing->stored, signedPolicy); !written)
        return failure(written.error());
    return offered;
}

Result<DeviceIdentity> IdentityFolder::takeKeys(std::span<const Bytes> bundles) const {
    auto standing = loadStanding();
    if (!standing) return failure(standing.error());
    const auto before = standing->keys.version;
    std::optional<Error> why;
    for (const auto& bytes : bundles) {
        auto next = followKeys(standing->keys, bytes);
        if (!next) {
            why = next.error();
            if (next.error().code == ErrorCode::KeysNotNewer) continue;
            break;
        }
        standing->keys = std::move(*next);
        standing->chain.push_back(bytes);
    }
    if (standing->keys.version == before) return failure(why.value_or(damaged("no keys were offered")));
    if (const auto written = writeChain(m_folder, standing->stored, standing->chain); !written)
        return failure(written.error());
    return load();
}

std::optional<std::uint64_t> IdentityFolder::keysVersion() const {
    const auto standing = standingWithoutKey();
    if (!standing) return std::nullopt;
    return standing->keys.version;
}

std::vector<Sha256> IdentityFolder::revoked() const {
    auto standing = standingWithoutKey();
    return standing ? std::move(standing->identity.gateway.revoked) : std::vector<Sha256>();
}

std::string IdentityFolder::mark() const {
    const auto stored = readEnrolment(m_folder);
    return stored ? stored->mark : std::string();
}

bool IdentityFolder::hasEnrolment() const {
    std::error_code error;
    // What can't be looked at is not taken for nothing.
    return fs::exists(m_folder / kEnrolmentFile, error) ||
           (error && error != std::errc::no_such_file_or_directory);
}

Status IdentityFolder::checkKey() const {
    const auto key = readKey();
    return key ? Status() : Status(failure(key.error()));
}

Result<KeyAside> IdentityFolder::setKeyAside() const {
    const auto key = readKey();
    // These are away for a moment, and somebody can bring them back.
    const bool closable = !key && key.error().code == ErrorCode::DeviceIdentityExposed;
    const bool unasked = m_tpm.tcti.empty() && isThere(m_folder / kTpmKeyFile);
    if (!key && (closable || unasked)) return failure(key.error());
    const auto former = m_folder / kFormerKeys;
    std::error_code error;
    fs::create_directories(former, error);
    if (!error) fs::permissions(former, fs::perms::owner_all, error);
    KeyAside aside;
    for (const char* name : {kKeyFile, kTpmKeyFile}) {
        if (error || !isThere(m_folder / name)) continue;
        // Under a name that is free: nothing is written over.
        int number = 1;
        const auto place = [&] { return former / (std::string(name) + "." + std::to_string(number)); };
        while (isThere(place())) ++number;
        fs::rename(m_folder / name, place(), error);
        if (!error) aside.moved.emplace_back(name, place());
    }
    // The operator may know the one of a try that was broken off, and answers to no other.
    for (const char* name : {kKeyFile, kTpmKeyFile}) {
        if (error || !isThere(former / (kBegun + std::string(name)))) continue;
        fs::rename(former / (kBegun + std::string(name)), m_folder / name, error);
    }
    if (!error && !checkKey()) {
        for (const char* name : {kKeyFile, kTpmKeyFile}) fs::remove(m_folder / name, error);
    }
    if (error) {
        static_cast<void>(putKeyBack(aside));
        return failure(damaged("the key can't be set aside: " + error.message()));
    }
    for (const auto& folder : {former, m_folder}) {
        if (const auto kept = syncFolder(folder); !kept) return failure(kept.error());
    }
    return aside;
}

Status IdentityFolder::putKeyBack(const KeyAside& aside) const {
    const auto former = m_folder / kFormerKeys;
    std::error_code error;
    for (const char* name : {kKeyFile, kTpmKeyFile}) {
        if (error || !isThere(m_folder / name)) continue;
        fs::rename(m_folder / name, former / (kBegun + std::string(name)), error);
    }
    for (const auto& [name, place] : aside.moved) {
        if (!error) fs::rename(place, m_folder / name, error);
    }
    if (error) return failure(damaged("the key can't be put back: " + error.message()));
    if (const auto kept = syncFolder(former); !kept) return kept;
    return syncFolder(m_folder);
}

Status IdentityFolder::markReplaced() const {
    const auto stored = readEnrolment(m_folder);
    if (!stored) return failure(stored.error());
    return writeFileDurably(m_folder / kReplacedFile, toBytes(stored->mark));
}

Result<Standing> IdentityFolder::loadStanding() const {
    std::error_code error;
    if (!fs::exists(m_folder / kEnrolmentFile, error)) {
        // What can't be looked at may well be there.
        if (error) return failure(damaged("the identity folder can't be looked at: " + error.message()));
        return failure(makeError(ErrorCode::NotEnrolled, "no enrolment in the identity folder"));
    }
    // The answer holds the challenge key.
    if (const auto closed = refuseIfExposed(m_folder / kEnrolmentFile); !closed)
        return failure(closed.error());
    auto key = readKey();
    if (!key) return failure(key.error());
    if (*key == nullptr) return failure(damaged("the device key is missing"));
    auto stored = readEnrolment(m_folder);
    if (!stored) return failure(stored.error());
    auto chain = readChain(m_folder, *stored);
    if (!chain) return failure(chain.error());
    auto standing = standingOf(std::move(*stored), std::move(*chain), std::move(*key));
    if (!standing) return failure(standing.error());
    auto& identity = standing->identity;
    identity.gateway.clientPem = certificateOf(identity.deviceId).pem();
    if (const auto replaced = readFile(m_folder / kReplacedFile, kMaxMessageBytes))
        identity.replaced = *replaced == toBytes(standing->stored.mark);
    return standing;
}

Result<Standing> IdentityFolder::standingWithoutKey() const {
    auto stored = readEnrolment(m_folder);
    if (!stored) return failure(stored.error());
    auto chain = readChain(m_folder, *stored);
    if (!chain) return failure(chain.error());
    return standingOf(std::move(*stored), std::move(*chain), nullptr);
}

Result<std::shared_ptr<const Signer>> IdentityFolder::readKey() const {
    const auto plain = m_folder / kKeyFile, ofTpm = m_folder / kTpmKeyFile;
    std::error_code error;
    const bool hasPlain = fs::exists(plain, error), hasOfTpm = fs::exists(ofTpm, error);
    if (hasPlain && hasOfTpm) return failure(damaged("there are two device keys"));
    if (!hasPlain && !hasOfTpm) return nullptr;
    if (const auto closed = refuseIfExposed(hasPlain ? plain : ofTpm); !closed)
        return failure(closed.error());
    if (hasOfTpm) {
        auto key = TpmSigningKey::read(ofTpm, m_tpm.tcti);
        if (!key) return failure(key.error());
        return std::make_shared<const TpmSigningKey>(std::move(*key));
    }
    auto key = SigningKey::read(plain);
    if (!key) return failure(damaged("device key: " + key.error().detail));
    return std::make_shared<const SigningKey>(std::move(*key));
}

Result<std::shared_ptr<const Signer>> IdentityFolder::prepareKey() const {
    std::error_code error;
    fs::create_directories(m_folder, error);
    fs::permissions(m_folder, fs::perms::owner_all,
                    error);  // a folder that cannot be used shows at the write
    auto present = readKey();
    if (!present || *present != nullptr) return present;
    if (!m_tpm.tcti.empty()) {
        auto key = TpmSigningKey::create(m_tpm.tcti);
        if (key) {
            if (const auto written = key->write(m_folder / kTpmKeyFile); !written)
                return failure(written.error());
            return std::make_shared<const TpmSigningKey>(std::move(*key));
        }
        // A counter must be able to enrol whatever its TPM does; the operator sees where the key lies.
        if (m_tpm.passedOver) m_tpm.passedOver(key.error());
    }
    auto key = SigningKey::generate();
    if (const auto written = key.write(m_folder / kKeyFile); !written) return failure(written.error());
    return std::make_shared<const SigningKey>(std::move(key));
}

Result<DeviceIdentity> IdentityFolder::complete(const GatewayAddress& gateway, ByteView enrolmentResponse,
                                                const EnrolmentRules& rules) const {
    auto key = prepareKey();
    if (!key) return failure(key.error());
    const auto answer = readEnrolmentResponse(enrolmentResponse, (*key)->verifyingKey());
    if (!answer) return failure(answer.error());
    if (!rules.office.empty()) {
        if (const auto ours = checkOfficeOf(*answer, rules.office); !ours) return failure(ours.error());
    }
    Enrolment next{Bytes(enrolmentResponse.begin(), enrolmentResponse.end()), gateway.url, gateway.caPem};
    // Whoever has lost the key still knows the office. An enrolment that can't be read any more is no reason
    // to stay so.
    const auto before = standingWithoutKey();
    if (before && !before->keys.officeKeys.empty() && rules.other == OtherOperator::Refused) {
        if (const auto carried = carryInto(next, *answer, m_folder, *before); !carried)
            return failure(carried.error());
    } else {
        next.policy = newerPolicy(m_folder, *answer);
    }
    const auto bytes = writeEnrolment(next);
    // What could not be read again must not take the place of what can.
    auto stored = readEnrolment(ByteView(bytes));
    if (!stored) return failure(stored.error());
    const bool same = before && before->stored.mark == stored->mark;
    if (const auto reads = standingOf(std::move(*stored), next.bundles, *key); !reads)
        return failure(reads.error());
    if (const auto written = writeFileDurably(m_folder / kEnrolmentFile, bytes); !written)
        return failure(written.error());
    if (!same) removeFormer(m_folder);
    return load();
}

}  // namespace countersign
