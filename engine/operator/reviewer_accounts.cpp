#include "operator/reviewer_accounts.h"

#include <sodium.h>

#include <algorithm>

#include "operator/operator_errors.h"

namespace countersign {
namespace {

constexpr std::string_view kActive = "active";
constexpr std::string_view kIdRule =
    "an id is 1 to 32 small letters, digits, - or _, and not policy or regulator";

// Letters as people count them, near enough: bytes that begin a UTF-8 sequence.
std::size_t lettersIn(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool isName(std::string_view name) {
    const auto control = [](char byte) {
        return static_cast<unsigned char>(byte) < 0x20U || static_cast<unsigned char>(byte) == 0x7FU;
    };
    return !name.empty() && name.size() <= kMostReviewerNameBytes && std::ranges::none_of(name, control) &&
           name.front() != ' ' && name.back() != ' ';
}

std::string hashOf(std::string_view password) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return {};
    }
    hash.resize(hash.find('\0'));
    return hash;
}

// The one place where a reviewer is rejected: what is wrong with the account, empty if nothing is.
Status accepted(std::string_view what) {
    if (what.empty()) return {};
    return failure(reviewerRejected(std::string(what)));
}

std::string_view faultIn(std::string_view password) {
    if (lettersIn(password) < kLeastPasswordLetters) return "a password has at least 15 letters";
    return password.size() > kMostPasswordBytes ? "a password has at most 512 bytes" : std::string_view();
}

Status changed(const Result<bool>& done) {
    if (!done) return failure(done.error());
    return accepted(*done ? std::string_view() : "nobody has this id");
}

}  // namespace

std::string_view reviewerRoleName(ReviewerRole role) {
    switch (role) {
        case ReviewerRole::Reviewer:
            return "reviewer";
        case ReviewerRole::Supervisor:
            return "supervisor";
    }
    return "invalid";
}

std::optional<ReviewerRole> reviewerRoleFromName(std::string_view name) {
    for (const auto role : {ReviewerRole::Reviewer, ReviewerRole::Supervisor}) {
        if (reviewerRoleName(role) == name) return role;
    }
    return std::nullopt;
}

std::string_view reviewerStateName(ReviewerState state) {
    return state == ReviewerState::Active ? kActive : "off";
}

ReviewerState reviewerStateFromName(std::string_view name) {
    return name == kActive ? ReviewerState::Active : ReviewerState::Off;
}

bool isReviewerId(std::string_view id) {
    // In decisions "regulator" is its answer.
    if (id == kByPolicy || id == "regulator") return false;
    return !id.empty() && id.size() <= 32 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

Status addReviewer(ReviewerBook& book, std::string_view id, std::string_view name, ReviewerRole role,
                   std::string_view password, WallTime now) {
    std::string_view fault = faultIn(password);
    if (!isName(name)) fault = "a name has 1 to 100 bytes, no control characters and no space at its ends";
    if (!isReviewerId(id)) fault = kIdRule;
    if (auto fine = accepted(fault); !fine) return fine;
    auto hash = hashOf(password);
    if (auto fine = accepted(hash.empty() ? "not enough memory to hash the password" : ""); !fine)
        return fine;
    const auto added =
        book.add({std::string(id), std::string(name), role, std::move(hash), ReviewerState::Active, now});
    if (!added) return failure(added.error());
    return accepted(*added ? "" : "somebody has this id");
}

Status setReviewerState(ReviewerBook& book, std::string_view id, ReviewerState state) {
    return changed(book.setState(id, state));
}

Status setReviewerPassword(ReviewerBook& book, std::string_view id, std::string_view password) {
    if (auto fine = accepted(faultIn(password)); !fine) return fine;
    const auto hash = hashOf(password);
    if (auto fine = accepted(hash.empty() ? "not enough memory to hash the password" : ""); !fine)
        return fine;
    return changed(book.setPassword(id, hash));
}

Result<std::optional<ReviewerRow>> reviewerOf(ReviewerBook& book, std::string_view id,
                                              std::string_view password) {
    // Against a hash that no password has.
    static const std::string kNobody = hashOf("no such reviewer");
    auto found = book.find(id);
    if (!found) return failure(found.error());
    const bool known = *found && (*found)->state == ReviewerState::Active;
    std::string hash = known ? (*found)->passwordHash : kNobody;
    hash.resize(crypto_pwhash_STRBYTES, '\0');
    const bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    if (!right || !known) found->reset();
    return found;
}

}  // namespace countersign
