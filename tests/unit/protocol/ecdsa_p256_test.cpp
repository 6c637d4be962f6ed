// P-256 signatures: known answers, and everything that is nearly one.

#include "protocol/ecdsa_p256.h"

#include <stdexcept>

#include "protocol/envelope.h"
#include "sample.h"
#include "support/catch.h"
#include "support/p256_signer.h"

using namespace countersign;
using namespace countersign::test;

namespace {

Bytes hex(std::string_view text) {
    Bytes bytes(text.size() / 2);
    if (!fromHex(text, bytes)) throw std::runtime_error("not hex");
    return bytes;
}

// RFC 6979, appendix A.2.5: curve P-256, SHA-256.
const std::string kX = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
const std::string kY = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
struct Answer {
    std::string message, r, s;
};
const Answer kSample{"sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
                     "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"};
const Answer kTest{"test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
                   "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"};
const std::string kOrder = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

const Bytes kPoint = hex("04" + kX + kY);

// r, s and how they are written: as the test says, right or wrong.
Bytes der(std::string_view rHead, std::string_view r, std::string_view sHead, std::string_view s) {
    const auto body = hex(std::string(rHead) + std::string(r) + std::string(sHead) + std::string(s));
    Bytes bytes{0x30, static_cast<std::uint8_t>(body.size())};
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

bool isRefused(ByteView key, ByteView message, ByteView signature) {
    const auto checked = verifyP256(key, message, signature);
    return !checked && checked.error().code == ErrorCode::SignatureInvalid;
}

}  // namespace

TEST_CASE("P-256: the known answers hold, in their lower form") {
    const auto test = p256Signature(hex(kTest.r), hex(kTest.s)).value();
    CHECK(test == der("022100", kTest.r, "0220", kTest.s));
    CHECK(verifyP256(kPoint, toBytes("test"), test));
    CHECK(verifySignature({SignatureAlgorithm::EcdsaP256, kPoint}, toBytes("test"), test));
    // The answer for "sample" has the upper s: as it stands it is refused, brought down it holds.
    CHECK(isRefused(kPoint, toBytes("sample"), der("022100", kSample.r, "022100", kSample.s)));
    const auto sample = p256Signature(hex(kSample.r), hex(kSample.s)).value();
    CHECK(verifyP256(kPoint, toBytes("sample"), sample));
    CHECK(isRefused(kPoint, toBytes("test"), sample));
    CHECK(isRefused(kPoint, toBytes("sample"), test));
    CHECK(isRefused(kPoint, {}, test));
    CHECK(p256Point(hex(kX), hex(kY)).value() == kPoint);
}

TEST_CASE("P-256: a signature has one form only") {
    const auto message = toBytes("test");
    const auto good = der("022100", kTest.r, "0220", kTest.s);
    REQUIRE(verifyP256(kPoint, message, good));
    const auto refused = [&](const Bytes& signature) { return isRefused(kPoint, message, signature); };
    SECTION("other ways to write the same numbers") {
        CHECK(refused(der("02220000", kTest.r, "0220", kTest.s)));  // a zero more before r
        CHECK(refused(der("022100", kTest.r, "022100", kTest.s)));  // and before s
        CHECK(refused(der("0220", kTest.r, "0220", kTest.s)));      // r as a negative number
        CHECK(
            refused(der("02810021"
                        "00",
                        kTest.r, "0220", kTest.s)));                // garbled length
        CHECK(refused(der("02812100", kTest.r, "0220", kTest.s)));  // length in two bytes
        Bytes longLength{0x30, 0x81};
        longLength.insert(longLength.end(), good.begin() + 1, good.end());
        CHECK(refused(longLength));
        Bytes endless{0x30, 0x80};
        endless.insert(endless.end(), good.begin() + 2, good.end());
        endless.insert(endless.end(), {0, 0});
        CHECK(refused(endless));
        Bytes after = good;
        after.push_back(0);
        CHECK(refused(after));
        after[1] = static_cast<std::uint8_t>(after[1] + 1);  // the byte inside of the sequence
        CHECK(refused(after));
        CHECK(refused(hex(kTest.r + kTest.s)));  // r | s, as JOSE writes it
    }
    SECTION("numbers that no signature has") {
        const std::string zero(64, '0');
        CHECK(refused(der("0201", "00", "0201", "00")));
        CHECK(refused(der("0201", "00", "0220", kTest.s)));
        CHECK(refused(der("022100", kTest.r, "0201", "00")));
        CHECK(refused(der("022100", kOrder, "0220", kTest.s)));
        CHECK(refused(der("022100", kTest.r, "022100", kOrder)));
        CHECK(refused(der("022101", kTest.r, "0220", kTest.s)));
        CHECK(refused(der("0201", "01", "0201", "01")));
        CHECK(refused(der("0200", "", "0200", "")));
        CHECK_FALSE(p256Signature(hex(zero), hex(kTest.s)));
        CHECK_FALSE(p256Signature(hex(kTest.r), {}));
        CHECK_FALSE(p256Signature(hex(kOrder), hex(kTest.s)));
        CHECK_FALSE(p256Signature(hex(kTest.r), hex(kOrder)));
        CHECK_FALSE(p256Signature(hex("01" + kTest.r), hex(kTest.s)));
        CHECK(p256Signature(hex("0000" + kTest.r), hex(kTest.s)).value() == good);
    }
    SECTION("every bit turned, every end cut off, noise of every length") {
        for (std::size_t at = 0; at < good.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit)
                CHECK(refused(altered(good, at, static_cast<std::uint8_t>(1 << bit))));
            CHECK(isRefused(kPoint, message, ByteView(good).first(at)));
        }
        for (std::uint32_t seed = 0; seed < 2000; ++seed) CHECK(refused(noise(seed % 300, seed)));
    }
}

TEST_CASE("P-256: a key has one form only and lies on the curve") {
    const auto message = toBytes("test");
    const auto good = der("022100", kTest.r, "0220", kTest.s);
    const auto refused = [&](const Bytes& key) { return isRefused(key, message, good); };
    CHECK(refused({}));
    CHECK(refused({0x00}));                             // the point at infinity
    CHECK(refused(hex("03" + kX)));                     // compressed
    CHECK(refused(hex("06" + kX + kY)));                // hybrid
    CHECK(refused(hex(kX + kY)));                       // without its head
    CHECK(refused(hex("04" + kX + kY + "00")));         // a byte more
    CHECK(refused(hex("04" + kY + kX)));                // not on the curve
    CHECK(refused(hex("04" + std::string(128, '0'))));  // neither
    CHECK(refused(hex("04" + std::string(128, 'F'))));  // beyond the field
    CHECK(refused(P256Signer().verifyingKey().bytes));  // somebody else's
    for (std::size_t at = 0; at < kPoint.size(); ++at) CHECK(refused(altered(kPoint, at)));
    CHECK_FALSE(p256Point(hex("01" + kX), hex(kY)));
    CHECK(p256Point(hex("00" + kX), hex(kY)).value() == kPoint);
    CHECK(p256Point({}, {}).value().size() == kP256PointBytes);
}

TEST_CASE("an envelope signed with P-256 is taken for the one key, and says who keeps it") {
    const Sample sample;
    const P256Signer device;
    for (int i = 0; i < 20; ++i) {  // about half of all signatures come with the upper s
        const auto bytes = signEnvelope(sample.header, sample.sealed, device).value();
        const auto envelope = parseEnvelope(bytes).value();
        CHECK(envelope.signatureAlgorithm == SignatureAlgorithm::EcdsaP256);
        CHECK(envelope.header.keyProtection == KeyProtection::Tpm);
        CHECK(verifyEnvelope(envelope, device.verifyingKey()));
        CHECK(verifyEnvelope(envelope, P256Signer().verifyingKey()).error().code ==
              ErrorCode::SignatureInvalid);
        CHECK(verifyEnvelope(envelope, sample.device.verifyingKey()).error().code ==
              ErrorCode::SignatureInvalid);
        CHECK_FALSE(parseEnvelope(altered(bytes, bytes.size() - 1)));
    }
}
