#include "operator/deletion_desk.h"

#include <algorithm>

#include "protocol/signed_message.h"

namespace countersign {

DeletionDesk::DeletionDesk(Ledger& ledger, CaseBook& book, std::vector<VerifyingKey> operatorKeys,
                           const Clock& clock, const DeletionLimits& limits)
    : m_ledger(ledger),
      m_book(book),
      m_keys(std::move(operatorKeys)),
      m_addresses(limits.triesOfAddressPerSecond, limits.triesOfAddress, clock, limits.mostRemembered),
      m_sites(limits.triesOfSitePerSecond, limits.triesOfSite, clock, limits.mostRemembered),
      m_sitesAtCodes(limits.triesOfSiteAtCodePerSecond, limits.triesOfSiteAtCode, clock,
                     limits.mostRemembered),
      m_codes(limits.triesOfCodePerSecond, limits.triesOfCode, clock, limits.mostRemembered) {}

bool DeletionDesk::admit(const ReceiptCode& code, const AskedFrom& from) {
    // From the narrow to the wide: who guesses must not use up what others have for a record.
    return m_addresses.take(from.address) && m_sites.take(from.site) &&
           m_sitesAtCodes.take({code.record, from.site}) && m_codes.take(code.record);
}

Result<DeletionWord> DeletionDesk::look(const ReceiptCode& code, const AskedFrom& from) {
    auto rows = m_ledger.findByCode(code.record);
    if (!rows) return failure(rows.error());
    // The certificate outlasts its month. Looked for whatever was found, so that no time tells.
    const auto moved = m_ledger.findMovedByCode(code.record);
    if (!moved) return failure(moved.error());
    rows->insert(rows->end(), moved->begin(), moved->end());
    const auto found =
        std::ranges::find_if(*rows, [&](const RecordRow& row) { return code.fits(row.recordId); });
    const bool known = found != rows->end();
    // Looked up for an unknown one too, so that no time tells it from a known one.
    const auto row =
        m_book.retention(known ? found->deviceId : DeviceId(), known ? found->recordId : RecordId());
    if (!row) return failure(row.error());
    if (!known) return DeletionWord{};
    m_sitesAtCodes.giveBack({code.record, from.site});
    m_codes.giveBack(code.record);
    if (!*row) {
        DeletionWord held;
        held.state = DeletionState::Held;
        return held;
    }
    return wordOn(**row);
}

Result<DeletionWord> DeletionDesk::wordOn(const RetentionRow& row) const {
    DeletionWord word;
    if (row.certificate.empty()) {
        // No day, whether one is set or not: one that vanished, or passed and nothing was erased, would tell
        // whoever found a receipt that somebody wants it longer.
        word.state = DeletionState::Held;
        return word;
    }
    auto certificate = verifyDeletion(row.certificate, m_keys);
    if (!certificate) return failure(certificate.error());
    const auto message = parseSignedMessage(row.certificate, kDeletionKind, kDeletionVersion);
    if (!message) return failure(message.error());
    word.state = DeletionState::Erased;
    word.certificate = std::move(*certificate);
    word.signedBytes = row.certificate;
    // verifyDeletion has found it among them.
    word.key =
        *std::ranges::find_if(m_keys, [&](const VerifyingKey& key) { return key.id() == message->keyId; });
    return word;
}

}  // namespace countersign
