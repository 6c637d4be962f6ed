// Takes items out of the outbox, sends them to the regulator in signed batches and keeps its signed words.
// At least once: an item whose answer was lost is sent again, byte for byte, under the same key. Nothing but
// an answer that is whole, of this batch and signed by the regulator for each of its items changes anything.
// One thread at a time; several forwarders may share one outbox.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "core/clock.h"
#include "core/log.h"
#include "core/retry_policy.h"
#include "operator/outbox.h"
#include "protocol/signed_policy.h"

namespace countersign {

enum class ReplyKind {
    Answered = 1,  // 2xx
    Busy,          // 429, 503: it wants rest
    Refused,       // 4xx: this batch as a whole
    Faulty,        // anything else that came back
    Silent,        // it was sent, and no whole answer came in time
    Stopped,       // by our own side
};
struct RegulatorReply {
    ReplyKind kind = ReplyKind::Faulty;
    int status = 0;  // HTTP; 0: none
    Bytes body;      // of Answered
    std::optional<Millis> retryAfter;
};

class RegulatorClient {
  public:
    virtual ~RegulatorClient() = default;
    // RegulatorUnreachable: nothing was sent, or it was not the regulator.
    [[nodiscard]] virtual Result<RegulatorReply> post(ByteView batch) = 0;
};

struct ForwardTerms {
    std::string operatorId;  // as the regulator knows the operator
    RegulatorKeys regulator;
    Millis lease{};  // longer than a round may take
};

// Requests of one round without a good answer; then the regulator gets rest. One bad item among 64 is found
// in seven, two in fourteen.
inline constexpr int kMaxVainRequests = 16;

struct ForwardRound {
    std::size_t claimed = 0;      // 0: nothing was due
    std::size_t activated = 0;    // acknowledged, and the record's word is new
    std::size_t kept = 0;         // acknowledged, and the record's word had moved on or was there before
    std::size_t refused = 0;      // by the regulator, with a reason
    std::size_t later = 0;        // no answer
    std::optional<Error> fault;   // the last; none of it changed anything
    std::optional<Millis> pause;  // before anything is sent again
};

class Forwarder {
  public:
    // All outlive the forwarder.
    Forwarder(Outbox& outbox, RegulatorClient& client, const Signer& operatorKey, ForwardTerms terms,
              const ActivationTerms& activation, RetryPolicy retry, const Clock& clock, Log& log);

    // One claim: up to kMaxForwardItems items, sent and settled. Errors: the outbox's own; what was claimed
    // comes free after the lease.
    [[nodiscard]] Result<ForwardRound> round();

  private:
    [[nodiscard]] Status send(std::span<const OutboxItem> items, ForwardRound& round);
    [[nodiscard]] Status inVain(std::span<const OutboxItem> items, ForwardRound& round);
    [[nodiscard]] Status putOff(std::span<const OutboxItem> items, ForwardRound& round, Millis by,
                                Blame blame);
    [[nodiscard]] Status settle(std::span<const OutboxItem> items, std::vector<AnsweredItem> answers,
                                ForwardRound& round);
    void rest(ForwardRound& round, std::optional<Millis> retryAfter);

    Outbox& m_outbox;
    RegulatorClient& m_client;
    const Signer& m_operatorKey;
    const ForwardTerms m_terms;
    const ActivationTerms m_activation;
    const RetryPolicy m_retry;
    const Clock& m_clock;
    Log& m_log;
    int m_failures = 0;           // of the regulator, in a row
    int m_vain = 0;               // in this round
    Sent m_sent = Sent::Nothing;  // of this round's items: they go together before they go in halves
};

}  // namespace countersign
