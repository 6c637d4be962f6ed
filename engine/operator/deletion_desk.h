// What anybody who holds a buyer's receipt is told of the record: that its pictures are erased, with the
// signed certificate, or that they are not yet. The code on the receipt is the only secret, so tries are
// counted, and who guesses learns nothing: a wrong check code, a record of somebody else and no record at all
// get the same word after the same look-ups. Any thread; everything passed in outlives the desk.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/receipt_code.h"
#include "operator/case_book.h"
#include "operator/deletion_certificate.h"
#include "operator/token_buckets.h"

namespace countersign {

// A buyer looks a few times, a shop's address may stand for many buyers. From one address 20 tries at once
// and ten a minute after that. Whoever knows a record's eight letters (a clerk sees them) needs half a
// million tries for the four of the check code: from all addresses together each code has 30 and then one a
// minute, a year of them.
struct DeletionLimits {
    double triesOfAddress = 20, triesOfAddressPerSecond = 10.0 / 60;
    double triesOfCode = 30, triesOfCodePerSecond = 1.0 / 60;
    std::size_t mostRemembered = 65536;  // of each; some ten megabytes
};

enum class DeletionState {
    NotKnown = 1,
    Held,    // pictures are there
    Erased,  // and the certificate says what is kept all the same
};

struct DeletionWord {
    DeletionState state = DeletionState::NotKnown;
    std::optional<WallTime> until;    // Held: when they are due; empty: no day is set
    DeletionCertificate certificate;  // Erased
    Bytes signedBytes;                // Erased: the certificate as signed
    VerifyingKey key;                 // Erased: whose signature it bears
};

class DeletionDesk {
  public:
    // `operatorKeys`: the retired ones too, what they signed was genuine then.
    DeletionDesk(Ledger& ledger, CaseBook& book, std::vector<VerifyingKey> operatorKeys, const Clock& clock,
                 const DeletionLimits& limits = {});

    // Counts a try; false: too many, nothing is looked up. `address`: a network in words, kept in memory
    // only.
    [[nodiscard]] bool admit(const ReceiptCode& code, std::string_view address);
    // Errors: the ledger's; SignatureInvalid where a stored certificate is nobody's here.
    [[nodiscard]] Result<DeletionWord> look(const ReceiptCode& code);

  private:
    [[nodiscard]] Result<DeletionWord> wordOn(const RetentionRow& row) const;

    Ledger& m_ledger;
    CaseBook& m_book;
    const std::vector<VerifyingKey> m_keys;
    const Clock& m_clock;
    TokenBuckets<std::string> m_addresses;
    TokenBuckets<RecordCode> m_codes;
};

}  // namespace countersign
