// Every way in which a network or a server can fail a counter, each at the contact, at a single record and at
// a batch; then the real gateway stands at the same address again, and its ledger holds each record exactly
// once.

#include <algorithm>
#include <atomic>
#include <mutex>

#include "contract/gateway/http_client.h"
#include "contract/sync/running_counter.h"
#include "protocol/batch.h"
#include "protocol/routes.h"
#include "support/catch.h"
#include "support/faulty_gateway.h"
#include "support/faulty_line.h"
#include "support/test_operator.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr std::size_t kPayloadBytes = 20'000;

bool startsWith(ByteView body, std::string_view magic) {
    return body.size() >= magic.size() && std::equal(magic.begin(), magic.end(), body.begin());
}

std::string_view routeOf(ByteView body) {
    if (startsWith(body, "CSEV")) return kRecordsRoute;
    if (startsWith(body, "CSBT")) return kBatchRoute;
    return kContactRoute;
}

// Receipts of an operator's own making for whatever was posted; a contact gets what is no notice.
Bytes receiptsFor(ByteView body, const std::function<Bytes(ByteView envelope)>& make) {
    if (startsWith(body, "CSEV")) return make(body);
    if (!startsWith(body, "CSBT")) return toBytes("{}");
    std::vector<BatchItem> items;
    const auto envelopes = must(splitBatch(body));
    for (const auto& envelope : envelopes) items.emplace_back(make(envelope));
    return must(encodeBatchAnswer(items));
}

// The real gateway, its counter, and between them a line that leads to the gateway or into trouble.
struct Scene {
    TempFolder folder;
    GatewayProcess gateway{folder.path() / "operator"};
    HttpClient way{gateway};  // of the front to the real gateway
    mutable std::mutex wayTaken;
    CertificateAndKey authority{text("ca.pem"), text("ca.key.pem")};
    TestOperator rogue;
    CertificateAndKey genuine = must(makeServerCertificate(authority, {"localhost"}, SystemClock().wall()));
    FaultyGateway front{genuine};
    FaultyGateway rogueFront{rogue.server};
    FaultyGateway elsewhere{
        must(makeServerCertificate(authority, {"somewhere.example"}, SystemClock().wall()))};
    FaultyGateway expired{must(makeServerCertificate(
        authority, {"localhost"}, SystemClock().wall() - std::chrono::hours(24 * 365 * 4)))};
    FaultyGateway oldTls{genuine, {}, FaultyGateway::Tls::Only11};
    FaultyLine line{gateway.port()};
    DeviceIdentity identity =
        must(enrolCounter({line.url(), authority.certificatePem}, IdentityFolder(folder.path() / "identity"),
                          gateway.newCode()));
    std::unique_ptr<Log> log = discardLog();

    [[nodiscard]] std::string text(const char* name) const {
        const auto bytes = must(readFile(gateway.folder() / "tls" / name, 64U * 1024U));
        return {bytes.begin(), bytes.end()};
    }
    [[nodiscard]] Bytes honest(ByteView body) const {
        const std::lock_guard lock(wayTaken);  // a request of the case before may still be under way
        return way.post(std::string(routeOf(body)), body).body;
    }
    [[nodiscard]] std::filesystem::path queue() const { return folder.path() / "queue"; }

    // Saved while nothing can leave.
    std::vector<RecordId> save(std::size_t count) {
        line.refuse();
        auto settings = hastySettings(queue());
        settings.retry = {};  // once is enough here
        RunningCounter counter(settings, identity, *log);
        std::vector<RecordId> ids;
        for (std::size_t i = 0; i < count; ++i) {
            ids.push_back(RecordId::random());
            counter.records.save(draftFor(identity, ids.back(), kPayloadBytes));
        }
        REQUIRE(waitUntil([&] { return counter.saved.size() == count; }));
        return ids;
    }
};

struct Trouble {
    const char* name;
    std::function<void(Scene&)> begin;
    ErrorCode code;
    Millis patience{
        30'000};  // short only where it runs out: a loaded machine takes seconds for an honest answer
};

std::function<void(Scene&)> fault(Fault which) {
    return [which](Scene& scene) { scene.front.set(which); };
}

std::function<void(Scene&)> answers(std::function<Bytes(Scene&, ByteView)> make) {
    return [make](Scene& scene) {
        scene.front.setAnswer([make, &scene](ByteView body) { return make(scene, body); });
    };
}

std::function<void(Scene&)> leadsTo(FaultyGateway Scene::* server) {
    return [server](Scene& scene) { scene.line.leadTo((scene.*server).port()); };
}

const std::vector<Trouble>& troubles() {
    static const std::vector<Trouble> all{
        {"500", fault(Fault::Status500), ErrorCode::OperatorFault},
        {"429", fault(Fault::Status429), ErrorCode::OperatorBusy},
        {"503", fault(Fault::Status503), ErrorCode::OperatorBusy},
        {"407", fault(Fault::Status407), ErrorCode::ProxyRefused},
        {"redirect", fault(Fault::Redirect), ErrorCode::OperatorRedirects},
        {"hang", fault(Fault::Hang), ErrorCode::OperatorTimedOut, Millis(4'000)},
        {"drip: a slow loris answer", fault(Fault::Drip), ErrorCode::OperatorTimedOut, Millis(4'000)},
        {"half close", fault(Fault::HalfClose), ErrorCode::AnswerUnreadable},
        {"reset in the answer", fault(Fault::Reset), ErrorCode::AnswerUnreadable},
        {"wrong length", fault(Fault::WrongLength), ErrorCode::AnswerUnreadable},
        {"100 MB", fault(Fault::HugeBody), ErrorCode::AnswerUnreadable},
        {"no message", fault(Fault::GarbageBody), ErrorCode::AnswerUnreadable},
        {"a portal's page behind the operator's own certificate", fault(Fault::CaptivePortal),
         ErrorCode::AnswerUnreadable},
        // Qt tells bytes that are no HTTP as a connection that ended.
        {"no HTTP", fault(Fault::Garbage), ErrorCode::OperatorUnreachable},
        {"closed before the request", fault(Fault::CloseBeforeRequest), ErrorCode::OperatorUnreachable},
        {"taken in, and the answer lost", fault(Fault::AnswerLost), ErrorCode::OperatorUnreachable},
        {"forged receipt", answers([](Scene&, ByteView body) {
             return receiptsFor(body, [](ByteView each) { return TestOperator::forgedReceipt(each); });
         }),
         ErrorCode::ReceiptForged},
        {"another record's receipt", answers([](Scene&, ByteView body) {
             return receiptsFor(body, [](ByteView each) { return TestOperator().otherRecordsReceipt(each); });
         }),
         ErrorCode::ReceiptForged},
        {"a rogue authority", leadsTo(&Scene::rogueFront), ErrorCode::OperatorNotTrusted},
        {"another host's certificate", leadsTo(&Scene::elsewhere), ErrorCode::OperatorNotTrusted},
        {"an expired certificate", leadsTo(&Scene::expired), ErrorCode::OperatorNotTrusted},
        {"TLS 1.1", leadsTo(&Scene::oldTls), ErrorCode::OperatorNotTrusted},
        {"connection refused", [](Scene& scene) { scene.line.refuse(); }, ErrorCode::OperatorUnreachable},
        {"reset in the request", [](Scene& scene) { scene.line.cutAfter(2'000); },
         ErrorCode::OperatorUnreachable},
    };
    return all;
}

// How many requests go well before it begins: a contact comes first, then one record, then two at once.
enum class At { Contact = 0, Record = 1, Batch = 2 };

}  // namespace

TEST_CASE("through every fault the records stay, and healed each is at the operator once") {
    Scene scene;
    std::vector<RecordId> all;
    for (const auto& trouble : troubles()) {
        for (const At at : {At::Contact, At::Record, At::Batch}) {
            INFO(trouble.name << ", after " << static_cast<int>(at) << " good answers");
            const auto ids = scene.save(at == At::Batch ? 3 : 2);
            all.insert(all.end(), ids.begin(), ids.end());

            const auto good = std::make_shared<std::atomic<int>>(static_cast<int>(at));
            scene.front.set(Fault::None);
            scene.line.leadTo(scene.front.port());
            scene.front.setAnswer([&scene, &trouble, good](ByteView body) {
                auto answer = scene.honest(body);
                if (--*good == 0) trouble.begin(scene);
                return answer;
            });
            if (at == At::Contact) trouble.begin(scene);
            auto settings = hastySettings(scene.queue());
            settings.https.silence = trouble.patience;
            settings.https.whole = 2 * trouble.patience;
            RunningCounter counter(settings, scene.identity, *scene.log);
            counter.records.sendNow();
            REQUIRE(waitUntil([&] { return !counter.causes.empty(); }));
            CHECK(counter.causes.front() == trouble.code);
            CHECK(counter.sent.size() == (at == At::Batch ? 1U : 0U));
            for (const auto& id : ids)
                CHECK(std::filesystem::exists(payloadOf(scene.queue(), id)) != counter.sent.contains(id));

            scene.line.cutAfter(0);
            scene.line.leadTo(scene.gateway.port());
            REQUIRE(counter.waitUntilSent(ids.size()));
            for (const auto& id : ids) {
                CHECK(counter.rows.at(id).client == ClientState::Sent);
                CHECK(counter.rows.at(id).erased());
                CHECK_FALSE(std::filesystem::exists(payloadOf(scene.queue(), id)));
            }
        }
    }
    const auto bodies = scene.front.bodies();
    CHECK(std::any_of(bodies.begin(), bodies.end(),
                      [](const Bytes& body) { return startsWith(body, "CSBT"); }));
    const auto held = scene.gateway.recordsAsJson();
    for (const auto& id : all) CHECK(timesHeld(held, id) == 1);
}

TEST_CASE("a name that nobody knows, then the right one: each record once") {
    Scene scene;
    const auto ids = scene.save(2);
    auto lost = scene.identity;
    lost.gateway.url = "https://no-such-host.invalid:1";
    {
        RunningCounter counter(hastySettings(scene.queue()), lost, *scene.log);
        counter.records.sendNow();
        REQUIRE(waitUntil([&] { return !counter.causes.empty(); }));
        CHECK(counter.causes.front() == ErrorCode::OperatorUnreachable);
        CHECK(counter.sent.empty());
    }
    scene.line.leadTo(scene.gateway.port());
    RunningCounter counter(hastySettings(scene.queue()), scene.identity, *scene.log);
    REQUIRE(counter.waitUntilSent(ids.size()));
    const auto held = scene.gateway.recordsAsJson();
    for (const auto& id : ids) CHECK(timesHeld(held, id) == 1);
}
