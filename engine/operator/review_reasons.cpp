#include "operator/review_reasons.h"

#include <algorithm>
#include <array>

namespace countersign {
namespace {

constexpr std::array kReasons{
    // Those that the judge gives, too (judge.h), have its codes.
    ReviewReason{"not_the_same_person", ReceiptStatus::Refused},
    ReviewReason{"scan_not_live", ReceiptStatus::Refused},
    ReviewReason{"document_not_genuine", ReceiptStatus::Refused},
    ReviewReason{"document_expired", ReceiptStatus::Refused},
    ReviewReason{"document_limit", ReceiptStatus::Refused},
    ReviewReason{"msisdn_used", ReceiptStatus::Refused},
    ReviewReason{"iccid_used", ReceiptStatus::Refused},
    ReviewReason{"imei_used", ReceiptStatus::Refused},
    ReviewReason{"counter_not_trusted", ReceiptStatus::Refused},
    ReviewReason{"not_readable", ReceiptStatus::Refused},
    ReviewReason{"picture_unclear", ReceiptStatus::ComeBack},
    ReviewReason{"scan_again", ReceiptStatus::ComeBack},
    ReviewReason{"document_number_wrong", ReceiptStatus::ComeBack},
    ReviewReason{"numbers_wrong", ReceiptStatus::ComeBack},
    ReviewReason{"consent_missing", ReceiptStatus::ComeBack},
    ReviewReason{"guardian_needed", ReceiptStatus::ComeBack},
};

}  // namespace

std::span<const ReviewReason> reviewReasons() {
    return kReasons;
}

bool reasonFits(ReceiptStatus status, std::string_view reason) {
    if (status == ReceiptStatus::Accepted) return reason.empty();
    return std::ranges::any_of(
        kReasons, [&](const ReviewReason& each) { return each.status == status && each.code == reason; });
}

}  // namespace countersign
