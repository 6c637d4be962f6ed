#include "operator/forwarder.h"

#include <algorithm>
#include <utility>

#include "operator/operator_errors.h"

namespace countersign {
namespace {

// All of them, or RegulatorAnswerForged.
Result<std::vector<AnsweredItem>> check(const RegulatorReply& reply, const std::string& batchId,
                                        std::span<const OutboxItem> items, const RegulatorKeys& regulator) {
    auto words = readForwardAnswer(reply.body, batchId, items.size());
    if (!words) return failure(regulatorAnswerForged("not an answer to this batch"));
    std::vector<AnsweredItem> answers;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto& bytes = (*words)[i];
        const auto word =
            verifyAcknowledgement(bytes, regulator.verifyingKeys, items[i].key, sha256Of(items[i].item));
        if (!word) {
            return failure(regulatorAnswerForged(word.error().code == ErrorCode::SignatureInvalid
                                                     ? "an acknowledgement by another key"
                                                     : "an acknowledgement of another item"));
        }
        answers.push_back({items[i].id, word->word, std::move(bytes)});
    }
    return answers;
}

}  // namespace

Forwarder::Forwarder(Outbox& outbox, RegulatorClient& client, const Signer& operatorKey, ForwardTerms terms,
                     const ActivationTerms& activation, RetryPolicy retry, const Clock& clock, Log& log)
    : m_outbox(outbox),
      m_client(client),
      m_operatorKey(operatorKey),
      m_terms(std::move(terms)),
      m_activation(activation),
      m_retry(std::move(retry)),
      m_clock(clock),
      m_log(log) {}

Result<ForwardRound> Forwarder::round() {
    ForwardRound round;
    m_vain = 0;
    m_sent = Sent::Nothing;
    const auto items =
        m_outbox.claim({static_cast<int>(kMaxForwardItems),
                        kMaxForwardBytes - kForwardHeadBytes - 4 * kMaxForwardItems, m_terms.lease},
                       m_clock.wall());
    if (!items) return failure(items.error());
    round.claimed = items->size();
    if (items->empty()) return round;
    if (const auto sent = send(*items, round); !sent) return failure(sent.error());
    // Counts and codes: neither persons nor records.
    auto line = "claimed=" + std::to_string(round.claimed) + " activated=" + std::to_string(round.activated) +
                " kept=" + std::to_string(round.kept) + " refused=" + std::to_string(round.refused) +
                " later=" + std::to_string(round.later);
    if (round.fault) {
        m_log.warn("forward", line + " " + describe(*round.fault));
    } else {
        m_log.info("forward", line);
    }
    return round;
}

Status Forwarder::send(std::span<const OutboxItem> items, ForwardRound& round) {
    if (round.pause) return putOff(items, round, *round.pause, Blame::Nobody);
    ForwardBatch batch{newBatchId(), m_terms.operatorId, m_clock.wall(), {}};
    for (const auto& each : items) batch.entries.push_back({each.key, each.item});
    const auto bytes = packForRegulator(batch, m_operatorKey);
    if (!bytes) {
        round.fault = bytes.error();
        return inVain(items, round);
    }
    auto reply = m_client.post(*bytes);
    if (!reply) {
        round.fault = reply.error();
        rest(round, {});
        return putOff(items, round, *round.pause, Blame::Nobody);
    }
    m_sent = Sent::Perhaps;
    const auto status = std::to_string(reply->status);
    switch (reply->kind) {
        case ReplyKind::Answered: {
            auto answers = check(*reply, batch.id, items, m_terms.regulator);
            if (answers) return settle(items, std::move(*answers), round);
            round.fault = answers.error();
            return inVain(items, round);
        }
        case ReplyKind::Busy:
            round.fault = regulatorUnreachable("it asks to come later: status " + status);
            rest(round, reply->retryAfter);
            return putOff(items, round, *round.pause, Blame::Nobody);
        case ReplyKind::Stopped:
            round.pause = Millis(0);
            return putOff(items, round, *round.pause, Blame::Nobody);
        case ReplyKind::Refused:
            round.fault = regulatorRefused("status " + status);
            return inVain(items, round);
        case ReplyKind::Faulty:
            round.fault = regulatorUnreachable("status " + status);
            return inVain(items, round);
        case ReplyKind::Silent:
            round.fault = regulatorUnreachable("no whole answer came");
            return inVain(items, round);
    }
    return inVain(items, round);
}

// It may be the regulator's fault, or that of one item: in halves the good ones get through.
Status Forwarder::inVain(std::span<const OutboxItem> items, ForwardRound& round) {
    ++m_vain;
    if (items.size() == 1) {
        const auto& item = items.front();
        const auto by = m_retry.delay(static_cast<int>(std::min(item.attempts, 30U)) + 1, {});
        return putOff(items, round, by, Blame::Item);
    }
    if (m_vain >= kMaxVainRequests) {
        rest(round, {});
        return putOff(items, round, *round.pause, Blame::Nobody);
    }
    const auto half = items.size() / 2;
    if (auto sent = send(items.first(half), round); !sent) return sent;
    return send(items.subspan(half), round);
}

Status Forwarder::putOff(std::span<const OutboxItem> items, ForwardRound& round, Millis by, Blame blame) {
    round.later += items.size();
    return m_outbox.later(items, m_clock.wall() + by, blame, m_sent);
}

Status Forwarder::settle(std::span<const OutboxItem> items, std::vector<AnsweredItem> answers,
                         ForwardRound& round) {
    m_failures = 0;
    const auto results = m_outbox.settle(answers, m_activation, m_clock.wall());
    if (!results) return failure(results.error());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if ((*results)[i] == SettleResult::Later) {
            ++round.later;
        } else if (answers[i].word == RegulatorWord::Refused) {
            ++round.refused;
        } else if ((*results)[i] == SettleResult::Activated) {
            ++round.activated;
        } else {
            ++round.kept;
        }
    }
    return {};
}

void Forwarder::rest(ForwardRound& round, std::optional<Millis> retryAfter) {
    round.pause = m_retry.delay(++m_failures, retryAfter);
}

}  // namespace countersign
