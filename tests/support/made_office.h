// An operator with an office in one hand, over two changes of its keys, and its answers to one counter's
// enrolments, honest and not. For tests of what a counter keeps when it is enrolled again.
#pragma once

#include <string>
#include <vector>

#include "protocol/device_enrolment.h"
#include "protocol/json_reader.h"
#include "protocol/key_bundle.h"
#include "unit/protocol/made_certificate.h"

namespace countersign::test {

struct MadeOffice {
    // Office A and gateway G at first. Keys 1: office B comes. Keys 2: A goes, and with it a certificate and
    // the old sealing key. Keys 3: gateway H comes.
    SigningKey a = SigningKey::generate(), b = SigningKey::generate();
    SigningKey g = SigningKey::generate(), h = SigningKey::generate();
    OpeningKey opening = OpeningKey::generate(), nextOpening = OpeningKey::generate();
    Bytes one = sign(1, {&g}, opening.sealingKey(), {&a, &b}, a);
    Bytes two = sign(2, {&g}, nextOpening.sealingKey(), {&b}, b, {Sha256{7}});
    Bytes three = sign(3, {&g, &h}, nextOpening.sealingKey(), {&b}, b, {Sha256{7}});

    [[nodiscard]] static std::vector<VerifyingKey> publicOf(const std::vector<const SigningKey*>& keys) {
        std::vector<VerifyingKey> all;
        for (const auto* key : keys) all.push_back(key->verifyingKey());
        return all;
    }
    [[nodiscard]] static Bytes sign(std::uint64_t version, const std::vector<const SigningKey*>& gateways,
                                    const SealingKey& sealing, const std::vector<const SigningKey*>& offices,
                                    const Signer& by, const std::vector<Sha256>& revoked = {}) {
        return signKeyBundle({version,
                              publicOf(gateways),
                              sealing,
                              {protocol::fromBase64(kMadeCertificate).value()},
                              revoked,
                              publicOf(offices)},
                             by)
            .value();
    }
    [[nodiscard]] static Bytes policy(int version, const Signer& by) {
        return signPolicy("{\"policy_version\":" + std::to_string(version) + "}", by).value();
    }
    // As an honest gateway answers whose newest bundle for this counter is `keys`; of the first day without.
    [[nodiscard]] EnrolmentResponse answer(const VerifyingKey& device, const Bytes& keys = {}) const {
        EnrolmentResponse response;
        response.deviceId = DeviceId::random();
        response.deviceKeyId = device.id();
        response.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
        response.keys = keys;
        KeyBundle told{0, {g.verifyingKey()}, opening.sealingKey(), {}, {}, {a.verifyingKey()}};
        if (!keys.empty()) told = verifyKeyBundle(keys, publicOf({&a, &b})).value();
        response.operatorKeys = told.verifyingKeys;
        response.sealingKey = told.sealingKey;
        response.officeKeys = told.officeKeys;
        response.policy = policy(1, told.officeKeys.back() == a.verifyingKey() ? a : b);
        return response;
    }
};

}  // namespace countersign::test
