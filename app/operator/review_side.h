// What the commands of the review side work with: the gateway's folder, ledger, case book and bodies, and the
// keys that the gateway itself never has. Opened once, on the main thread; what it holds may be used from
// any.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands.h"
#include "core/log.h"
#include "operator/operator_folder.h"
#include "operator/review_desk.h"

namespace countersign {

struct ReviewSideOptions {
    GatewayPlace place;
    std::vector<std::filesystem::path> openingKeys;  // the present one and those of before
    std::filesystem::path indexKey;
    std::filesystem::path regulatorKeys;  // RegulatorKeys as JSON; empty: nothing can be forwarded
};

class ReviewSide {
  public:
    // Errors: those of openOperatorFolder, openLedger and openCaseBook; KeyUnusable, IndexKeyUnusable.
    [[nodiscard]] static Result<std::unique_ptr<ReviewSide>> open(const ReviewSideOptions& options);

    OperatorIdentity identity;
    OperatorRules rules;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<CaseBook> book;
    FileBodyStore bodies;
    IndexKey index;
    SystemClock clock;
    // One of its own for whoever opens registrations: read from the files again, since a secret is not
    // copied.
    [[nodiscard]] Result<std::vector<OpeningKey>> openingKeys() const;
    [[nodiscard]] Result<std::unique_ptr<ReviewDesk>> desk();

  private:
    ReviewSide(OperatorIdentity who, OperatorRules ruled, std::unique_ptr<Ledger> opened,
               std::unique_ptr<CaseBook> cases, FileBodyStore stored, IndexKey key);
    std::vector<std::filesystem::path> m_openingKeys;
    std::optional<SealingKey> m_regulator;
};

// The law's number: who holds the faces of so many people has to file that with the authority within 30
// working days (Measures on facial recognition, 2025).
inline constexpr std::int64_t kPeopleToFile = 100'000;
// "12 people are held." and, from that number on, what follows from it.
[[nodiscard]] std::string peopleHeldText(std::int64_t people);

}  // namespace countersign
