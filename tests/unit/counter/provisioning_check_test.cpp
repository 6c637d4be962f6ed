// Whether a provisioning file is meant for this computer and this day.

#include "app/counter/provisioning_check.h"

#include "app/counter/build_date.h"
#include "app/counter/provisioner.h"
#include "operator/certificates.h"
#include "protocol/certificate.h"
#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kBuilt = std::chrono::sys_days(std::chrono::year(2026) / 11 / 29);

Provisioning sample() {
    Provisioning made;
    made.shop = "S-0172";
    made.operatorUrl = "https://gateway.example";
    made.authorities =
        certificatesIn(makeAuthority("Test", SystemClock().wall()).value().certificatePem).value();
    made.code = "7F3K-22QD-M0XA";
    made.issuedAt = kBuilt + 100h;
    made.expiresAt = made.issuedAt + 24h * 14;
    return made;
}

}  // namespace

TEST_CASE("a file counts if this operator's office signed it for this shop") {
    const auto office = SigningKey::generate(), other = SigningKey::generate();
    const auto made = sample();
    const auto file = signProvisioning(made, office).value();
    const std::vector keys{office.verifyingKey()};
    CHECK(checkProvisioning(file, {keys, ""}).value() == made);
    CHECK(checkProvisioning(file, {keys, "S-0172"}).has_value());
    const auto refusal = [&](const ProvisioningRules& rules) {
        return checkProvisioning(file, rules).error();
    };
    CHECK(refusal({{}, "S-0172"}).code == ErrorCode::OfficeUnknown);
    CHECK(refusal({{other.verifyingKey()}, "S-0172"}).code == ErrorCode::SignatureInvalid);
    const auto wrongShop = refusal({keys, "S-0173"});
    CHECK(wrongShop.code == ErrorCode::ProvisioningOfAnotherShop);
    CHECK(wrongShop.detail.find("S-0172") != std::string::npos);
    CHECK(wrongShop.detail.find("S-0173") != std::string::npos);
    // Nothing of a file is believed, its shop neither, before its signature.
    CHECK(refusal({{other.verifyingKey()}, "S-9"}).code == ErrorCode::SignatureInvalid);
}

TEST_CASE("a file's days are weighed by a clock that can be right") {
    const auto made = sample();
    const auto refusal = [&](WallTime now) {
        const auto good = checkProvisioningTime(made, now, kBuilt);
        return good ? ErrorCode::Invalid : good.error().code;
    };
    CHECK(refusal(made.issuedAt) == ErrorCode::Invalid);
    CHECK(refusal(made.issuedAt - 24h) == ErrorCode::Invalid);  // a clock in local time
    CHECK(refusal(made.issuedAt - 24h - 1s) == ErrorCode::ProvisioningNotYetValid);
    CHECK(refusal(made.expiresAt - 1s) == ErrorCode::Invalid);
    CHECK(refusal(made.expiresAt) == ErrorCode::ProvisioningExpired);
    CHECK(refusal(kBuilt - 1s) == ErrorCode::ClockBeforeProgram);
    CHECK(refusal(kBuilt) == ErrorCode::ProvisioningNotYetValid);
    CHECK(builtOn() <= SystemClock().wall());
    CHECK(builtOn() > kBuilt - 24h * 365);
}

TEST_CASE("what may pass by itself is told from what may not") {
    const auto error = [](ErrorCode code, std::string detail = {}) {
        return Error{code, std::move(detail), {}};
    };
    for (const auto code :
         {ErrorCode::OperatorUnreachable, ErrorCode::OperatorTimedOut, ErrorCode::AnswerUnreadable,
          ErrorCode::NetworkWantsSignIn, ErrorCode::OperatorNotTrusted})
        CHECK(mayPass(error(code)));
    for (const auto code : {ErrorCode::SignatureInvalid, ErrorCode::ProvisioningExpired,
                            ErrorCode::OfficeSignatureMissing, ErrorCode::OperatorCertificateRevoked})
        CHECK_FALSE(mayPass(error(code)));
    CHECK(mayPass(error(ErrorCode::EnrolmentRefused, "too_many")));
    CHECK(mayPass(error(ErrorCode::EnrolmentRefused, "try_later")));
    CHECK_FALSE(mayPass(error(ErrorCode::EnrolmentRefused, "code_invalid")));
}
