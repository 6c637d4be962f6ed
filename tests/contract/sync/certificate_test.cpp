// A counter gets the certificate for its TLS with a contact, shows it, renews it, and comes back without one.

#include "protocol/certificate.h"
#include "contract/gateway/nginx_process.h"
#include "contract/sync/running_counter.h"
#include "operator/certificates.h"
#include "protocol/ecdsa_p256.h"
#include "store/client_certificate.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

namespace fs = std::filesystem;
constexpr std::chrono::hours kYears{2 * 365 * 24};  // what a certificate lives

const std::vector<std::string> kRequired{"--device-rate", "0", "--client-certificates", "required"};

CertificateAndKey counterAuthority(const fs::path& gateway) {
    return {text(gateway / "tls" / "counters-ca.pem"), text(gateway / "tls" / "counters-ca.key.pem")};
}

Bytes certified(const CertificateAndKey& authority, const Bytes& key, const DeviceId& counter, WallTime at) {
    const auto pem =
        makeDeviceCertificate(authority, {SignatureAlgorithm::EcdsaP256, key}, counter, at).value();
    return certificatesIn(pem).value().front();
}

// An enrolled counter's folder beside a gateway that lets nobody in without a certificate.
struct Shop {
    explicit Shop(const std::vector<std::string>& more = kRequired)
        : gateway(std::make_unique<GatewayProcess>(place, GatewayProcess::DieAt::Never, 0, more)),
          identity(must(enrolCounter(addressOf(*gateway), own, gateway->newCode()))) {}

    [[nodiscard]] ClientCertificate certificate() const { return own.certificateOf(identity.deviceId); }
    [[nodiscard]] fs::path file() const { return folder.path() / "identity" / "client.pem"; }
    [[nodiscard]] WallTime until() const {
        return subjectOf(certificatesIn(certificate().pem()).value().front()).value().until;
    }
    // One in force that was given at this time.
    void give(WallTime at) const {
        const auto key = certificate().wanted(SystemClock().wall() + 2 * kYears).value();
        REQUIRE(key.size() == kP256PointBytes);
        REQUIRE(certificate().take(certified(counterAuthority(place), key, identity.deviceId, at)));
    }
    // The program starts, saves a registration, and it arrives.
    void sendOne(const std::string& url = {}) {
        auto loaded = must(own.load());
        if (!url.empty()) loaded.gateway.url = url;
        auto settings = hastySettings(folder.path() / "queue");
        settings.identityFolder = own;
        RunningCounter counter(settings, loaded, *log);
        const auto id = RecordId::random();
        counter.records.save(draftFor(loaded, id, 3'000));
        REQUIRE(counter.waitUntilSent(1));
        CHECK(timesHeld(gateway->recordsAsJson(), id) == 1);
    }

    TempFolder folder;
    fs::path place = folder.path() / "operator";
    IdentityFolder own{folder.path() / "identity"};
    std::unique_ptr<GatewayProcess> gateway;
    DeviceIdentity identity;
    std::unique_ptr<Log> log = discardLog();
};

}  // namespace

TEST_CASE("the first contact brings the certificate that the gateway wants from then on") {
    Shop shop;
    CHECK(shop.certificate().pem().empty());
    shop.sendOne();
    const auto pem = must(shop.own.load()).gateway.clientPem;
    REQUIRE_FALSE(pem.empty());
    CHECK(subjectOf(certificatesIn(pem).value().front()).value().commonName == shop.identity.deviceId.hex());
    CHECK((fs::status(shop.file()).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK_FALSE(fs::exists(shop.folder.path() / "identity" / "client.next"));
    shop.sendOne();
    CHECK(must(shop.own.load()).gateway.clientPem == pem);  // and no other as long as it is good
}

TEST_CASE("enrolled again, a counter brings what it saved under its older id by its new certificate") {
    for (const char* how : {"required", "optional"}) {
        INFO(how);
        Shop shop({"--device-rate", "0", "--client-certificates", how});
        shop.sendOne();
        const auto older = must(shop.own.load());
        auto settings = hastySettings(shop.folder.path() / "queue");
        settings.identityFolder = shop.own;
        // Saved while the gateway is out of reach.
        std::vector<RecordId> waiting;
        {
            auto away = older;
            away.gateway.url = "https://127.0.0.1:1";
            RunningCounter counter(settings, away, *shop.log);
            for (const std::size_t bytes : {3'000U, 5'000U, 400'000U}) {
                waiting.push_back(RecordId::random());
                counter.records.save(draftFor(older, waiting.back(), bytes));
            }
            REQUIRE(counter.waitUntilSaved(waiting.size()));
        }
        shop.identity = must(enrolCounter(addressOf(*shop.gateway), shop.own, shop.gateway->newCode()));
        REQUIRE(shop.identity.deviceId != older.deviceId);
        auto now = must(shop.own.load());
        RunningCounter counter(settings, now, *shop.log);
        waiting.push_back(RecordId::random());
        counter.records.save(draftFor(now, waiting.back(), 3'000));
        REQUIRE(counter.waitUntilSent(waiting.size()));
        for (const auto& id : waiting) CHECK(timesHeld(shop.gateway->recordsAsJson(), id) == 1);
        CHECK_FALSE(must(shop.own.load()).gateway.clientPem.empty());
    }
}

TEST_CASE("one that is nearly over is renewed with a new key, one that is over or damaged keeps nobody out") {
    Shop shop;
    const auto now = SystemClock().wall();
    SECTION("in its last month") {
        shop.give(now - kYears + std::chrono::hours(30 * 24));
    }
    SECTION("over") {
        shop.give(now - kYears - std::chrono::hours(24));
    }
    SECTION("of an authority that the gateway does not know") {
        const auto key = shop.certificate().wanted(now).value();
        REQUIRE(shop.certificate().take(
            certified(makeAuthority("Another", now).value(), key, shop.identity.deviceId, now)));
    }
    SECTION("damaged") {
        shop.give(now);
        writeText(shop.file(), text(shop.file()).substr(0, 300));
    }
    SECTION("of another counter") {
        const auto other = DeviceId::random();
        const ClientCertificate others(shop.file().parent_path(), other);
        const auto key = others.wanted(now).value();
        REQUIRE(others.take(certified(counterAuthority(shop.place), key, other, now)));
    }
    const auto before = text(shop.file());
    shop.sendOne();
    CHECK(text(shop.file()) != before);
    CHECK(shop.until() > now + kYears - std::chrono::hours(24));
    CHECK(text(shop.file()).substr(0, 200) != before.substr(0, 200));  // the key stands first
}

TEST_CASE("a certificate that is not what was asked for changes nothing") {
    const TemporaryFolder folder;
    fs::create_directories(folder.path());
    const auto now = SystemClock().wall();
    const auto authority = makeAuthority("Test", now).value();
    const auto me = DeviceId::random();
    const ClientCertificate mine(folder.path(), me);
    const auto refused = [&](const Bytes& der) {
        const auto taken = mine.take(der);
        return !taken && taken.error().code == ErrorCode::MessageMalformed;
    };
    CHECK(refused(certified(authority, makeTlsKey().value().publicKey, me, now)));  // nothing was asked for
    const auto key = mine.wanted(now).value();
    CHECK(mine.wanted(now).value() == key);  // asked again: the same
    CHECK(refused(certified(authority, makeTlsKey().value().publicKey, me, now)));
    CHECK(refused(certified(authority, key, DeviceId::random(), now)));
    CHECK(refused({}));
    CHECK(refused(toBytes("no certificate")));
    auto good = certified(authority, key, me, now);
    auto cut = good;
    cut.resize(cut.size() - 1);
    CHECK(refused(cut));
    CHECK(mine.pem().empty());
    REQUIRE(mine.take(good));
    CHECK_FALSE(mine.pem().empty());
    CHECK(mine.wanted(now).value().empty());
    CHECK(refused(good));  // its key is in force and asks for nothing
}

TEST_CASE("through nginx a counter comes in by its own certificate") {
    if (!fs::exists(kNginx)) {
        WARN("nginx is not installed: passed over");
        return;
    }
    TempFolder folder;
    writeText(folder.path() / "word", std::string(kProxyWord) + "\n");
    // Enrolled at the gateway itself; nginx shows the same server certificate.
    Shop shop;
    const auto port = shop.gateway->port();
    shop.gateway.reset();
    auto behind = kRequired;
    behind.insert(behind.end(), {"--behind-proxy", (folder.path() / "word").string()});
    shop.gateway = std::make_unique<GatewayProcess>(shop.place, GatewayProcess::DieAt::Never, port, behind);
    const Nginx nginx(*shop.gateway);
    shop.sendOne(nginx.url());
    CHECK_FALSE(shop.certificate().pem().empty());
    shop.sendOne(nginx.url());
    const auto now = SystemClock().wall();
    SECTION("one that is over") {
        shop.give(now - kYears - std::chrono::hours(24));
    }
    SECTION("one that nginx can make nothing of") {
        const auto key = shop.certificate().wanted(now, Renew::Now).value();
        REQUIRE(shop.certificate().take(
            certified(makeAuthority("Another", now).value(), key, shop.identity.deviceId, now)));
    }
    const auto before = text(shop.file());
    shop.sendOne(nginx.url());
    CHECK(text(shop.file()) != before);
    CHECK(shop.until() > now);
}

TEST_CASE(
    "a proxy that refuses whoever shows a certificate keeps no counter out, and no record is set aside") {
    if (!fs::exists(kNginx)) {
        WARN("nginx is not installed: passed over");
        return;
    }
    TempFolder folder;
    writeText(folder.path() / "word", std::string(kProxyWord) + "\n");
    const std::vector<std::string> optional{"--device-rate", "0", "--client-certificates", "optional"};
    Shop shop(optional);
    const auto port = shop.gateway->port();
    shop.gateway.reset();
    auto behind = optional;
    behind.insert(behind.end(), {"--behind-proxy", (folder.path() / "word").string()});
    shop.gateway = std::make_unique<GatewayProcess>(shop.place, GatewayProcess::DieAt::Never, port, behind);
    // As an operator has it who changed the gateway and not nginx.
    const Nginx nginx(*shop.gateway, [](std::string site) {
        site = replaced(site, "/counters-ca.pem", "/ca.pem");
        return replaced(site, "error_page 495 = @no_certificate;", "");
    });
    shop.sendOne(nginx.url());
    CHECK_FALSE(shop.certificate().pem().empty());
    shop.sendOne(nginx.url());
    shop.sendOne(nginx.url());
}
