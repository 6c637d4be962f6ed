#include "core/data_terms.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<ForwardContent, std::string_view>, 3> kContents{
    {{ForwardContent::None, "none"},
     {ForwardContent::Attestation, "attestation"},
     {ForwardContent::Portrait, "portrait"}}};

constexpr std::size_t kLongestName = 64;          // of a ground
constexpr std::size_t kLongestTag = 35;           // RFC 5646, 4.4.1
constexpr std::size_t kMostLanguages = 64;        // more than any program speaks
constexpr std::size_t kMostTermsBytes = 131'072;  // twice 64 texts of 160 characters are 80 KB
constexpr int kMostPicturesDays = 3650;

std::string_view baseOf(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

bool isStableName(std::string_view text) {
    return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool isTag(std::string_view tag) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto base = baseOf(tag);
    return base.size() >= 2 && base.size() <= 8 && std::ranges::all_of(base, letter) &&
           tag.size() <= kLongestTag && tag.back() != '-' &&
           std::ranges::all_of(tag, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

// Control characters, breaks of lines, and what turns the order of the letters around it: a buyer would read
// something else than what is written. Joiners and direction marks belong to some scripts and stay.
bool isUnseen(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x200b || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffd || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe0fff);
}

// `text` is UTF-8, as everything that was parsed as JSON.
bool isPlain(std::string_view text, std::size_t longest) {
    std::size_t characters = 0;
    bool seen = false;
    for (std::size_t at = 0; at < text.size(); ++characters) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (at + length > text.size()) return false;
        char32_t c = length == 1 ? first : first & (0xffU >> (length + 1));
        for (std::size_t i = 1; i < length; ++i)
            c = (c << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
        if (isUnseen(c)) return false;
        seen = seen || (c != 0x20 && c != 0xa0 && c != 0x3000);
        at += length;
    }
    return seen && characters <= longest;
}

class Reader {
  public:
    explicit Reader(const json& policy) : m_policy(policy) {}

    [[nodiscard]] const json* section(const char* name) {
        m_section = name;
        const auto found = m_policy.find(name);
        if (found == m_policy.end()) return nullptr;
        if (found->is_object()) return &*found;
        reject("");
        return nullptr;
    }
    void reject(std::string_view field) {
        if (!m_wrong.empty()) return;
        m_wrong = m_section;
        if (!field.empty()) m_wrong.append(".").append(field);
    }
    [[nodiscard]] LocalTexts texts(const json& section, const char* field, std::size_t longest) {
        const auto found = section.find(field);
        if (found == section.end()) return {};
        LocalTexts texts;
        if (!found->is_object() || found->size() > kMostLanguages) {
            reject(field);
            return texts;
        }
        for (const auto& [tag, text] : found->items()) {
            const auto* words = text.get_ptr<const json::string_t*>();
            if (words == nullptr || !isTag(tag) || !isPlain(*words, longest))
                reject(field);
            else
                texts.emplace(tag, *words);
        }
        return texts;
    }
    [[nodiscard]] const std::string& wrong() const { return m_wrong; }

  private:
    const json& m_policy;
    std::string m_section, m_wrong;
};

void readForwarding(const json& section, Reader& reader, ForwardingRules& rules) {
    if (const auto content = section.find("content"); content != section.end()) {
        const auto* name = content->get_ptr<const json::string_t*>();
        const auto known = name != nullptr ? forwardContentFromName(*name) : std::nullopt;
        if (!known) reader.reject("content");
        rules.content = known.value_or(ForwardContent::None);
    }
    if (const auto ground = section.find("ground"); ground != section.end()) {
        const auto* name = ground->get_ptr<const json::string_t*>();
        if (name != nullptr && isStableName(*name))
            rules.ground = *name;
        else
            reader.reject("ground");
    }
    rules.groundText = reader.texts(section, "ground_text", kLongestGround);
    rules.authority = reader.texts(section, "authority", kLongestAuthority);
    if (const auto practice = section.find("practice"); practice != section.end()) {
        if (practice->is_boolean())
            rules.practice = practice->get<bool>();
        else
            reader.reject("practice");
    }
    if (rules.content == ForwardContent::None) return;
    if (rules.ground.empty()) reader.reject("ground");
    if (!rules.groundText.contains("en")) reader.reject("ground_text");
    if (!rules.authority.contains("en")) reader.reject("authority");
}

}  // namespace

std::string_view forwardContentName(ForwardContent content) {
    for (const auto& [each, name] : kContents) {
        if (each == content) return name;
    }
    return "invalid";
}

std::optional<ForwardContent> forwardContentFromName(std::string_view name) {
    for (const auto& [each, known] : kContents) {
        if (known == name) return each;
    }
    return std::nullopt;
}

std::string textIn(const LocalTexts& texts, std::string_view language) {
    if (const auto found = texts.find(language); found != texts.end()) return found->second;
    for (const auto& [tag, text] : texts) {
        if (baseOf(tag) == baseOf(language)) return text;
    }
    const auto english = texts.find("en");
    return english == texts.end() ? std::string() : english->second;
}

tl::expected<DataTerms, std::string> readDataTerms(const json& policy) {
    if (!policy.is_object()) return tl::unexpected<std::string>("policy");
    DataTerms terms;
    Reader reader(policy);
    if (const auto* forwarding = reader.section("forwarding"))
        readForwarding(*forwarding, reader, terms.forwarding);
    if (const auto* retention = reader.section("retention")) {
        const auto days = retention->find("pictures_days");
        if (days != retention->end()) {
            if (days->is_number_integer() && *days >= 0 && *days <= kMostPicturesDays)
                terms.picturesDays = days->get<int>();
            else
                reader.reject("pictures_days");
        }
    }
    if (!reader.wrong().empty()) return tl::unexpected(reader.wrong());
    return terms;
}

std::string dataTermsText(const DataTerms& terms) {
    const auto& rules = terms.forwarding;
    json forwarding{{"content", forwardContentName(rules.content)},
                    {"ground_text", rules.groundText},
                    {"authority", rules.authority},
                    {"practice", rules.practice}};
    if (!rules.ground.empty()) forwarding["ground"] = rules.ground;
    const json all{{"forwarding", forwarding}, {"retention", {{"pictures_days", terms.picturesDays}}}};
    auto text = all.dump(-1, ' ', false, json::error_handler_t::replace);
    return dataTermsFromText(text) ? text : std::string();
}

std::optional<DataTerms> dataTermsFromText(std::string_view text) {
    if (text.size() > kMostTermsBytes) return std::nullopt;
    // Two levels below the object; what is nested deeper was never written here.
    bool tooDeep = false;
    const auto watch = [&](int depth, json::parse_event_t, json&) {
        tooDeep = tooDeep || depth > 4;
        return !tooDeep;
    };
    const auto parsed = json::parse(text, watch, false);
    if (tooDeep || !parsed.is_object()) return std::nullopt;
    const auto terms = readDataTerms(parsed);
    return terms ? std::optional(*terms) : std::nullopt;
}

}  // namespace countersign
