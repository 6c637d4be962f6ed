// Files of the courier: the head and the stream as they lie on a stick, and bytes taken for a content that
// somebody has closed to the right key.

#include "protocol/courier.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

CourierKey answerKey() {
    CourierKey key;
    key.fill(7);
    return key;
}

void lookAtFile(ByteView bytes) {
    const auto head = readCourierHead(bytes);
    if (head) {
        hold(head->part >= 1, "parts begin with one");
        hold(head->operatorKeyId.size() == 32, "key id");
    }
    const auto answer = openForCounter(bytes, answerKey());
    if (answer) hold(head && head->direction == CourierDirection::ToCounter, "an answer says that it is one");
}

void lookAtLoad(ByteView bytes) {
    const auto load = readCourierLoad(Bytes(bytes.begin(), bytes.end()));
    if (!load) return;
    hold(!load->contacts.empty() && load->contacts.size() <= kMaxCourierContacts, "contacts");
    hold(load->envelopes.size() <= kMaxCourierRecords, "envelopes");
    const auto* begin = load->content.data();
    const auto within = [&](ByteView part) {
        return !part.empty() && part.data() >= begin &&
               part.data() + part.size() <= begin + load->content.size();
    };
    std::size_t counted = load->answerKey.size() + 4;
    for (const auto& each : load->contacts) {
        hold(within(each), "a contact lies within");
        counted += 4 + each.size();
    }
    for (const auto& each : load->envelopes) {
        hold(within(each.bytes), "an envelope lies within");
        counted += 20 + each.bytes.size();
    }
    hold(counted == bytes.size(), "every byte was read");
}

void lookAtAnswer(ByteView bytes) {
    const auto answer = readCourierAnswer(bytes);
    if (!answer) return;
    const CourierHead head{CourierDirection::ToOperator, DeviceId(), std::string(32, '0'), 1};
    const auto packed = packForCounter(head, *answer, answerKey());
    hold(packed.has_value(), "what was read can be written");
    const auto again = openForCounter(*packed, answerKey());
    hold(again && *again == *answer, "written again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!initCrypto()) std::abort();
    const ByteView bytes(data, size);
    lookAtFile(bytes);
    lookAtLoad(bytes);
    lookAtAnswer(bytes);
    return 0;
}
