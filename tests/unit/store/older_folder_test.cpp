// Counters that an older program enrolled go on with what they have, and nothing of it is left in the way of
// their next enrolment.

#include "store/device_identity.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "support/catch.h"
#include "support/made_office.h"
#include "support/older_identity.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

const auto kAnyPolicy = [](const OperatorPolicy&) { return Status(); };

struct Older : MadeOffice {
    Older() { REQUIRE(writeOlderIdentity(folder.path(), left)); }
    DeviceIdentity now() const { return must(identity.load()); }
    Result<DeviceIdentity> enrol(const EnrolmentResponse& response, const SigningKey& by,
                                 OtherOperator other = OtherOperator::Refused) const {
        return identity.complete({"https://new:1", "NEW PEM"}, must(makeEnrolmentResponse(response, by)),
                                 {other});
    }
    fs::path file(const char* name) const { return folder.path() / name; }

    TempFolder folder;
    IdentityFolder identity{folder.path()};
    VerifyingKey device = must(identity.prepareKey())->verifyingKey();
    EnrolmentResponse first = answer(device);
    OlderIdentity left{
        must(makeEnrolmentResponse(first, g)), "https://old:1", "OLD PEM", policy(9, a), {one, two}};
};

}  // namespace

TEST_CASE("an older program's folder loads with all that it holds, and takes what comes") {
    const Older older;
    auto is = older.now();
    CHECK(is.deviceId == older.first.deviceId);
    CHECK(is.gateway.url == "https://old:1");
    CHECK(is.keysVersion == 2);
    CHECK(is.gateway.revoked.size() == 1);
    CHECK(is.policy.version == 9);
    CHECK_FALSE(is.replaced);
    must(older.identity.takePolicy(MadeOffice::policy(10, older.b), kAnyPolicy));
    must(older.identity.takeKeys(std::vector<Bytes>{older.three}));
    must(older.identity.markReplaced());
    is = older.now();
    CHECK(is.policy.version == 10);
    CHECK(is.keysVersion == 3);
    CHECK(is.replaced);
}

TEST_CASE("without bundles, and replaced: the authority of the enrolment counts, as it was written") {
    Older older;
    older.left.chain.clear();
    older.left.policy.clear();
    older.left.replaced = true;
    REQUIRE(writeOlderIdentity(older.folder.path(), older.left));
    const auto is = older.now();
    CHECK(is.gateway.caPem == "OLD PEM");
    CHECK(is.keysVersion == 0);
    CHECK(is.policy.version == 1);
    CHECK(is.replaced);
    SECTION("its address is damaged, or gone") {
        fs::resize_file(older.file("gateway.json"), 9);
        CHECK(older.identity.load().error().code == ErrorCode::DeviceIdentityDamaged);
        fs::remove(older.file("gateway.json"));
        CHECK(older.identity.load().error().code == ErrorCode::DeviceIdentityDamaged);
    }
}

TEST_CASE("an older program's folder is enrolled again: what it had stays, and its files go") {
    const Older older;
    const auto next = older.answer(older.device, older.one);
    REQUIRE(older.enrol(next, older.g));
    const auto check = [&] {
        const auto is = older.now();
        CHECK(is.deviceId == next.deviceId);
        CHECK(is.gateway.url == "https://new:1");
        CHECK(is.keysVersion == 2);
        CHECK(is.policy.version == 9);
    };
    check();
    for (const char* name : {"gateway.json", "policy", "keys"}) CHECK_FALSE(fs::exists(older.file(name)));
    SECTION("files of before that a kill left mean nothing") {
        const auto enrolment = must(readFile(older.file("enrolment"), 1U << 20U));
        REQUIRE(writeOlderIdentity(older.folder.path(), older.left));
        must(writeFileDurably(older.file("enrolment"), enrolment));
        check();
        must(older.identity.takePolicy(MadeOffice::policy(11, older.b), kAnyPolicy));
        CHECK(older.now().policy.version == 11);
    }
}

TEST_CASE("another operator's enrolment over an older program's folder is that operator's alone") {
    const Older older;
    const MadeOffice others;
    const auto next = others.answer(older.device);
    CHECK(older.enrol(next, others.g).error().code == ErrorCode::OfficeSignatureMissing);
    CHECK(older.now().policy.version == 9);
    REQUIRE(older.enrol(next, others.g, OtherOperator::Meant));
    const auto enrolment = must(readFile(older.file("enrolment"), 1U << 20U));
    REQUIRE(writeOlderIdentity(older.folder.path(), older.left));
    must(writeFileDurably(older.file("enrolment"), enrolment));  // as a kill before the last step leaves it
    const auto is = older.now();
    CHECK(is.policy.version == 1);
    CHECK(is.keysVersion == 0);
    CHECK(is.gateway.url == "https://new:1");
    CHECK(is.officeKeys == MadeOffice::publicOf({&others.a}));
}

TEST_CASE("a whole enrolment that was changed anywhere is named as damaged, or is what it was") {
    const Older older;
    REQUIRE(older.enrol(older.answer(older.device, older.one), older.g));
    const auto whole = must(readFile(older.file("enrolment"), 1U << 20U));
    const auto code = [&](const Bytes& bytes) {
        must(writeFileDurably(older.file("enrolment"), bytes));
        const auto loaded = older.identity.load();
        return loaded ? std::nullopt : std::optional(loaded.error().code);
    };
    for (std::size_t size = 0; size < whole.size(); size += 97) {
        CHECK(code(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))) ==
              ErrorCode::DeviceIdentityDamaged);
    }
    const auto object = nlohmann::json::parse(whole.begin(), whole.end());
    for (const char* name : {"version", "answer", "url", "ca", "bundles", "policy", "policy_by"}) {
        REQUIRE(object.contains(name));
        for (const auto& wrong : {nlohmann::json(nullptr), nlohmann::json(7), nlohmann::json("\x01"),
                                  nlohmann::json::array({1}), nlohmann::json::object()}) {
            INFO(name << " " << wrong.dump());
            auto bent = object;
            bent[name] = wrong;
            CHECK(code(toBytes(bent.dump())) == ErrorCode::DeviceIdentityDamaged);
        }
    }
    auto bent = object;
    bent.erase("policy_by");
    CHECK(code(toBytes(bent.dump())) == ErrorCode::DeviceIdentityDamaged);
    CHECK_FALSE(code(whole));
    CHECK(older.now().policy.version == 9);
}
