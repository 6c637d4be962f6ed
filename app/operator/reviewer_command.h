// `reviewer`: who may review at the console. Passwords are asked for on the terminal without being shown, or
// read from a file; never an argument, which every user of the computer could read.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

#include "commands.h"
#include "operator/reviewer_book.h"

namespace countersign {

// Of a folder that is a gateway's. Errors: those of openOperatorFolder and of the ledger's kind.
[[nodiscard]] Result<std::unique_ptr<ReviewerBook>> openReviewerBook(const GatewayPlace& place);

struct ReviewerOptions {
    GatewayPlace place;
    std::string id;
    std::string name;
    ReviewerRole role = ReviewerRole::Reviewer;
    std::filesystem::path passwordFile;  // empty: asked on the terminal
};

// ReviewerRejected says what is wrong.
[[nodiscard]] Status addReviewerCommand(const ReviewerOptions& options, std::ostream& out);
[[nodiscard]] Status reviewerPasswordCommand(const ReviewerOptions& options, std::ostream& out);
[[nodiscard]] Status reviewerStateCommand(const ReviewerOptions& options, ReviewerState state,
                                          std::ostream& out);
[[nodiscard]] Status listReviewersCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);

}  // namespace countersign
