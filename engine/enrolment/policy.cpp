#include "enrolment/policy.h"

#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/files.h"
#include "core/secret.h"
#include "enrolment/enrolment_errors.h"
#include "enrolment/shipped_files.h"

namespace countersign {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestFile = 1U << 20U;

// A number of one section: where it goes and what it may be.
struct Field {
    double low, high;
    std::function<void(Policy&, double)> set;
};
using Fields = std::map<std::string, Field>;

template <class Part>
Field number(Part part, double low, double high) {
    return {low, high, [part](Policy& p, double v) {
                auto& to = part(p);
                to = static_cast<std::remove_reference_t<decltype(to)>>(v);
            }};
}
// `most`: milliseconds.
template <class Part>
Field millis(Part part, double most) {
    return {0, most,
            [part](Policy& p, double v) { part(p) = FrameTime{static_cast<std::int64_t>(v * 1000)}; }};
}

#define COUNTERSIGN_AT(path) [](Policy& p) -> auto& { return p.path; }

// Section, sub-section → fields of thresholds.json.
const std::map<std::string, Fields>& thresholdFields() {
    static const std::map<std::string, Fields> fields{
        {"liveness.blink",
         {{"close_rise", number(COUNTERSIGN_AT(liveness.blink.closeRise), 0, 100)},
          {"peak_rise", number(COUNTERSIGN_AT(liveness.blink.peakRise), 1, 100)},
          {"one_eye_rise", number(COUNTERSIGN_AT(liveness.blink.oneEyeRise), 1, 100)},
          {"one_eye_share", number(COUNTERSIGN_AT(liveness.blink.oneEyeShare), 0, 1)},
          {"reopen_share", number(COUNTERSIGN_AT(liveness.blink.reopenShare), 0, 1)},
          {"openness_drop", number(COUNTERSIGN_AT(liveness.blink.opennessDrop), 0, 1)},
          {"baseline_quantile", number(COUNTERSIGN_AT(liveness.blink.baselineQuantile), 0, 1)},
          {"openness_quantile", number(COUNTERSIGN_AT(liveness.blink.opennessQuantile), 0, 1)},
          {"baseline_window_ms", millis(COUNTERSIGN_AT(liveness.blink.baselineWindow), 20000)},
          {"baseline_minimum_ms", millis(COUNTERSIGN_AT(liveness.blink.baselineMinimum), 20000)},
          {"longest_blink_ms", millis(COUNTERSIGN_AT(liveness.blink.longestBlink), 5000)},
          {"just_window_ms", millis(COUNTERSIGN_AT(liveness.blink.justWindow), 2000)},
          {"just_minimum_ms", millis(COUNTERSIGN_AT(liveness.blink.justMinimum), 1000)},
          {"slowest_interval_ms", millis(COUNTERSIGN_AT(liveness.blink.slowestInterval), 1000)},
          {"shut_share", number(COUNTERSIGN_AT(liveness.blink.shutShare), 0, 1)},
          {"surely_shut_drop", number(COUNTERSIGN_AT(liveness.blink.surelyShutDrop), 0, 1)},
          {"lifted_gap", number(COUNTERSIGN_AT(liveness.blink.liftedGap), 0, 1)},
          {"lifted_within_ms", millis(COUNTERSIGN_AT(liveness.blink.liftedWithin), 2000)},
          {"lifted_fall", number(COUNTERSIGN_AT(liveness.blink.liftedFall), 0, 100)},
          {"near_eye_yaw", number(COUNTERSIGN_AT(liveness.blink.nearEyeYaw), 5, 90)},
          {"turned_yaw", number(COUNTERSIGN_AT(liveness.blink.turnedYaw), 5, 90)},
          {"turned_up", number(COUNTERSIGN_AT(liveness.blink.turnedUp), 5, 90)},
          {"turned_down", number(COUNTERSIGN_AT(liveness.blink.turnedDown), 5, 90)},
          {"eyes_visible", number(COUNTERSIGN_AT(liveness.blink.eyesVisible), 0, 1)}}},
        {"liveness.turn",
         {{"on_yaw", number(COUNTERSIGN_AT(liveness.turn.onYaw), 5, 60)},
          {"off_yaw", number(COUNTERSIGN_AT(liveness.turn.offYaw), 1, 60)},
          {"on_pitch", number(COUNTERSIGN_AT(liveness.turn.onPitch), 5, 60)},
          {"off_pitch", number(COUNTERSIGN_AT(liveness.turn.offPitch), 1, 60)},
          {"hold_ms", millis(COUNTERSIGN_AT(liveness.turn.hold), 3000)},
          {"unasked_yaw", number(COUNTERSIGN_AT(liveness.turn.unaskedYaw), 5, 60)},
          {"event_on", number(COUNTERSIGN_AT(liveness.turn.eventOn), 5, 60)},
          {"event_off", number(COUNTERSIGN_AT(liveness.turn.eventOff), 1, 60)},
          {"event_hold_ms", millis(COUNTERSIGN_AT(liveness.turn.eventHold), 3000)},
          {"neutral_yaw", number(COUNTERSIGN_AT(liveness.turn.neutralYaw), 5, 60)},
          {"neutral_window_ms", millis(COUNTERSIGN_AT(liveness.turn.neutralWindow), 5000)},
          {"own_yaw", number(COUNTERSIGN_AT(liveness.turn.ownYaw), 0, 45)},
          {"steady_yaw", number(COUNTERSIGN_AT(liveness.turn.steadyYaw), 0.1, 45)},
          {"neutral_drift", number(COUNTERSIGN_AT(liveness.turn.neutralDrift), 0, 30)},
          {"bridge_ms", millis(COUNTERSIGN_AT(liveness.turn.bridge), 3000)}}},
        {"liveness.flatness",
         {{"reference_yaw", number(COUNTERSIGN_AT(liveness.flatness.referenceYaw), 1, 20)},
          {"reference_frames", number(COUNTERSIGN_AT(liveness.flatness.referenceFrames), 1, 100)},
          {"decide_yaw", number(COUNTERSIGN_AT(liveness.flatness.decideYaw), 5, 60)},
          {"decide_frames", number(COUNTERSIGN_AT(liveness.flatness.decideFrames), 1, 100)},
          {"residual_yaw", number(COUNTERSIGN_AT(liveness.flatness.residualYaw), 5, 60)},
          {"flat_residual", number(COUNTERSIGN_AT(liveness.flatness.flatResidual), 0, 1)},
          {"round_residual", number(COUNTERSIGN_AT(liveness.flatness.roundResidual), 0, 1)},
          {"flat_depth", number(COUNTERSIGN_AT(liveness.flatness.flatDepth), 0, 1)},
          {"head_depth", number(COUNTERSIGN_AT(liveness.flatness.headDepth), 0, 1)}}},
        {"liveness.passive",
         {{"quantile", number(COUNTERSIGN_AT(liveness.passive.quantile), 0, 1)},
          {"suspect", number(COUNTERSIGN_AT(liveness.passive.suspect), 0, 1)},
          {"clear", number(COUNTERSIGN_AT(liveness.passive.clear), 0, 1)},
          {"edge_quantile", number(COUNTERSIGN_AT(liveness.passive.edgeQuantile), 0, 1)},
          {"offset", number(COUNTERSIGN_AT(liveness.passive.offset), -20, 20)},
          {"net_weight", number(COUNTERSIGN_AT(liveness.passive.netWeight), 0, 20)},
          {"net_cap", number(COUNTERSIGN_AT(liveness.passive.netCap), 0.1, 20)},
          {"edge_weight", number(COUNTERSIGN_AT(liveness.passive.edgeWeight), -100, 0)},
          {"edge_floor", number(COUNTERSIGN_AT(liveness.passive.edgeFloor), 0, 1)},
          {"edge_cap", number(COUNTERSIGN_AT(liveness.passive.edgeCap), 0, 1)},
          {"strong_net", number(COUNTERSIGN_AT(liveness.passive.strongNet), 0, 1)},
          {"strong_edges", number(COUNTERSIGN_AT(liveness.passive.strongEdges), 0, 1)},
          {"minimum_frames", number(COUNTERSIGN_AT(liveness.passive.minimumFrames), 1, 1000)}}},
        {"liveness.continuity",
         {{"same_face", number(COUNTERSIGN_AT(liveness.continuity.sameFace), -1, 1)},
          {"doubts_to_refuse", number(COUNTERSIGN_AT(liveness.continuity.doubtsToRefuse), 1, 100)},
          {"embed_yaw", number(COUNTERSIGN_AT(liveness.continuity.embedYaw), 1, 60)},
          {"embed_every_ms", millis(COUNTERSIGN_AT(liveness.continuity.embedEvery), 10000)},
          {"least_embeddings", number(COUNTERSIGN_AT(liveness.continuity.leastEmbeddings), 1, 100)},
          {"embed_faster_ms", millis(COUNTERSIGN_AT(liveness.continuity.embedFaster), 10000)},
          {"jump", number(COUNTERSIGN_AT(liveness.continuity.jump), 0.05, 10)},
          {"lost_after_ms", millis(COUNTERSIGN_AT(liveness.continuity.lostAfter), 10000)},
          {"second_face_after_ms", millis(COUNTERSIGN_AT(liveness.continuity.secondFaceAfter), 10000)},
          {"second_face_area", number(COUNTERSIGN_AT(liveness.continuity.secondFaceArea), 0, 1)},
          {"second_face_score", number(COUNTERSIGN_AT(liveness.continuity.secondFaceScore), 0, 1)}}},
        {"liveness.picture",
         {{"smallest_eye_distance_px",
           number(COUNTERSIGN_AT(liveness.picture.smallestEyeDistancePx), 1, 1000)},
          {"smallest_face_area", number(COUNTERSIGN_AT(liveness.picture.smallestFaceArea), 0, 1)},
          {"largest_face_area", number(COUNTERSIGN_AT(liveness.picture.largestFaceArea), 0, 2)},
          {"largest_centre_offset", number(COUNTERSIGN_AT(liveness.picture.largestCentreOffset), 0, 2)},
          {"darkest", number(COUNTERSIGN_AT(liveness.picture.darkest), 0, 1)},
          {"brightest", number(COUNTERSIGN_AT(liveness.picture.brightest), 0, 1)},
          {"largest_dark_share", number(COUNTERSIGN_AT(liveness.picture.largestDarkShare), 0, 1)},
          {"largest_bright_share", number(COUNTERSIGN_AT(liveness.picture.largestBrightShare), 0, 1)},
          {"largest_side_light", number(COUNTERSIGN_AT(liveness.picture.largestSideLight), 0, 1)},
          {"largest_back_light", number(COUNTERSIGN_AT(liveness.picture.largestBackLight), 0, 1)},
          {"least_sharpness", number(COUNTERSIGN_AT(liveness.picture.leastSharpness), 0, 1)},
          {"covered", number(COUNTERSIGN_AT(liveness.picture.covered), 0, 1)},
          {"facing_yaw", number(COUNTERSIGN_AT(liveness.picture.facingYaw), 1, 90)},
          {"facing_pitch", number(COUNTERSIGN_AT(liveness.picture.facingPitch), 1, 90)},
          {"facing_roll", number(COUNTERSIGN_AT(liveness.picture.facingRoll), 1, 90)},
          {"eyes_visible", number(COUNTERSIGN_AT(liveness.picture.eyesVisible), 0, 1)}}},
        {"liveness.session",
         {{"settle_ms", millis(COUNTERSIGN_AT(liveness.session.settle), 10000)},
          {"return_yaw", number(COUNTERSIGN_AT(liveness.session.returnYaw), 1, 60)},
          {"return_pitch", number(COUNTERSIGN_AT(liveness.session.returnPitch), 1, 60)},
          {"return_hold_ms", millis(COUNTERSIGN_AT(liveness.session.returnHold), 5000)},
          {"blink_apart_ms", millis(COUNTERSIGN_AT(liveness.session.blinkApart), 10000)},
          {"soonest_choice_ms", millis(COUNTERSIGN_AT(liveness.session.soonestChoice), 2000)},
          {"soonest_ms", millis(COUNTERSIGN_AT(liveness.session.soonest), 2000)},
          {"late_grace_ms", millis(COUNTERSIGN_AT(liveness.session.lateGrace), 60000)},
          {"patience_to_settle_ms", millis(COUNTERSIGN_AT(liveness.session.patienceToSettle), 120000)},
          {"patience_to_return_ms", millis(COUNTERSIGN_AT(liveness.session.patienceToReturn), 60000)},
          {"patience_bad_picture_ms", millis(COUNTERSIGN_AT(liveness.session.patienceBadPicture), 60000)},
          {"hint_after_ms", millis(COUNTERSIGN_AT(liveness.session.hintAfter), 5000)},
          {"bad_share", number(COUNTERSIGN_AT(liveness.session.badShare), 0.05, 1)},
          {"slowest_fps", number(COUNTERSIGN_AT(liveness.session.slowestFps), 1, 120)},
          {"smallest_width", number(COUNTERSIGN_AT(liveness.session.smallestWidth), 1, 10000)},
          {"smallest_height", number(COUNTERSIGN_AT(liveness.session.smallestHeight), 1, 10000)}}},
        {"liveness.cover",
         {{"mouth_times", number(COUNTERSIGN_AT(liveness.cover.mouthTimes), 1, 100)},
          {"mouth_more", number(COUNTERSIGN_AT(liveness.cover.mouthMore), 0, 10)},
          {"jaw_times", number(COUNTERSIGN_AT(liveness.cover.jawTimes), 1, 100)},
          {"jaw_more", number(COUNTERSIGN_AT(liveness.cover.jawMore), 0, 10)},
          {"hold_ms", millis(COUNTERSIGN_AT(liveness.cover.hold), 60000)},
          {"reference_frames", number(COUNTERSIGN_AT(liveness.cover.referenceFrames), 1, 1000)},
          {"front_yaw", number(COUNTERSIGN_AT(liveness.cover.frontYaw), 1, 45)}}},
        {"liveness.capture",
         {{"frozen_ms", millis(COUNTERSIGN_AT(liveness.capture.frozenAfter), 60000)},
          {"loop_after_ms", millis(COUNTERSIGN_AT(liveness.capture.loopAfter), 60000)},
          {"loop_frames", number(COUNTERSIGN_AT(liveness.capture.loopFrames), 1, 1000)},
          {"least_colour", number(COUNTERSIGN_AT(liveness.capture.leastColour), 0, 1)}}},
        {"matching.portrait",
         {{"smallest_eye_distance_px", number(COUNTERSIGN_AT(portrait.smallestEyeDistancePx), 1, 1000)},
          {"darkest", number(COUNTERSIGN_AT(portrait.darkest), 0, 1)},
          {"brightest", number(COUNTERSIGN_AT(portrait.brightest), 0, 1)},
          {"largest_glare", number(COUNTERSIGN_AT(portrait.largestGlare), 0, 1)},
          {"least_detail", number(COUNTERSIGN_AT(portrait.leastDetail), 0, 1)},
          {"largest_yaw", number(COUNTERSIGN_AT(portrait.largestYaw), 1, 90)},
          {"copy_midtones", number(COUNTERSIGN_AT(portrait.copyMidtones), 0, 1)},
          {"copy_colour", number(COUNTERSIGN_AT(portrait.copyColour), 0, 1)},
          {"covered", number(COUNTERSIGN_AT(portrait.covered), 0, 1)},
          {"largest_eye_glare", number(COUNTERSIGN_AT(portrait.largestEyeGlare), 0, 1)},
          {"copy_grain", number(COUNTERSIGN_AT(portrait.copyGrain), 0, 1)},
          {"screen_grid", number(COUNTERSIGN_AT(portrait.screenGrid), 0, 10)},
          {"eyes_visible", number(COUNTERSIGN_AT(portrait.eyesVisible), 0, 1)}}},
        {"matching.template",
         {{"frames", number(COUNTERSIGN_AT(matching.templateFrames), 1, 100)},
          {"most", number(COUNTERSIGN_AT(matching.templateMost), 1, 100)}}},
    };
    return fields;
}

#undef COUNTERSIGN_AT

// Sets what is there; throws std::invalid_argument or a JSON exception, both caught in parse().
void applyThresholds(const Json& json, Policy& policy, std::set<std::string>* seen) {
    for (const auto& [section, content] : json.items()) {
        if (section != "liveness" && section != "matching") continue;
        for (const auto& [part, values] : content.items()) {
            const auto name = section + "." + part;
            const auto fields = thresholdFields().find(name);
            if (fields == thresholdFields().end()) throw std::invalid_argument("unknown section " + name);
            for (const auto& [key, entry] : values.items()) {
                const auto field = fields->second.find(key);
                if (field == fields->second.end())
                    throw std::invalid_argument("unknown name " + name + "." + key);
                const double value = entry.at("value").get<double>();
                if (!(value >= field->second.low && value <= field->second.high)) {
                    throw std::invalid_argument(name + "." + key + " is out of range");
                }
                field->second.set(policy, value);
                if (seen) seen->insert(name + "." + key);
            }
        }
    }
    const auto& flatness = policy.liveness.flatness;
    const auto& passive = policy.liveness.passive;
    if (flatness.flatDepth >= flatness.headDepth || flatness.flatResidual > flatness.roundResidual ||
        passive.edgeFloor >= passive.edgeCap || passive.suspect > passive.clear)
        throw std::invalid_argument("limits of flatness or of the passive stage are the wrong way round");
}

double inRange(const Json& json, const char* name, double low, double high) {
    const double value = json.at(name).get<double>();
    if (!(value >= low && value <= high)) throw std::invalid_argument(std::string(name) + " is out of range");
    return value;
}

void applyChallenge(const Json& json, ChallengePolicy& challenge) {
    const auto time = [&](const char* name, FrameTime& to, double most) {
        if (!json.contains(name)) return;
        const double value = inRange(json, name, 0, most);
        // The operator draws again from whole milliseconds.
        if (value != std::floor(value))
            throw std::invalid_argument(std::string(name) + " is no whole number");
        to = std::chrono::milliseconds(static_cast<std::int64_t>(value));
    };
    if (json.contains("actions")) {
        challenge.actions.clear();
        for (const auto& name : json.at("actions")) {
            const auto action = actionFromName(name.get<std::string>());
            if (!action) throw std::invalid_argument("unknown action");
            challenge.actions.push_back(*action);
        }
        if (std::set(challenge.actions.begin(), challenge.actions.end()).size() != challenge.actions.size())
            throw std::invalid_argument("an action is named twice: \"length\" says how many are asked");
    }
    if (json.contains("length"))
        challenge.length = static_cast<int>(inRange(json, "length", 1, kLongestChallenge));
    // Fewer actions make it longer when it is drawn; a single one can't be made hard to guess.
    if (!challengeLength(challenge.actions, challenge.length))
        throw std::invalid_argument("at least two different actions");
    time("shortest_pause_ms", challenge.shortestPause, 10000);
    time("longest_pause_ms", challenge.longestPause, 10000);
    time("window_ms", challenge.window, 120000);
    if (challenge.longestPause < challenge.shortestPause)
        throw std::invalid_argument("pauses are the wrong way round");
}

// Pairs of similarity and the power of ten that it is worth.
ScoreCalibration calibrationOf(const Json& json) {
    std::vector<CalibrationPoint> points;
    for (const auto& point : json) {
        if (!point.is_array() || point.size() != 2)
            throw std::invalid_argument("calibration: pairs of numbers");
        points.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
    }
    auto made = ScoreCalibration::fromPoints(std::move(points));
    if (!made) throw std::invalid_argument("calibration: " + made.error().detail);
    return std::move(*made);
}

void applyPolicy(const Json& json, Policy& policy) {
    static const std::set<std::string> known{
        "version",    "challenge", "scan_tries",         "virtual_camera", "bands",
        "notes",      "about",     "liveness",           "calibration",    "matching",
        "vision",     "guardian",  "supporting_picture", "limits",         "idle_lock_minutes",
        "forwarding", "retention"};
    for (const auto& [name, value] : json.items()) {
        if (!known.contains(name)) throw std::invalid_argument("unknown name " + name);
    }
    if (json.contains("version")) policy.version = json.at("version").get<std::string>();
    if (json.contains("challenge")) applyChallenge(json.at("challenge"), policy.challenge);
    if (json.contains("scan_tries")) policy.scanTries = static_cast<int>(inRange(json, "scan_tries", 1, 10));
    if (json.contains("guardian")) {
        const auto& ages = json.at("guardian");
        policy.guardian.consentsBelow = static_cast<int>(inRange(ages, "consents_below", 0, 21));
        policy.guardian.presentBelow = static_cast<int>(inRange(ages, "present_below", 0, 21));
        if (policy.guardian.consentsBelow > policy.guardian.presentBelow)
            throw std::invalid_argument("ages are the wrong way round");
    }
    if (json.contains("supporting_picture")) {
        policy.supportingPicture.clear();
        for (const auto& name : json.at("supporting_picture")) {
            const auto obstacle = obstacleFromName(name.get<std::string>());
            if (!obstacle) throw std::invalid_argument("supporting_picture: unknown name");
            policy.supportingPicture.push_back(*obstacle);
        }
    }
    if (json.contains("limits")) {
        const auto& limits = json.at("limits");
        const auto whole = [&](const char* name, int& to, double most) {
            if (limits.contains(name)) to = static_cast<int>(inRange(limits, name, 1, most));
        };
        whole("unsent", policy.limits.unsent, 100'000);
        whole("waiting_days", policy.limits.waitingDays, 366);
        whole("contact_days", policy.limits.contactDays, 366);
    }
    if (json.contains("idle_lock_minutes"))
        policy.idleLockMinutes = static_cast<int>(inRange(json, "idle_lock_minutes", 1, 120));
    if (json.contains("virtual_camera")) {
        static const std::map<std::string, VirtualCameraRule> rules{{"allow", VirtualCameraRule::Allow},
                                                                    {"flag", VirtualCameraRule::Flag},
                                                                    {"block", VirtualCameraRule::Block}};
        policy.virtualCamera = rules.at(json.at("virtual_camera").get<std::string>());
    }
    if (json.contains("bands")) {
        policy.matching.same = inRange(json.at("bands"), "same", -1, 1);
        policy.matching.unsure = inRange(json.at("bands"), "unsure", -1, 1);
        if (policy.matching.unsure > policy.matching.same)
            throw std::invalid_argument("bands are the wrong way round");
    }
    if (json.contains("forwarding") || json.contains("retention")) {
        auto terms = readDataTerms(json);
        if (!terms) throw std::invalid_argument(terms.error() + " can't be meant");
        policy.dataTerms = std::move(*terms);
    }
    if (json.contains("calibration")) policy.matching.calibration = calibrationOf(json.at("calibration"));
    applyThresholds(json, policy, nullptr);
}

// The JSON library's exceptions stop here.
Result<Policy> guarded(std::string_view text, Policy policy,
                       const std::function<void(const Json&, Policy&)>& apply) {
    try {
        const auto json = Json::parse(text);
        if (!json.is_object()) return failure(enrolment::policyUnreadable("not a JSON object"));
        apply(json, policy);
        return policy;
    } catch (const std::exception& problem) {
        return failure(enrolment::policyUnreadable(problem.what()));
    }
}

}  // namespace

std::string shippedThresholdsHash() {
    return toHex(ByteView(sha256(toBytes(kShippedThresholdsJson))).first(16));
}

namespace {

Policy readShipped() {
    std::set<std::string> seen;
    auto thresholds = guarded(kShippedThresholdsJson, Policy{}, [&](const Json& json, Policy& policy) {
        applyThresholds(json, policy, &seen);
    });
    std::size_t wanted = 0;
    for (const auto& [section, fields] : thresholdFields()) wanted += fields.size();
    // Compiled in: a fault here is one of the build, found by the first test that runs.
    if (!thresholds || seen.size() != wanted) std::abort();
    auto policy = guarded(kShippedPolicyJson, *thresholds, applyPolicy);
    if (!policy) std::abort();
    return *policy;
}

}  // namespace

const Policy& shippedPolicy() {
    static const Policy policy = readShipped();
    return policy;
}

Result<Policy> parsePolicy(std::string_view policyJson, const Policy& over) {
    return guarded(policyJson, over, applyPolicy);
}

Result<Policy> loadPolicy(const std::filesystem::path& file, const Policy& over) {
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return failure(bytes.error());
    return parsePolicy({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, over);
}

Policy policyFor(const std::optional<EmbedderBands>& ownBands) {
    Policy policy = shippedPolicy();
    if (!ownBands) return policy;
    policy.matching.same = ownBands->same;
    policy.matching.unsure = ownBands->unsure;
    policy.matching.calibration = {};
    policy.liveness.continuity.sameFace = ownBands->sameFace;
    return policy;
}

}  // namespace countersign
