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

}  // namespace

IdentityFolder::IdentityFolder(fs::path folder) : m_folder(std::move(folder)) {}

Result<DeviceIdentity> IdentityFolder::load() const {
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
