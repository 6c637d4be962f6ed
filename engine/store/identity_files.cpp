#include "store/identity_files.h"

#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "core/files.h"
#include "protocol/hash.h"
#include "protocol/json_reader.h"
#include "protocol/key_json.h"
#include "protocol/signed_message.h"
#include "store/identity_failures.h"

namespace countersign::identity {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using protocol::FieldReader;

constexpr std::size_t kLargestGatewayFile = 64U * 1024U;
// A rotation a month for ten years, each as large as they usually are.
constexpr std::size_t kLargestKeysFile = 1U << 20U;
constexpr std::size_t kMostBundles = 1024;
// Those bundles, an answer, a policy and an authority in base64.
constexpr std::size_t kLargestEnrolmentFile = 2U << 20U;
constexpr std::size_t kLargestPolicyFile = 2U * kMaxMessageBytes;
constexpr std::size_t kLongestUrl = 4096;
constexpr int kWholeVersion = 1;

bool isThere(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
}

// Of whichever form it is: so what an older program wrote is named the same.
std::string markOf(ByteView file) {
    return toHex(sha256Of(file));
}

Error damagedEnrolment() {
    return damaged("the enrolment is not readable");
}

Result<StoredEnrolment> bare(const fs::path& folder, Bytes answer) {
    const auto bytes = readFile(folder / kGatewayFile, kLargestGatewayFile);
    if (!bytes) return failure(damaged("gateway address: " + bytes.error().detail));
    const auto gateway = json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!gateway.is_object() || !gateway.contains("url") || !gateway.contains("ca") ||
        !gateway["url"].is_string() || !gateway["ca"].is_string()) {
        return failure(damaged("gateway address is not readable"));
    }
    StoredEnrolment stored;
    stored.mark = markOf(answer);
    stored.form = Form::Bare;
    stored.enrolment = {std::move(answer), gateway["url"].get<std::string>(),
                        gateway["ca"].get<std::string>()};
    return stored;
}

Result<Enrolment> readWhole(const json& object) {
    FieldReader fields(object);
    fields.number("version", kWholeVersion, kWholeVersion);
    Enrolment enrolment;
    enrolment.answer = fields.base64("answer");
    enrolment.url = fields.text("url", kLongestUrl);
    const auto authority = fields.base64("ca");
    enrolment.caPem.assign(authority.begin(), authority.end());
    for (const auto& each : fields.array("bundles", kMostBundles)) {
        auto bundle =
            protocol::fromBase64(each.is_string() ? each.get_ref<const std::string&>() : std::string());
        if (!bundle) return failure(damagedEnrolment());
        enrolment.bundles.push_back(std::move(*bundle));
    }
    if (object.contains("policy")) {
        auto policy = fields.base64("policy");
        auto by = protocol::readVerifyingKey(fields.object("policy_by"));
        if (!by) return failure(damagedEnrolment());
        enrolment.policy = KeptPolicy{std::move(policy), std::move(*by)};
    }
    if (!fields.finish()) return failure(damagedEnrolment());
    return enrolment;
}

// A policy in its file: with the mark of what it follows, or of an older program as it was signed.
struct PolicyFile {
    std::optional<std::string> mark;
    Bytes policy;
};

Result<PolicyFile> readPolicyFile(const fs::path& folder) {
    auto bytes = readFile(folder / kPolicyFile, kLargestPolicyFile);
    if (!bytes) return failure(damaged("policy: " + bytes.error().detail));
    const auto object = protocol::parseObject(protocol::asText(*bytes));
    if (!object) return failure(damaged("policy, to be taken again: not readable"));
    if (!object->contains("enrolment")) return PolicyFile{{}, std::move(*bytes)};
    FieldReader fields(*object);
    PolicyFile file{fields.text("enrolment", 64), fields.base64("policy")};
    if (!fields.finish()) return failure(damaged("policy, to be taken again: not readable"));
    return file;
}

}  // namespace

Bytes writeEnrolment(const Enrolment& enrolment) {
    auto bundles = json::array();
    for (const auto& bundle : enrolment.bundles) bundles.push_back(protocol::toBase64(bundle));
    json object{{"version", kWholeVersion},
                {"answer", protocol::toBase64(enrolment.answer)},
                {"url", enrolment.url},
                {"ca", protocol::toBase64(toBytes(enrolment.caPem))},
                {"bundles", std::move(bundles)}};
    if (enrolment.policy) {
        object["policy"] = protocol::toBase64(enrolment.policy->bytes);
        object["policy_by"] = protocol::keyJson(enrolment.policy->by);
    }
    return toBytes(object.dump(-1, ' ', true, json::error_handler_t::replace));
}

Result<StoredEnrolment> readEnrolment(ByteView bytes) {
    const auto object = protocol::parseObject(protocol::asText(bytes));
    if (!object) return failure(damagedEnrolment());
    auto enrolment = readWhole(*object);
    if (!enrolment) return failure(enrolment.error());
    return StoredEnrolment{std::move(*enrolment), markOf(bytes), Form::Whole};
}

Result<StoredEnrolment> readEnrolment(const fs::path& folder) {
    auto bytes = readFile(folder / kEnrolmentFile, kLargestEnrolmentFile);
    if (!bytes) return failure(damaged("enrolment: " + bytes.error().detail));
    const auto object = protocol::parseObject(protocol::asText(*bytes));
    if (!object) return failure(damagedEnrolment());
    if (!object->contains("answer")) return bare(folder, std::move(*bytes));
    return readEnrolment(ByteView(*bytes));
}

Result<std::vector<Bytes>> readChain(const fs::path& folder, const StoredEnrolment& enrolment) {
    const auto file = folder / kKeysFile;
    if (!isThere(file)) return enrolment.enrolment.bundles;
    const auto bytes = readFile(file, kLargestKeysFile);
    if (!bytes) return failure(damaged("keys: " + bytes.error().detail));
    const auto object = json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!object.is_object() || !object.contains("enrolment") || !object.contains("bundles") ||
        !object["enrolment"].is_string() || !object["bundles"].is_array()) {
        return failure(damaged("the file of the operator's keys is not readable"));
    }
    if (object["enrolment"].get_ref<const std::string&>() != enrolment.mark)
        return enrolment.enrolment.bundles;
    std::vector<Bytes> chain;
    for (const auto& each : object["bundles"]) {
        if (!each.is_string()) return failure(damaged("the file of the operator's keys is not readable"));
        chain.push_back(toBytes(each.get_ref<const std::string&>()));
    }
    return chain;
}

Status writeChain(const fs::path& folder, const StoredEnrolment& enrolment, const std::vector<Bytes>& chain) {
    auto bundles = json::array();
    for (const auto& bundle : chain) bundles.push_back(std::string(bundle.begin(), bundle.end()));
    const auto text = json{{"enrolment", enrolment.mark}, {"bundles", std::move(bundles)}}.dump(
        -1, ' ', true, json::error_handler_t::replace);
    return writeFileDurably(folder / kKeysFile, toBytes(text));
}

Result<Bytes> readPolicy(const fs::path& folder, const StoredEnrolment& enrolment) {
    if (!isThere(folder / kPolicyFile)) return Bytes();
    auto file = readPolicyFile(folder);
    if (!file) return failure(file.error());
    const bool follows = file->mark ? *file->mark == enrolment.mark : enrolment.form == Form::Bare;
    return follows ? std::move(file->policy) : Bytes();
}

Bytes anyPolicy(const fs::path& folder) {
    auto file = readPolicyFile(folder);
    return file ? std::move(file->policy) : Bytes();
}

Status writePolicy(const fs::path& folder, const StoredEnrolment& enrolment, ByteView policy) {
    const auto text = json{{"enrolment", enrolment.mark}, {"policy", protocol::toBase64(policy)}}.dump();
    return writeFileDurably(folder / kPolicyFile, toBytes(text));
}

void removeFormer(const fs::path& folder) {
    for (const char* name : {kGatewayFile, kKeysFile, kPolicyFile, kReplacedFile}) {
        std::error_code gone;
        fs::remove(folder / name, gone);
    }
}

}  // namespace countersign::identity
