// The commands beside `serve`. Each prints for people or, where asked, JSON on standard output.
#pragma once

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "operator/case_book.h"
#include "operator/ledger.h"
#include "operator/outbox.h"

namespace countersign {

enum class OutputForm { Text = 1, Json };

// Where a command works: a gateway's folder, and its ledger if it is another than the one that the folder
// names. Made of a folder alone where the difference is nobody's business.
struct GatewayPlace {
    GatewayPlace(std::filesystem::path gatewayFolder = {}, std::string ledgerAddress = {})
        : folder(std::move(gatewayFolder)), ledger(std::move(ledgerAddress)) {}
    std::filesystem::path folder;
    std::string
        ledger;  // "postgresql://…"; empty: as operator.json says, which is SQLite unless it names one
};

// Where its ledger is; empty: in the SQLite file in the folder. Errors: those of openOperatorFolder.
[[nodiscard]] Result<std::string> ledgerAddress(const GatewayPlace& place);
// Of a folder that is a gateway's: a mistyped one must not quietly become an empty ledger. Errors: those of
// openOperatorFolder and of the ledger's kind.
[[nodiscard]] Result<std::unique_ptr<Ledger>> openLedger(const GatewayPlace& place);
// What else stands in the same tables; the same errors.
[[nodiscard]] Result<std::unique_ptr<CaseBook>> openCaseBook(const GatewayPlace& place);
[[nodiscard]] Result<std::unique_ptr<Outbox>> openOutbox(const GatewayPlace& place);
// By its 32 digits, its short code, or the code on the receipt, which has four letters more. RecordNotHeld,
// also where several have that short code.
[[nodiscard]] Result<RecordRow> findOneRecord(Ledger& ledger, const std::string& name);
// The same, also of a month that was moved away (PostgreSQL), of which the ids alone are known.
[[nodiscard]] Result<RecordRow> findOneRecordOrMoved(Ledger& ledger, const std::string& name);

struct InitOptions {
    std::filesystem::path folder;
    std::vector<std::string> hosts;    // beside localhost and the loopback addresses
    std::filesystem::path policyFile;  // JSON; empty: the smallest policy
    std::string ledger;                // "postgresql://…"; empty: a SQLite file in the folder
};
[[nodiscard]] Status initCommand(const InitOptions& options, std::ostream& out);

// A newer policy for counters that enrol from the next start of the gateway on.
// `officeKey`: a file, for a policy that is not signed yet; empty: not at hand.
[[nodiscard]] Status setPolicyCommand(const std::filesystem::path& folder,
                                      const std::filesystem::path& policyFile, const std::string& officeKey,
                                      std::ostream& out);

// Prints the code and nothing else.
[[nodiscard]] Status newCodeCommand(const GatewayPlace& place, std::chrono::hours validFor,
                                    std::ostream& out);

[[nodiscard]] Status listCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);

struct ShowOptions {
    GatewayPlace place;
    std::string record;  // 32 hex digits or the short code
    std::filesystem::path
        openingKey;  // if given, tells whether the payload opens and which way was taken, nothing else of it
    std::string by{};  // a reviewer's id; empty: the system's user alone
};
// With an opening key it is written into the review log who opened the record, before it is opened. JSON: the
// row, the header, the receipt, and whether body, signature and receipt hold. Fails if one does not.
[[nodiscard]] Status showCommand(const ShowOptions& options, std::ostream& out);

}  // namespace countersign
