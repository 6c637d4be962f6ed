#include "liveness/liveness_session.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "liveness/picture_check.h"

namespace countersign {
namespace {

bool sideways(Action action) {
    return action == Action::TurnLeft || action == Action::TurnRight;
}

std::string inMillis(FrameTime time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()) + " ms";
}

}  // namespace

LivenessSession::LivenessSession(ChallengePlan plan, const LivenessThresholds& thresholds)
    : m_plan(std::move(plan)),
      m_t(thresholds),
      m_blinks(thresholds.blink),
      m_turns(thresholds.turn),
      m_flatness(thresholds.flatness),
      m_person(thresholds.continuity),
      m_passive(thresholds.passive),
      m_capture(thresholds),
      m_cover(thresholds.cover),
      m_eyesMayBeClosed(m_plan.eyesMayBeClosed) {
    // Closed eyes can't be judged, and nothing is asked of them.
    if (m_eyesMayBeClosed) m_t.picture.eyesVisible = 0;
    for (const auto& wish : m_plan.steps) {
        m_steps.push_back({wish.action, {}, {}, {}});
        m_asksPitch |= wish.action == Action::LookUp || wish.action == Action::LookDown;
    }
}

SessionUpdate LivenessSession::push(const FrameReading& reading) {
    SessionUpdate update;
    if (m_phase == Phase::Over) {
        update.progress = progress(reading);
        return update;
    }
    m_now = reading.capturedAt;
    if (!m_firstAt) {
        m_firstAt = m_now;
        m_phaseAt = m_now;
    }
    m_prompt.reset();
    m_turn.reset();
    m_closure.reset();
    m_capture.push(reading);

    if (checkCapture(reading) && checkPresence(reading) && checkPicture(reading) && reading.face) {
        watchActions(reading);
        switch (m_phase) {
            case Phase::Settling:
                settle();
                break;
            case Phase::Pausing:
                pause();
                break;
            case Phase::Asking:
                ask();
                break;
            case Phase::Returning:
                returning();
                break;
            case Phase::Over:
                break;
        }
    } else if (m_phase == Phase::Asking) {
        ask();  // time passes without a face too
    }

    const auto ahead = m_turns.fromNeutral();
    // Looking up or down changes a face as much as turning it.
    const bool near = reading.face && ahead && !m_fault &&
                      std::abs(static_cast<double>(ahead->yaw)) < m_t.continuity.embedYaw &&
                      std::abs(static_cast<double>(ahead->pitch)) < m_t.continuity.embedYaw &&
                      (m_eyesMayBeClosed || m_blinks.state() == EyeState::Open);
    update.fitForTemplate = near && m_phase != Phase::Settling;
    const bool finishing = m_phase == Phase::Returning && m_step >= m_steps.size();
    update.wantsEmbedding =
        update.fitForTemplate && !m_verdict &&
        m_person.wantsEmbedding(m_now, finishing ? PersonWatch::Pace::Finishing : PersonWatch::Pace::Usual);
    if (update.fitForTemplate) update.templateWeight = templateWeight(*reading.face, m_t.picture);
    update.progress = progress(reading);
    update.prompt = m_prompt;
    update.verdict = m_verdict;
    return update;
}

// --- what may end the scan at any time ---

bool LivenessSession::checkCapture(const FrameReading& reading) {
    ++m_lookedAt;
    if (secondFace(reading, m_t.continuity)) ++m_withSecond;
    if (reading.face && static_cast<double>(reading.face->quality.covered) > m_t.picture.covered)
        ++m_withCover;
    switch (m_capture.fault()) {
        case CaptureFault::None:
            return true;
        case CaptureFault::TimeRanBackwards:
            refuse(Reason::CameraNotTrusted, "time stamps or sequence numbers ran backwards");
            return false;
        case CaptureFault::Frozen:
            refuse(Reason::CameraNotTrusted, "the camera hands out one and the same picture");
            return false;
        case CaptureFault::Looped:
            refuse(Reason::CameraNotTrusted, "pictures came again to the bit: a film in a loop");
            return false;
        case CaptureFault::SizeChanged:
            refuse(Reason::CameraNotTrusted, "the size of the picture changed in the middle of the scan");
            return false;
        case CaptureFault::Colourless:
            refuse(Reason::CameraNotTrusted, "no colour in the picture: an infrared or grey camera");
            return false;
        case CaptureFault::TooSlow:
            captureRefused("new pictures come at " + std::to_string(m_capture.recentRate()) + " a second");
            return false;
        case CaptureFault::TooSmall:
            // Long enough to see what else is wrong: it may be the easier one to mend.
            if (m_now - *m_firstAt >= m_t.session.settle) captureRefused("the picture is too small");
            return false;
    }
    return true;
}

// A second face or a covered one that was seen most of the time is told first, the camera besides.
void LivenessSession::captureRefused(const std::string& note) {
    const auto mostly = [this](int count) { return count > m_t.session.badShare * m_lookedAt; };
    if (mostly(m_withSecond))
        refuse(Reason::MoreThanOneFace, note, Reason::CameraTooSlowOrSmall);
    else if (mostly(m_withCover))
        refuse(Reason::FaceCovered, note, Reason::CameraTooSlowOrSmall);
    else
        refuse(Reason::CameraTooSlowOrSmall, note);
}

bool LivenessSession::checkPresence(const FrameReading& reading) {
    const bool begun = m_phase != Phase::Settling;
    // A hole in the frames is time in which nobody was watched.
    const bool away = !reading.face || (m_faceAt && m_now - *m_faceAt > m_t.continuity.lostAfter);
    if (away && begun && m_now - m_faceAt.value_or(*m_firstAt) > m_t.continuity.lostAfter) {
        // In the dark nobody is seen, and the light is what can be mended.
        const auto light = pictureFault(reading, m_t);
        refuse(light == Reason::TooDark ? *light : Reason::FaceLost,
               "no face for " + inMillis(m_now - m_faceAt.value_or(*m_firstAt)));
        return false;
    }
    if (away) {
        m_aheadSince.reset();
        m_person.interrupted();
        if (!begun) {
            m_settlingSince.reset();
            m_person.forget();
            m_cover = CoverWatch(m_t.cover);
            m_passive = PassiveJudge(m_t.passive);
        }
    }
    if (reading.face) {
        m_faceAt = m_now;
        m_person.follow(reading);
        m_passive.push(*reading.face);
    }
    if (!secondFace(reading, m_t.continuity)) {
        m_secondSince.reset();
    } else if (!m_secondSince) {
        m_secondSince = m_now;
    } else if (begun && m_now - *m_secondSince > m_t.continuity.secondFaceAfter) {
        refuse(Reason::MoreThanOneFace, "a second face for " + inMillis(m_now - *m_secondSince));
        return false;
    }
    return true;
}

// A bad picture first gives a hint; only after its time does it end the scan, and then it is the reason.
bool LivenessSession::checkPicture(const FrameReading& reading) {
    auto fault = pictureFault(reading, m_t);
    m_cover.push(reading);
    if (!fault && m_cover.covered()) fault = Reason::FaceCovered;
    if (!fault && m_phase == Phase::Settling) fault = facingFault(*reading.face, m_t.picture);
    if (fault != m_fault) m_faultSince = m_now;
    m_fault = fault;
    if (!fault) {
        m_shownFault.reset();
        m_badSince.reset();
    } else {
        if (m_now - m_faultSince >= m_t.session.hintAfter) m_shownFault = fault;
        if (!m_badSince) m_badSince = m_now;
    }
    m_judged.push_back({m_now, fault});
    if (m_judged.size() > 2000) m_judged.pop_front();

    if (m_phase == Phase::Settling) {
        if (m_now - *m_firstAt > m_t.session.patienceToSettle) {
            refuse(blamedPicture(*m_firstAt).value_or(Reason::NotFacing), "the face did not settle");
            return false;
        }
        return true;
    }
    if (m_badSince && m_now - *m_badSince > m_t.session.patienceBadPicture) {
        // The fault seen most since the picture went bad, not the one of the last frame.
        refuse(blamedPicture(*m_badSince).value_or(*m_fault),
               "bad picture for " + inMillis(m_now - *m_badSince));
        return false;
    }
    return true;
}

std::optional<Reason> LivenessSession::blamedPicture(FrameTime from) const {
    std::map<Reason, int> counts;
    int all = 0, bad = 0;
    for (const auto& judged : m_judged) {
        if (judged.at < from) continue;
        ++all;
        if (!judged.fault) continue;
        ++bad;
        ++counts[*judged.fault];
    }
    if (all == 0 || bad < m_t.session.badShare * all) return {};
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

// --- the person's movements ---

void LivenessSession::watchActions(const FrameReading& reading) {
    // A turn that has just ended still counts on this reading.
    const auto ended = m_turns.push(reading);
    m_turn = ended ? ended : m_turns.current();
    const auto relative = m_turns.fromNeutral();
    // Before the neutral pose is known the raw one has to do.
    m_closure =
        m_blinks.push(reading, static_cast<double>((relative ? *relative : reading.face->pose).pitch));
    if (m_closure && m_closure->kind == ClosureKind::Blink && m_closure->eyes == Eyes::Both) {
        m_openBefore = m_blinkEnded ? m_closure->start - *m_blinkEnded : FrameTime::max();
        m_blinkEnded = m_closure->end;
        m_blinkTimes.push_back(m_closure->start);
    }
    if (!relative) return;
    // Where the picture is at fault (a hand, a blur) points are guessed.
    if (m_phase != Phase::Settling && !m_fault)
        m_flatness.push(*reading.face, static_cast<double>(relative->yaw));
    const bool ahead = std::abs(static_cast<double>(relative->yaw)) < m_t.session.returnYaw &&
                       std::abs(static_cast<double>(relative->pitch)) < m_t.session.returnPitch;
    if (!ahead)
        m_aheadSince.reset();
    else if (!m_aheadSince)
        m_aheadSince = m_now;
    if (ended && sideways(ended->side) && m_phase != Phase::Settling &&
        m_flatness.result().shape == FaceShape::Flat) {
        refuse(Reason::FlatFace, "the face turned like a flat picture");
    }
}

// A turn that has not answered an earlier step. Looking up or down counts only where it is part of the
// challenge: pitch is the least sure angle.
bool LivenessSession::newTurn(const TurnEvent& turn) const {
    if (!sideways(turn.side) && !m_asksPitch) return false;
    return !m_turnAnswered || turn.start > *m_turnAnswered;
}

// One that counts against a person: swaying does not.
bool LivenessSession::unaskedTurn(const TurnEvent& turn) const {
    return newTurn(turn) && turn.peakDegrees >= m_t.turn.unaskedYaw;
}

// Settled: a good picture for a while, the own neutral pose and open eye are known, and the person looks at
// it.
void LivenessSession::settle() {
    if (m_phase == Phase::Over) return;
    // One bad frame does not undo it, a fault that lasts does.
    if (m_fault && m_now - m_faultSince >= m_t.session.hintAfter) m_settlingSince.reset();
    if (m_fault) return;
    if (!m_settlingSince) m_settlingSince = m_now;
    const bool eyes =
        m_eyesMayBeClosed || m_blinks.state() == EyeState::Open || m_blinks.state() == EyeState::Closing;
    if (!eyes || !looksAhead() || m_now - *m_settlingSince < m_t.session.settle) return;
    m_settledAt = m_now;
    m_turns.settle();
    enter(Phase::Pausing);
}

void LivenessSession::pause() {
    if (m_phase == Phase::Over) return;
    if (m_turn && unaskedTurn(*m_turn)) {
        step().askedAt = m_now;
        stepFailed(StepResult::Early, Reason::ActionTooEarly,
                   std::string(actionName(m_turn->side)) + " before anything was asked");
        return;
    }
    const auto& wish = planned();
    const bool due = wish.askAt ? m_now >= *wish.askAt
                                : m_now - m_phaseAt >= wish.pause && looksAhead() && !m_fault && eyesRested();
    if (due) {
        step().askedAt = m_now;
        m_oneEyeSeen = false;
        m_noAnswers = 0;
        showPrompt(wish.action);
        enter(Phase::Asking);
        return;
    }
    if (!looksAhead() && !wish.askAt && m_now - m_phaseAt > wish.pause + m_t.session.patienceToReturn) {
        refuse(Reason::NotFacing, "did not look straight ahead");
    }
}

// A blink too soon after another answers nothing, so it is not asked before a quick answer would count. Not
// for ever: who blinks all the time is asked all the same and fails at it.
bool LivenessSession::eyesRested() const {
    const auto& wish = planned();
    if (wish.action != Action::Blink || !m_blinkEnded) return true;
    return m_now - *m_blinkEnded >= m_t.session.blinkApart - m_t.session.soonest ||
           m_now - m_phaseAt >= wish.pause + m_t.session.blinkApart;
}

void LivenessSession::ask() {
    if (m_phase == Phase::Over) return;
    if (step().action == Action::Blink)
        askBlink();
    else
        askTurn();
    if (m_phase != Phase::Asking) return;
    const auto deadline = *step().askedAt + planned().window + m_t.session.lateGrace;
    if (m_now <= deadline) return;
    if (const auto fault = blamedPicture(*step().askedAt)) {
        refuse(*fault, "the picture was too bad to see the action");
    } else if (m_oneEyeSeen) {
        stepFailed(StepResult::Wrong, Reason::WrongAction, "one eye closed instead of both");
    } else if (step().action == Action::Blink && m_noAnswers > 0 && blinkedBefore(*step().askedAt)) {
        stepFailed(StepResult::Early, Reason::ActionTooEarly, "blinked before and all the time");
    } else if (sideways(step().action) && m_flatness.result().narrowedLikeAPlane &&
               m_passive.result().suspicious()) {
        stepFailed(StepResult::Missed, Reason::FlatFace, "something narrow as a turned picture, but no turn");
    } else {
        stepFailed(StepResult::Missed, Reason::ActionNotSeenInTime,
                   std::string(actionName(step().action)) + " not seen");
    }
}

// Who blinks all the time, as a recording or a bot does that plays for luck.
bool LivenessSession::blinkedBefore(FrameTime at) const {
    return std::any_of(m_blinkTimes.begin(), m_blinkTimes.end(), [&](FrameTime blink) {
        return blink < at + m_t.session.soonest && blink + 3 * m_t.session.blinkApart > at;
    });
}

// A turn that nobody asked for: early if it began before the prompt.
bool LivenessSession::failedEarly(const TurnEvent& turn) {
    if (turn.start >= *step().askedAt + m_t.session.soonest) return false;
    stepFailed(StepResult::Early, Reason::ActionTooEarly,
               std::string(actionName(turn.side)) + " began before the prompt");
    return true;
}

// Blinks that nobody asked for are natural and never count against a person; an answer is one that began
// after the prompt, with eyes that had been open for a while: blinking all the time answers nothing. One eye
// alone is no blink, but a proper blink may still follow it.
void LivenessSession::askBlink() {
    if (m_turn && unaskedTurn(*m_turn)) {
        if (failedEarly(*m_turn)) return;
        stepFailed(StepResult::Wrong, Reason::WrongAction,
                   std::string(actionName(m_turn->side)) + " instead of blink");
        return;
    }
    if (!m_closure) return;
    const auto closure = *m_closure;
    m_closure.reset();
    if (closure.kind != ClosureKind::Blink || closure.start < *step().askedAt + m_t.session.soonest) return;
    if (closure.eyes != Eyes::Both) {
        m_oneEyeSeen = true;
        return;
    }
    if (m_openBefore < m_t.session.blinkApart) {
        ++m_noAnswers;
        return;
    }
    const bool late = closure.start > *step().askedAt + planned().window;
    endStep(late ? StepResult::Late : StepResult::Done, closure.start);
}

void LivenessSession::askTurn() {
    if (!m_turn || !newTurn(*m_turn)) return;
    const auto turn = *m_turn;
    if (turn.side != step().action) {
        if (!unaskedTurn(turn)) return;
        // The last turn goes on (a swing that was read as two): nobody chooses a side so soon after a prompt.
        if (m_step > 0 && turn.side == m_steps[m_step - 1].action &&
            turn.start < *step().askedAt + m_t.session.soonestChoice) {
            m_turnAnswered = turn.start;
            return;
        }
        if (failedEarly(turn)) return;
        stepFailed(
            StepResult::Wrong, Reason::WrongAction,
            std::string(actionName(turn.side)) + " instead of " + std::string(actionName(step().action)) +
                (sideways(turn.side) && sideways(step().action) ? "; so it is too with a mirrored camera"
                                                                : ""));
        return;
    }
    if (turn.start < *step().askedAt + m_t.session.soonest) {
        stepFailed(StepResult::Early, Reason::ActionTooEarly,
                   "began " + inMillis(turn.start - *step().askedAt) + " after the prompt");
        return;
    }
    m_turnAnswered = turn.start;
    const bool late = turn.start > *step().askedAt + planned().window;
    endStep(late ? StepResult::Late : StepResult::Done, turn.start);
}

void LivenessSession::endStep(StepResult result, FrameTime begun) {
    step().doneAt = m_now;
    step().result = result;
    m_notes.push_back(std::string(actionName(step().action)) + " began after " +
                      inMillis(begun - *step().askedAt));
    showPrompt({});
    if (result == StepResult::Late) {
        refuse(Reason::ActionNotSeenInTime, std::string(actionName(step().action)) + " came late");
        return;
    }
    ++m_step;
    enter(Phase::Returning);
}

void LivenessSession::returning() {
    if (m_phase == Phase::Over) return;
    const bool more = m_step < m_steps.size();
    if (more && planned().askAt) {
        // scan --follow: the film may go straight from one action to the next.
        enter(Phase::Pausing);
        pause();
        return;
    }
    // Who turns twice to the side that was asked did not see that once was enough.
    const bool again = m_turn && newTurn(*m_turn) && m_step > 0 && m_turn->side == m_steps[m_step - 1].action;
    if (again) m_turnAnswered = m_turn->start;
    if (m_turn && unaskedTurn(*m_turn) && more) {
        step().askedAt = m_now;
        stepFailed(StepResult::Early, Reason::ActionTooEarly,
                   std::string(actionName(m_turn->side)) + " before anything was asked");
        return;
    }
    if (looksAhead()) {
        if (more) {
            enter(Phase::Pausing);
        } else if (m_person.provenSince(m_phaseAt) && m_person.enough()) {
            conclude();
        }
        if (m_phase != Phase::Returning) return;
    }
    if (m_now - m_phaseAt > m_t.session.patienceToReturn) {
        refuse(blamedPicture(m_phaseAt).value_or(Reason::NotFacing), "did not look straight ahead again");
    }
}

Continuity LivenessSession::pushEmbedding(const Embedding& embedding) {
    const auto continuity = m_person.push(m_now, embedding);
    if (m_phase == Phase::Over) return continuity;
    if (m_person.anotherPerson()) {
        refuse(Reason::AnotherFaceAppeared, "the face is not the one with which the scan began");
    }
    return continuity;
}

// --- verdict ---

void LivenessSession::stepFailed(StepResult result, Reason reason, const std::string& note) {
    step().result = result;
    refuse(reason, note);
}

void LivenessSession::refuse(Reason reason, const std::string& note, std::optional<Reason> besides) {
    if (m_phase == Phase::Over) return;
    if (m_phase == Phase::Asking) showPrompt({});
    LivenessVerdict verdict;
    verdict.decision = Decision::Refused;
    verdict.reasons.push_back(reason);
    if (besides) verdict.reasons.push_back(*besides);
    m_notes.push_back(note);
    fillVerdict(verdict);
    // Said as well, since it explains a picture that can't obey.
    if (m_passive.result().suspicious() && reason != Reason::ScreenOrPrintSuspected) {
        putLast(verdict.reasons, Reason::ScreenOrPrintSuspected);
    }
    m_verdict = std::move(verdict);
    m_phase = Phase::Over;
}

void LivenessSession::conclude() {
    const auto passive = m_passive.result();
    if (passive.opinion == PassiveOpinion::Certain) {
        refuse(Reason::ScreenOrPrintSuspected, "the passive net and the edges beside the face agree");
        return;
    }
    LivenessVerdict verdict;
    verdict.decision = Decision::Accepted;
    fillVerdict(verdict);
    if (passive.suspicious()) {
        verdict.decision = Decision::Review;
        putLast(verdict.reasons, Reason::ScreenOrPrintSuspected);
    }
    if (passive.opinion == PassiveOpinion::Unknown) {
        verdict.decision = Decision::Review;
        putLast(verdict.reasons, Reason::UnsureAPersonMustLook);
    }
    // Who turned must have shown a head by it; so must everybody by the usual terms, though an operator's
    // actions may draw an order without a turn: flat paper can be tipped up and down too. A flat nose in a
    // small turn can be as shallow as strongly bent paper; there the passive signs decide whether a person
    // has to look.
    const bool turned =
        std::any_of(m_steps.begin(), m_steps.end(), [](const auto& one) { return sideways(one.action); });
    const auto shape = m_flatness.result().shape;
    const bool head =
        shape == FaceShape::Head || (shape == FaceShape::Shallow && passive.opinion == PassiveOpinion::Clear);
    if ((turned || m_plan.headMustShow) && !head) {
        verdict.decision = Decision::Review;
        putFirst(verdict.reasons,
                 shape == FaceShape::CannotTell ? Reason::UnsureAPersonMustLook : Reason::FlatFace);
    }
    m_verdict = std::move(verdict);
    m_phase = Phase::Over;
}

void LivenessSession::fillVerdict(LivenessVerdict& verdict) {
    auto& signals = verdict.signals;
    const auto passive = m_passive.result();
    signals.passive = passive.live;
    m_notes.push_back(passive.note());

    const auto flatness = m_flatness.result();
    const auto& f = m_t.flatness;
    if (flatness.frames >= f.decideFrames) {
        // 0.5 at the limit of heads, 1 where most heads are; depth alone is not enough to be one.
        const double most = flatness.shape == FaceShape::Head   ? 1
                            : flatness.shape == FaceShape::Flat ? 0
                                                                : 0.5;
        signals.flatness =
            std::clamp(0.5 + (flatness.depth - f.headDepth) / (4 * (f.headDepth - f.flatDepth)), 0.0, most);
        m_notes.push_back("flatness: depth " + std::to_string(flatness.depth) + " +- " +
                          std::to_string(flatness.uncertainty) + ", residual " +
                          std::to_string(flatness.residual) + ", frames " + std::to_string(flatness.frames));
    } else {
        m_notes.emplace_back("flatness: no turn far enough to decide");
    }

    signals.continuity = m_person.signal();
    if (signals.continuity) {
        m_notes.push_back("continuity: least likeness " + std::to_string(m_person.leastSimilarity()) +
                          ", jumps " + std::to_string(m_person.jumps()));
    } else {
        m_notes.emplace_back("continuity: too few frames");
    }

    // 1 when every action was begun inside its window, less for each that was not.
    std::size_t asked = 0, done = 0;
    for (const auto& one : m_steps) {
        asked += one.askedAt ? 1U : 0U;
        done += one.result == StepResult::Done ? 1U : 0U;
    }
    if (asked > 0)
        signals.timing = static_cast<double>(done) / static_cast<double>(asked);
    else
        m_notes.emplace_back("timing: nothing was asked");

    signals.capture = m_capture.signal();
    if (!signals.capture) m_notes.emplace_back("capture: too few frames");

    // The weakest link: a chain of evidence is no better than that.
    double score = 1;
    for (const auto& signal :
         {signals.passive, signals.flatness, signals.continuity, signals.timing, signals.capture}) {
        if (signal) score = std::min(score, *signal);
    }
    verdict.score = asked > 0 ? score : 0;
    verdict.steps = m_steps;
    verdict.startedAt = m_firstAt.value_or(m_now);
    verdict.decidedAt = m_now;
    verdict.notes = m_notes;
}

LivenessVerdict LivenessSession::sourceEnded() {
    if (m_verdict) return *m_verdict;
    if (m_capture.fault() == CaptureFault::TooSmall && m_firstAt) {
        captureRefused("the picture is too small");
    } else if (m_phase == Phase::Settling) {
        refuse(blamedPicture(m_firstAt.value_or(FrameTime{0}))
                   .value_or(m_firstAt ? Reason::NotFacing : Reason::NoFace),
               "the recording ended before the face had settled");
    } else if (m_phase == Phase::Asking) {
        if (const auto fault = blamedPicture(*step().askedAt)) {
            refuse(*fault, "the recording ended; the picture was too bad to see the action");
        } else {
            stepFailed(StepResult::Missed, Reason::ActionNotSeenInTime,
                       "the recording ended while an action was asked");
        }
    } else if (m_step >= m_steps.size()) {
        // Everything was done; only the last look straight ahead is missing.
        if (m_person.provenSince(m_phaseAt) && m_person.enough())
            conclude();
        else
            refuse(Reason::NotFacing, "the recording ended before the last look straight ahead");
    } else {
        refuse(Reason::ActionNotSeenInTime, "the recording ended before everything was asked");
    }
    return *m_verdict;
}

LivenessVerdict LivenessSession::sourceLost() {
    refuse(Reason::FaceLost, "the camera was lost");
    return *m_verdict;
}

ScanProgress LivenessSession::progress(const FrameReading& reading) const {
    ScanProgress progress;
    progress.steps = m_steps;
    if (m_phase == Phase::Asking) progress.current = m_step;
    if (m_shownFault)
        progress.hint = hintFor(*m_shownFault);
    else if (m_phase == Phase::Returning && m_now - m_phaseAt > m_t.session.hintAfter * 2 && !m_aheadSince) {
        progress.hint = Hint::LookStraight;
    }
    if (reading.face) {
        progress.meters = meters(*reading.face, m_t.picture);
        progress.faceInOval =
            m_fault != Reason::OffCentre && m_fault != Reason::TooFar && m_fault != Reason::TooNear;
    }
    return progress;
}

}  // namespace countersign
