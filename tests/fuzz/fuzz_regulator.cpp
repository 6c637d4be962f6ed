// What goes between operator and regulator: a batch as the regulator takes it apart, the plain item, the
// regulator's answer and its word as the operator reads them, and the file of the regulator's keys.

#include "protocol/regulator.h"

#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void lookAtItem(ByteView bytes) {
    const auto item = readAttestation(bytes);
    if (!item) return;
    hold(item->key.revision >= 1, "revisions begin with one");
    hold(!item->name.empty() && printable(item->name, 256), "name");
    hold(!item->documentNumber.empty() && printable(item->documentNumber, 64), "document number");
    hold(!(item->msisdn + item->iccid + item->imei).empty(), "a number");
    const auto again = encodeAttestation(*item);
    hold(again.has_value(), "what was read can be written");
    const auto same = readAttestation(*again);
    hold(same && *same == *item, "written again it is the same");
}

void lookAtBatch(ByteView bytes) {
    const auto read = readForwardBatch(bytes);
    if (!read) return;
    const auto& batch = read->batch;
    hold(!batch.entries.empty() && batch.entries.size() <= kMaxForwardItems, "as many as are allowed");
    for (const auto& each : batch.entries) {
        hold(!each.item.empty() && each.item.data() >= bytes.data() &&
                 each.item.data() + each.item.size() <= bytes.data() + bytes.size(),
             "each lies within the batch");
    }
    const auto packed = packForRegulator(batch, operatorKey());
    hold(packed.has_value(), "what was read can be packed");
    const auto again = readForwardBatch(*packed);
    hold(again && again->batch.id == batch.id && again->batch.entries.size() == batch.entries.size(),
         "packed again it is the same");
    hold(!verifyByAny(read->message, {strangersKey().verifyingKey()}), "nobody's word passes for another's");
}

void lookAtAnswer(ByteView bytes) {
    const std::string id(32, 'a');
    for (const std::size_t count : {std::size_t{1}, std::size_t{2}}) {
        const auto words = readForwardAnswer(bytes, id, count);
        if (!words) continue;
        hold(words->size() == count, "a word on each");
        const auto again = encodeForwardAnswer(id, *words);
        hold(again && readForwardAnswer(*again, id, count) == *words, "written again it is the same");
    }
}

void lookAtWord(ByteView bytes) {
    const auto word = parseAcknowledgement(bytes);
    if (!word) return;
    hold(word->reason.empty() == (word->word == RegulatorWord::Acknowledged), "a refusal says why");
    const auto signedAgain = signAcknowledgement(*word, operatorKey());
    hold(signedAgain.has_value(), "what was read can be written");
    const auto again =
        verifyAcknowledgement(*signedAgain, {operatorKey().verifyingKey()}, word->key, word->itemHash);
    hold(again && *again == *word, "signed again it is the same");
    auto other = word->key;
    other.revision ^= 1U;
    hold(!verifyAcknowledgement(*signedAgain, {operatorKey().verifyingKey()}, other, word->itemHash),
         "never for another item");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!initCrypto()) std::abort();
    const ByteView bytes(data, size);
    lookAtItem(bytes);
    lookAtBatch(bytes);
    lookAtAnswer(bytes);
    lookAtWord(bytes);
    holdSignatureRules(bytes, "regulator-acknowledgement");
    if (const auto made = signMessage("regulator-acknowledgement", kAcknowledgementVersion,
                                      textOf(data, size), operatorKey()))
        lookAtWord(*made);
    if (const auto keys = readRegulatorKeys(bytes)) {
        const auto again = encodeRegulatorKeys(*keys);
        hold(again && readRegulatorKeys(*again) == *keys, "written again they are the same");
    }
    return 0;
}
