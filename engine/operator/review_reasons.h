// The reasons a reviewer can give for a no or for "come back": fixed codes and no free text, in which sooner
// or later somebody's name would stand. Stable, ASCII, they travel in the receipt to the counter. Any thread.
#pragma once

#include <span>
#include <string_view>

#include "protocol/receipt.h"

namespace countersign {

struct ReviewReason {
    std::string_view code;
    ReceiptStatus status = ReceiptStatus::Refused;  // Refused or ComeBack
};
[[nodiscard]] std::span<const ReviewReason> reviewReasons();
// Refused and ComeBack want one of theirs, Accepted none.
[[nodiscard]] bool reasonFits(ReceiptStatus status, std::string_view reason);

}  // namespace countersign
