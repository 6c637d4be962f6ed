#include "sync/courier.h"

#include <algorithm>
#include <utility>

#include "sync/failures.h"
#include "sync/verdict.h"

namespace countersign {
namespace {

constexpr std::string_view kArea = "courier";

Error ofAnother(const DeviceId& device) {
    return makeError(ErrorCode::CourierOfAnother, "for counter " + device.shortCode());
}

}  // namespace

Courier::Courier(RegistrationQueue& queue, ContactKeeper& keeper, const DeviceIdentity& identity, Log& log)
    : m_queue(queue), m_keeper(keeper), m_identity(identity), m_log(log) {}

Result<std::optional<Courier::Part>> Courier::make(const Wanted& wanted) {
    const auto records =
        m_queue.toCarry(wanted.afterSequence, wanted.which, {kMaxCourierRecords, wanted.bytes});
    if (!records) return failure(records.error());
    if (records->empty() && !wanted.withoutRecords) return std::optional<Part>();
    const auto last = m_queue.lastCourierPart();
    if (!last) return failure(last.error());

    Part part;
    // Also beyond what lies on the stick: a database that was lost has forgotten its numbers.
    part.number = std::max(*last, wanted.highestOnStick) + 1;
    part.name = courierFileStem(m_identity.deviceId, part.number) + std::string(kCourierOut);
    CourierLoad load;
    load.answerKey = newCourierKey();
    const auto nonce = courierNonce(m_identity.deviceId, part.number, load.answerKey);
    auto contacts = m_keeper.makeCarried(nonce, wanted.contacts);
    if (!contacts) return failure(contacts.error());
    load.contacts = std::move(*contacts);
    for (const auto& each : *records) {
        load.envelopes.push_back({each.row.recordId, each.envelope});
        part.records.push_back(each.row.recordId);
        part.lastSequence = each.row.sequence;
    }
    // The first one is the newest: others are there while they are exchanged.
    auto file = packForOperator(m_identity.deviceId, part.number, load, m_identity.operatorKeys.front());
    if (!file) return failure(file.error());
    part.file = std::move(*file);
    const auto begun = m_queue.beginPart({part.number, load.answerKey}, part.records);
    if (!begun) return failure(begun.error());
    return std::optional<Part>(std::move(part));
}

Status Courier::written(const Part& part) {
    m_log.info(kArea, "file " + std::to_string(part.number) +
                          " on a stick, records: " + std::to_string(part.records.size()));
    return m_queue.endPart(part.number, part.records);
}

Result<Courier::Taken> Courier::take(ByteView file) {
    const auto head = readCourierHead(file);
    if (!head) return failure(courierFileUnusable(head.error().detail));
    if (head->direction != CourierDirection::ToCounter) return failure(courierFileUnusable("not an answer"));
    if (head->deviceId != m_identity.deviceId) return failure(ofAnother(head->deviceId));
    const auto part = m_queue.courierPart(head->part);
    if (!part) return failure(part.error());
    if (!*part) return failure(courierFileUnusable("answers a file that this counter knows nothing of"));
    const auto answer = openForCounter(file, (*part)->answerKey);
    if (!answer) return failure(courierFileUnusable(answer.error().detail));

    Taken taken;
    taken.part = head->part;
    // As by network the notice comes first: it may bring the keys that the receipts are signed with.
    if (!answer->notice.empty()) {
        auto effect = m_keeper.takeCarried(answer->notice);
        if (!effect && isAboutStore(effect.error().code)) return failure(effect.error());
        if (effect) {
            taken.notice = std::move(*effect);
        } else {
            m_log.warn(kArea, "notice not taken: " + describe(effect.error()));
            ++taken.notBelieved;
        }
    }
    if (const auto done = takeWords(answer->words, taken); !done) return failure(done.error());
    m_log.info(kArea, "answer " + std::to_string(taken.part) +
                          " taken in, receipts: " + std::to_string(taken.receipts.size()) +
                          ", refused: " + std::to_string(taken.refused.size()) +
                          ", not believed: " + std::to_string(taken.notBelieved));
    return taken;
}

Status Courier::takeWords(const std::vector<CourierWord>& words, Taken& taken) {
    std::vector<RegistrationQueue::ReceiptFor> receipts;
    std::vector<bool> isNew;
    std::vector<RecordId> notNow, notThisCounter;
    for (const auto& [recordId, word] : words) {
        const auto row = m_queue.row(recordId);
        if (!row && row.error().code != ErrorCode::RecordUnknown) return failure(row.error());
        if (!row) continue;  // with a database that was lost: nothing here to erase
        if (const auto* receipt = std::get_if<Bytes>(&word)) {
            receipts.push_back({recordId, *receipt});
            isNew.push_back(row->client != ClientState::Sent);
            continue;
        }
        const bool waits = row->client == ClientState::Waiting || row->client == ClientState::Sending;
        const Refusal refusal = std::get<Refusal>(word);
        switch (verdictOf(refusal)) {
            case Verdict::AboutRecord: {
                const auto code = refusal == Refusal::Conflict ? ErrorCode::ConflictAtOperator
                                                               : ErrorCode::RefusedByOperator;
                const auto aside = m_queue.setAsideFromPart(taken.part, recordId, code, refusalName(refusal));
                if (!aside) return aside;
                break;
            }
            case Verdict::AboutDevice:
                notThisCounter.push_back(recordId);
                break;
            case Verdict::NotNow:
                notNow.push_back(recordId);
                break;
        }
        if (waits) taken.refused.push_back(recordId);
    }
    auto off = m_queue.takeOffPart(taken.part, notThisCounter, ErrorCode::RefusedByOperator);
    if (off) off = m_queue.takeOffPart(taken.part, notNow, ErrorCode::OperatorBusy);
    if (!off) return off;
    const auto outcomes = m_queue.acceptReceipts(receipts, m_identity.operatorKeys);
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        if (outcomes[i]) {
            if (isNew[i]) taken.receipts.push_back(receipts[i].recordId);
            continue;
        }
        if (isAboutStore(outcomes[i].error().code)) return failure(outcomes[i].error());
        m_log.warn(kArea, "receipt for " + receipts[i].recordId.shortCode() +
                              " not taken: " + describe(outcomes[i].error()));
        ++taken.notBelieved;
    }
    return {};
}

}  // namespace countersign
