// Key bundles: read as they were written, believed by a key that was trusted before, and never backwards.

#include "protocol/key_bundle.h"

#include <algorithm>

#include "made_certificate.h"
#include "protocol/certificate.h"
#include "protocol/contact.h"
#include "protocol/json_reader.h"
#include "protocol/key_draft.h"
#include "protocol/signed_message.h"
#include "support/catch.h"

using namespace countersign;

namespace {

Bytes certificate() {
    return protocol::fromBase64(test::kMadeCertificate).value();
}

KeyBundle bundleOf(std::uint64_t version, const std::vector<const SigningKey*>& keys) {
    KeyBundle bundle;
    bundle.version = version;
    for (const auto* key : keys) bundle.verifyingKeys.push_back(key->verifyingKey());
    bundle.sealingKey = OpeningKey::generate().sealingKey();
    bundle.authorities = {certificate()};
    bundle.revoked = {Sha256{1, 2}, Sha256{3}};
    return bundle;
}

}  // namespace

TEST_CASE("a key bundle is read as it was written") {
    const auto a = SigningKey::generate(), b = SigningKey::generate();
    const auto bundle = bundleOf(7, {&a, &b});
    const auto bytes = signKeyBundle(bundle, a).value();
    CHECK(verifyKeyBundle(bytes, {a.verifyingKey()}).value() == bundle);
    CHECK(verifyKeyBundle(bytes, {SigningKey::generate().verifyingKey(), a.verifyingKey()}).value() ==
          bundle);
    CHECK(certificatesIn(toPem(bundle.authorities)).value() == bundle.authorities);
    CHECK(certificateFingerprint(toPem(bundle.authorities)).value() == sha256Of(certificate()));
}

TEST_CASE("a chain of bundles leads from the first key to the last, link by link and only forwards") {
    const auto a = SigningKey::generate(), b = SigningKey::generate(), c = SigningKey::generate();
    auto present = bundleOf(0, {&a});
    const auto one = signKeyBundle(bundleOf(1, {&a, &b}), a).value();
    const auto two = signKeyBundle(bundleOf(2, {&b}), b).value();
    const auto three = signKeyBundle(bundleOf(3, {&b, &c}), b).value();
    const auto refusal = [&](const Bytes& bytes) { return followKeys(present, bytes).error().code; };
    CHECK(refusal(two) == ErrorCode::SignatureInvalid);  // its key is not known yet
    for (const auto* link : {&one, &two, &three}) present = followKeys(present, *link).value();
    CHECK(present.version == 3);
    CHECK(refusal(three) == ErrorCode::KeysNotNewer);
    CHECK(refusal(two) == ErrorCode::KeysNotNewer);
    CHECK(refusal(one) == ErrorCode::SignatureInvalid);  // by a retired key
    CHECK(refusal(signKeyBundle(bundleOf(9, {&a}), a).value()) == ErrorCode::SignatureInvalid);
    const auto stranger = SigningKey::generate();
    CHECK(refusal(signKeyBundle(bundleOf(9, {&stranger}), stranger).value()) == ErrorCode::SignatureInvalid);
    CHECK(present.verifyingKeys.size() == 2);
}

TEST_CASE("a bundle that would leave a counter without operator or gateway can't be made, nor is it taken") {
    const auto a = SigningKey::generate();
    const auto good = bundleOf(1, {&a});
    const auto refused = [&](auto change) {
        auto bundle = good;
        change(bundle);
        return !signKeyBundle(bundle, a);
    };
    CHECK(refused([](KeyBundle& b) { b.verifyingKeys.clear(); }));
    CHECK(refused([](KeyBundle& b) { b.verifyingKeys.push_back(b.verifyingKeys.front()); }));
    CHECK(refused([](KeyBundle& b) {
        for (std::size_t i = 0; i < kMaxOperatorKeys; ++i)
            b.verifyingKeys.push_back(SigningKey::generate().verifyingKey());
    }));
    CHECK(refused([](KeyBundle& b) { b.authorities.clear(); }));
    CHECK(refused([](KeyBundle& b) { b.authorities.front().pop_back(); }));
    CHECK(refused([](KeyBundle& b) { b.authorities = {toBytes("no certificate")}; }));
    CHECK(refused([](KeyBundle& b) { b.authorities.assign(kMaxAuthorities + 1, b.authorities.front()); }));
    CHECK(refused([](KeyBundle& b) { b.revoked.resize(kMaxRevoked + 1); }));
    CHECK_FALSE(refused([](KeyBundle& b) { b.revoked.resize(kMaxRevoked); }));

    // The same from an operator's key in wrong hands or by another program: signed, and yet not taken.
    const auto body = parseSignedMessage(signKeyBundle(good, a).value(), "keys", 1).value().body;
    const auto json = nlohmann::json::parse(body);
    const auto taken = [&](const nlohmann::json& object) {
        return verifyKeyBundle(signMessage("keys", 1, object.dump(), a).value(), {a.verifyingKey()});
    };
    REQUIRE(taken(json));
    for (const auto& [field, value] : json.items()) {
        INFO(field);
        auto without = json;
        without.erase(field);
        CHECK_FALSE(taken(without));
        for (const auto& wrong : {nlohmann::json(), nlohmann::json("x"), nlohmann::json(-1),
                                  nlohmann::json::array({5}), nlohmann::json::object()}) {
            auto other = json;
            other[field] = wrong;
            CHECK_FALSE(taken(other));
        }
    }
    auto other = json;
    other["keys_version"] = 0;
    CHECK_FALSE(taken(other));
    other = json;
    other["operator_keys"] = nlohmann::json::array();
    CHECK_FALSE(taken(other));
    other = json;
    other["authorities"] = nlohmann::json::array({protocol::toBase64(toBytes("garbage"))});
    CHECK_FALSE(taken(other));
    other = json;
    other["revoked"] = nlohmann::json::array({"abc"});
    CHECK_FALSE(taken(other));
    other = json;
    other["of_a_later_version"] = 1;  // passed over
    CHECK(taken(other));
    CHECK(verifyKeyBundle(signMessage("policy", 1, body, a).value(), {a.verifyingKey()}).error().code ==
          ErrorCode::MessageMalformed);
    CHECK(verifyKeyBundle(signMessage("keys", 2, body, a).value(), {a.verifyingKey()}).error().code ==
          ErrorCode::MessageVersionUnsupported);
    CHECK(verifyKeyBundle(Bytes(kMaxKeyBundleBytes + 1, '{'), {a.verifyingKey()}).error().code ==
          ErrorCode::MessageTooLarge);
}

TEST_CASE("every changed or cut bundle is refused or the same") {
    const auto a = SigningKey::generate();
    const auto bundle = bundleOf(1, {&a});
    const auto bytes = signKeyBundle(bundle, a).value();
    for (std::size_t i = 0; i < bytes.size(); i += 5) {
        auto other = bytes;
        other[i] ^= 1U;
        const auto read = verifyKeyBundle(other, {a.verifyingKey()});
        CHECK((!read || *read == bundle));
        CHECK_FALSE(verifyKeyBundle(ByteView(bytes).first(i), {a.verifyingKey()}));
    }
}

TEST_CASE("where there is an office, its bundles are followed and nobody else's") {
    const auto gateway = SigningKey::generate(), office = SigningKey::generate(),
               next = SigningKey::generate(), stranger = SigningKey::generate();
    const auto bundle = [&](std::uint64_t version, const std::vector<const SigningKey*>& offices) {
        auto made = bundleOf(version, {&gateway});
        for (const auto* key : offices) made.officeKeys.push_back(key->verifyingKey());
        return made;
    };
    const auto signedBy = [](const KeyBundle& made, const SigningKey& key) {
        return signKeyBundle(made, key).value();
    };
    auto present = bundle(0, {});
    const auto refusal = [&](const Bytes& bytes) { return followKeys(present, bytes).error().code; };
    // A counter of before there was one learns of it by the chain that it knows.
    CHECK(refusal(signedBy(bundle(1, {&office}), office)) == ErrorCode::SignatureInvalid);
    present = followKeys(present, signedBy(bundle(1, {&office}), gateway)).value();
    CHECK(present.officeKeys == std::vector{office.verifyingKey()});
    CHECK(refusal(signedBy(bundle(2, {&office}), gateway)) == ErrorCode::OfficeSignatureMissing);
    CHECK(refusal(signedBy(bundle(2, {}), gateway)) == ErrorCode::OfficeSignatureMissing);
    CHECK(refusal(signedBy(bundle(2, {&stranger}), stranger)) == ErrorCode::SignatureInvalid);
    CHECK(refusal(signedBy(bundle(2, {}), office)) == ErrorCode::MessageMalformed);  // never back
    // Another office key, made known by the first.
    present = followKeys(present, signedBy(bundle(2, {&office, &next}), office)).value();
    present = followKeys(present, signedBy(bundle(3, {&next}), next)).value();
    CHECK(refusal(signedBy(bundle(4, {&office}), office)) == ErrorCode::SignatureInvalid);
    CHECK(followKeys(present, signedBy(bundle(4, {&next}), next)).value().version == 4);
}

TEST_CASE("office keys that could be none of an office's are refused") {
    const auto gateway = SigningKey::generate(), office = SigningKey::generate();
    auto bundle = bundleOf(1, {&gateway});
    bundle.officeKeys = {gateway.verifyingKey()};
    CHECK_FALSE(signKeyBundle(bundle, office));  // it would lie at the gateway
    bundle.officeKeys = {office.verifyingKey(), office.verifyingKey()};
    CHECK_FALSE(signKeyBundle(bundle, office));
    bundle.officeKeys.clear();
    for (std::size_t i = 0; i <= kMaxOfficeKeys; ++i)
        bundle.officeKeys.push_back(SigningKey::generate().verifyingKey());
    CHECK_FALSE(signKeyBundle(bundle, office));
    bundle.officeKeys.resize(kMaxOfficeKeys);
    const auto body = nlohmann::json::parse(writeKeyBundle(bundle).value());
    CHECK(readKeyBundle(body.dump()).value() == bundle);
    for (const auto& wrong :
         {nlohmann::json(), nlohmann::json("x"), nlohmann::json::array(), nlohmann::json::array({5}),
          nlohmann::json::object(), nlohmann::json::array({nlohmann::json::object()})}) {
        INFO(wrong.dump());
        auto other = body;
        other["office_keys"] = wrong;
        CHECK_FALSE(readKeyBundle(other.dump()));
    }
    auto other = body;
    other["office_keys"] = other["operator_keys"];
    CHECK_FALSE(readKeyBundle(other.dump()));
    other.erase("office_keys");
    CHECK(readKeyBundle(other.dump()).value().officeKeys.empty());  // of before there was one
}

TEST_CASE("what is carried to the office arrives as it was written, or is refused") {
    const auto gateway = SigningKey::generate(), office = SigningKey::generate();
    KeyDraft draft{bundleOf(2, {&gateway}), {}};
    draft.bundle.officeKeys = {office.verifyingKey()};
    CHECK(readKeyDraft(writeKeyDraft(draft).value()).value() == draft);
    draft.before = signKeyBundle(bundleOf(1, {&gateway}), office).value();
    const auto bytes = writeKeyDraft(draft).value();
    CHECK(readKeyDraft(bytes).value() == draft);
    for (std::size_t i = 0; i + 2 < bytes.size(); i += 7) {
        CHECK_FALSE(readKeyDraft(ByteView(bytes).first(i)));
        auto other = bytes;
        other[i] ^= 1U;
        static_cast<void>(readKeyDraft(other));  // refused or another draft, which the office is shown
    }
    auto object = nlohmann::json::parse(protocol::asText(bytes));
    const auto refusal = [&](const char* field, const nlohmann::json& value) {
        auto other = object;
        other[field] = value;
        return readKeyDraft(toBytes(other.dump())).error().code;
    };
    CHECK(refusal("kind", "keys") == ErrorCode::MessageMalformed);
    CHECK(refusal("version", 2) == ErrorCode::MessageVersionUnsupported);
    CHECK(refusal("before", "") == ErrorCode::MessageMalformed);
    CHECK(refusal("before", 7) == ErrorCode::MessageMalformed);
    CHECK(refusal("bundle", protocol::toBase64(toBytes("{}"))) == ErrorCode::MessageMalformed);
    CHECK(readKeyDraft(Bytes(kMaxKeyDraftBytes + 1, '{')).error().code == ErrorCode::MessageTooLarge);
}

TEST_CASE("the largest bundle fits into a notice") {
    const auto a = SigningKey::generate();
    auto bundle = bundleOf(1, {&a});
    while (bundle.verifyingKeys.size() < kMaxOperatorKeys)
        bundle.verifyingKeys.push_back(SigningKey::generate().verifyingKey());
    while (bundle.officeKeys.size() < kMaxOfficeKeys)
        bundle.officeKeys.push_back(SigningKey::generate().verifyingKey());
    bundle.authorities.assign(kMaxAuthorities, certificate());
    bundle.revoked.resize(kMaxRevoked);
    Notice notice;
    notice.deviceId = DeviceId::random();
    notice.nonce = std::string(32, 'a');
    notice.at = WallTime(std::chrono::seconds(1'795'608'000));
    notice.replaced = true;
    notice.keys = {signKeyBundle(bundle, a).value(), Bytes(kMaxBundleBytesAtOnce / 2, 'x')};
    const auto bytes = signNotice(notice, a).value();
    CHECK(verifyNotice(bytes, {a.verifyingKey()}, notice.deviceId).value() == notice);
    CHECK(keyBundlesIn(bytes).value() == notice.keys);  // whoever signed it
    CHECK_FALSE(keyBundlesIn(toBytes("<html>")));
    notice.keys.assign(kMaxBundlesAtOnce + 1, toBytes("x"));
    CHECK_FALSE(keyBundlesIn(signNotice(notice, a).value()));
}
