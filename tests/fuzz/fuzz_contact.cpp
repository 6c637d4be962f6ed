// Contacts and notices: whole messages as they come, and bytes taken for a body that the other side has
// signed; and a line of a counter's journal.

#include "protocol/conduct_question.h"
#include "protocol/contact.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void lookAtContact(ByteView bytes) {
    holdSignatureRules(bytes, "contact");
    const auto read = readContact(bytes);
    if (!read) return;
    const Contact& contact = read->contact;
    hold(contact.nonce.size() == 32, "nonce");
    hold(contact.auditLines.size() <= kMaxAuditLinesAtOnce, "lines");
    hold(contact.auditFrom >= 1, "numbers begin with one");
    for (const auto& line : contact.auditLines) hold(line.size() <= kMaxAuditLine, "line");
    hold(printable(contact.application, 64), "application");
    const auto packed = signContact(contact, operatorKey());
    if (packed) {  // too large once written by us, perhaps: escapes
        const auto again = readContact(*packed);
        hold(again && again->contact == contact, "packed again it is the same");
    }
}

void lookAtNotice(ByteView bytes) {
    holdSignatureRules(bytes, "notice");
    const std::vector keys{strangersKey().verifyingKey(), operatorKey().verifyingKey()};
    const auto notice = verifyNotice(bytes, keys, DeviceId());
    if (!notice) return;
    hold(notice->deviceId == DeviceId(), "for this counter");
    hold(notice->orders.size() <= kMaxOrdersAtOnce, "orders");
    for (const auto& order : notice->orders) {
        hold(order.number >= 1, "numbers begin with one");
        hold(printable(order.text, kMaxOrderText), "text");
        const bool aboutRecord = order.kind == OrderKind::RecordStatus || order.kind == OrderKind::Erase;
        hold(!aboutRecord || order.record.has_value(), "names its record");
        if (order.kind == OrderKind::Explain) {
            const auto question = readQuestion(order.text);
            if (question) hold(encodeQuestion(*question) == order.text, "one way to ask it");
            continue;
        }
        hold(aboutRecord || !order.text.empty(), "names its clerk");
    }
    const auto packed = signNotice(*notice, operatorKey());
    if (packed) hold(verifyNotice(*packed, keys, DeviceId()) == *notice, "packed again it is the same");
}

void lookAtLine(std::string_view text) {
    const auto line = readAuditLine(text);
    if (!line) return;
    hold(text.size() <= kMaxAuditLine, "short");
    hold(line->number >= 1 && line->who.size() <= 64 && line->detail.size() <= 128, "limits");
    if (const auto answer = readAnswerDetail(line->detail))
        hold(answerDetail(answer->first, answer->second) == line->detail, "one way to answer it");
    const auto again = encodeAuditLine(*line);
    if (again) hold(readAuditLine(*again) == *line, "written again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    const auto text = textOf(data, size);
    lookAtContact(bytes);
    lookAtNotice(bytes);
    lookAtLine(text);
    if (const auto made = signMessage("contact", kContactVersion, text, operatorKey())) lookAtContact(*made);
    if (const auto made = signMessage("notice", kNoticeVersion, text, operatorKey())) lookAtNotice(*made);
    return 0;
}
