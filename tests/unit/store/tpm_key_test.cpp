// The key in a TPM, with a real one in software: made, used over its restart, and every way it can be
// missing.

#include "store/tpm_key.h"

#include <sys/stat.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "core/files.h"
#include "protocol/ecdsa_p256.h"
#include "support/catch.h"
#include "support/swtpm_process.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

struct Bench {
    TempFolder folder;
    SwtpmProcess tpm{folder.path() / "tpm"};
    fs::path file = folder.path() / "device.tpm";
    TpmSigningKey key = must(TpmSigningKey::create(tpm.tcti()));
};

ErrorCode codeOf(const fs::path& file, const std::string& tcti) {
    const auto key = TpmSigningKey::read(file, tcti);
    REQUIRE_FALSE(key);
    INFO(describe(key.error()));
    CHECK_FALSE(key.error().detail.empty());
    return key.error().code;
}

}  // namespace

TEST_CASE("a TPM makes a key that signs, and signs the same after its restart") {
    Bench bench;
    const auto message = toBytes("a message");
    CHECK(bench.key.protection() == KeyProtection::Tpm);
    CHECK(bench.key.verifyingKey().algorithm == SignatureAlgorithm::EcdsaP256);
    CHECK(bench.key.verifyingKey().bytes.size() == kP256PointBytes);
    CHECK(verifySignature(bench.key.verifyingKey(), message, must(bench.key.sign(message))));

    must(bench.key.write(bench.file));
    struct stat info{};
    REQUIRE(::stat(bench.file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);

    const auto first = must(TpmSigningKey::read(bench.file, bench.tpm.tcti()));
    CHECK(first.verifyingKey() == bench.key.verifyingKey());
    bench.tpm.stop();
    bench.tpm.start();
    // What was read before goes on too: it asks the TPM anew each time.
    CHECK(verifySignature(first.verifyingKey(), message, must(first.sign(message))));
    const auto second = must(TpmSigningKey::read(bench.file, bench.tpm.tcti()));
    for (int i = 0; i < 40; ++i) {  // with upper and lower s, and short numbers now and then
        const auto text = toBytes("message " + std::to_string(i));
        CHECK(verifySignature(second.verifyingKey(), text, must(second.sign(text))));
    }
    CHECK(verifySignature(second.verifyingKey(), {}, must(second.sign({}))));
    CHECK(must(TpmSigningKey::create(bench.tpm.tcti())).verifyingKey() != bench.key.verifyingKey());
}

TEST_CASE("a record sealed and signed with the TPM's key is taken for it") {
    Bench bench;
    EnvelopeHeader header;
    header.recordId = RecordId::random();
    header.deviceId = DeviceId::random();
    header.sequence = 1;
    header.application = "test";
    header.createdAt = WallTime(std::chrono::seconds(1'900'000'000));
    const auto sealed = must(sealPayload(OpeningKey::generate().sealingKey(), toBytes("a face and a name")));
    const auto envelope = must(parseEnvelope(must(signEnvelope(header, sealed, bench.key))));
    CHECK(envelope.header.keyProtection == KeyProtection::Tpm);
    CHECK(verifyEnvelope(envelope, bench.key.verifyingKey()));
    CHECK_FALSE(verifyEnvelope(envelope, SigningKey::generate().verifyingKey()));
}

TEST_CASE("from several threads at once") {
    Bench bench;
    std::vector<std::thread> threads;
    std::array<int, 4> good{};
    for (std::size_t i = 0; i < good.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int n = 0; n < 5; ++n) {
                const auto signature = bench.key.sign(toBytes("m"));
                good.at(i) +=
                    signature && verifySignature(bench.key.verifyingKey(), toBytes("m"), *signature);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    for (const int count : good) CHECK(count == 5);
}

TEST_CASE("without its TPM a key is no use, and it is said why") {
    Bench bench;
    must(bench.key.write(bench.file));
    SECTION("another TPM") {
        const SwtpmProcess other(bench.folder.path() / "other");
        CHECK(codeOf(bench.file, other.tcti()) == ErrorCode::DeviceKeyOfAnotherTpm);
    }
    SECTION("the same computer's TPM, cleared") {
        bench.tpm.stop();
        fs::remove_all(bench.folder.path() / "tpm");
        fs::create_directories(bench.folder.path() / "tpm");
        bench.tpm.start();
        CHECK(codeOf(bench.file, bench.tpm.tcti()) == ErrorCode::DeviceKeyOfAnotherTpm);
        CHECK(bench.key.sign(toBytes("m")).error().code == ErrorCode::DeviceKeyOfAnotherTpm);
    }
    SECTION("gone") {
        bench.tpm.stop();
        CHECK(codeOf(bench.file, bench.tpm.tcti()) == ErrorCode::TpmMissing);
        CHECK(bench.key.sign(toBytes("m")).error().code == ErrorCode::TpmMissing);
        CHECK(TpmSigningKey::create(bench.tpm.tcti()).error().code == ErrorCode::TpmMissing);
    }
    SECTION("no TPM, no device, no such way, nonsense") {
        for (const char* tcti : {"", "device:/dev/no-such-tpm", "device:/dev/null", "nothing:x",
                                 ":::", "swtpm:host=127.0.0.1,port=x"}) {
            INFO(tcti);
            CHECK(codeOf(bench.file, tcti) == ErrorCode::TpmMissing);
        }
    }
}

TEST_CASE("a damaged key file of a TPM is told from one of another TPM") {
    Bench bench;
    must(bench.key.write(bench.file));
    const auto good = must(readFile(bench.file, 4096));
    const auto damaged = [&](const Bytes& bytes) {
        must(writeFileDurably(bench.file, bytes));
        return codeOf(bench.file, bench.tpm.tcti()) == ErrorCode::DeviceIdentityDamaged;
    };
    SECTION("missing, empty, cut, longer, altered") {
        for (std::size_t size = 0; size < good.size(); ++size)
            CHECK(damaged({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}));
        for (std::size_t at = 0; at < good.size(); ++at) {
            auto bytes = good;
            bytes[at] ^= 0x10U;
            CHECK(damaged(bytes));
        }
        auto longer = good;
        longer.push_back(0);
        CHECK(damaged(longer));
        CHECK(damaged(Bytes(5000, 7)));
        fs::remove(bench.file);
        CHECK(codeOf(bench.file, bench.tpm.tcti()) == ErrorCode::DeviceIdentityDamaged);
    }
    SECTION("changed on purpose, with its hash made to fit: the TPM itself refuses it") {
        const auto rehashed = [&](std::size_t at) {
            Bytes bytes(good.begin(), good.end() - 32);
            bytes.at(at) ^= 0x01U;
            const auto hash = sha256(bytes);
            bytes.insert(bytes.end(), hash.begin(), hash.end());
            return bytes;
        };
        constexpr std::size_t kPoint = 8 + 1, kParent = 8 + 65, kWrapped = 8 + 65 + 32;
        const auto refused = [&](std::size_t at) {
            must(writeFileDurably(bench.file, rehashed(at)));
            return TpmSigningKey::read(bench.file, bench.tpm.tcti()).error();
        };
        INFO(describe(refused(kPoint)));
        CHECK(refused(kPoint).code != ErrorCode::Invalid);
        CHECK(refused(kParent).code == ErrorCode::DeviceKeyOfAnotherTpm);
        for (std::size_t at = kWrapped; at + 32 < good.size(); at += 5) {
            const auto error = refused(at);
            INFO(describe(error));
            CHECK((error.code == ErrorCode::DeviceIdentityDamaged || error.code == ErrorCode::TpmFailed));
        }
    }
}

TEST_CASE("speed of a signature by swtpm", "[.speed]") {
    Bench bench;
    constexpr int kCount = 100;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kCount; ++i) must(bench.key.sign(toBytes("m")));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    std::cout << "ms per signature: " << took.count() / kCount << std::endl;
}
