// `review`: judges what was taken in, until SIGTERM or once. `cases`, `decide`, `people`, `make-index-key`
// beside it. Called once, on the main thread, before any other thread exists.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "review_console.h"
#include "review_side.h"

namespace countersign {

// IndexKeyUnusable if there is a file already.
[[nodiscard]] Status makeIndexKeyCommand(const std::filesystem::path& file, std::ostream& out);

struct ReviewOptions {
    ReviewSideOptions side;
    enum class Run { UntilStopped = 1, Once } run = Run::UntilStopped;
    ConsoleOptions console{};  // until stopped only
};
// Once: judges what waits and prints what came of it. Otherwise a fault is logged and tried again. The log
// gets counts only.
[[nodiscard]] Status reviewCommand(const ReviewOptions& options, Log& log, std::ostream& out);

// Without a state: all that are not decided.
[[nodiscard]] Status casesCommand(const GatewayPlace& place, std::optional<CaseState> state, OutputForm form,
                                  std::ostream& out);

struct DecideOptions {
    ReviewSideOptions side;
    std::string record;  // 32 hex digits or the short code
    ReceiptStatus status = ReceiptStatus::Refused;
    std::string reason;  // a code; empty with Accepted
    std::string by;
    ReviewerRole role = ReviewerRole::Reviewer;  // where there are no accounts
    // Which word was looked at; empty: whichever stands, unless it is a yes that would be taken back.
    std::optional<std::uint32_t> revision{};
    std::filesystem::path passwordFile{};  // of the account; empty: asked on the terminal
};
// False: the word was not taken; why, is printed. CaseSettled: somebody else was faster, or another word was
// looked at. ReviewerRejected: there are accounts, and this is none of them or not its password.
[[nodiscard]] Result<bool> decideCommand(const DecideOptions& options, std::ostream& out);

[[nodiscard]] Status peopleCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);

}  // namespace countersign
