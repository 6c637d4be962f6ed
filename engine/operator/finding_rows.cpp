#include "operator/finding_rows.h"

#include <array>
#include <charconv>
#include <utility>

namespace countersign {
namespace {

constexpr std::array<std::pair<FindingState, std::string_view>, 3> kStates{
    {{FindingState::Open, "open"}, {FindingState::Answered, "answered"}, {FindingState::Closed, "closed"}}};

}  // namespace

std::string_view findingStateName(FindingState state) {
    for (const auto& [each, name] : kStates) {
        if (each == state) return name;
    }
    return "invalid";
}

namespace ledger {

FindingState findingStateFromName(std::string_view name) {
    for (const auto& [state, known] : kStates) {
        if (known == name) return state;
    }
    return FindingState::Closed;
}

std::string chanceText(double chance) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), chance).ptr;
    return {text.data(), end};
}

double chanceFrom(const std::string& text) {
    double chance = 1;
    std::from_chars(text.data(), text.data() + text.size(), chance);
    return chance;
}

bool isAboutRecord(const ConductFinding& finding) {
    return !finding.records.empty() &&
           (finding.kind == ConductKind::SameEvidence || finding.kind == ConductKind::SameBorder);
}

Order questionOrder(std::uint64_t number, const ConductFinding& finding) {
    Order order;
    order.kind = OrderKind::Explain;
    order.text = encodeQuestion({number, finding.kind, finding.numbers, finding.clerk});
    if (!finding.records.empty()) order.record = finding.records.front();
    return order;
}

}  // namespace ledger
}  // namespace countersign
