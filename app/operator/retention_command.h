// `retain`: erases pictures whose time is over and sweeps the folder, every hour until SIGTERM or once.
// `hold`, `unhold`, `deletion`, and a person's own rights: `person find`, `person export`, `person erase`.
// Called once, on the main thread, before any other thread exists.
#pragma once

#include <iosfwd>
#include <string>

#include "identity/document_kind.h"
#include "operator/folder_sweep.h"
#include "review_side.h"

namespace countersign {

struct RetainOptions {
    ReviewSideOptions side;
    enum class Run { UntilStopped = 1, Once } run = Run::UntilStopped;
    OutputForm form = OutputForm::Text;  // of what one run prints
    Unnamed unnamed = Unnamed::IfFew;
};
// Once: fails (false) if something that is due could not be erased, the folder not be looked through, or its
// bodies are not those of this ledger. OperatorFolderUnusable where no ledger is: none is made. The log gets
// counts only.
[[nodiscard]] Result<bool> retainCommand(const RetainOptions& options, ErasurePoints& points, Log& log,
                                         std::ostream& out);

// Keeps a record's pictures, whatever their time, while somebody has a right to them (a court, a complaint).
// An empty reason lets go. RecordNotHeld.
[[nodiscard]] Status holdCommand(const GatewayPlace& place, const std::string& record,
                                 const std::string& reason, std::ostream& out);

// The signed certificate as it is, for the code on a buyer's receipt. False: nothing of it was erased.
[[nodiscard]] Result<bool> deletionCommand(const GatewayPlace& place, const std::string& record,
                                           std::ostream& out);

struct PersonOptions {
    ReviewSideOptions side;
    DocumentKind kind = DocumentKind::ResidentId;
    std::string number;
    std::filesystem::path out;  // of export
    std::string by{};           // a reviewer's id; empty: the system's user alone
};
[[nodiscard]] Status personFindCommand(const PersonOptions& options, OutputForm form, std::ostream& out);
[[nodiscard]] Result<bool> personExportCommand(const PersonOptions& options, std::ostream& out);
// False: something stays for now; why, is printed, and that it will be done once nothing stands in the way.
[[nodiscard]] Result<bool> personEraseCommand(const PersonOptions& options, std::ostream& out);

}  // namespace countersign
