#include "operator/case_book.h"

#include <algorithm>

namespace countersign {

std::string_view caseStateName(CaseState state) {
    switch (state) {
        case CaseState::Waiting:
            return "waiting";
        case CaseState::Review:
            return "review";
        case CaseState::Second:
            return "second";
        case CaseState::Decided:
            return "decided";
    }
    return "invalid";
}

std::optional<CaseState> caseStateFromName(std::string_view name) {
    for (const auto state : {CaseState::Waiting, CaseState::Review, CaseState::Second, CaseState::Decided}) {
        if (caseStateName(state) == name) return state;
    }
    return std::nullopt;
}

std::string_view numberKindName(NumberKind kind) {
    switch (kind) {
        case NumberKind::Msisdn:
            return "msisdn";
        case NumberKind::Iccid:
            return "iccid";
        case NumberKind::Imei:
            return "imei";
    }
    return "invalid";
}

bool CaseIndex::hasLine() const {
    return std::ranges::any_of(numbers,
                               [](const NumberHash& each) { return each.kind == NumberKind::Msisdn; });
}

}  // namespace countersign
