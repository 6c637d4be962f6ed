#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sys/stat.h>

#include "core/files.h"
#include "made_operator.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// As a TLS client judges it; 0 is good.
unsigned judge(const std::string& authorityPem, const std::string& serverPem, const char* host) {
    gnutls_x509_trust_list_t trust = nullptr;
    gnutls_x509_trust_list_init(&trust, 0);
    gnutls_datum_t ca{reinterpret_cast<unsigned char*>(const_cast<char*>(authorityPem.data())),
                      static_cast<unsigned>(authorityPem.size())};
    gnutls_x509_trust_list_add_trust_mem(trust, &ca, nullptr, GNUTLS_X509_FMT_PEM, 0, 0);
    gnutls_datum_t pem{reinterpret_cast<unsigned char*>(const_cast<char*>(serverPem.data())),
                       static_cast<unsigned>(serverPem.size())};
    gnutls_x509_crt_t certificate = nullptr;
    gnutls_x509_crt_init(&certificate);
    gnutls_x509_crt_import(certificate, &pem, GNUTLS_X509_FMT_PEM);
    gnutls_typed_vdata_st wanted[2] = {
        {GNUTLS_DT_DNS_HOSTNAME, reinterpret_cast<unsigned char*>(const_cast<char*>(host)), 0},
        {GNUTLS_DT_KEY_PURPOSE_OID,
         reinterpret_cast<unsigned char*>(const_cast<char*>(GNUTLS_KP_TLS_WWW_SERVER)), 0}};
    unsigned status = 0xffffffffU;
    gnutls_x509_trust_list_verify_crt2(trust, &certificate, 1, wanted, 2, 0, &status, nullptr);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_trust_list_deinit(trust, 1);
    return status;
}

}  // namespace

TEST_CASE("the private authority vouches for its own server and for its hosts only") {
    const SystemClock clock;
    const auto authority = makeAuthority("Test", clock.wall()).value();
    const auto server = makeServerCertificate(authority, {"localhost", "127.0.0.1"}, clock.wall()).value();
    CHECK(judge(authority.certificatePem, server.certificatePem, "localhost") == 0);
    CHECK(judge(authority.certificatePem, server.certificatePem, "127.0.0.1") == 0);
    CHECK(judge(authority.certificatePem, server.certificatePem, "example.org") != 0);
    const auto rogue = makeAuthority("Test", clock.wall()).value();
    CHECK(judge(rogue.certificatePem, server.certificatePem, "localhost") != 0);
    const auto old =
        makeServerCertificate(authority, {"localhost"}, clock.wall() - std::chrono::hours(24 * 365 * 3))
            .value();
    CHECK(judge(authority.certificatePem, old.certificatePem, "localhost") != 0);
    CHECK(makeServerCertificate(authority, {}, clock.wall()).error().code == ErrorCode::CertificateFailed);
    CHECK(makeServerCertificate({"rubbish", "rubbish"}, {"localhost"}, clock.wall()).error().code ==
          ErrorCode::CertificateFailed);
}

TEST_CASE("a gateway's folder is made once and keeps its secrets to its owner") {
    MadeOperator made;
    CHECK(initOperatorFolder(made.folder, {}, made.clock).error().code == ErrorCode::OperatorFolderUnusable);
    const OperatorPaths paths(made.folder);
    for (const auto& secret : {paths.signingKey, paths.officeKey, paths.openingKey, paths.authorityKey,
                               paths.serverKey, paths.ledger}) {
        struct stat info{};
        REQUIRE(::stat(secret.c_str(), &info) == 0);
        CHECK((info.st_mode & 0077U) == 0);
    }
    struct stat info{};
    REQUIRE(::stat(made.folder.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0700U);
}

TEST_CASE("the gateway opens its folder without the key that opens registrations, and without the office's") {
    MadeOperator made;
    std::filesystem::remove(OperatorPaths(made.folder).officeKey);
    std::filesystem::remove(OperatorPaths(made.folder).openingKey);
    CHECK(openOperatorFolder(made.folder));
}

TEST_CASE("a folder that was tampered with or is incomplete is refused") {
    const auto damaged = [](auto change) {
        MadeOperator made;
        change(OperatorPaths(made.folder));
        return openOperatorFolder(made.folder).error().code;
    };
    CHECK(damaged([](const OperatorPaths& p) { std::filesystem::remove(p.description); }) ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(damaged([](const OperatorPaths& p) { REQUIRE(writeFileDurably(p.description, toBytes("{}"))); }) ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(damaged([](const OperatorPaths& p) { REQUIRE(SigningKey::generate().write(p.signingKey)); }) ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(damaged([](const OperatorPaths& p) {
              REQUIRE(writeFileDurably(
                  p.policy, signPolicy(R"({"policy_version":1})", SigningKey::generate()).value()));
          }) == ErrorCode::SignatureInvalid);
    CHECK(damaged([](const OperatorPaths& p) { std::filesystem::remove(p.serverKey); }) ==
          ErrorCode::FileUnreadable);
}

TEST_CASE("a policy that is no policy makes no folder") {
    const TemporaryFolder temporary;
    const ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    OperatorSetup setup;
    setup.policyJson = "not JSON";
    CHECK_FALSE(initOperatorFolder(temporary.path() / "gateway", setup, clock));
    CHECK_FALSE(std::filesystem::exists(OperatorPaths(temporary.path() / "gateway").description));
}

TEST_CASE("a newer policy takes the place of the older one, and never the other way round") {
    MadeOperator made;
    const OperatorPaths paths(made.folder);
    const auto inForce = [&] {
        const auto identity = openOperatorFolder(made.folder).value();
        return verifyPolicy(identity.policy, identity.ruleKeys()).value().version;
    };
    const auto key = SigningKey::read(paths.officeKey).value();
    const auto signedBy = [](const SigningKey& signer, const char* json) {
        return signPolicy(json, signer).value();
    };
    CHECK(replacePolicy(made.folder, toBytes(R"({"policy_version":3,"scan_tries":2})"), &made.office)
              .value()
              .version == 3);
    CHECK(inForce() == 3);
    CHECK(replacePolicy(made.folder, signedBy(key, R"({"policy_version":4})")).value().version == 4);
    const auto refusal = [&](const Bytes& bytes) { return replacePolicy(made.folder, bytes).error().code; };
    CHECK(refusal(signedBy(key, R"({"policy_version":3})")) == ErrorCode::PolicyNotNewer);
    CHECK(refusal(signedBy(key, R"({"policy_version":4,"scan_tries":9})")) == ErrorCode::PolicyNotNewer);
    CHECK(refusal(signedBy(SigningKey::generate(), R"({"policy_version":5})")) ==
          ErrorCode::SignatureInvalid);
    CHECK(refusal(toBytes("no JSON")) == ErrorCode::MessageMalformed);
    CHECK(refusal({}) == ErrorCode::MessageMalformed);
    CHECK(inForce() == 4);
}
