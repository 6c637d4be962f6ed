// Enrolment: whole messages, and bytes taken for a body that the counter, or the operator, has signed.

#include <algorithm>
#include <utility>

#include "protocol/device_enrolment.h"
#include "protocol/enrolment_again.h"
#include "protocol/key_bundle.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void holdCode(std::string_view typed) {
    const auto code = normaliseEnrolmentCode(typed);
    if (!code) return;
    hold(code->size() == 12 && printable(*code, 12), "twelve letters");
    hold(normaliseEnrolmentCode(*code) == code, "a normal code stays as it is");
}

void lookAtRequest(ByteView bytes) {
    const auto request = readEnrolmentRequest(bytes);
    if (!request) return;
    holdCode(request->code);
    hold(normaliseEnrolmentCode(request->code) == request->code, "the code is normal");
    hold(printable(request->application, 64), "application");
    const auto message = parseSignedMessage(bytes, "enrolment-request", kEnrolmentVersion);
    hold(message && verifyMessage(*message, request->deviceKey), "signed by the key it names");
    hold(!request->keysVersion || *request->keysVersion <= 0xffffffffU, "a version of keys");
    const auto packed =
        makeEnrolmentRequest(request->code, request->application, deviceKey(), request->keysVersion);
    hold(packed.has_value(), "what was read can be written");
    const auto again = readEnrolmentRequest(*packed);
    hold(again && again->code == request->code && again->application == request->application &&
             again->keysVersion == request->keysVersion && again->deviceKey == deviceKey().verifyingKey(),
         "packed again it is the same");
}

// A counter that knows an office, whose key signs nothing in this target but what the corpus brings along.
void lookAtCarrying(const EnrolmentResponse& response) {
    const KnownOperator known{{0,
                               {operatorKey().verifyingKey()},
                               {SealAlgorithm::SealedBoxX25519, Bytes(32, 9)},
                               {},
                               {},
                               {strangersKey().verifyingKey()}},
                              {},
                              4};
    const auto carried = carryOver(response, known);
    if (!carried) {
        hold(carried.error().code == ErrorCode::OfficeSignatureMissing, "there is one reason to refuse");
        return;
    }
    hold(carried->keys.version > 0 || carried->keys == known.keys, "keys change by a bundle alone");
    auto offered = response.links;
    offered.push_back(response.keys);
    auto way = known.keys;
    for (const auto& bundle : offered) {
        if (auto next = followKeys(way, bundle)) way = std::move(*next);
    }
    hold(carried->keys == way, "to the keys in force leads a chain of the office's");
    const bool byOffice = verifyPolicy(response.policy, way.officeKeys).has_value();
    hold(byOffice || carried->policy == PolicyInForce::Kept, "a policy in force is the office's");
}

void lookAtResponse(ByteView bytes) {
    hold(!readEnrolmentResponse(bytes, strangersKey().verifyingKey()), "never for another counter");
    const auto response = readEnrolmentResponse(bytes, deviceKey().verifyingKey());
    if (!response) return;
    hold(response->deviceKeyId == deviceKey().verifyingKey().id(), "for this counter");
    hold(response->operatorKeys.size() <= 8, "at most eight keys");
    hold(response->officeKeys.size() <= kMaxOfficeKeys, "at most four of the office's");
    hold(response->sealingKey.bytes.size() == 32, "a sealing key");
    const auto message = parseSignedMessage(bytes, "enrolment-response", kEnrolmentVersion);
    hold(message && verifyByAny(*message, response->operatorKeys), "signed by a key it names");
    hold(message->keyId == response->signedBy, "which is told");
    const auto inForce = keysOf(*response);
    hold(inForce && verifyByAny(*message, inForce->verifyingKeys), "and which its bundle names");
    hold(response->links.size() <= kMaxBundlesAtOnce, "at most sixteen links");
    lookAtCarrying(*response);
    hold(verifyPolicy(response->policy, response->ruleKeys()).has_value(), "with a genuine policy");
    hold(fromRfc3339(toRfc3339(response->enrolledAt)) == response->enrolledAt, "time");
    const auto& own = operatorKey().verifyingKey();
    if (std::find(response->operatorKeys.begin(), response->operatorKeys.end(), own) ==
        response->operatorKeys.end())
        return;
    const auto packed = makeEnrolmentResponse(*response, operatorKey());
    if (!packed) {
        hold(packed.error().code == ErrorCode::MessageTooLarge, "what was read can be written");
        return;
    }
    const auto again = readEnrolmentResponse(*packed, deviceKey().verifyingKey());
    hold(again && again->deviceId == response->deviceId && again->operatorKeys == response->operatorKeys &&
             again->sealingKey == response->sealingKey && again->enrolledAt == response->enrolledAt &&
             again->policy == response->policy && again->officeKeys == response->officeKeys &&
             again->challengeKey == response->challengeKey && again->keys == response->keys &&
             again->links == response->links && again->requestHash == response->requestHash,
         "packed again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = textOf(data, size);
    holdCode(text);
    holdSignatureRules({data, size}, "enrolment-request");
    lookAtRequest({data, size});
    lookAtResponse({data, size});
    if (const auto made = signMessage("enrolment-request", kEnrolmentVersion, text, deviceKey()))
        lookAtRequest(*made);
    if (const auto made = signMessage("enrolment-response", kEnrolmentVersion, text, operatorKey()))
        lookAtResponse(*made);
    return 0;
}
