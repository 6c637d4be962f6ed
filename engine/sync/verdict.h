// Inside the folder only: what a refusal of the operator's means for the record and for the line behind it.
#pragma once

#include "protocol/refusal.h"

namespace countersign {

enum class Verdict { AboutRecord = 1, AboutDevice, NotNow };
[[nodiscard]] Verdict verdictOf(Refusal refusal);

}  // namespace countersign
