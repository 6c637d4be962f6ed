// Keys that are the same in every run, and the rules of signatures counted from the forms as they are
// documented, not by the code that is looked at. One thread.
#pragma once

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "protocol/keys.h"
#include "protocol/signed_message.h"
#include "tests/fuzz/fuzz_support.h"

namespace countersign::fuzz {

// An Ed25519 key out of one number.
class TestKey final : public Signer {
  public:
    explicit TestKey(std::uint8_t number) {
        if (!initCrypto()) std::abort();
        std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed{};
        seed.fill(number);
        m_public.bytes.resize(crypto_sign_PUBLICKEYBYTES);
        crypto_sign_seed_keypair(m_public.bytes.data(), m_secret.data(), seed.data());
    }
    [[nodiscard]] const VerifyingKey& verifyingKey() const override { return m_public; }
    [[nodiscard]] KeyProtection protection() const override { return KeyProtection::File; }
    [[nodiscard]] Result<Bytes> sign(ByteView message) const override {
        Bytes signature(crypto_sign_BYTES);
        crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), m_secret.data());
        return signature;
    }

  private:
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> m_secret{};
    VerifyingKey m_public;
};

inline const TestKey& operatorKey() {
    static const TestKey key(1);
    return key;
}
inline const TestKey& deviceKey() {
    static const TestKey key(2);
    return key;
}
inline const TestKey& strangersKey() {
    static const TestKey key(3);
    return key;
}

// Counting signatures costs more than all the rest of an input: what needs more of them is looked at in one
// of so many.
inline constexpr std::size_t kRarely = 8;

// Ed25519 signs without chance: what a key accepts it has written itself, letter by letter.
inline void holdMadeBy(const TestKey& key, ByteView signedBytes, ByteView signature) {
    const auto own = key.sign(signedBytes).value();
    hold(std::equal(own.begin(), own.end(), signature.begin(), signature.end()),
         "a signature that verifies was made by the key");
}

// As the head of signed_message.h says what is signed.
inline Bytes signedBytesOf(const SignedMessage& message) {
    Bytes bytes = toBytes("countersign-" + message.kind + "-v" + std::to_string(message.version));
    bytes.push_back(0);
    const auto body = toBytes(message.body);
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

// Whatever `bytes` are: nobody's signature passes for another's, and one changed bit is noticed.
inline void holdSignatureRules(ByteView bytes, std::string_view kind) {
    const auto message = parseSignedMessage(bytes, kind, 1);
    if (!message) return;
    hold(message->kind == kind && message->version == 1, "kind and version as asked for");
    hold(message->keyId.size() <= 64, "key id within its limit");
    for (const auto* key : {&operatorKey(), &deviceKey()}) {
        if (!verifyMessage(*message, key->verifyingKey())) continue;
        holdMadeBy(*key, signedBytesOf(*message), message->signature);
        if (message->body.size() % kRarely != 0) continue;
        auto changed = *message;
        changed.signature.at(changed.body.size() % changed.signature.size()) ^= 1;
        hold(!verifyMessage(changed, key->verifyingKey()), "a changed signature does not verify");
        changed = *message;
        changed.body += ' ';
        hold(!verifyMessage(changed, key->verifyingKey()), "a changed body does not verify");
    }
    hold(!verifyMessage(*message, strangersKey().verifyingKey()),
         "a key that signed nothing verifies nothing");
}

}  // namespace countersign::fuzz
