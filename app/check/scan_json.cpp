#include "scan_json.h"

#include "statistics.h"

namespace countersign::check {
namespace {

double millis(FrameTime time) {
    return rounded(std::chrono::duration<double, std::milli>(time).count(), 1);
}

nlohmann::json optionalNumber(const std::optional<double>& value) {
    return value ? nlohmann::json(rounded(*value, 4)) : nlohmann::json(nullptr);
}

std::string eyesName(Eyes eyes) {
    switch (eyes) {
        case Eyes::Both:
            return "both";
        case Eyes::Left:
            return "left";
        case Eyes::Right:
            return "right";
    }
    return "invalid";
}

// Sequences count from 1, frames of a film from 0.
std::uint64_t frame(std::uint64_t sequence) {
    return sequence - 1;
}

nlohmann::json closureJson(const ClosureEvent& closure) {
    return {{"start_frame", frame(closure.startSequence)},
            {"closed_frame", frame(closure.closedSequence)},
            {"end_frame", frame(closure.endSequence)},
            {"eye", eyesName(closure.eyes)},
            {"confidence", rounded(closure.confidence, 3)}};
}

}  // namespace

nlohmann::json reasonsJson(const std::vector<Reason>& reasons) {
    auto json = nlohmann::json::array();
    for (const auto reason : reasons) json.push_back(reasonName(reason));
    return json;
}

nlohmann::json challengeJson(const std::vector<ChallengeStep>& steps) {
    auto json = nlohmann::json::array();
    for (const auto& step : steps) {
        nlohmann::json entry{
            {"action", actionName(step.action)}, {"asked_ms", nullptr}, {"done_ms", nullptr}};
        if (step.askedAt) entry["asked_ms"] = millis(*step.askedAt);
        if (step.doneAt) entry["done_ms"] = millis(*step.doneAt);
        // Not reached: the scan had ended before.
        entry["result"] =
            step.result ? nlohmann::json(stepResultName(*step.result)) : nlohmann::json(nullptr);
        json.push_back(entry);
    }
    return json;
}

nlohmann::json livenessJson(const LivenessVerdict& verdict) {
    const auto& s = verdict.signals;
    return {{"passed", verdict.decision == Decision::Accepted},
            {"score", rounded(verdict.score, 4)},
            {"signals",
             {{"passive", optionalNumber(s.passive)},
              {"flatness", optionalNumber(s.flatness)},
              {"continuity", optionalNumber(s.continuity)},
              {"timing", optionalNumber(s.timing)},
              {"capture", optionalNumber(s.capture)}}},
            {"reasons", reasonsJson(verdict.reasons)},
            {"notes", verdict.notes}};
}

nlohmann::json matchJson(const MatchOutcome& match) {
    return {{"ran", match.ran},
            {"similarity", optionalNumber(match.similarity)},
            {"log10_likelihood", optionalNumber(match.log10Likelihood)},
            {"band", match.band ? nlohmann::json(bandName(*match.band)) : nlohmann::json(nullptr)},
            {"frames_used", match.framesUsed}};
}

nlohmann::json qualityJson(const std::vector<QualityMeasure>& quality) {
    auto json = nlohmann::json::object();
    for (const auto& measure : quality) {
        json[std::string(measure.name)] = {{"raw", rounded(measure.raw, 5)}, {"score", measure.score}};
    }
    return json;
}

void addEvents(nlohmann::json& result, const PersonEvents& events) {
    auto blinks = nlohmann::json::array();
    for (const auto& blink : events.blinks) blinks.push_back(closureJson(blink));
    auto closures = nlohmann::json::array();
    for (const auto& closure : events.longClosures) closures.push_back(closureJson(closure));
    auto turns = nlohmann::json::array();
    for (const auto& turn : events.turns) {
        turns.push_back({{"side", actionName(turn.side)},
                         {"start_frame", frame(turn.startSequence)},
                         {"peak_frame", frame(turn.peakSequence)},
                         {"end_frame", frame(turn.endSequence)},
                         {"peak_degrees", rounded(turn.peakDegrees, 1)}});
    }
    result["blinks"] = blinks;
    result["long_closures"] = closures;
    result["turns"] = turns;
    result["eyes_visible"] = events.eyesVisible;
    result["face_covered"] = events.faceCovered;
}

}  // namespace countersign::check
