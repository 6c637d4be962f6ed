#include "protocol/audit_chain.h"

#include <utility>

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kDomain = "countersign-audit-v1";
constexpr std::uint64_t kMostNumber = (std::uint64_t{1} << 53U) - 1;

constexpr std::pair<AuditEvent, std::string_view> kNames[] = {
    {AuditEvent::Started, "started"},
    {AuditEvent::SignedIn, "signed_in"},
    {AuditEvent::SignInRefused, "sign_in_refused"},
    {AuditEvent::SignedOut, "signed_out"},
    {AuditEvent::Decided, "decided"},
    {AuditEvent::Withdrawn, "withdrawn"},
    {AuditEvent::Exception, "exception"},
    {AuditEvent::PolicyTaken, "policy_taken"},
    {AuditEvent::KeysTaken, "keys_taken"},
    {AuditEvent::ClockMoved, "clock_moved"},
    {AuditEvent::ScansStopped, "scans_stopped"},
    {AuditEvent::CourierWritten, "courier_written"},
    {AuditEvent::CourierRead, "courier_read"},
    {AuditEvent::OrderDone, "order_done"},
    {AuditEvent::JournalRenewed, "journal_renewed"},
    {AuditEvent::ClerksChanged, "clerks_changed"},
    {AuditEvent::Answered, "answered"},
};

}  // namespace

std::string_view auditEventName(AuditEvent event) {
    for (const auto& [value, name] : kNames) {
        if (value == event) return name;
    }
    return "invalid";
}

std::optional<AuditEvent> auditEventFromName(std::string_view name) {
    for (const auto& [value, known] : kNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

Result<std::string> encodeAuditLine(const AuditLine& line) {
    json object{{"n", line.number},
                {"at", toRfc3339(line.at)},
                {"boot", line.boot.boot},
                {"up_ms", line.boot.since.count()},
                {"event", auditEventName(line.event)}};
    if (!line.who.empty()) object["who"] = line.who;
    if (line.record) object["record"] = line.record->hex();
    if (!line.detail.empty()) object["detail"] = line.detail;
    auto text = dump(object);
    if (!text) return text;
    if (const auto readable = readAuditLine(*text); !readable) return failure(readable.error());
    return text;
}

Result<AuditLine> readAuditLine(std::string_view text) {
    if (text.size() > kMaxAuditLine) return failure(malformed("audit line too long"));
    const auto parsed = parseObject(text);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    AuditLine line;
    line.number = fields.number("n", 1, kMostNumber);
    line.at = fields.time("at");
    line.boot.boot = fields.text("boot", 32);
    line.boot.since = Millis(static_cast<Millis::rep>(fields.number("up_ms", 0, kMostNumber)));
    const auto event = auditEventFromName(fields.text("event", 32));
    if (!event) fields.reject("event");
    line.event = event.value_or(AuditEvent::Started);
    line.who = fields.optionalText("who", 64);
    if (parsed->contains("record")) line.record = fields.recordId("record");
    line.detail = fields.optionalText("detail", 128);
    for (const char c : line.detail) {
        if (static_cast<unsigned char>(c) >= 0x80) fields.reject("detail");
    }
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return line;
}

AuditHead sealAuditLine(const AuditHead& before, std::string_view line) {
    Bytes bytes = toBytes(kDomain);
    append8(bytes, 0);
    append(bytes, before.seal);
    append(bytes, toBytes(line));
    return {before.count + 1, sha256Of(bytes)};
}

}  // namespace countersign
