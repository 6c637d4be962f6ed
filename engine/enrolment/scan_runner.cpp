#include "enrolment/scan_runner.h"

#include <utility>

namespace countersign {

void decide(ScanResult& result) {
    result.decision = result.liveness.decision;
    result.reasons = result.liveness.reasons;
    // A scan that was refused says why; likeness is not looked at, or it would hide the cause.
    if (result.decision == Decision::Refused) return;
    if (!result.match.ran) {
        result.decision = Decision::Review;
        putLast(result.reasons, Reason::UnsureAPersonMustLook);
        return;
    }
    switch (*result.match.band) {
        case MatchBand::Same:
            return;
        case MatchBand::Unsure:
            result.decision = Decision::Review;
            putFirst(result.reasons, Reason::UnsureAPersonMustLook);
            return;
        case MatchBand::Different:
            result.decision = Decision::Refused;
            putFirst(result.reasons, Reason::NotThePersonOnTheDocument);
            return;
    }
}

ScanRunner::ScanRunner(ScanVision& vision, const Policy& policy, ChallengePlan plan,
                       std::optional<Embedding> portrait)
    : m_vision(vision),
      m_matching(policy.matching),
      m_session(std::move(plan), policy.liveness),
      m_template(policy.matching),
      m_portrait(std::move(portrait)) {
    m_vision.reset();
}

Result<ScanFrame> ScanRunner::push(const FramePtr& frame) {
    auto reading = m_vision.analyse(*frame);
    if (!reading) {
        m_over = true;
        return failure(reading.error());
    }
    return pushReading(std::move(*reading), frame,
                       [&](const FrameReading& read) { return m_vision.embed(*frame, *read.face); });
}

Result<ScanFrame> ScanRunner::pushReading(FrameReading reading, const FramePtr& frame, const Embed& embed) {
    ScanFrame seen;
    seen.reading = std::move(reading);
    seen.update = m_session.push(seen.reading);
    const auto& update = seen.update;
    // What a reviewer is shown is one of the frames that were compared: between two of them another face
    // could pass.
    bool compared = false;
    if (update.wantsEmbedding) {
        const auto embedding = embed(seen.reading);
        if (!embedding) {
            m_over = true;
            return failure(embedding.error());
        }
        compared = m_session.pushEmbedding(*embedding) == Continuity::Same && update.fitForTemplate;
        if (compared) m_template.add(*embedding, update.templateWeight);
        seen.update.verdict = m_session.verdict();
    }
    if (compared && update.templateWeight > m_bestWeight) {
        m_bestWeight = update.templateWeight;
        m_bestFrame = frame;
        m_bestReading = seen.reading;
    }
    if (seen.update.verdict && !m_over) seen.result = conclude(*seen.update.verdict);
    return seen;
}

ScanResult ScanRunner::finish() {
    return conclude(m_session.sourceEnded());
}

ScanResult ScanRunner::sourceLost() {
    return conclude(m_session.sourceLost());
}

ScanResult ScanRunner::conclude(LivenessVerdict verdict) {
    m_over = true;
    ScanResult result;
    result.liveness = std::move(verdict);
    // After a refusal likeness decides nothing, and no match runs on frames that were not proven.
    if (result.liveness.decision != Decision::Refused) {
        result.match = PortraitMatcher(m_matching).match(m_portrait, m_template);
    } else {
        result.match.framesUsed = m_template.frames();
    }
    result.capture = m_session.capture();
    result.bestFrame = m_bestFrame;
    result.bestReading = m_bestReading;
    decide(result);
    return result;
}

Result<ScanResult> runScan(FrameSource& source, ScanRunner& runner, PromptObserver* prompts,
                           const std::function<void(const ScanFrame&)>& seen) {
    if (auto opened = source.open(); !opened) return failure(opened.error());
    struct Close {
        FrameSource& source;
        ~Close() { source.close(); }
    } const close{source};
    const std::stop_token never;
    while (true) {
        auto frame = source.next(never);
        if (!frame) {
            if (frame.error().code != ErrorCode::EndOfRecording) return failure(frame.error());
            return runner.finish();
        }
        if (!*frame) continue;
        auto step = runner.push(*frame);
        if (!step) return failure(step.error());
        if (seen) seen(*step);
        if (prompts && step->update.prompt)
            prompts->promptShown(step->update.prompt->action, step->update.prompt->at);
        if (step->result) return std::move(*step->result);
    }
}

}  // namespace countersign
