#include "operator/erasure_desk.h"

#include <algorithm>
#include <set>

#include "operator/case_rules.h"
#include "operator/registration_facts.h"
#include "protocol/envelope_head.h"

namespace countersign {
namespace {

constexpr int kPage = 100;

// There are no details that could be kept, and the line stays theirs.
void keepFiling(DeletionCertificate& certificate) {
    certificate.keep(kFilingPart, kServiceAndTwoYears);
}

}  // namespace

std::string_view eraseResultName(EraseResult result) {
    switch (result) {
        case EraseResult::Pictures:
            return "pictures_erased";
        case EraseResult::All:
            return "all_erased";
        case EraseResult::Before:
            return "erased_before";
        case EraseResult::Held:
            return "held";
        case EraseResult::NotDecided:
            return "not_decided";
        case EraseResult::AwaitsRegulator:
            return "awaits_regulator";
        case EraseResult::NotReadable:
            return "not_readable";
        case EraseResult::Damaged:
            return "damaged_erased";
        case EraseResult::Unfinished:
            return "unfinished";
        case EraseResult::MovedAway:
            return "moved_away";
    }
    return "invalid";
}

bool isErased(EraseResult result) {
    return result == EraseResult::Pictures || result == EraseResult::All || result == EraseResult::Damaged ||
           result == EraseResult::Before;
}

Result<bool> ErasureDesk::sold(const RecordRow& row) {
    const auto history = m_book.history(row.deviceId, row.recordId);
    if (!history) return failure(history.error());
    return ledger::wasSold(*history);
}

void ErasureDesk::Round::setAside(const RecordId& record, const Error& why) {
    unfinished.insert(record);
    if (!count.firstFailure) count.firstFailure = why;
}

Result<std::optional<RecordId>> ErasureDesk::saidErased(const BodyStore::Erasing& begun) {
    if (const auto head = parseEnvelopeHead(begun.head)) {
        const auto kept = m_book.retention(head->header.deviceId, head->header.recordId);
        if (!kept) return failure(kept.error());
        return *kept && (*kept)->erasedAt ? std::optional(head->header.recordId) : std::nullopt;
    }
    // Of a body that was too damaged to have a head.
    const auto owners = m_ledger.ownersOf({&begun.hash, 1});
    if (!owners) return failure(owners.error());
    const auto owner = std::ranges::find_if(*owners, [](const BodyOwner& each) { return each.erased; });
    return owner != owners->end() ? std::optional(owner->recordId) : std::nullopt;
}

Status ErasureDesk::heal(Round& round) {
    const auto note = [&](const Error& why) {
        ++round.count.unfinished;
        if (!round.count.firstFailure) round.count.firstFailure = why;
    };
    const auto begun = m_bodies.erasing();
    if (!begun) {
        note(begun.error());
        round.marksHidden = true;
        return {};
    }
    for (const auto& each : *begun) {
        if (each.unread) {
            const auto owners = m_ledger.ownersOf({&each.hash, 1});
            if (!owners) return failure(owners.error());
            const auto owner = std::ranges::find_if(*owners, [](const BodyOwner& of) { return of.erased; });
            if (owner == owners->end())
                note(*each.unread);
            else
                round.setAside(owner->recordId, *each.unread);
            continue;
        }
        const auto record = saidErased(each);
        if (!record) return failure(record.error());
        // Otherwise somebody is at it now, or it was given up: it is done again once it is due.
        if (!*record) continue;
        if (const auto done = finishErasing(m_bodies, each.hash, each.head, m_points))
            ++round.count.healed;
        else
            round.setAside(**record, done.error());
    }
    return {};
}

DeletionCertificate ErasureDesk::certificateOn(const RecordRow& row, ErasureCause cause) const {
    DeletionCertificate certificate;
    certificate.recordId = row.recordId;
    certificate.deviceId = row.deviceId;
    certificate.payloadHash = row.payloadHash;
    certificate.at = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
    certificate.cause = cause;
    return certificate;
}

Result<EraseResult> ErasureDesk::erase(const RecordRow& row, Order order, Round& round) {
    const auto body = m_bodies.get(row.bodyHash);
    if (!body) {
        // Its head is there once somebody else has erased it.
        if (m_bodies.head(row.bodyHash)) return EraseResult::Before;
        // What can't be read today may be there tomorrow.
        return body.error().code == ErrorCode::BodyDamaged ? eraseDamaged(row, order, round)
                                                           : EraseResult::NotReadable;
    }
    const auto head = parseEnvelopeHead(*body);
    if (!head) return eraseDamaged(row, order, round);
    auto certificate = certificateOn(row, order.cause);
    Bytes details;
    auto opened = m_opener.open(row);
    if (opened) {
        if (!opened->payload.portraitJpeg.empty()) certificate.erase(kPortraitPart);
        if (!opened->payload.bestFrameJpeg.empty()) certificate.erase(kBestFramePart);
        if (!opened->payload.supportingJpeg.empty()) certificate.erase(kSupportingPart);
    } else if (opened.error().code == ErrorCode::FileUnreadable ||
               opened.error().code == ErrorCode::BodyDamaged) {
        return EraseResult::NotReadable;  // since this moment
    } else if (opened.error().code != ErrorCode::PayloadNotOpened) {
        return failure(opened.error());
    } else if (!m_opener.has(head->header.operatorKeyId)) {
        return EraseResult::NotReadable;
    } else {
        // The right key, and it is no registration: nobody will ever read it.
        order.extent = Extent::All;
    }
    if (order.extent == Extent::Pictures) {
        RecordPayload bare{std::move(opened->payload.fields), {}, {}};
        auto plain = encodePayload(bare);
        wipe(bare.fields);
        // Longer as it is written than as it came: this one stays and is told, the others go on.
        if (!plain) return EraseResult::NotReadable;
        auto sealed = seal(m_sealing, *plain);
        wipe(*plain);
        if (!sealed) return failure(sealed.error());
        details = std::move(*sealed);
        certificate.keep(kDetailsPart, order.lawWantsDetails ? kServiceAndTwoYears : kUntilAsked);
    } else {
        certificate.erase(kDetailsPart);
        if (order.lawWantsDetails) keepFiling(certificate);
    }
    certificate.keep(kSignedHeadPart, kProof);
    return carryOut(row, certificate, ByteView(*body).first(head->bytes), details,
                    order.extent == Extent::Pictures || order.lawWantsDetails ? Filing::Stays : Filing::Goes,
                    order.extent == Extent::Pictures ? EraseResult::Pictures : EraseResult::All, round);
}

// Its head may be as damaged as the rest: then the row alone says whose it was and when it has to go. The
// details that the law wants kept were lost before; whose line it is stays.
Result<EraseResult> ErasureDesk::eraseDamaged(const RecordRow& row, const Order& order, Round& round) {
    const auto left = m_bodies.beginning(row.bodyHash);
    if (!left) return EraseResult::NotReadable;
    auto certificate = certificateOn(row, order.cause);
    certificate.erase(kDamagedPart);
    if (order.lawWantsDetails) keepFiling(certificate);
    const auto head = intactHead(*left, row.envelopeHash);
    if (!head.empty()) certificate.keep(kSignedHeadPart, kProof);
    return carryOut(row, certificate, head, {}, order.lawWantsDetails ? Filing::Stays : Filing::Goes,
                    EraseResult::Damaged, round);
}

Result<EraseResult> ErasureDesk::carryOut(const RecordRow& row, const DeletionCertificate& certificate,
                                          ByteView head, ByteView details, Filing filing, EraseResult done,
                                          Round& round) {
    const auto signedWord = signDeletion(certificate, m_certificates);
    if (!signedWord) return failure(signedWord.error());
    if (const auto begun = m_bodies.beginErasing(row.bodyHash, head); !begun) {
        round.setAside(row.recordId, begun.error());
        return EraseResult::Unfinished;
    }
    m_points.reached(ErasurePoint::Marked);
    const auto marked =
        m_book.markErased(row.deviceId, row.recordId, certificate.at, details, *signedWord, filing);
    if (!marked) return failure(marked.error());
    if (!*marked) {
        const auto now = m_book.retention(row.deviceId, row.recordId);
        if (!now) return failure(now.error());
        // Somebody else erases it at this moment.
        if (*now && (*now)->erasedAt) return EraseResult::Before;
        // This may be another's mark, who begins again now that the hold is gone: they were told the head.
        if (const auto given = m_bodies.endErasing(row.bodyHash); !given)
            round.setAside(row.recordId, given.error());
        return EraseResult::Held;
    }
    m_points.reached(ErasurePoint::RowWritten);
    if (const auto gone = finishErasing(m_bodies, row.bodyHash, head, m_points); !gone) {
        round.setAside(row.recordId, gone.error());
        return EraseResult::Unfinished;
    }
    return done;
}

Result<ErasureCount> ErasureDesk::eraseDue() {
    Round round;
    if (const auto done = heal(round); !done) return failure(done.error());
    if (const auto done = eraseAllAsked(round); !done) return failure(done.error());
    if (const auto done = eraseDetailsDue(round); !done) return failure(done.error());
    if (const auto done = erasePicturesDue(round); !done) return failure(done.error());
    const auto outOfReach = m_book.erasuresOutOfReach(m_clock.wall());
    if (!outOfReach) return failure(outOfReach.error());
    round.count.outOfReach = static_cast<std::size_t>(*outOfReach);
    round.count.failed = round.unread.size();
    round.count.unfinished += round.unfinished.size();
    return round.count;
}

Status ErasureDesk::erasePicturesDue(Round& round) {
    auto& count = round.count;
    std::set<RecordId> passedOver;  // they stay due
    for (;;) {
        const auto due = m_book.picturesDue(m_clock.wall(), kPage + static_cast<int>(passedOver.size()));
        if (!due) return failure(due.error());
        bool any = false;
        for (const auto& row : *due) {
            if (passedOver.contains(row.recordId)) continue;
            any = true;
            const auto wanted = sold(row);
            if (!wanted) return failure(wanted.error());
            const auto result = erase(row, {ErasureCause::Retention, Extent::Pictures, *wanted}, round);
            if (!result) return failure(result.error());
            switch (*result) {
                case EraseResult::Pictures:
                    ++count.pictures;
                    break;
                case EraseResult::All:
                    ++count.all;
                    break;
                case EraseResult::Damaged:
                    ++count.damaged;
                    break;
                case EraseResult::Held:
                    ++count.held;
                    passedOver.insert(row.recordId);
                    break;
                case EraseResult::NotReadable:
                    round.unread.insert(row.recordId);
                    passedOver.insert(row.recordId);
                    break;
                default:
                    // Unfinished, and perhaps still due. Or:
                    // Its body is gone and its row says nothing of it: a ledger that was restored.
                    passedOver.insert(row.recordId);
                    break;
            }
        }
        if (!any) return {};
    }
}

}  // namespace countersign
