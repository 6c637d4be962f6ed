// Provisioning files: read as they were written, believed by the office's signature alone, and nothing in
// them that a counter could not use. And the small file of the office's public keys.

#include "protocol/provisioning.h"

#include <nlohmann/json.hpp>

#include "made_certificate.h"
#include "protocol/json_reader.h"
#include "protocol/key_text.h"
#include "protocol/signed_message.h"
#include "support/catch.h"

using namespace countersign;
using nlohmann::json;

namespace {

constexpr WallTime kIssued = std::chrono::sys_days(std::chrono::year(2026) / 11 / 29) + std::chrono::hours(9);

Provisioning sample() {
    Provisioning made;
    made.shop = "S-0172";
    made.shopName = "北街 Mobile";
    made.operatorUrl = "https://gateway.example:8443";
    made.authorities = {protocol::fromBase64(test::kMadeCertificate).value()};
    made.code = "7F3K-22QD-M0XA";
    made.issuedAt = kIssued;
    made.expiresAt = kIssued + std::chrono::hours(24 * 14);
    made.settings = {"ar", 150, "dark", "stable", "https://updates.example/debian"};
    return made;
}

json bodyOf(const Provisioning& made) {
    auto object = json::parse(writeProvisioningDraft(made).value());
    object.erase("kind");
    object.erase("version");
    return object;
}

}  // namespace

TEST_CASE("a provisioning file is read as it was drawn up, by the office's key alone") {
    const auto office = SigningKey::generate(), other = SigningKey::generate();
    const auto made = sample();
    const auto bytes = signProvisioning(made, office).value();
    CHECK(verifyProvisioning(bytes, {office.verifyingKey()}).value() == made);
    CHECK(verifyProvisioning(bytes, {other.verifyingKey(), office.verifyingKey()}).value() == made);
    CHECK(verifyProvisioning(bytes, {other.verifyingKey()}).error().code == ErrorCode::SignatureInvalid);
    CHECK(verifyProvisioning(bytes, {}).error().code == ErrorCode::SignatureInvalid);
    CHECK(readProvisioningDraft(writeProvisioningDraft(made).value()).value() == made);
    // Nothing but what has to be there.
    Provisioning plain = made;
    plain.shopName.clear();
    plain.settings = {};
    CHECK(verifyProvisioning(signProvisioning(plain, office).value(), {office.verifyingKey()}).value() ==
          plain);
}

TEST_CASE("a provisioning file that was touched, cut or grown is refused for what it is") {
    const auto office = SigningKey::generate();
    const std::vector keys{office.verifyingKey()};
    const auto bytes = signProvisioning(sample(), office).value();
    const auto refusal = [&](const Bytes& file) { return verifyProvisioning(file, keys).error().code; };
    for (std::size_t length = 0; length < bytes.size(); length += 7)
        CHECK(refusal(Bytes(bytes.begin(), bytes.begin() + static_cast<long>(length))) ==
              ErrorCode::MessageMalformed);
    CHECK(refusal(Bytes(kMaxProvisioningBytes + 1, ' ')) == ErrorCode::MessageTooLarge);
    // Another shop written into the signed body.
    auto message = json::parse(bytes);
    auto body = bodyOf(sample());
    body["shop"] = "S-9999";
    message["body"] = protocol::toBase64(toBytes(body.dump()));
    CHECK(refusal(toBytes(message.dump())) == ErrorCode::SignatureInvalid);
    // A draft is not a file that anybody signed, and another kind that the office signed is not this one.
    CHECK(refusal(writeProvisioningDraft(sample()).value()) == ErrorCode::MessageMalformed);
    CHECK(refusal(signMessage("policy", 1, bodyOf(sample()).dump(), office).value()) ==
          ErrorCode::MessageMalformed);
    CHECK(refusal(signMessage("provisioning", 2, bodyOf(sample()).dump(), office).value()) ==
          ErrorCode::MessageVersionUnsupported);
}

TEST_CASE("what a counter could not use is neither signed nor read") {
    const auto office = SigningKey::generate();
    const std::vector keys{office.verifyingKey()};
    const auto readsWith = [&](const char* name, const json& value) {
        auto body = bodyOf(sample());
        if (value.is_discarded())
            body.erase(name);
        else
            body[name] = value;
        const auto file = signMessage("provisioning", 1, body.dump(), office).value();
        const auto read = verifyProvisioning(file, keys);
        if (!read) {
            CHECK(read.error().code == ErrorCode::MessageMalformed);
            CHECK(read.error().detail.find(name) != std::string::npos);
        }
        return read.has_value();
    };
    const json none(json::value_t::discarded);
    for (const char* name : {"shop", "operator", "authorities", "code", "issued_at", "expires_at"}) {
        CHECK_FALSE(readsWith(name, none));
        CHECK_FALSE(readsWith(name, 7));
        CHECK_FALSE(readsWith(name, ""));
    }
    for (const char* shop :
         {"../S-1", "-S", "S 1", "S/1", ".", "S\xC3\xA9", "123456789012345678901234567890123"})
        CHECK_FALSE(readsWith("shop", shop));
    CHECK(readsWith("shop", "0172"));
    for (const char* url :
         {"http://a", "https://", "https://a/b", "https://a:0", "https://a:65536",
          "https://a:", "https://u@a", "https://a b", "https://-a", "https://[::1", "https://[::1]x"})
        CHECK_FALSE(readsWith("operator", url));
    CHECK(readsWith("operator", "https://[::1]:8443"));
    CHECK_FALSE(readsWith("authorities", json::array()));
    CHECK_FALSE(readsWith("authorities", json::array({"AAAA"})));
    CHECK_FALSE(
        readsWith("authorities", json(std::vector<std::string>(5, std::string(test::kMadeCertificate)))));
    CHECK_FALSE(readsWith("code", "7F3K-22QD"));
    CHECK_FALSE(readsWith("expires_at", toRfc3339(kIssued)));
    CHECK_FALSE(readsWith("expires_at", toRfc3339(kIssued + kLongestProvisioning + std::chrono::seconds(1))));
    CHECK_FALSE(readsWith("settings", json::array()));
    CHECK(readsWith("settings", json{{"language", "zh_CN"}}));
    CHECK(readsWith("settings", json{{"something_newer", 1}}));  // of a later version
    auto body = bodyOf(sample());
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, json>>{{"language", "../x"},
                                                   {"theme", "pink"},
                                                   {"text_size", 9},
                                                   {"text_size", "150"},
                                                   {"ring", "Stable"},
                                                   {"update_source", "ftp://x"},
                                                   {"update_source", "https://a b"},
                                                   {"update_source", "https://a\"b"}}) {
        body["settings"] = json{{name, value}};
        const auto file = signMessage("provisioning", 1, body.dump(), office).value();
        INFO(name << " " << value);
        CHECK(verifyProvisioning(file, keys).error().code == ErrorCode::MessageMalformed);
    }
    Provisioning wrong = sample();
    wrong.operatorUrl = "https://a/b";
    CHECK_FALSE(signProvisioning(wrong, office));
    CHECK_FALSE(writeProvisioningDraft(wrong));
    wrong = sample();
    wrong.issuedAt += std::chrono::milliseconds(1);
    CHECK_FALSE(signProvisioning(wrong, office));
}

TEST_CASE("the office's public keys come a line each, and nothing else passes for them") {
    const auto a = SigningKey::generate().verifyingKey(), b = SigningKey::generate().verifyingKey();
    const auto lineA = publicKeyText(a), lineB = publicKeyText(b);
    CHECK(publicKeyFrom(lineA).value() == a);
    CHECK(publicKeysIn("# the office\r\n\n  " + lineA + " \r\n" + lineB).value() == std::vector{a, b});
    for (const std::string& text : std::vector<std::string>{
             "", std::string("# nothing\n"), lineA + "\n" + lineA, lineA + lineB, lineA.substr(1),
             lineA + "0", "ed25519:" + std::string(64, 'g'), lineA + "\nhello", "-----BEGIN PUBLIC KEY-----",
             std::string(kMaxKeyFileBytes + 1, '\n') + lineA}) {
        INFO(text.substr(0, 100));
        const auto read = publicKeysIn(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::KeyUnusable);
    }
    std::string many;
    for (int i = 0; i < 5; ++i) many += publicKeyText(SigningKey::generate().verifyingKey()) + "\n";
    CHECK_FALSE(publicKeysIn(many));
}
