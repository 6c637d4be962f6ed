// The identity folder with a TPM: which key is made, that it stays, and what is said when it can't be used.

#include <sys/stat.h>

#include "protocol/device_enrolment.h"
#include "store/device_identity.h"
#include "support/catch.h"
#include "support/swtpm_process.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

struct Desk {
    SigningKey operatorKey = SigningKey::generate();
    OpeningKey opening = OpeningKey::generate();

    [[nodiscard]] Bytes answerTo(const VerifyingKey& device) const {
        EnrolmentResponse response;
        response.deviceId = DeviceId::random();
        response.deviceKeyId = device.id();
        response.operatorKeys = {operatorKey.verifyingKey()};
        response.sealingKey = opening.sealingKey();
        response.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
        response.policy = must(signPolicy(R"({"policy_version":1})", operatorKey));
        return must(makeEnrolmentResponse(response, operatorKey));
    }
};

struct Shop {
    TempFolder temporary;
    SwtpmProcess tpm{temporary.path() / "tpm"};
    fs::path folder = temporary.path() / "identity";
    Desk desk;
    std::vector<ErrorCode> passedOver;

    [[nodiscard]] IdentityFolder with(const std::string& tcti) {
        return IdentityFolder(folder, {tcti, [this](const Error& e) { passedOver.push_back(e.code); }});
    }
    [[nodiscard]] IdentityFolder identity() { return with(tpm.tcti()); }
    DeviceIdentity enrol(const IdentityFolder& by) {
        const auto key = must(by.prepareKey());
        return must(by.complete({"https://localhost:1", "PEM"}, desk.answerTo(key->verifyingKey())));
    }
    [[nodiscard]] bool has(const char* name) const { return fs::exists(folder / name); }
};

ErrorCode codeOf(const IdentityFolder& identity) {
    const auto loaded = identity.load();
    REQUIRE_FALSE(loaded);
    INFO(describe(loaded.error()));
    const auto prepared = identity.prepareKey();
    REQUIRE_FALSE(prepared);
    CHECK(prepared.error().code == loaded.error().code);
    return loaded.error().code;
}

}  // namespace

TEST_CASE("with a TPM the key is made there, kept over an interrupted enrolment, and signs from then on") {
    Shop shop;
    const auto identity = shop.identity();
    const auto key = must(identity.prepareKey());
    CHECK(key->protection() == KeyProtection::Tpm);
    CHECK(must(identity.prepareKey())->verifyingKey() == key->verifyingKey());
    CHECK(shop.has("device.tpm"));
    CHECK_FALSE(shop.has("device.key"));
    CHECK(shop.passedOver.empty());

    const auto request =
        must(readEnrolmentRequest(must(makeEnrolmentRequest("7f3k-22qd-m0xa", "test", *key))));
    CHECK(request.keyProtection == KeyProtection::Tpm);
    CHECK(request.deviceKey == key->verifyingKey());

    CHECK(shop.enrol(identity).signer->verifyingKey() == key->verifyingKey());
    shop.tpm.stop();
    shop.tpm.start();
    const auto loaded = must(shop.identity().load());
    CHECK(loaded.signer->protection() == KeyProtection::Tpm);
    CHECK(verifySignature(key->verifyingKey(), toBytes("m"), must(loaded.signer->sign(toBytes("m")))));
    // Enrolled again, it is still the same key.
    CHECK(shop.enrol(shop.identity()).signer->verifyingKey() == key->verifyingKey());
}

TEST_CASE("a key that is there stays where it is") {
    Shop shop;
    SECTION("in a file, though there is a TPM now") {
        const auto before = shop.enrol(shop.with(""));
        CHECK(before.signer->protection() == KeyProtection::File);
        CHECK(must(shop.identity().prepareKey())->verifyingKey() == before.signer->verifyingKey());
        CHECK(must(shop.identity().load()).signer->protection() == KeyProtection::File);
        CHECK_FALSE(shop.has("device.tpm"));
    }
    SECTION("in the TPM, though it is switched off now") {
        const auto before = shop.enrol(shop.identity());
        CHECK(codeOf(shop.with("")) == ErrorCode::TpmMissing);
        shop.tpm.stop();
        CHECK(codeOf(shop.identity()) == ErrorCode::TpmMissing);
        CHECK_FALSE(shop.has("device.key"));
        // Found dead in the middle of the day: the record is not signed, and can be once the TPM is back.
        CHECK(before.signer->sign(toBytes("m")).error().code == ErrorCode::TpmMissing);
        shop.tpm.start();
        CHECK(shop.identity().load());
        CHECK(before.signer->sign(toBytes("m")));
    }
    SECTION("of another TPM") {
        shop.enrol(shop.identity());
        const SwtpmProcess other(shop.temporary.path() / "other");
        CHECK(codeOf(shop.with(other.tcti())) == ErrorCode::DeviceKeyOfAnotherTpm);
        CHECK_FALSE(shop.has("device.key"));
        // As the help says: the folder moved away, a new key is made and enrolled.
        fs::rename(shop.folder, shop.temporary.path() / "away");
        CHECK(shop.enrol(shop.with(other.tcti())).signer->protection() == KeyProtection::Tpm);
    }
}

TEST_CASE("a TPM that can't be used at enrolment does not keep the counter from enrolling") {
    Shop shop;
    shop.tpm.stop();
    const auto identity = shop.enrol(shop.identity());
    CHECK(identity.signer->protection() == KeyProtection::File);
    CHECK(shop.passedOver == std::vector{ErrorCode::TpmMissing});
    shop.tpm.start();
    CHECK(must(shop.identity().load()).signer->verifyingKey() == identity.signer->verifyingKey());
}

TEST_CASE("the TPM's key file is closed to others, whole, and the only one") {
    Shop shop;
    shop.enrol(shop.identity());
    const auto file = shop.folder / "device.tpm";
    struct stat info{};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);
    SECTION("readable by others") {
        ::chmod(file.c_str(), 0644);
        CHECK(codeOf(shop.identity()) == ErrorCode::DeviceIdentityExposed);
    }
    SECTION("cut") {
        fs::resize_file(file, fs::file_size(file) / 2);
        CHECK(codeOf(shop.identity()) == ErrorCode::DeviceIdentityDamaged);
    }
    SECTION("garbled") {
        overwrite(file, 120, 8);
        CHECK(codeOf(shop.identity()) == ErrorCode::DeviceIdentityDamaged);
    }
    SECTION("beside a key in a file") {
        must(SigningKey::generate().write(shop.folder / "device.key"));
        CHECK(codeOf(shop.identity()) == ErrorCode::DeviceIdentityDamaged);
    }
    SECTION("gone: damaged, and only at enrolment a new one is made") {
        fs::remove(file);
        CHECK(shop.identity().load().error().code == ErrorCode::DeviceIdentityDamaged);
        CHECK_FALSE(shop.has("device.tpm"));
    }
}
