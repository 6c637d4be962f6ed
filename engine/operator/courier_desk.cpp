#include "operator/courier_desk.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "operator/operator_errors.h"

namespace countersign {
namespace {

// Records whose bodies and rows are made durable together; as many as in a batch by network.
constexpr std::size_t kAtOnce = kMaxBatchItems;

}  // namespace

CourierDesk::CourierDesk(Ledger& ledger, Ingest& ingest, ContactDesk& contacts,
                         const OperatorIdentity& identity)
    : m_ledger(ledger), m_ingest(ingest), m_contacts(contacts), m_identity(identity) {}

Result<CourierOutcome> CourierDesk::take(ByteView file) {
    auto load = openForOperator(file, m_identity.signingKey);
    // A counter that has had no network since the key was retired.
    for (const auto& former : m_identity.formerKeys) {
        if (load || load.error().code != ErrorCode::SealUnreadable) break;
        if (auto opened = openForOperator(file, former)) load = std::move(opened);
    }
    if (!load) return failure(load.error());
    CourierOutcome outcome;
    outcome.deviceId = load->head.deviceId;
    outcome.part = load->head.part;
    const auto device = m_ledger.device(outcome.deviceId);
    if (!device) return failure(device.error());
    if (!*device) return failure(counterUnknown());
    // Whoever can close a file to this key is nobody yet: the counter's own words tie file and answer key to
    // it.
    for (const auto& each : load->contacts) {
        if (const auto genuine = verifyCourierContact(each, *load, (*device)->key); !genuine)
            return failure(genuine.error());
    }

    CourierAnswer answer;
    for (std::size_t at = 0; at < load->envelopes.size(); at += kAtOnce) {
        const auto some =
            std::span(load->envelopes).subspan(at, std::min(kAtOnce, load->envelopes.size() - at));
        std::vector<ByteView> envelopes;
        for (const auto& each : some) envelopes.push_back(each.bytes);
        auto taken = m_ingest.take(envelopes);
        if (!taken) return failure(taken.error());
        for (std::size_t i = 0; i < some.size(); ++i) {
            IngestOutcome& each = (*taken)[i];
            outcome.alarm = outcome.alarm || each.challenge == ChallengeOutcome::Differs ||
                            each.refusal == Refusal::Conflict;
            if (each.refusal) {
                ++outcome.refused;
            } else {
                ++(each.repeated ? outcome.repeated : outcome.stored);
            }
            if (each.refusal) {
                answer.words.push_back({some[i].recordId, *each.refusal});
            } else {
                answer.words.push_back({some[i].recordId, std::move(each.receipt)});
            }
        }
    }
    // After the records, so that the notice knows of them. The last contact brings the end of the journal.
    for (const auto& each : load->contacts) {
        auto told = m_contacts.answer(each, ContactWay::Stick);
        if (!told) return failure(told.error());
        outcome.alarm = outcome.alarm || told->alarm;
        answer.notice = std::move(told->notice);  // none for a counter that is switched off
    }
    auto packed = packForCounter(load->head, answer, load->answerKey);
    if (!packed) return failure(packed.error());
    outcome.answer = std::move(*packed);
    return outcome;
}

}  // namespace countersign
