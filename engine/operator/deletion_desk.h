// What anybody who holds a buyer's receipt is told of the record: that its pictures are erased, with the
// signed certificate, or that they are not yet. The code on the receipt is the only secret, so tries are
// counted, and who guesses learns nothing: a wrong check code, a record of somebody else and no record at all
// get the same word after the same look-ups. Any thread; everything passed in outlives the desk.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/receipt_code.h"
#include "operator/case_book.h"
#include "operator/deletion_certificate.h"
#include "operator/token_buckets.h"

namespace countersign {

// A buyer looks a few times, a shop's address may stand for many buyers. From one address 20 tries at once
// and ten a minute after that; of IPv6 an address is a network of 2^64, and who was given a site (/48) has
// 65,536 of those, so a site has five addresses' worth: a house or an office, and few phones at a time.
// Whoever knows a record's eight letters (a clerk sees them) needs half a million tries for the four of the
// check code: from everywhere together each record has 30 and then one a minute, a year of them. That those
// 30 are left to the buyer, whoever else asks for the record, each site has five of them and then one in ten
// minutes: more than anybody mistypes who copies twelve letters, and emptying the record's takes many sites.
struct DeletionLimits {
    double triesOfAddress = 20, triesOfAddressPerSecond = 10.0 / 60;
    double triesOfSite = 100, triesOfSitePerSecond = 50.0 / 60;
    double triesOfSiteAtCode = 5, triesOfSiteAtCodePerSecond = 1.0 / 600;
    double triesOfCode = 30, triesOfCodePerSecond = 1.0 / 60;
    std::size_t mostRemembered = 65536;  // of each; some ten megabytes
};

enum class DeletionState {
    NotKnown = 1,
    Held,    // pictures are there; for how long and why is not told
    Erased,  // and the certificate says what is kept all the same
};

struct DeletionWord {
    DeletionState state = DeletionState::NotKnown;
    DeletionCertificate certificate;  // Erased
    Bytes signedBytes;                // Erased: the certificate as signed
    VerifyingKey key;                 // Erased: whose signature it bears
};

// A network in words, kept in memory only.
struct AskedFrom {
    std::string address;  // of IPv6 its /64
    std::string site;     // of IPv6 its /48, else the address
};

class DeletionDesk {
  public:
    // `operatorKeys`: the retired ones too, what they signed was genuine then.
    DeletionDesk(Ledger& ledger, CaseBook& book, std::vector<VerifyingKey> operatorKeys, const Clock& clock,
                 const DeletionLimits& limits = {});

    // Counts a try; false: too many, nothing is looked up.
    [[nodiscard]] bool admit(const ReceiptCode& code, const AskedFrom& from);
    // What was admitted. A right code is no guess: the record's tries are given back, the address's are not,
    // since looking costs the ledger something. Errors: the ledger's; SignatureInvalid where a stored
    // certificate is nobody's here.
    [[nodiscard]] Result<DeletionWord> look(const ReceiptCode& code, const AskedFrom& from);

  private:
    [[nodiscard]] Result<DeletionWord> wordOn(const RetentionRow& row) const;

    Ledger& m_ledger;
    CaseBook& m_book;
    const std::vector<VerifyingKey> m_keys;
    TokenBuckets<std::string> m_addresses, m_sites;
    TokenBuckets<std::pair<RecordCode, std::string>> m_sitesAtCodes;
    TokenBuckets<RecordCode> m_codes;
};

}  // namespace countersign
