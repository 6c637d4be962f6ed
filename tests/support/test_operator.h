// An operator in memory for tests of the counter's side: keys, certificates, enrolment answers, receipts good
// and bad.
#pragma once

#include <string>

#include "operator/certificates.h"
#include "protocol/device_enrolment.h"
#include "protocol/envelope.h"
#include "protocol/receipt.h"

namespace countersign::test {

struct TestOperator {
    SigningKey signingKey = SigningKey::generate();
    OpeningKey openingKey = OpeningKey::generate();
    CertificateAndKey authority = makeAuthority("Test operator", SystemClock().wall()).value();
    CertificateAndKey server = serverFor({"localhost", "127.0.0.1"});

    [[nodiscard]] CertificateAndKey serverFor(const std::vector<std::string>& hosts) const {
        return makeServerCertificate(authority, hosts, SystemClock().wall()).value();
    }
    // As after years on a shelf: genuine, but its time is over.
    [[nodiscard]] CertificateAndKey expiredServer() const {
        return makeServerCertificate(authority, {"localhost", "127.0.0.1"},
                                     SystemClock().wall() - std::chrono::hours(24 * 365 * 4))
            .value();
    }

    // What a counter gets when it enrols with this key.
    [[nodiscard]] Bytes enrol(const Signer& deviceKey, const DeviceId& device,
                              std::string_view policy = R"({"policy_version":1})") const {
        EnrolmentResponse response{device,
                                   deviceKey.verifyingKey().id(),
                                   {signingKey.verifyingKey()},
                                   openingKey.sealingKey(),
                                   SystemClock().wall(),
                                   signPolicy(policy, signingKey).value()};
        return makeEnrolmentResponse(response, signingKey).value();
    }

    [[nodiscard]] static Receipt receiptFor(ByteView envelopeBytes) {
        const auto envelope = parseEnvelope(envelopeBytes).value();
        Receipt receipt;
        receipt.recordId = envelope.header.recordId;
        receipt.deviceId = envelope.header.deviceId;
        receipt.sequence = envelope.header.sequence;
        receipt.payloadHash = envelope.header.payloadHash;
        receipt.receivedAt = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
        return receipt;
    }
    [[nodiscard]] Bytes honestReceipt(ByteView envelope) const {
        return signReceipt(receiptFor(envelope), signingKey).value();
    }
    // Right in every field, signed by somebody else.
    [[nodiscard]] static Bytes forgedReceipt(ByteView envelope) {
        return signReceipt(receiptFor(envelope), SigningKey::generate()).value();
    }
    // Genuine, but of another record.
    [[nodiscard]] Bytes otherRecordsReceipt(ByteView envelope) const {
        auto receipt = receiptFor(envelope);
        receipt.recordId = RecordId::random();
        return signReceipt(receipt, signingKey).value();
    }
};

}  // namespace countersign::test
