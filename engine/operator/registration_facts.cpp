#include "operator/registration_facts.h"

#include <sodium.h>

#include <cmath>

#include "core/ids.h"
#include "identity/document_number.h"
#include "identity/sim_numbers.h"

namespace countersign {
namespace {

using nlohmann::json;

// Longer than any name or number a counter takes; what is longer is no registration.
constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestNumber = 64;
constexpr std::size_t kLongestWord = 32;

void forget(std::string& text) noexcept {
    sodium_memzero(text.data(), text.size());
}

// Field by field, the first wrong one remembered.
class Reader {
  public:
    Reader(const json& object, bool& wrong) : m_object(object), m_wrong(wrong) {
        if (!object.is_object()) m_wrong = true;
    }
    [[nodiscard]] const json* find(const char* name) const {
        if (!m_object.is_object()) return nullptr;
        const auto found = m_object.find(name);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }
    [[nodiscard]] std::string text(const char* name, std::size_t longest, bool required = true) {
        const auto* value = find(name);
        if (value == nullptr) {
            m_wrong = m_wrong || required;
            return {};
        }
        if (!value->is_string() || value->get_ref<const std::string&>().size() > longest) {
            m_wrong = true;
            return {};
        }
        return value->get<std::string>();
    }
    [[nodiscard]] bool flag(const char* name) {
        const auto* value = find(name);
        if (value == nullptr || !value->is_boolean()) {
            m_wrong = true;
            return false;
        }
        return value->get<bool>();
    }
    [[nodiscard]] std::optional<double> real(const char* name) {
        const auto* value = find(name);
        if (value == nullptr) return std::nullopt;
        if (!value->is_number() || !std::isfinite(value->get<double>())) {
            m_wrong = true;
            return std::nullopt;
        }
        return value->get<double>();
    }

  private:
    const json& m_object;
    bool& m_wrong;
};

// The plain form, or as it came where it is none.
bool takeNumber(NumberCheck check, std::string& number) {
    const bool right = check.usable();
    if (right) {
        forget(number);
        number = check.value;
    }
    forget(check.value);
    return right;
}

void readDetails(const json& object, RegistrationFacts& facts, WallTime now, bool& wrong) {
    Reader details(object, wrong);
    const auto purchase = details.text("purchase", kLongestWord);
    facts.documentKind = documentKindFromName(details.text("document_kind", kLongestWord));
    facts.documentNumber = details.text("document_number", kLongestNumber);
    facts.name = details.text("name", kLongestText);
    facts.msisdn = details.text("msisdn", kLongestNumber, false);
    facts.iccid = details.text("iccid", kLongestNumber, false);
    facts.imei = details.text("imei", kLongestNumber, false);
    if (facts.documentNumber.empty() || facts.name.empty()) wrong = true;
    if (facts.documentKind) {
        auto check = checkDocumentNumber(*facts.documentKind, facts.documentNumber, now);
        facts.birth = check.birthDate;
        facts.documentNumberRight = takeNumber(std::move(check), facts.documentNumber);
    }
    const bool sim = purchase == "sim_card" || purchase == "sim_and_phone";
    const bool phone = purchase == "phone" || purchase == "sim_and_phone";
    if (!sim && !phone) wrong = true;
    // Of a card the number or the card's own may be left to the network; of both there must be one.
    facts.numbersRight =
        (!sim || !facts.msisdn.empty() || !facts.iccid.empty()) && (!phone || !facts.imei.empty());
    if (!facts.msisdn.empty() && !takeNumber(checkMsisdn(facts.msisdn), facts.msisdn))
        facts.numbersRight = false;
    if (!facts.iccid.empty() && !takeNumber(checkIccid(facts.iccid), facts.iccid)) facts.numbersRight = false;
    if (!facts.imei.empty() && !takeNumber(checkImei(facts.imei), facts.imei)) facts.numbersRight = false;
}

void readScan(Reader& all, RegistrationFacts& facts, bool& wrong) {
    if (const auto* liveness = all.find("liveness")) {
        Reader fields(*liveness, wrong);
        facts.liveness = fields.text("decision", kLongestWord);
    }
    if (const auto* match = all.find("match")) {
        Reader fields(*match, wrong);
        facts.band = fields.text("band", kLongestWord, false);
        facts.similarity = fields.real("similarity");
    }
}

}  // namespace

NamedDocument::~NamedDocument() {
    forget(number);
}

std::optional<NamedDocument> readDocument(const json& fields, WallTime now) {
    bool wrong = false;
    const auto* details = Reader(fields, wrong).find("details");
    if (details == nullptr) return std::nullopt;
    Reader each(*details, wrong);
    const auto kind = documentKindFromName(each.text("document_kind", kLongestWord));
    NamedDocument named;
    named.number = each.text("document_number", kLongestNumber);
    if (wrong || !kind || named.number.empty()) return std::nullopt;
    named.kind = *kind;
    takeNumber(checkDocumentNumber(named.kind, named.number, now), named.number);
    return named;
}

RegistrationFacts::~RegistrationFacts() {
    for (auto* text : {&documentNumber, &name, &msisdn, &iccid, &imei}) forget(*text);
}

FactsOrReason readFacts(const json& fields, WallTime now) {
    bool wrong = false;
    Reader all(fields, wrong);
    if (all.text("schema", kLongestText) != kRegistrationSchema)
        return tl::unexpected<std::string>("payload_unknown");
    RegistrationFacts facts;
    facts.recordId = all.text("record_id", kLongestWord);
    facts.practice = all.flag("practice");
    facts.withoutScan = all.flag("without_scan");
    facts.decision = all.text("decision", kLongestWord);
    facts.otherWay = all.find("other_way") != nullptr;
    if (const auto* details = all.find("details"))
        readDetails(*details, facts, now, wrong);
    else
        wrong = true;
    if (const auto* guardian = all.find("guardian")) {
        Reader each(*guardian, wrong);
        auto name = each.text("name", kLongestText);
        auto number = each.text("document_number", kLongestNumber);
        const auto role = each.text("role", kLongestWord);
        if (role != "consents" && role != "present") wrong = true;
        facts.guardian = {!name.empty() && !number.empty(), role == "consents"};
        forget(name);
        forget(number);
    }
    if (const auto* consent = all.find("consent")) {
        Reader each(*consent, wrong);
        const auto version = each.text("notice_version", kLongestText);
        const auto at = each.text("at", kLongestWord);
        // Shown is not agreed to: a scan needs the yes. Older counters wrote this block for scans alone.
        const bool answered = each.find("scan") == nullptr || each.flag("scan") || facts.withoutScan;
        facts.consent = {!version.empty() && fromRfc3339(at).has_value() && answered,
                         each.text("forwarding", kLongestWord, false)};
    }
    readScan(all, facts, wrong);
    if (wrong) return tl::unexpected<std::string>("payload_incomplete");
    return facts;
}

void wipe(json& fields) noexcept {
    if (auto* text = fields.get_ptr<json::string_t*>()) {
        forget(*text);
    } else if (fields.is_structured()) {
        for (auto& each : fields) wipe(each);
    }
    fields = nullptr;
}

}  // namespace countersign
