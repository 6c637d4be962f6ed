#include "store/device_identity.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/files.h"
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
constexpr std::size_t kLargestGatewayFile = 64U * 1024U;

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

Result<DeviceIdentity> assemble(std::shared_ptr<const Signer> key, GatewayAddress gateway,
                                ByteView response) {
    auto enrolled = readEnrolmentResponse(response, key->verifyingKey());
    if (!enrolled) return failure(enrolled.error());
    auto policy = verifyPolicy(enrolled->policy, enrolled->operatorKeys);
    if (!policy) return failure(policy.error());
    return DeviceIdentity{enrolled->deviceId,
                          std::move(key),
                          std::move(enrolled->operatorKeys),
                          std::move(enrolled->sealingKey),
                          std::move(gateway),
                          enrolled->enrolledAt,
                          std::move(*policy),
                          std::move(enrolled->challengeKey)};
}

// Before another enrolment takes the place of the present one: its policy may be older than what this counter
// has from the same operator. The newest of those is made the policy that came since, or there is none.
Result<std::optional<OperatorPolicy>> keepNewerPolicy(const fs::path& folder, const DeviceIdentity& next) {
    std::optional<OperatorPolicy> newest;
    Bytes newestBytes;
    const auto weigh = [&](Bytes bytes) {
        auto policy = verifyPolicy(bytes, next.operatorKeys);
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
    auto identity = loadEnrolment();
    std::error_code error;
    if (!identity || !fs::exists(m_folder / kPolicyFile, error)) return identity;
    const auto bytes = readFile(m_folder / kPolicyFile, kMaxMessageBytes);
    if (!bytes) return failure(damaged("policy: " + bytes.error().detail));
    auto taken = verifyPolicy(*bytes, identity->operatorKeys);
    if (!taken) return failure(damaged("policy, to be taken again: " + taken.error().detail));
    if (taken->version > identity->policy.version) identity->policy = std::move(*taken);
    return identity;
}

Result<OperatorPolicy> IdentityFolder::takePolicy(
    ByteView signedPolicy, const std::function<Status(const OperatorPolicy&)>& usable) const {
    // A damaged policy file is what this mends; a damaged enrolment is not.
    const auto enrolled = loadEnrolment();
    if (!enrolled) return failure(enrolled.error());
    const auto whole = load();
    auto offered = verifyPolicy(signedPolicy, enrolled->operatorKeys);
    if (!offered) return failure(offered.error());
    if (const auto newer = mayReplace((whole ? whole : enrolled)->policy, *offered); !newer)
        return failure(newer.error());
    if (const auto good = usable(*offered); !good) return failure(good.error());
    if (const auto written = writeFileDurably(m_folder / kPolicyFile, signedPolicy); !written)
        return failure(written.error());
    return offered;
}

Result<DeviceIdentity> IdentityFolder::loadEnrolment() const {
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
    auto identity = assemble(std::move(*key), std::move(*gateway), *response);
    if (!identity) return failure(damaged("enrolment: " + identity.error().detail));
    return identity;
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

Result<DeviceIdentity> IdentityFolder::complete(const GatewayAddress& gateway,
                                                ByteView enrolmentResponse) const {
    auto key = prepareKey();
    if (!key) return failure(key.error());
    auto identity = assemble(*key, gateway, enrolmentResponse);
    if (!identity) return failure(identity.error());
    auto kept = keepNewerPolicy(m_folder, *identity);
    if (!kept) return failure(kept.error());
    if (*kept) identity->policy = std::move(**kept);
    const auto json = nlohmann::json{{"url", gateway.url}, {"ca", gateway.caPem}}.dump(
        -1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (const auto written = writeFileDurably(m_folder / kGatewayFile, toBytes(json)); !written) {
        return failure(written.error());
    }
    if (const auto written = writeFileDurably(m_folder / kEnrolmentFile, enrolmentResponse); !written) {
        return failure(written.error());
    }
    return identity;
}

}  // namespace countersign
