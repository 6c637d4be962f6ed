#include <sys/stat.h>

#include <filesystem>

#include "core/files.h"
#include "core/ids.h"
#include "protocol/keys.h"
#include "sample.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

TEST_CASE("a signature fits its key, its message and nothing else") {
    const auto key = SigningKey::generate();
    const auto other = SigningKey::generate();
    const auto message = toBytes("a message");
    const auto signature = key.sign(message).value();
    CHECK(verifySignature(key.verifyingKey(), message, signature));
    CHECK(verifySignature(other.verifyingKey(), message, signature).error().code ==
          ErrorCode::SignatureInvalid);
    CHECK(verifySignature(key.verifyingKey(), toBytes("another"), signature).error().code ==
          ErrorCode::SignatureInvalid);
    CHECK_FALSE(verifySignature(key.verifyingKey(), message, altered(signature, 10)));
    CHECK_FALSE(verifySignature(key.verifyingKey(), message, {}));
    CHECK_FALSE(verifySignature({SignatureAlgorithm::Ed25519, {}}, message, signature));
    CHECK(verifySignature({SignatureAlgorithm::EcdsaP256, key.verifyingKey().bytes}, message, signature)
              .error()
              .code == ErrorCode::SignatureInvalid);
    // A key of a kind that this version cannot check is told apart from a forgery.
    CHECK(verifySignature({static_cast<SignatureAlgorithm>(3), key.verifyingKey().bytes}, message, signature)
              .error()
              .code == ErrorCode::AlgorithmUnknown);
}

TEST_CASE("what is sealed opens with the operator's key only") {
    const auto opening = OpeningKey::generate();
    const auto plain = toBytes("a face and a name");
    const auto sealed = seal(opening.sealingKey(), plain).value();
    CHECK(sealed != seal(opening.sealingKey(), plain).value());
    CHECK(opening.open(sealed).value() == plain);
    CHECK(OpeningKey::generate().open(sealed).error().code == ErrorCode::SealUnreadable);
    for (std::size_t at = 0; at < sealed.size(); at += 7) CHECK_FALSE(opening.open(altered(sealed, at)));
    CHECK_FALSE(opening.open({}));
    CHECK_FALSE(opening.open(ByteView(sealed).first(47)));
    CHECK(seal({SealAlgorithm::SealedBoxX25519, toBytes("short")}, plain).error().code ==
          ErrorCode::KeyUnusable);
    CHECK(opening.open(seal(opening.sealingKey(), {}).value()).value().empty());
}

TEST_CASE("keys survive their files, which only the owner reads") {
    const auto folder = std::filesystem::temp_directory_path() / ("keys-" + RecordId::random().hex());
    std::filesystem::create_directories(folder);
    const auto signing = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    REQUIRE(signing.write(folder / "s"));
    REQUIRE(opening.write(folder / "o"));
    for (const char* name : {"s", "o"}) {
        struct stat info{};
        REQUIRE(::stat((folder / name).c_str(), &info) == 0);
        CHECK((info.st_mode & 0777U) == 0600U);
    }
    CHECK(SigningKey::read(folder / "s").value().verifyingKey() == signing.verifyingKey());
    CHECK(OpeningKey::read(folder / "o").value().sealingKey() == opening.sealingKey());
    const auto sealed = seal(opening.sealingKey(), toBytes("x")).value();
    CHECK(OpeningKey::read(folder / "o").value().open(sealed).value() == toBytes("x"));

    CHECK(SigningKey::read(folder / "o").error().code == ErrorCode::KeyUnusable);
    CHECK(OpeningKey::read(folder / "s").error().code == ErrorCode::KeyUnusable);
    CHECK(SigningKey::read(folder / "missing").error().code == ErrorCode::FileUnreadable);
    const auto good = readFile(folder / "s", 1024).value();
    REQUIRE(writeFileDurably(folder / "cut", ByteView(good).first(good.size() - 1)));
    CHECK(SigningKey::read(folder / "cut").error().code == ErrorCode::KeyUnusable);
    // A public half that does not belong to the seed would make signatures that give the seed away.
    REQUIRE(writeFileDurably(folder / "bent", altered(good, good.size() - 1)));
    CHECK(SigningKey::read(folder / "bent").error().code == ErrorCode::KeyUnusable);
    std::filesystem::remove_all(folder);
}

TEST_CASE("key ids differ by key and are stable") {
    const auto key = SigningKey::generate();
    CHECK(key.verifyingKey().id().size() == 32);
    CHECK(key.verifyingKey().id() == key.verifyingKey().id());
    CHECK(key.verifyingKey().id() != SigningKey::generate().verifyingKey().id());
    // Known answer: half of SHA-256 over 0x01 and 32 zero bytes; fixes the form for every later version.
    CHECK(VerifyingKey{SignatureAlgorithm::Ed25519, Bytes(32)}.id() == toHex(ByteView(sha256([] {
                                                                                 Bytes bytes(33);
                                                                                 bytes[0] = 1;
                                                                                 return bytes;
                                                                             }()))
                                                                                 .first(16)));
    for (const auto algorithm : {SignatureAlgorithm::Ed25519, SignatureAlgorithm::EcdsaP256}) {
        CHECK(signatureAlgorithmFromName(algorithmName(algorithm)) == algorithm);
    }
    CHECK_FALSE(signatureAlgorithmFromName("rot13"));
    CHECK_FALSE(sealAlgorithmFromName(""));
}
