// A finished registration on its way to the disk: real store, real thread, no gateway.
#include "app/counter/registration_saver.h"

#include <QSignalSpy>
#include <QTest>

#include "core/files.h"
#include "protocol/envelope.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "unit/sync/scripted_client.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::test;
using countersign::ui::test::application;

namespace {

Registration someone() {
    Registration r;
    r.recordId = RecordId::random();
    r.clerk = "lina";
    r.details.documentNumber = "11010519491231002X";
    r.details.msisdn = "+8613700138000";
    r.told = NoticeTold{"3-attestation-0123456789abcdef", "zh-CN", WallTime{}};
    r.told->terms.forwarding.content = ForwardContent::Attestation;
    r.challenge = {1, true, {{Action::Blink, Action::TurnLeft, Action::TurnRight}, 4, {}, {}}};
    r.decision = Decision::Accepted;
    return r;
}

struct Bench {
    Bench() {
        application();
        identity.deviceId = DeviceId::random();
        identity.signer = key;
        identity.sealingKey = first.sealingKey();
        settings.queue.folder = folder.path() / "queue";
        settings.queue.freeSpaceLimit = 0;
        settings.queue.reserveBytes = 0;
        settings.contacts = Contacts::None;
        settings.makeClient = [] {
            return std::make_unique<ScriptedClient>([](const GatewayRequest&) { return std::nullopt; });
        };
    }
    // As it lies on the disk.
    [[nodiscard]] Bytes envelopeOf(const RecordId& record) const {
        return readFile(settings.queue.folder / "spool" / (record.hex() + ".envelope"), 1U << 24U).value();
    }

    TempFolder folder;
    SystemClock clock;
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
    std::shared_ptr<const SigningKey> key = std::make_shared<const SigningKey>(SigningKey::generate());
    OpeningKey first = OpeningKey::generate();
    DeviceIdentity identity;
    RecordsSettings settings;
};

}  // namespace

TEST_CASE("what is saved after the operator's newer keys came is sealed to the newer one") {
    Bench bench;
    RecordsThread records(bench.settings, bench.identity, bench.clock, *bench.log, bench.points);
    ui::MainWindow window;
    NoticeBar notices(window);
    RegistrationSaver saver(
        {&records, bench.identity.sealingKey, {{"embedder", "1"}}, {}, notices, *bench.log});
    QSignalSpy saved(&saver, &RegistrationSaver::saved);
    records.start();

    const auto save = [&] {
        auto registration = someone();
        const auto record = registration.recordId;
        REQUIRE(saver.save(registration));
        REQUIRE(saved.wait());
        return parseEnvelope(bench.envelopeOf(record)).value().sealedPayload;
    };
    CHECK(bench.first.open(save()));
    const auto second = OpeningKey::generate();
    Q_EMIT records.keysTaken(second.sealingKey());
    const auto after = save();
    CHECK(second.open(after));
    CHECK_FALSE(bench.first.open(after));
}
