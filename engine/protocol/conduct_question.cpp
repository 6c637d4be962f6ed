#include "protocol/conduct_question.h"

#include <algorithm>
#include <charconv>

#include "protocol/contact.h"

namespace countersign {
namespace {

constexpr std::pair<ConductKind, std::string_view> kKindNames[] = {
    {ConductKind::Exceptions, "exceptions"},  {ConductKind::WithoutScan, "without_scan"},
    {ConductKind::Retries, "retries"},        {ConductKind::Pace, "pace"},
    {ConductKind::Overlap, "overlap"},        {ConductKind::SameEvidence, "same_evidence"},
    {ConductKind::SameBorder, "same_border"},
};
constexpr std::pair<ConductAnswer, std::string_view> kAnswerNames[] = {
    {ConductAnswer::NewCamera, "new_camera"},
    {ConductAnswer::MarketDay, "market_day"},
    {ConductAnswer::ElderlyCustomers, "elderly_customers"},
    {ConductAnswer::Training, "training"},
    {ConductAnswer::WeLookIntoIt, "we_look_into_it"},
    {ConductAnswer::Other, "other"},
};
constexpr std::string_view kNobody = "-";
constexpr std::string_view kFinding = "finding";
constexpr std::uint64_t kMostFinding = 999'999'999;
constexpr std::uint64_t kMostSeconds = 86'400;
constexpr std::size_t kMostClerk = 32;  // as long as the longest id that a counter gives

template <class Table>
std::string_view nameIn(const Table& table, auto value) {
    for (const auto& [each, name] : table) {
        if (each == value) return name;
    }
    return "invalid";
}

// The next word, which is followed by one space or the end.
std::string_view word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto found = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return found;
}

std::optional<std::uint64_t> number(std::string_view text, std::uint64_t most) {
    std::uint64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    // One way to write each: no leading zeros, no sign.
    if (fault != std::errc() || end != text.data() + text.size() || value > most ||
        std::to_string(value) != text)
        return std::nullopt;
    return value;
}

// "9/20": never more than there were.
bool share(std::string_view text, std::uint32_t& k, std::uint32_t& n) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return false;
    const auto part = number(text.substr(0, slash), kMostConductCount);
    const auto whole = number(text.substr(slash + 1), kMostConductCount);
    if (!part || !whole || *part > *whole) return false;
    k = static_cast<std::uint32_t>(*part);
    n = static_cast<std::uint32_t>(*whole);
    return true;
}

bool goodClerk(std::string_view id) {
    return !id.empty() && id != kNobody && id.size() <= kMostClerk && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string textOf(const ConductQuestion& question, std::string_view clerk) {
    const auto& is = question.numbers;
    std::string text = std::to_string(question.number);
    text += " ";
    text += conductKindName(question.kind);
    text += " " + std::to_string(is.k) + "/" + std::to_string(is.n);
    text += " " + std::to_string(is.kBefore) + "/" + std::to_string(is.nBefore);
    text += " " + std::to_string(is.seconds) + " ";
    text += clerk;
    return text;
}

}  // namespace

std::string_view conductKindName(ConductKind kind) {
    return nameIn(kKindNames, kind);
}

std::optional<ConductKind> conductKindFromName(std::string_view name) {
    for (const auto& [value, known] : kKindNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

std::string_view conductAnswerName(ConductAnswer answer) {
    return nameIn(kAnswerNames, answer);
}

std::optional<ConductAnswer> conductAnswerFromName(std::string_view name) {
    for (const auto& [value, known] : kAnswerNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

std::string encodeQuestion(const ConductQuestion& question) {
    std::string_view clerk = kNobody;
    if (!question.clerk.empty()) clerk = goodClerk(question.clerk) ? question.clerk : kSomeClerk;
    auto text = textOf(question, clerk);
    // Never a part of an id: it could be somebody else's.
    if (text.size() > kMaxOrderText) text = textOf(question, kSomeClerk);
    return text;
}

std::optional<ConductQuestion> readQuestion(std::string_view text) {
    if (text.size() > kMaxOrderText || std::ranges::count(text, ' ') != 5) return std::nullopt;
    ConductQuestion question;
    const auto finding = number(word(text), kMostFinding);
    const auto kind = conductKindFromName(word(text));
    auto& is = question.numbers;
    const bool shares = share(word(text), is.k, is.n) && share(word(text), is.kBefore, is.nBefore);
    if (!finding || *finding == 0 || !kind || !shares || is.k == 0) return std::nullopt;
    const auto seconds = number(word(text), kMostSeconds);
    const auto clerk = text;
    if (!seconds || (*kind == ConductKind::Pace) != (*seconds > 0)) return std::nullopt;
    if (clerk != kNobody && clerk != kSomeClerk && !goodClerk(clerk)) return std::nullopt;
    question.number = *finding;
    question.kind = *kind;
    is.seconds = static_cast<std::uint32_t>(*seconds);
    if (clerk != kNobody) question.clerk = clerk;
    return question;
}

std::string answerDetail(std::uint64_t finding, ConductAnswer answer) {
    std::string text(kFinding);
    text += " " + std::to_string(finding) + " ";
    text += conductAnswerName(answer);
    return text;
}

std::optional<std::pair<std::uint64_t, ConductAnswer>> readAnswerDetail(std::string_view text) {
    if (word(text) != kFinding) return std::nullopt;
    const auto finding = number(word(text), kMostFinding);
    const auto answer = conductAnswerFromName(text);
    if (!finding || *finding == 0 || !answer) return std::nullopt;
    return std::pair(*finding, *answer);
}

}  // namespace countersign
