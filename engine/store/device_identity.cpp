#include "store/device_identity.h"

#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/files.h"
#include "protocol/certificate.h"
#include "protocol/key_bundle.h"
#include "protocol/signed_message.h"
#include "store/identity_failures.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using namespace identity;

constexpr const char* kKeyFile = "device.key";  // one of these two: which one says who keeps the key
constexpr const char* kTpmKeyFile = "device.tpm";
constexpr const char* kGatewayFile = "gateway.json";
constexpr const char* kEnrolmentFile = "enrolment";  // written last: its presence means "enrolled"
constexpr const char* kPolicyFile = "policy";        // only if one came after enrolment
constexpr const char* kKeysFile = "keys";            // the key bundles since enrolment, if there came any
constexpr const char* kReplacedFile = "replaced";    // only if the operator said so
constexpr std::size_t kLargestGatewayFile = 64U * 1024U;
// A rotation a month for ten years, each as large as they usually are.
constexpr std::size_t kLargestKeysFile = 1U << 20U;

Status refuseIfExposed(const fs::path& file) {
    const auto name = file.filename().string();
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) return failure(damaged(name + " is missing"));
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(exposed(name + " is readable by others"));
    }
    return {};
}

Result<GatewayAddress> readGateway(const fs::path& file) {
    const auto bytes = readFile(file, kLargestGatewayFile);
    if (!bytes) return failure(damaged("gateway address: " + bytes.error().detail));
    const auto json = nlohmann::json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!json.is_object() || !json.contains("url") || !json.contains("ca") || !json["url"].is_string() ||
        !json["ca"].is_string()) {
        return failure(damaged("gateway address is not readable"));
    }
    return GatewayAddress{json["url"].get<std::string>(), json["ca"].get<std::string>()};
}

// What an enrolment says, and the keys it leaves in force.
struct Enrolment {
    DeviceIdentity identity;
    KeyBundle keys;
};

// Lays the keys in force over the identity.
void apply(const KeyBundle& keys, DeviceIdentity& identity) {
    identity.operatorKeys = keys.verifyingKeys;
    identity.officeKeys = keys.officeKeys;
    identity.sealingKey = keys.sealingKey;
    identity.keysVersion = keys.version;
    if (keys.version == 0) return;  // the authority of the enrolment
    identity.gateway.caPem = toPem(keys.authorities);
    identity.gateway.revoked = keys.revoked;
}

Result<Enrolment> assemble(std::shared_ptr<const Signer> key, GatewayAddress gateway, ByteView response) {
    auto enrolled = readEnrolmentResponse(response, key->verifyingKey());
    if (!enrolled) return failure(enrolled.error());
    auto policy = verifyPolicy(enrolled->policy, enrolled->ruleKeys());
    if (!policy) return failure(policy.error());
    KeyBundle keys{0,  std::move(enrolled->operatorKeys), std::move(enrolled->sealingKey), {},
                   {}, std::move(enrolled->officeKeys)};
    if (!enrolled->keys.empty()) {
        auto newest = followKeys(keys, enrolled->keys);
        if (!newest) return failure(newest.error());
        keys = std::move(*newest);
    }
    Enrolment enrolment{{}, std::move(keys)};
    enrolment.identity.deviceId = enrolled->deviceId;
    enrolment.identity.signer = std::move(key);
    enrolment.identity.gateway = std::move(gateway);
    enrolment.identity.enrolledAt = enrolled->enrolledAt;
    enrolment.identity.policy = std::move(*policy);
    enrolment.identity.challengeKey = std::move(enrolled->challengeKey);
    apply(enrolment.keys, enrolment.identity);
    return enrolment;
}

// Files that follow an enrolment name it, so that another enrolment is not taken for it.
std::string markOf(ByteView enrolment) {
    return toHex(sha256Of(enrolment));
}

// The bundles that were taken since this enrolment; none if the file is another enrolment's.
Result<std::vector<Bytes>> readChain(const fs::path& file, const std::string& mark) {
    std::error_code error;
    if (!fs::exists(file, error)) return std::vector<Bytes>();
    const auto bytes = readFile(file, kLargestKeysFile);
    if (!bytes) return failure(damaged("keys: " + bytes.error().detail));
    const auto json = nlohmann::json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!json.is_object() || !json.contains("enrolment") || !json.contains("bundles") ||
        !json["enrolment"].is_string() || !json["bundles"].is_array()) {
        return failure(damaged("the file of the operator's keys is not readable"));
    }
    std::vector<Bytes> chain;
    if (json["enrolment"].get_ref<const std::string&>() != mark) return chain;
    for (const auto& each : json["bundles"]) {
        if (!each.is_string()) return failure(damaged("the file of the operator's keys is not readable"));
        chain.push_back(toBytes(each.get_ref<const std::string&>()));
    }
    return chain;
}

Status writeChain(const fs::path& file, const std::string& mark, const std::vector<Bytes>& chain) {
    auto bundles = nlohmann::json::array();
    for (const auto& bundle : chain) bundles.push_back(std::string(bundle.begin(), bundle.end()));
    const auto text = nlohmann::json{{"enrolment", mark}, {"bundles", std::move(bundles)}}.dump(
        -1, ' ', true, nlohmann::json::error_handler_t::replace);
    return writeFileDurably(file, toBytes(text));
}

}  // namespace

struct IdentityFolder::Standing {
    DeviceIdentity identity;
    KeyBundle keys;            // in force
    KeyBundle keysAtFirst;     // by the enrolment alone
    std::vector<Bytes> chain;  // taken since the enrolment
    std::string enrolmentMark;
    // All keys that ever were in force since the enrolment: what was taken over under one that is retired now
    // was genuine then.
    std::vector<VerifyingKey> everTrusted;
    void trust(const RuleKeys& more) {
        for (const auto* list : {&more.signingKeys, &more.officeKeys})
            everTrusted.insert(everTrusted.end(), list->begin(), list->end());
    }
};

namespace {

// Before another enrolment takes the place of the present one: its policy may be older than what this counter
// has from the same operator. The newest of those is made the policy that came since, or there is none.
Result<std::optional<OperatorPolicy>> keepNewerPolicy(const fs::path& folder, const DeviceIdentity& next) {
    std::optional<OperatorPolicy> newest;
    Bytes newestBytes;
    const auto weigh = [&](Bytes bytes) {
        auto policy = verifyPolicy(bytes, RuleKeys{next.operatorKeys, next.officeKeys});
        if (!policy || policy->version <= (newest ? newest->version : next.policy.version)) return;
        newest = std::move(*policy);
        newestBytes = std::move(bytes);
    };
    if (auto bytes = readFile(folder / kPolicyFile, kMaxMessageBytes)) weigh(std::move(*bytes));
    if (const auto bytes = readFile(folder / kEnrolmentFile, kMaxMessageBytes)) {
        if (auto answer = readEnrolmentResponse(*bytes, next.signer->verifyingKey())) weigh(answer->policy);
    }
    if (newest) {
        if (const auto written = writeFileDurably(folder / kPolicyFile, newestBytes); !written)
            return failure(written.error());
    } else {
        std::error_code gone;
        fs::remove(folder / kPolicyFile, gone);
    }
    return newest;
}

}  // namespace

IdentityFolder::IdentityFolder(fs::path folder, TpmChoice tpm)
    : m_folder(std::move(folder)), m_tpm(std::move(tpm)) {}

Result<DeviceIdentity> IdentityFolder::load() const {
    auto standing = loadStanding();
    if (!standing) return failure(standing.error());
    auto& identity = standing->identity;
    std::error_code error;
    if (!fs::exists(m_folder / kPolicyFile, error)) return std::move(identity);
    const auto bytes = readFile(m_folder / kPolicyFile, kMaxMessageBytes);
    if (!bytes) return failure(damaged("policy: " + bytes.error().detail));
    auto taken = verifyPolicy(*bytes, standing->everTrusted);
    if (!taken) return failure(damaged("policy, to be taken again: " + taken.error().detail));
    if (taken->version > identity.policy.version) identity.policy = std::move(*taken);
    return std::move(identity);
}

Result<OperatorPolicy> IdentityFolder::takePolicy(
    ByteView signedPolicy, const std::function<Status(const OperatorPolicy&)>& usable) const {
    // A damaged policy file is what this mends; a damaged enrolment is not.
    const auto standing = loadStanding();
    if (!standing) return failure(standing.error());
    const auto whole = load();
    auto offered = verifyPolicy(signedPolicy, standing->keys.ruleKeys());
    if (!offered) return failure(offered.error());
    if (const auto newer = mayReplace((whole ? *whole : standing->identity).policy, *offered); !newer)
        return failure(newer.error());
    if (const auto good = usable(*offered); !good) return failure(good.error());
    if (const auto written = writeFileDurably(m_folder / kPolicyFile, signedPolicy); !written)
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
    if (const auto written = writeChain(m_folder / kKeysFile, standing->enrolmentMark, standing->chain);
        !written)
        return failure(written.error());
    return load();
}

Status IdentityFolder::markReplaced() const {
    const auto enrolment = readFile(m_folder / kEnrolmentFile, kMaxMessageBytes);
    if (!enrolment) return failure(damaged("enrolment: " + enrolment.error().detail));
    return writeFileDurably(m_folder / kReplacedFile, toBytes(markOf(*enrolment)));
}

Result<IdentityFolder::Standing> IdentityFolder::loadStanding() const {
    std::error_code error;
    if (!fs::exists(m_folder / kEnrolmentFile, error)) {
        return failure(makeError(ErrorCode::NotEnrolled, "no enrolment in the identity folder"));
    }
    // The answer holds the challenge key.
    if (const auto closed = refuseIfExposed(m_folder / kEnrolmentFile); !closed)
        return failure(closed.error());
    auto key = readKey();
    if (!key) return failure(key.error());
    if (*key == nullptr) return failure(damaged("the device key is missing"));
    auto gateway = readGateway(m_folder / kGatewayFile);
    if (!gateway) return failure(gateway.error());
    const auto response = readFile(m_folder / kEnrolmentFile, kMaxMessageBytes);
    if (!response) return failure(damaged("enrolment: " + response.error().detail));
    auto enrolment = assemble(std::move(*key), std::move(*gateway), *response);
    if (!enrolment) return failure(damaged("enrolment: " + enrolment.error().detail));
    Standing standing;
    standing.identity = std::move(enrolment->identity);
    standing.enrolmentMark = markOf(*response);
    standing.trust(enrolment->keys.ruleKeys());
    // The answer's own keys too: the policy that came with it may be of one that its bundle retires.
    if (const auto answer = readEnrolmentResponse(*response, standing.identity.signer->verifyingKey()))
        standing.trust(answer->ruleKeys());
    standing.keys = std::move(enrolment->keys);
    standing.keysAtFirst = standing.keys;
    auto chain = readChain(m_folder / kKeysFile, standing.enrolmentMark);
    if (!chain) return failure(chain.error());
    for (const auto& bytes : *chain) {
        auto next = followKeys(standing.keys, bytes);
        if (!next) return failure(damaged("the operator's keys: " + next.error().detail));
        standing.keys = std::move(*next);
        standing.trust(standing.keys.ruleKeys());
    }
    standing.chain = std::move(*chain);
    apply(standing.keys, standing.identity);
    standing.identity.gateway.clientPem = certificateOf(standing.identity.deviceId).pem();
    if (const auto replaced = readFile(m_folder / kReplacedFile, kMaxMessageBytes))
        standing.identity.replaced = *replaced == toBytes(standing.enrolmentMark);
    return standing;
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

// Of a counter that is enrolled and knows an office. One that can't be read any more is no reason to stay so.
Status IdentityFolder::checkOffice(ByteView enrolmentResponse, const VerifyingKey& deviceKey) const {
    const auto standing = loadStanding();
    if (!standing || standing->keys.officeKeys.empty()) return {};
    const auto answer = readEnrolmentResponse(enrolmentResponse, deviceKey);
    if (!answer) return failure(answer.error());
    // Without a newer bundle an operator gives what it gave at first.
    if (checkSameOffice(*answer, standing->keysAtFirst)) return {};
    return checkSameOffice(*answer, standing->keys);
}

Result<DeviceIdentity> IdentityFolder::complete(const GatewayAddress& gateway, ByteView enrolmentResponse,
                                                const EnrolmentRules& rules) const {
    auto key = prepareKey();
    if (!key) return failure(key.error());
    if (!rules.office.empty()) {
        const auto answer = readEnrolmentResponse(enrolmentResponse, (*key)->verifyingKey());
        if (!answer) return failure(answer.error());
        if (const auto ours = checkOfficeOf(*answer, rules.office); !ours) return failure(ours.error());
    }
    if (rules.other == OtherOperator::Refused) {
        if (const auto same = checkOffice(enrolmentResponse, (*key)->verifyingKey()); !same)
            return failure(same.error());
    }
    auto enrolment = assemble(*key, gateway, enrolmentResponse);
    if (!enrolment) return failure(enrolment.error());
    auto& identity = enrolment->identity;
    auto kept = keepNewerPolicy(m_folder, identity);
    if (!kept) return failure(kept.error());
    if (*kept) identity.policy = std::move(**kept);
    const auto json = nlohmann::json{{"url", gateway.url}, {"ca", gateway.caPem}}.dump(
        -1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (const auto written = writeFileDurably(m_folder / kGatewayFile, toBytes(json)); !written) {
        return failure(written.error());
    }
    if (const auto written = writeFileDurably(m_folder / kEnrolmentFile, enrolmentResponse); !written) {
        return failure(written.error());
    }
    return std::move(identity);
}

}  // namespace countersign
