// What becomes of a buyer's data at the operator: what of a registration is forwarded to an authority and on
// which ground, and how long pictures are kept. Two sections of the operator's signed policy, read in this
// one place for the counter, which tells the buyer, and for the operator, who does it. Plain values; any
// thread.
//
// "forwarding": {"content": "none" | "attestation" | "portrait", "ground": "stable_name",
//                "ground_text": {"en": "…", "zh-CN": "…"}, "authority": {"en": "…"}, "practice": false}
// "retention": {"pictures_days": 30}
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace countersign {

// How much of a registration is forwarded. An item that is sent is never None.
enum class ForwardContent { None = 1, Attestation, Portrait };
[[nodiscard]] std::string_view forwardContentName(ForwardContent content);  // none, attestation, portrait
[[nodiscard]] std::optional<ForwardContent> forwardContentFromName(std::string_view name);

// A text in several languages, by BCP 47 tag.
using LocalTexts = std::map<std::string, std::string, std::less<>>;
// In this language, else in another form of it (zh for zh-CN), else in English, else empty.
[[nodiscard]] std::string textIn(const LocalTexts& texts, std::string_view language);

struct ForwardingRules {
    ForwardContent content = ForwardContent::None;  // without a ground in law nothing is told to anybody
    std::string ground;                             // small letters, digits, _
    bool practice = false;                          // practice records too: for a demonstration
    LocalTexts groundText{};                        // for people; English is there where something is sent
    LocalTexts authority{};                         // to whom; likewise
    bool operator==(const ForwardingRules&) const = default;
};

struct DataTerms {
    ForwardingRules forwarding;
    int picturesDays = 30;  // after the operator's final answer
    bool operator==(const DataTerms&) const = default;
};

// In Unicode characters. Both stand in one sentence that a buyer reads on a page without scrolling.
inline constexpr std::size_t kLongestAuthority = 80;
inline constexpr std::size_t kLongestGround = 160;

// What `policy`, an object, leaves out is as above. In place of the terms the name of the first value that
// can't be meant: content other than none without ground, ground_text.en and authority.en; a text that is
// empty, too long, or holds characters that no reader sees.
[[nodiscard]] tl::expected<DataTerms, std::string> readDataTerms(const nlohmann::json& policy);

// Both sections as JSON, and back; empty for what readDataTerms would not take.
[[nodiscard]] std::string dataTermsText(const DataTerms& terms);
[[nodiscard]] std::optional<DataTerms> dataTermsFromText(std::string_view text);

}  // namespace countersign
