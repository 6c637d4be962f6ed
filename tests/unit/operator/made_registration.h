// Registrations as a counter seals them, made up: nobody's numbers, no faces.
#pragma once

#include <nlohmann/json.hpp>

#include "identity/document_number.h"
#include "identity/sim_numbers.h"
#include "made_operator.h"
#include "protocol/payload.h"

namespace countersign::test {

// A resident number that was never given out: sequence numbers of its own, the check digit right.
inline std::string madeResidentNumber(int person, const std::string& birth = "19900307") {
    const std::string digits = std::to_string(person);
    const auto first17 = "110101" + birth + std::string(3 - digits.size(), '0') + digits;
    return first17 + residentCheckDigit(first17);
}
inline std::string madeIccid(int card) {
    const std::string digits = std::to_string(card);
    const auto first19 = "89860" + std::string(14 - digits.size(), '0') + digits;
    return first19 + luhnCheckDigit(first19);
}
inline std::string madeMsisdn(int line) {
    const std::string digits = std::to_string(line);
    return "+86139" + std::string(8 - digits.size(), '0') + digits;
}

// A scan that answers the record's challenge and matched.
inline ScanEvidence madeEvidence(const ChallengeKey& key, const RecordId& record) {
    ScanEvidence evidence;
    evidence.binding = ChallengeBinding::Record;
    evidence.terms = {{Action::Blink, Action::TurnLeft, Action::TurnRight},
                      4,
                      std::chrono::milliseconds(400),
                      std::chrono::milliseconds(1600)};
    evidence.liveness = "accepted";
    evidence.score = 0.9;
    evidence.similarity = 0.7;
    evidence.band = "same";
    evidence.cameraRule = "trusted";
    evidence.policy = "shipped-4";
    evidence.thresholds = std::string(32, 'a');
    RecordPicker picker(key, record, evidence.attempt);
    std::uint32_t now = 700;
    for (const auto& step : drawSteps(evidence.terms, picker)) {
        const auto asked = now + 230 +
                           static_cast<std::uint32_t>(
                               std::chrono::duration_cast<std::chrono::milliseconds>(step.pause).count());
        evidence.challenge.push_back({step.action, asked, asked + 900, "done"});
        now = asked + 900;
    }
    return evidence;
}

// What the counter's record_builder writes; tests change what they are about.
inline nlohmann::json madeFields(const RecordId& record, int person, int line) {
    return {{"schema", "countersign.registration/1"},
            {"record_id", record.hex()},
            {"clerk", "lina"},
            {"tries", 1},
            {"policy", "shipped-4"},
            {"practice", false},
            {"finished_at", "2026-11-24T07:15:25Z"},
            {"decision", "accepted"},
            {"reasons", nlohmann::json::array()},
            {"without_scan", false},
            {"details",
             {{"purchase", "sim_card"},
              {"document_kind", "resident_id"},
              {"document_number", madeResidentNumber(person)},
              {"name", "Made Person"},
              {"msisdn", madeMsisdn(line)},
              {"iccid", madeIccid(line)},
              {"imei", ""},
              {"language", "en"}}},
            {"consent", {{"notice_version", "3"}, {"language", "en"}, {"at", "2026-11-24T07:14:25Z"}}},
            {"liveness", {{"decision", "accepted"}, {"reasons", nlohmann::json::array()}}},
            {"match", {{"ran", true}, {"similarity", 0.7}, {"band", "same"}, {"frames_used", 3}}}};
}

inline EnvelopeHeader madeHeader(const Counter& counter, const RecordId& record) {
    EnvelopeHeader header;
    header.recordId = record;
    header.deviceId = counter.id();
    header.application = "test";
    header.evidence = madeEvidence(*counter.challengeKey, record);
    header.createdAt = WallTime(std::chrono::seconds(1795504525));
    return header;
}

// Begins as a JPEG does and shows nothing; two of different marks differ in every further byte.
inline Bytes madePicture(std::uint8_t mark, std::size_t size = 600) {
    Bytes picture(size, mark);
    picture[0] = 0xff;
    picture[1] = 0xd8;
    picture[2] = 0xff;
    return picture;
}
inline Bytes madePayload(const nlohmann::json& fields, const Bytes& portrait = madePicture(0x11),
                         const Bytes& frame = madePicture(0x22)) {
    return encodePayload({fields, portrait, frame}).value();
}

}  // namespace countersign::test
