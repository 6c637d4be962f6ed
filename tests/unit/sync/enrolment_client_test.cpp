// Enrolling over the network: the counter says which keys it has, and takes no answer but the one to this
// very request.

#include "sync/enrolment_client.h"

#include "protocol/device_enrolment.h"
#include "support/catch.h"
#include "support/made_office.h"
#include "unit/store/record_maker.h"
#include "unit/sync/qt_loop.h"
#include "unit/sync/scripted_client.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Enrolling : MadeOffice {
    Enrolling() { needQt(); }
    // The answer of an honest gateway to this request, by which the test may go astray.
    EnrolmentResponse answerTo(const Bytes& request, const Bytes& keys = {}) const {
        const auto asked = must(readEnrolmentRequest(request));
        auto response = answer(asked.deviceKey, keys);
        response.requestHash = sha256Of(request);
        return response;
    }
    Result<DeviceIdentity> enrol() {
        EnrolmentClient client(gateway, {"https://localhost:1", "PEM"}, identity);
        std::optional<Result<DeviceIdentity>> outcome;
        client.enrol("7f3k-22qd-m0xa", "test",
                     [&](Result<DeviceIdentity> result) { outcome.emplace(std::move(result)); });
        REQUIRE(waitUntil([&] { return outcome.has_value(); }));
        return std::move(*outcome);
    }
    [[nodiscard]] std::optional<std::uint64_t> versionAsked() const {
        return must(readEnrolmentRequest(gateway.requests.back().body)).keysVersion;
    }

    TempFolder folder;
    IdentityFolder identity{folder.path()};
    std::function<EnrolmentResponse(const Bytes&)> respond = [this](const Bytes& request) {
        return answerTo(request);
    };
    ScriptedClient gateway{[this](const GatewayRequest& request) {
        return countersign::test::answer(200, must(makeEnrolmentResponse(respond(request.body), g)));
    }};
};

}  // namespace

TEST_CASE("the answer to another request, or to none, enrols nobody") {
    Enrolling counter;
    counter.respond = [&](const Bytes& request) {
        auto response = counter.answerTo(request);
        response.requestHash.reset();  // of a gateway that is older than the counter
        return response;
    };
    CHECK(counter.enrol().error().code == ErrorCode::MessageMalformed);
    counter.respond = [&](const Bytes& request) {
        auto response = counter.answerTo(request);
        response.requestHash = sha256Of(toBytes("an earlier request"));
        return response;
    };
    CHECK(counter.enrol().error().code == ErrorCode::SignatureInvalid);
    CHECK(counter.identity.load().error().code == ErrorCode::NotEnrolled);
    counter.respond = [&](const Bytes& request) { return counter.answerTo(request); };
    CHECK(counter.enrol());
}

TEST_CASE("a counter that is enrolled again names its keys, and follows the links that come") {
    Enrolling counter;
    REQUIRE(counter.enrol());
    CHECK_FALSE(counter.versionAsked());
    counter.respond = [&](const Bytes& request) {
        auto response = counter.answerTo(request, counter.two);
        response.links = {counter.one};
        return response;
    };
    CHECK(must(counter.enrol()).keysVersion == 2);
    CHECK(counter.versionAsked() == 0);
    // And once more, with an answer that is older than what it has.
    counter.respond = [&](const Bytes& request) { return counter.answerTo(request, counter.one); };
    CHECK(must(counter.enrol()).keysVersion == 2);
    CHECK(counter.versionAsked() == 2);
}
