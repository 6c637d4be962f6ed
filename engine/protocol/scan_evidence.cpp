#include "protocol/scan_evidence.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {

std::string_view challengeBindingName(ChallengeBinding binding) {
    switch (binding) {
        case ChallengeBinding::None:
            return "none";
        case ChallengeBinding::Record:
            return "record";
    }
    return "invalid";
}

namespace protocol {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMostAttempts = 65535;
constexpr std::uint64_t kLongestScanMs = 3'600'000;  // far beyond the longest a session lasts
constexpr std::uint64_t kLongestPauseMs = 60'000;
constexpr double kLargestFigure = 9007199254740992.0;  // 2^53: exact in every JSON reader
constexpr std::size_t kMaxReasons = 16;
constexpr std::size_t kMaxActions = 5;

constexpr std::array<std::string_view, 5> kResults{"done", "late", "early", "wrong", "missed"};
constexpr std::array<std::string_view, 3> kDecisions{"accepted", "review", "refused"};
constexpr std::array<std::string_view, 3> kBands{"same", "unsure", "different"};
constexpr std::array<std::string_view, 4> kCameraRules{"trusted", "allowed", "flagged", "blocked"};

template <std::size_t N>
std::string word(FieldReader& fields, const char* name, const std::array<std::string_view, N>& known) {
    auto text = fields.text(name, 16);
    if (std::find(known.begin(), known.end(), text) == known.end()) fields.reject(name);
    return text;
}

bool isNull(const json& object, const char* name) {
    const auto value = object.find(name);
    return value != object.end() && value->is_null();
}

// JSON null is "none"; a name that is not there at all is an error.
template <std::size_t N>
std::string wordOrNull(const json& object, FieldReader& fields, const char* name,
                       const std::array<std::string_view, N>& known) {
    return isNull(object, name) ? std::string() : word(fields, name, known);
}

std::optional<std::uint32_t> millisOrNull(const json& object, FieldReader& fields, const char* name) {
    if (isNull(object, name)) return std::nullopt;
    return static_cast<std::uint32_t>(fields.number(name, 0, kLongestScanMs));
}

json orNull(const std::string& text) {
    return text.empty() ? json(nullptr) : json(text);
}

template <class T>
json orNull(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

std::int64_t millisOf(std::chrono::microseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

// snake_case, as names of numbers are written: nothing else gets in as a name.
bool goodName(const std::string& name) {
    return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Action readAction(FieldReader& fields, const char* name, const json& value) {
    const auto action =
        value.is_string() ? actionFromName(value.get_ref<const std::string&>()) : std::nullopt;
    if (!action) fields.reject(name);
    return action.value_or(Action::Blink);
}

void readTerms(FieldReader& all, ChallengeTerms& terms) {
    const auto& object = all.object("terms");
    FieldReader fields(object);
    for (const auto& name : fields.array("actions", kMaxActions)) {
        const auto action = readAction(fields, "actions", name);
        if (std::find(terms.actions.begin(), terms.actions.end(), action) != terms.actions.end())
            fields.reject("actions");
        terms.actions.push_back(action);
    }
    if (terms.actions.empty()) fields.reject("actions");
    terms.length = static_cast<int>(fields.number("length", 1, kLongestChallenge));
    const auto time = [&](const char* name) {
        return std::chrono::milliseconds(fields.number(name, 0, kLongestPauseMs));
    };
    terms.shortestPause = time("shortest_pause_ms");
    terms.longestPause = time("longest_pause_ms");
    if (terms.longestPause < terms.shortestPause) fields.reject("longest_pause_ms");
    if (const auto found = object.find("reduced"); found != object.end()) {
        if (found->is_boolean())
            terms.reduced = found->get<bool>();
        else
            fields.reject("reduced");
    }
    if (!fields.finish()) all.reject("terms");
}

void readSteps(FieldReader& all, std::vector<EvidenceStep>& steps) {
    for (const auto& object : all.array("challenge", kLongestChallenge)) {
        if (!object.is_object()) {
            all.reject("challenge");
            return;
        }
        FieldReader fields(object);
        EvidenceStep step;
        step.action = readAction(fields, "action", object.value("action", json()));
        step.askedMs = millisOrNull(object, fields, "asked_ms");
        step.doneMs = millisOrNull(object, fields, "done_ms");
        step.result = wordOrNull(object, fields, "result", kResults);
        const bool backwards = step.doneMs && (!step.askedMs || *step.doneMs < *step.askedMs);
        if (backwards || !fields.finish()) all.reject("challenge");
        steps.push_back(std::move(step));
    }
}

void readReasons(FieldReader& all, std::vector<Reason>& reasons) {
    for (const auto& name : all.array("reasons", kMaxReasons)) {
        const auto reason =
            name.is_string() ? reasonFromName(name.get_ref<const std::string&>()) : std::nullopt;
        if (reason)
            reasons.push_back(*reason);
        else
            all.reject("reasons");
    }
}

void readSignals(FieldReader& all, std::map<std::string, std::optional<double>>& signals) {
    const auto& object = all.object("signals");
    if (object.size() > kMaxEvidenceNumbers) all.reject("signals");
    FieldReader fields(object);
    for (const auto& entry : object.items()) {
        if (!goodName(entry.key())) all.reject("signals");
        auto& signal = signals[entry.key()];
        if (!entry.value().is_null()) signal = fields.real(entry.key().c_str(), 0, 1);
    }
    if (!fields.finish()) all.reject("signals");
}

void readCapture(FieldReader& all, std::map<std::string, double>& capture) {
    const auto& object = all.object("capture");
    if (object.size() > kMaxEvidenceNumbers) all.reject("capture");
    FieldReader fields(object);
    for (const auto& entry : object.items()) {
        if (!goodName(entry.key())) all.reject("capture");
        capture[entry.key()] = fields.real(entry.key().c_str(), 0, kLargestFigure);
    }
    if (!fields.finish()) all.reject("capture");
}

}  // namespace

json evidenceJson(const ScanEvidence& evidence) {
    json actions = json::array();
    for (const auto action : evidence.terms.actions) actions.push_back(actionName(action));
    json steps = json::array();
    for (const auto& step : evidence.challenge) {
        steps.push_back({{"action", actionName(step.action)},
                         {"asked_ms", orNull(step.askedMs)},
                         {"done_ms", orNull(step.doneMs)},
                         {"result", orNull(step.result)}});
    }
    json reasons = json::array();
    for (const auto reason : evidence.reasons) reasons.push_back(reasonName(reason));
    json signals = json::object();
    for (const auto& [name, value] : evidence.signals) signals[name] = orNull(value);
    json terms{{"actions", std::move(actions)},
               {"length", evidence.terms.length},
               {"shortest_pause_ms", millisOf(evidence.terms.shortestPause)},
               {"longest_pause_ms", millisOf(evidence.terms.longestPause)}};
    if (evidence.terms.reduced) terms["reduced"] = true;  // usual ones read as they always did
    json object{{"attempt", evidence.attempt},
                {"binding", challengeBindingName(evidence.binding)},
                {"terms", std::move(terms)},
                {"challenge", std::move(steps)},
                {"liveness", evidence.liveness},
                {"reasons", std::move(reasons)},
                {"score", evidence.score},
                {"signals", std::move(signals)},
                {"similarity", orNull(evidence.similarity)},
                {"band", orNull(evidence.band)},
                {"capture", evidence.capture},
                {"camera_rule", evidence.cameraRule},
                {"policy", evidence.policy},
                {"thresholds", evidence.thresholds}};
    if (evidence.border) object["border"] = toHex(*evidence.border);
    return object;
}

Result<ScanEvidence> readEvidence(const json& object) {
    FieldReader fields(object);
    ScanEvidence evidence;
    evidence.attempt = static_cast<std::uint32_t>(fields.number("attempt", 1, kMostAttempts));
    const auto binding = fields.text("binding", 16);
    evidence.binding = binding == challengeBindingName(ChallengeBinding::Record) ? ChallengeBinding::Record
                                                                                 : ChallengeBinding::None;
    if (binding != challengeBindingName(evidence.binding)) fields.reject("binding");
    readTerms(fields, evidence.terms);
    readSteps(fields, evidence.challenge);
    evidence.liveness = word(fields, "liveness", kDecisions);
    readReasons(fields, evidence.reasons);
    evidence.score = fields.real("score", 0, 1);
    readSignals(fields, evidence.signals);
    if (!isNull(object, "similarity")) evidence.similarity = fields.real("similarity", -1, 1);
    evidence.band = wordOrNull(object, fields, "band", kBands);
    readCapture(fields, evidence.capture);
    evidence.cameraRule = word(fields, "camera_rule", kCameraRules);
    evidence.policy = fields.text("policy", 64);
    evidence.thresholds = fields.text("thresholds", 64);
    if (object.contains("border")) evidence.border = fields.hash("border");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return evidence;
}

}  // namespace protocol
}  // namespace countersign
