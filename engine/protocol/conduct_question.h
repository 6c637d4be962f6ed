// A question of the operator's to a shop about what happened there, with the numbers that made it ask, and
// the answers there are. A question is no judgement: nothing is blocked by it. It travels as the text of an
// order (contact.h), its answer as a line of the counter's journal (audit_chain.h). Values; any thread.
//
// As text:  "12 without_scan 9/20 3/100 0 omar"
//            number kind     k/n  before figure clerk    one space between, no clerk: "-"
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace countersign {

// The span that "the last registrations" are of. Four weeks: every weekday and every market of the month is
// in it as often as in the span before.
inline constexpr std::chrono::days kConductWindow{28};

enum class ConductKind {
    Exceptions = 1,  // scanned on other terms
    WithoutScan,
    Retries,       // needed more than one challenge
    Pace,          // followed the one before sooner than `seconds`
    Overlap,       // the scan took longer than the time since the record before it was signed
    SameEvidence,  // two records with the same figures of a scan
    SameBorder,    // two records with the same background to the last pixel
};
inline constexpr std::array kConductKinds{
    ConductKind::Exceptions, ConductKind::WithoutScan,  ConductKind::Retries,   ConductKind::Pace,
    ConductKind::Overlap,    ConductKind::SameEvidence, ConductKind::SameBorder};
[[nodiscard]] std::string_view conductKindName(ConductKind kind);  // "without_scan"
[[nodiscard]] std::optional<ConductKind> conductKindFromName(std::string_view name);

// k of n in the window, and as it was at this shop before. For the last two kinds k is how many records are
// alike, and nothing is compared with before.
struct ConductNumbers {
    std::uint32_t k = 0, n = 0;
    std::uint32_t kBefore = 0, nBefore = 0;
    std::uint32_t seconds = 0;  // of Pace; else 0
    bool operator==(const ConductNumbers&) const = default;
};
// Neither a window nor what was before it can hold more: the numbers of a finding stay below.
inline constexpr std::uint32_t kMostConductCount = 999'999;

// What stands for a clerk whose id finds no room in the text.
inline constexpr std::string_view kSomeClerk = "?";

struct ConductQuestion {
    std::uint64_t number = 0;  // the finding's at the operator
    ConductKind kind = ConductKind::Exceptions;
    ConductNumbers numbers;
    std::string clerk;  // empty: about the counter as a whole
    bool operator==(const ConductQuestion&) const = default;
};
// At most kMaxOrderText bytes.
[[nodiscard]] std::string encodeQuestion(const ConductQuestion& question);
// Empty for whatever this version doesn't know or what contradicts itself.
[[nodiscard]] std::optional<ConductQuestion> readQuestion(std::string_view text);

// What a supervisor can say to it. A short list and no free text: nothing of a buyer gets into it.
enum class ConductAnswer {
    NewCamera = 1,
    MarketDay,
    ElderlyCustomers,
    Training,
    WeLookIntoIt,
    Other,
};
inline constexpr std::array kConductAnswers{ConductAnswer::NewCamera,        ConductAnswer::MarketDay,
                                            ConductAnswer::ElderlyCustomers, ConductAnswer::Training,
                                            ConductAnswer::WeLookIntoIt,     ConductAnswer::Other};
[[nodiscard]] std::string_view conductAnswerName(ConductAnswer answer);  // "market_day"
[[nodiscard]] std::optional<ConductAnswer> conductAnswerFromName(std::string_view name);

// The detail of the journal's line: "finding 12 market_day".
[[nodiscard]] std::string answerDetail(std::uint64_t finding, ConductAnswer answer);
[[nodiscard]] std::optional<std::pair<std::uint64_t, ConductAnswer>> readAnswerDetail(std::string_view text);

}  // namespace countersign
