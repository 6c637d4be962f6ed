#include "store/device_identity.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/files.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeyFile = "device.key";
constexpr const char* kGatewayFile = "gateway.json";
constexpr const char* kEnrolmentFile = "enrolment";  // written last: its presence means "enrolled"
constexpr const char* kPolicyFile = "policy";        // only if one came after enrolment
constexpr std::size_t kLargestGatewayFile = 64U * 1024U;

Error identityDamaged(const std::string& what) {
    return makeError(ErrorCode::DeviceIdentityDamaged, what);
}

Status refuseIfExposed(const fs::path& file) {
    const auto name = file.filename().string();
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) return failure(identityDamaged(name + " is missing"));
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(makeError(ErrorCode::DeviceIdentityExposed, name + " is readable by others"));
    }
    return {};
}

Result<GatewayAddress> readGateway(const fs::path& file) {
    const auto bytes = readFile(file, kLargestGatewayFile);
    if (!bytes) return failure(identityDamaged("gateway address: " + bytes.error().detail));
    const auto json = nlohmann::json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!json.is_object() || !json.contains("url") || !json.contains("ca") || !json["url"].is_string() ||
        !json["ca"].is_string()) {
        return failure(identityDamaged("gateway address is not readable"));
    }
    return GatewayAddress{json["url"].get<std::string>(), json["ca"].get<std::string>()};
}

Result<DeviceIdentity> assemble(std::shared_ptr<const SigningKey> key, GatewayAddress gateway,
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

IdentityFolder::IdentityFolder(fs::path folder) : m_folder(std::move(folder)) {}

Result<DeviceIdentity> IdentityFolder::load() const {
    auto identity = loadEnrolment();
    std::error_code error;
    if (!identity || !fs::exists(m_folder / kPolicyFile, error)) return identity;
    const auto bytes = readFile(m_folder / kPolicyFile, kMaxMessageBytes);
    if (!bytes) return failure(identityDamaged("policy: " + bytes.error().detail));
    auto taken = verifyPolicy(*bytes, identity->operatorKeys);
    if (!taken) return failure(identityDamaged("policy, to be taken again: " + taken.error().detail));
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
    for (const char* secret : {kKeyFile, kEnrolmentFile}) {  // the answer holds the challenge key
        if (const auto closed = refuseIfExposed(m_folder / secret); !closed) return failure(closed.error());
    }
    auto key = SigningKey::read(m_folder / kKeyFile);
    if (!key) return failure(identityDamaged("device key: " + key.error().detail));
    auto gateway = readGateway(m_folder / kGatewayFile);
    if (!gateway) return failure(gateway.error());
    const auto response = readFile(m_folder / kEnrolmentFile, kMaxMessageBytes);
    if (!response) return failure(identityDamaged("enrolment: " + response.error().detail));
    auto identity =
        assemble(std::make_shared<const SigningKey>(std::move(*key)), std::move(*gateway), *response);
    if (!identity) return failure(identityDamaged("enrolment: " + identity.error().detail));
    return identity;
}

Result<std::shared_ptr<const SigningKey>> IdentityFolder::prepareKey() const {
    std::error_code error;
    fs::create_directories(m_folder, error);
    fs::permissions(m_folder, fs::perms::owner_all,
                    error);  // a folder that cannot be used shows at the write
    const auto file = m_folder / kKeyFile;
    if (fs::exists(file, error)) {
        if (const auto closed = refuseIfExposed(file); !closed) return failure(closed.error());
        auto key = SigningKey::read(file);
        if (!key) return failure(identityDamaged("device key: " + key.error().detail));
        return std::make_shared<const SigningKey>(std::move(*key));
    }
    auto key = SigningKey::generate();
    if (const auto written = key.write(file); !written) return failure(written.error());
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
