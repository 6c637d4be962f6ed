// What is written fits the published schemas, by a checker of another make; skipped where there is none.

#include <filesystem>
#include <fstream>
#include <string>

#include "protocol/regulator.h"
#include "support/catch.h"
#include "support/gateway_process.h"
#include "unit/protocol/sample_attestation.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr char kPython[] = "/usr/bin/python3";
constexpr char kCheck[] =
    "import json,sys,jsonschema as j\n"
    "s=json.load(open(sys.argv[1]));v=j.validators.validator_for(s);v.check_schema(s)\n"
    "sys.exit(0 if v(s).is_valid(json.load(open(sys.argv[2]))) else 1)\n";

bool canCheck() {
    std::error_code code;
    if (!std::filesystem::exists(kPython, code)) return false;
    return runProgram({kPython, "-c", "import jsonschema"}).exitCode == 0;
}

bool fits(const TemporaryFolder& folder, const std::string& schema, const std::string& text) {
    const auto file = folder.path() / "sample.json";
    std::ofstream(file, std::ios::binary) << text;
    const auto published =
        std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "resources" / "schemas" / (schema + "-1.json");
    return runProgram({kPython, "-c", kCheck, published.string(), file.string()}).exitCode == 0;
}

std::string jsonOf(const Attestation& attestation) {
    const auto plain = encodeAttestation(attestation).value();
    return {plain.begin() + 16, plain.end() - static_cast<std::ptrdiff_t>(attestation.portraitJpeg.size())};
}

std::string bodyOf(const Acknowledgement& acknowledgement, const Signer& key) {
    const auto bytes = signAcknowledgement(acknowledgement, key).value();
    return parseSignedMessage(bytes, "regulator-acknowledgement", kAcknowledgementVersion).value().body;
}

}  // namespace

TEST_CASE("items and acknowledgements fit their published schemas") {
    if (!canCheck()) {
        WARN("no python3-jsonschema here: the schemas are not checked");
        return;
    }
    const TemporaryFolder folder;
    auto attestation = sampleAttestation(2);
    CHECK(fits(folder, "attestation", jsonOf(attestation)));
    attestation.portraitJpeg = Bytes(100, 0xd8);
    attestation.practice = true;
    attestation.way = AttestedWay::Person;
    attestation.iccid.clear();
    CHECK(fits(folder, "attestation", jsonOf(attestation)));
    attestation.portraitJpeg.clear();
    attestation.result = AttestedResult::Refused;  // a yes that is taken back
    CHECK(fits(folder, "attestation", jsonOf(attestation)));

    const auto key = SigningKey::generate();
    Acknowledgement word{attestation.key, {}, RegulatorWord::Acknowledged, "", newBatchId(), kSampleTime};
    const auto yes = bodyOf(word, key);
    CHECK(fits(folder, "acknowledgement", yes));
    word.word = RegulatorWord::Refused;
    word.reason = "number_unknown";
    CHECK(fits(folder, "acknowledgement", bodyOf(word, key)));

    // The checker can say no.
    CHECK_FALSE(fits(folder, "attestation", yes));
    CHECK_FALSE(fits(folder, "acknowledgement", jsonOf(attestation)));
    auto changed = yes;
    changed.replace(changed.find("acknowledged"), 12, "nevertheless");
    CHECK_FALSE(fits(folder, "acknowledgement", changed));
}
