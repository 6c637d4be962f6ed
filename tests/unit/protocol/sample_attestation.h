// One made item for the regulator, of nobody.
#pragma once

#include "protocol/regulator.h"

namespace countersign::test {

inline constexpr WallTime kSampleTime{std::chrono::seconds(1795504525)};

inline Attestation sampleAttestation(std::uint32_t revision) {
    Attestation attestation;
    attestation.key = {DeviceId::random(), RecordId::random(), revision};
    attestation.name = "样本安娜";
    attestation.documentKind = "resident_id";
    attestation.documentNumber = "11010519491231002X";
    attestation.msisdn = "+8613700138000";
    attestation.iccid = "89860011223344556671";
    attestation.imei = "490154203237518";
    attestation.at = kSampleTime;
    attestation.evidenceHash.fill(0xab);
    attestation.legalGround = "telecom_real_name";
    return attestation;
}

}  // namespace countersign::test
