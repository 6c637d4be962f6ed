// How an envelope goes in parts, and how large they are on a line that breaks.

#include "sync/part_plan.h"

#include "protocol/part.h"
#include "protocol/routes.h"
#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

Bytes madeEnvelope(std::size_t payload) {
    RecordMaker maker;
    EnvelopeHeader header;
    header.recordId = RecordId::random();
    header.deviceId = DeviceId::random();
    header.sequence = 1;
    header.application = "test";
    header.createdAt = SystemClock().wall();
    const auto opening = OpeningKey::generate();
    return must(signEnvelope(header, must(sealPayload(opening.sealingKey(), Bytes(payload, 5))),
                             SigningKey::generate()));
}

}  // namespace

TEST_CASE("a plan asks first, then sends what is not held, the whole head at once") {
    const auto envelope = madeEnvelope(100'000);
    PartPlan plan(envelope);
    const auto asked = plan.next(10'000);
    CHECK(asked.route == kPartRoute);
    CHECK(must(readPart(asked.body)).bytes.empty());
    CHECK_FALSE(plan.anySent());
    Bytes held;
    CHECK(plan.take(0));
    const auto small = must(readPart(plan.next(10).body));
    CHECK(small.bytes.size() > 300);  // no less than the head
    while (held.size() < envelope.size()) {
        const auto request = plan.next(10'000);
        const auto part = must(readPart(request.body));
        CHECK(part.offset == held.size());
        CHECK(part.whole == sha256Of(envelope));
        held.insert(held.end(), part.bytes.begin(), part.bytes.end());
        if (held.size() < envelope.size()) REQUIRE(plan.take(static_cast<std::uint32_t>(held.size())));
    }
    CHECK(held == envelope);
    CHECK(plan.anySent());
}

TEST_CASE("an operator that claims too much, or forgets again and again, gets no parts") {
    PartPlan greedy(madeEnvelope(50'000));
    static_cast<void>(greedy.next(1'000));
    CHECK_FALSE(greedy.take(60'000));
    PartPlan forgetful(madeEnvelope(50'000));
    CHECK(forgetful.take(20'000));
    CHECK(forgetful.take(0));
    CHECK(forgetful.take(20'000));
    CHECK(forgetful.take(20'000));
    CHECK(forgetful.take(0));
    CHECK_FALSE(forgetful.take(0));
}

TEST_CASE("parts are halved by every break and doubled by every good answer") {
    PartSize size;
    CHECK_FALSE(size.learned());
    size.answered(1'000'000, 1ms);
    CHECK_FALSE(size.learned());
    size.broke();
    CHECK(size.learned() == 16U * 1024U);
    size.broke();
    size.broke();
    size.broke();
    size.broke();
    CHECK(size.learned() == 4U * 1024U);  // and no less
    size.answered(4U * 1024U, 100ms);
    CHECK(size.learned() == 8U * 1024U);
    size.answered(1'000, 100ms);  // the rest of a record says nothing of a whole part
    CHECK(size.learned() == 8U * 1024U);
    size.answered(8U * 1024U, 4s);  // good, but not to be hurried
    CHECK(size.learned() == 8U * 1024U);
    size.answered(8U * 1024U, 6s);
    CHECK(size.learned() == 4U * 1024U);
    size.wentWhole();
    CHECK_FALSE(size.learned());
}
