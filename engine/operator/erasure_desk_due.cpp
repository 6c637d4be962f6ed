// What is erased because the person asked, and what when the service is long over.
#include <set>

#include "operator/erasure_desk.h"

namespace countersign {
namespace {

constexpr int kPage = 100;

// Each record that `due` hands out until there are none but those that stay: `work` returns whether it is
// done with one.
template <class Due, class Work>
Status forEachDue(const Due& due, const Work& work) {
    std::set<RecordId> staying;
    for (;;) {
        const auto rows = due(kPage + static_cast<int>(staying.size()));
        if (!rows) return failure(rows.error());
        bool any = false;
        for (const auto& row : *rows) {
            if (staying.contains(row.recordId)) continue;
            any = true;
            const auto done = work(row);
            if (!done) return failure(done.error());
            if (!*done) staying.insert(row.recordId);
        }
        if (!any) return {};
    }
}

}  // namespace

ServiceEnd serviceEndOn(std::chrono::year_month_day lastDay) {
    using namespace std::chrono;
    // The law's two years, see kServiceAndTwoYears.
    constexpr years kKept{2};
    // A day begins up to 12 hours later than in UTC.
    constexpr hours kLastOnEarth{12};
    return {WallTime(sys_days(lastDay) + days(1)),
            WallTime(sys_days(lastDay + kKept) + days(1) + kLastOnEarth)};
}

// Of a body that was too damaged to have a head none is there.
bool ErasureDesk::headStays(const RecordRow& row, const DeletionCertificate* before) const {
    if (before != nullptr && before->version > 1) return before->keeps(kSignedHeadPart);
    if (const auto head = m_bodies.head(row.bodyHash)) return !head->empty();
    // Can't be looked at: rather too much told than too little.
    return true;
}

// The pictures went before; now what was kept: all of it is gone then. The record's month may have been moved
// away: then what was signed the first time says what it was.
Result<EraseResult> ErasureDesk::eraseRest(const RecordRow& row, const RetentionRow& kept,
                                           ErasureCause cause) {
    auto certificate = certificateOn(row, cause);
    const auto before = readDeletion(kept.certificate);
    if (before) {
        certificate.payloadHash = before->payloadHash;
        certificate.erased = before->erased;
        for (const auto& each : before->kept) {
            if (each.part != kSignedHeadPart) certificate.erase(each.part);
        }
    } else {
        if (row.payloadHash == Sha256{}) return EraseResult::NotReadable;
        for (const auto part : {kPortraitPart, kBestFramePart, kSupportingPart, kDetailsPart})
            certificate.erase(part);
    }
    if (headStays(row, before ? &*before : nullptr)) certificate.keep(kSignedHeadPart, kProof);
    const auto signedWord = signDeletion(certificate, m_certificates);
    if (!signedWord) return failure(signedWord.error());
    const auto marked =
        m_book.markErased(row.deviceId, row.recordId, certificate.at, {}, *signedWord, Filing::Goes);
    if (!marked) return failure(marked.error());
    return *marked ? EraseResult::All : EraseResult::Before;
}

Result<bool> ErasureDesk::lawWantsDetails(const RecordRow& row, const RetentionRow& kept) {
    const auto wasSold = sold(row);
    if (!wasSold) return failure(wasSold.error());
    const bool timeOver = kept.detailsUntil && *kept.detailsUntil <= m_clock.wall();
    return *wasSold && !timeOver;
}

Result<EraseResult> ErasureDesk::eraseAsked(const RecordRow& row, Round& round) {
    const auto found = m_book.find(row.deviceId, row.recordId);
    if (!found) return failure(found.error());
    const auto kept = m_book.retention(row.deviceId, row.recordId);
    if (!kept) return failure(kept.error());
    if (*kept && !(*kept)->hold.empty()) return EraseResult::Held;
    if (*kept && (*kept)->erasedAt) {
        const auto wanted = lawWantsDetails(row, **kept);
        if (!wanted) return failure(wanted.error());
        return *wanted || (*kept)->gone() ? Result<EraseResult>(EraseResult::Before)
                                          : eraseRest(row, **kept, ErasureCause::Request);
    }
    if (!*found) return EraseResult::MovedAway;
    if ((*found)->state != CaseState::Decided || !*kept) return EraseResult::NotDecided;
    const auto wanted = lawWantsDetails(row, **kept);
    if (!wanted) return failure(wanted.error());
    // Only after the regulator's word: it may ask back until then.
    if (!(*kept)->picturesUntil) return EraseResult::AwaitsRegulator;
    return erase(row, {ErasureCause::Request, *wanted ? Extent::Pictures : Extent::All, *wanted}, round);
}

// Somebody came in between: with a hold, or by erasing the pictures alone, whose time was over. Or the ledger
// was restored and knows nothing of it.
Result<EraseResult> ErasureDesk::whatBeforeMeans(const RecordRow& row) {
    const auto kept = m_book.retention(row.deviceId, row.recordId);
    if (!kept) return failure(kept.error());
    if (*kept && !(*kept)->hold.empty()) return EraseResult::Held;
    if (!*kept || !(*kept)->erasedAt) return EraseResult::NotReadable;
    const auto wanted = lawWantsDetails(row, **kept);
    if (!wanted) return failure(wanted.error());
    if (*wanted || (*kept)->gone()) return EraseResult::Before;
    const auto rest = eraseRest(row, **kept, ErasureCause::Request);
    // Once more somebody: what stays asked for is done in the next round.
    return rest && *rest == EraseResult::Before ? Result<EraseResult>(EraseResult::NotReadable) : rest;
}

Result<EraseResult> ErasureDesk::answerAsked(const RecordRow& row, Round& round) {
    auto result = eraseAsked(row, round);
    if (result && *result == EraseResult::Before) result = whatBeforeMeans(row);
    if (!result || !isErased(*result)) return result;
    // Whatever the ledger says: its file is still there.
    if (round.unfinished.contains(row.recordId) || (round.marksHidden && *result == EraseResult::Before))
        return EraseResult::Unfinished;
    // Whoever dies before this finds it erased before, the next time.
    if (const auto answered = m_book.erasureAnswered(row.deviceId, row.recordId); !answered)
        return failure(answered.error());
    return result;
}

Result<EraseResult> ErasureDesk::eraseOnRequest(const RecordRow& row) {
    Round round;  // what is wrong with others' bodies `retain` tells
    if (const auto healed = heal(round); !healed) return failure(healed.error());
    return answerAsked(row, round);
}

Status ErasureDesk::eraseAllAsked(Round& round) {
    auto& count = round.count;
    return forEachDue([&](int limit) { return m_book.erasuresAsked(limit); },
                      [&](const RecordRow& row) -> Result<bool> {
                          const auto result = answerAsked(row, round);
                          if (!result) return failure(result.error());
                          count.asked += isErased(*result) ? 1 : 0;
                          count.damagedBesides += *result == EraseResult::Damaged ? 1 : 0;
                          if (*result == EraseResult::NotReadable) round.unread.insert(row.recordId);
                          return isErased(*result);
                      });
}

Status ErasureDesk::eraseDetailsDue(Round& round) {
    auto& count = round.count;
    return forEachDue([&](int limit) { return m_book.detailsDue(m_clock.wall(), limit); },
                      [&](const RecordRow& row) -> Result<bool> {
                          const auto kept = m_book.retention(row.deviceId, row.recordId);
                          if (!kept) return failure(kept.error());
                          const bool picturesGone = *kept && (*kept)->erasedAt;
                          const auto result =
                              picturesGone ? eraseRest(row, **kept, ErasureCause::Retention)
                                           : erase(row, {ErasureCause::Retention, Extent::All, false}, round);
                          if (!result) return failure(result.error());
                          const bool gone = *result == EraseResult::All || *result == EraseResult::Damaged;
                          count.details += gone ? 1 : 0;
                          count.damagedBesides += *result == EraseResult::Damaged ? 1 : 0;
                          count.held += *result == EraseResult::Held ? 1 : 0;
                          if (*result == EraseResult::NotReadable) round.unread.insert(row.recordId);
                          return gone;
                      });
}

}  // namespace countersign
