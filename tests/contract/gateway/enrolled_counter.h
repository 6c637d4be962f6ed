// A counter that enrolled at a gateway over the network and makes envelopes for it.
#pragma once

#include "http_client.h"
#include "protocol/device_enrolment.h"
#include "protocol/envelope.h"
#include "protocol/payload.h"
#include "protocol/receipt.h"
#include "protocol/routes.h"

namespace countersign::test {

class EnrolledCounter {
  public:
    explicit EnrolledCounter(const GatewayProcess& gateway) {
        const HttpClient http(gateway);
        const auto answer = http.post(std::string(kEnrolRoute),
                                      makeEnrolmentRequest(gateway.newCode(), "test", m_key).value());
        if (answer.status != 200) throw std::runtime_error("enrolment refused: " + answer.text());
        m_enrolment = readEnrolmentResponse(answer.body, m_key.verifyingKey()).value();
    }

    [[nodiscard]] const EnrolmentResponse& enrolment() const { return m_enrolment; }
    [[nodiscard]] const SigningKey& key() const { return m_key; }
    [[nodiscard]] EnvelopeHeader header() {
        EnvelopeHeader made;
        made.recordId = RecordId::random();
        made.deviceId = m_enrolment.deviceId;
        made.sequence = ++m_sequence;
        made.previousHash = m_previous;
        made.application = "test";
        made.createdAt = SystemClock().wall();
        made.practice = true;
        return made;
    }
    [[nodiscard]] Bytes sign(const EnvelopeHeader& header, const Bytes& plain) const {
        return signEnvelope(header, sealPayload(m_enrolment.sealingKey, plain).value(), m_key).value();
    }
    [[nodiscard]] Bytes envelope(std::size_t pictureBytes = 20000) {
        const auto plain =
            encodePayload({{{"name", "Made Person"}}, Bytes(pictureBytes, 0x11), Bytes(pictureBytes, 0x22)})
                .value();
        auto bytes = sign(header(), plain);
        m_previous = envelopeHash(parseEnvelope(bytes).value());
        return bytes;
    }
    [[nodiscard]] Result<Receipt> verify(ByteView receipt, ByteView envelope) const {
        const auto head = parseEnvelope(envelope).value().header;
        return verifyReceipt(receipt, m_enrolment.operatorKeys,
                             {head.recordId, head.deviceId, head.sequence, head.payloadHash});
    }

  private:
    SigningKey m_key = SigningKey::generate();
    EnrolmentResponse m_enrolment;
    std::uint64_t m_sequence = 0;
    Sha256 m_previous{};
};

}  // namespace countersign::test
