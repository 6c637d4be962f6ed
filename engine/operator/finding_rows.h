// Inside the folder only: how findings are written in a ledger's tables, on SQLite and on PostgreSQL alike.
#pragma once

#include <string>
#include <string_view>

#include "operator/finding_book.h"
#include "operator/ledger.h"

namespace countersign::ledger {

// Closed for a name that is not known: nothing more is to be done about it here.
[[nodiscard]] FindingState findingStateFromName(std::string_view name);

// As short as it can be written and read back. What can't be read is no evidence: 1.
[[nodiscard]] std::string chanceText(double chance);
[[nodiscard]] double chanceFrom(const std::string& text);

// A finding about one record; the others are about a span.
[[nodiscard]] bool isAboutRecord(const ConductFinding& finding);

// What tells the counter of it.
[[nodiscard]] Order questionOrder(std::uint64_t number, const ConductFinding& finding);

}  // namespace countersign::ledger
