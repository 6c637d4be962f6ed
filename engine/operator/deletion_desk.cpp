#include "operator/deletion_desk.h"

#include <algorithm>

#include "protocol/signed_message.h"

namespace countersign {

DeletionDesk::DeletionDesk(Ledger& ledger, CaseBook& book, std::vector<VerifyingKey> operatorKeys,
                           const Clock& clock, const DeletionLimits& limits)
    : m_ledger(ledger),
      m_book(book),
      m_keys(std::move(operatorKeys)),
      m_clock(clock),
      m_addresses(limits.triesOfAddressPerSecond, limits.triesOfAddress, clock, limits.mostRemembered),
      m_codes(limits.triesOfCodePerSecond, limits.triesOfCode, clock, limits.mostRemembered) {}

bool DeletionDesk::admit(const ReceiptCode& code, std::string_view address) {
    // The address first: who guesses must not use up what others have for a record.
    return m_addresses.take(std::string(address)) && m_codes.take(code.record);
}

Result<DeletionWord> DeletionDesk::look(const ReceiptCode& code) {
    const auto rows = m_ledger.findByCode(code.record);
    if (!rows) return failure(rows.error());
    const auto found =
        std::ranges::find_if(*rows, [&](const RecordRow& row) { return code.fits(row.recordId); });
    const bool known = found != rows->end();
    // Looked up for an unknown one too, so that no time tells it from a known one.
    const auto row =
        m_book.retention(known ? found->deviceId : DeviceId(), known ? found->recordId : RecordId());
    if (!row) return failure(row.error());
    if (!known) return DeletionWord{};
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
        word.state = DeletionState::Held;
        // Why the law wants it longer is not for whoever found a receipt, nor that it does.
        if (row.hold.empty() && row.picturesUntil && *row.picturesUntil > m_clock.wall())
            word.until = row.picturesUntil;
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
