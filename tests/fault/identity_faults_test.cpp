// The counter's identity, whatever fails while it is enrolled, enrolled again or given a policy: what was
// confirmed is there, and what is there is whole.

#include "fault/every_fault.h"
#include "protocol/device_enrolment.h"
#include "store/device_identity.h"
#include "support/catch.h"
#include "support/made_office.h"
#include "support/older_identity.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Operator {
    SigningKey key = SigningKey::generate();
    Bytes policy(int version) const {
        return must(signPolicy("{\"policy_version\":" + std::to_string(version) + "}", key));
    }
    Bytes answer(const Signer& device, const DeviceId& id) const {
        EnrolmentResponse response;
        response.deviceId = id;
        response.deviceKeyId = device.verifyingKey().id();
        response.operatorKeys = {key.verifyingKey()};
        response.sealingKey = OpeningKey::generate().sealingKey();
        response.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
        response.policy = policy(1);
        return must(makeEnrolmentResponse(response, key));
    }
};

struct Enrolment : Scene {
    static constexpr int kAll = 1;
    void work() {
        const auto key = identity.prepareKey();
        if (!key) return;
        prepared = (*key)->verifyingKey();
        if (identity.complete({"https://localhost:1", "PEM"}, op.answer(**key, id))) confirmed.set(1);
    }
    void check() {
        const auto loaded = identity.load();
        if (confirmed.count() == kAll) REQUIRE(loaded);
        if (loaded) {
            CHECK(loaded->deviceId == id);
        } else {
            CHECK(loaded.error().code == ErrorCode::NotEnrolled);
        }
        // With the same key, once it was given out.
        const auto key = must(identity.prepareKey());
        if (prepared) CHECK(key->verifyingKey() == *prepared);
        must(identity.complete({"https://localhost:1", "PEM"}, op.answer(*key, id)));
        CHECK(must(identity.load()).deviceId == id);
    }
    Operator op;
    DeviceId id = DeviceId::random();
    IdentityFolder identity{folder.path() / "identity"};
    std::optional<VerifyingKey> prepared;
};

enum class Program { Present = 1, Older };  // that enrolled the counter the first time

// A counter with keys 2, policy 9 and a revoked certificate is enrolled anew: whatever fails, everything is
// of the enrolment before or everything of the one after.
struct EnrolledAnew : Scene {
    static constexpr int kAll = 1;
    explicit EnrolledAnew(Program program) {
        const auto any = [](const OperatorPolicy&) { return Status(); };
        const auto device = must(identity.prepareKey())->verifyingKey();
        const auto first = office.answer(device);
        before = first.deviceId;
        const auto answer = must(makeEnrolmentResponse(first, office.g));
        if (program == Program::Older) {
            REQUIRE(writeOlderIdentity(folder.path() / "identity",
                                       {answer, "https://old:1", "OLD", MadeOffice::policy(9, office.b),
                                        std::vector<Bytes>{office.one, office.two}}));
        } else {
            must(identity.complete({"https://old:1", "OLD"}, answer));
            must(identity.takeKeys(std::vector<Bytes>{office.one, office.two}));
            must(identity.takePolicy(MadeOffice::policy(9, office.b), any));
        }
        checkBefore(must(identity.load()));
    }
    void checkBefore(const DeviceIdentity& is) const {
        CHECK(is.deviceId == before);
        CHECK(is.gateway.url == "https://old:1");
        CHECK(is.gateway.revoked.size() == 1);
        CHECK(is.keysVersion == 2);
        CHECK(is.policy.version == 9);
        CHECK(is.officeKeys == MadeOffice::publicOf({&office.b}));
    }
    Result<DeviceIdentity> enrol(const EnrolmentResponse& answer, const SigningKey& by, OtherOperator other) {
        after = answer.deviceId;
        return identity.complete({"https://new:1", "NEW"}, must(makeEnrolmentResponse(answer, by)), {other});
    }
    // Of the enrolment before, or of the one after, in which `isAfter` then looks.
    template <class Look>
    void checkWhole(Look isAfter) const {
        const auto is = must(identity.load());
        if (is.deviceId == before) {
            CHECK(confirmed.count() == 0);
            checkBefore(is);
        } else {
            CHECK(is.deviceId == after);
            CHECK(is.gateway.url == "https://new:1");
            isAfter(is);
        }
    }
    MadeOffice office;
    DeviceId before, after = DeviceId::random();
    IdentityFolder identity{folder.path() / "identity"};
};

// By the same operator, whose answer is older than what the counter has.
template <Program kProgram>
struct EnrolledAgain : EnrolledAnew {
    EnrolledAgain() : EnrolledAnew(kProgram) {}
    Result<DeviceIdentity> again() {
        const auto device = must(identity.load()).signer->verifyingKey();
        auto answer = office.answer(device, office.one);
        answer.deviceId = after;
        return enrol(answer, office.g, OtherOperator::Refused);
    }
    void work() { confirmed.set(again().has_value() ? 1 : 0); }
    void check() {
        const auto kept = [&](const DeviceIdentity& is) {
            CHECK(is.keysVersion == 2);
            CHECK(is.gateway.revoked.size() == 1);
            CHECK(is.policy.version == 9);
            CHECK(is.officeKeys == MadeOffice::publicOf({&office.b}));
        };
        checkWhole(kept);
        must(again());
        CHECK(must(identity.load()).deviceId == after);
        checkWhole(kept);
    }
};

// By another one, of whose office nothing is known.
template <Program kProgram>
struct EnrolledElsewhere : EnrolledAnew {
    EnrolledElsewhere() : EnrolledAnew(kProgram) {}
    Result<DeviceIdentity> again() {
        auto answer = others.answer(must(identity.load()).signer->verifyingKey());
        answer.deviceId = after;
        return enrol(answer, others.g, OtherOperator::Meant);
    }
    void work() { confirmed.set(again().has_value() ? 1 : 0); }
    void check() {
        const auto fresh = [&](const DeviceIdentity& is) {
            CHECK(is.keysVersion == 0);
            CHECK(is.gateway.caPem == "NEW");
            CHECK(is.policy.version == 1);
            CHECK(is.officeKeys == MadeOffice::publicOf({&others.a}));
        };
        checkWhole(fresh);
        must(again());
        CHECK(must(identity.load()).deviceId == after);
        checkWhole(fresh);
    }
    MadeOffice others;
};

struct Policy : Scene {
    static constexpr int kAll = 1;
    Policy() {
        const auto key = must(identity.prepareKey());
        must(identity.complete({"https://localhost:1", "PEM"}, op.answer(*key, DeviceId::random())));
        must(identity.takePolicy(op.policy(2), [](const OperatorPolicy&) { return Status(); }));
    }
    void work() {
        if (identity.takePolicy(op.policy(3), [](const OperatorPolicy&) { return Status(); }))
            confirmed.set(1);
    }
    void check() {
        const auto version = must(identity.load()).policy.version;
        CHECK((version == 3 || (version == 2 && confirmed.count() == 0)));
        if (version == 2)
            must(identity.takePolicy(op.policy(3), [](const OperatorPolicy&) { return Status(); }));
        CHECK(must(identity.load()).policy.version == 3);
    }
    Operator op;
    IdentityFolder identity{folder.path() / "identity"};
};

}  // namespace

TEST_CASE("an enrolment is there or can be repeated with the same key, whatever fails") {
    WARN(everyFault<Enrolment>() << " faults");
}

TEST_CASE("a counter that is enrolled again has one enrolment whole, and nothing went back, whatever fails") {
    const int present = everyFault<EnrolledAgain<Program::Present>>();
    const int older = everyFault<EnrolledAgain<Program::Older>>();
    WARN(present + older << " faults");
}

TEST_CASE("a counter that goes over to another operator is wholly with one of both, whatever fails") {
    const int present = everyFault<EnrolledElsewhere<Program::Present>>();
    const int older = everyFault<EnrolledElsewhere<Program::Older>>();
    WARN(present + older << " faults");
}

TEST_CASE("a policy is the new one or the one before, whatever fails") {
    WARN(everyFault<Policy>() << " faults");
}
