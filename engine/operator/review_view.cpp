// What a reviewer sees of an opened record, as pairs of name and text: plain, short and in a fixed order.
#include <cmath>
#include <cstdio>

#include "operator/review_desk.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kLongest = 400;     // as registration_facts.cpp takes
constexpr std::size_t kMostInAList = 32;  // reasons of one registration; there are fewer codes

// Control characters become spaces; cut between letters, not within one.
std::string plain(std::string_view text) {
    std::size_t end = std::min(text.size(), kLongest);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    std::string out(text.substr(0, end));
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

std::string textOf(const json& value) {
    if (value.is_string()) return plain(value.get_ref<const std::string&>());
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number_integer()) return plain(value.dump());
    if (value.is_number_float()) return number(value.get<double>());
    if (!value.is_array()) return {};
    std::string list;
    std::size_t count = 0;
    for (const auto& each : value) {
        if (!each.is_string() || ++count > kMostInAList) break;
        list += (list.empty() ? "" : ", ") + each.get_ref<const std::string&>();
    }
    return plain(list);
}

class Shown {
  public:
    explicit Shown(std::vector<ShownValue>& into) : m_into(into) {}
    void add(std::string name, std::string value) {
        if (!value.empty()) m_into.push_back({std::move(name), std::move(value)});
    }
    void add(std::string name, const std::optional<double>& value) {
        if (value) add(std::move(name), number(*value));
    }
    // Those of these fields that are there.
    void take(const json& object, std::initializer_list<const char*> names, const std::string& before = {}) {
        if (!object.is_object()) return;
        for (const char* name : names) {
            if (const auto found = object.find(name); found != object.end())
                add(before + name, textOf(*found));
        }
    }

  private:
    std::vector<ShownValue>& m_into;
};

const json& part(const json& fields, const char* name) {
    static const json kNone;
    if (!fields.is_object()) return kNone;
    const auto found = fields.find(name);
    return found == fields.end() ? kNone : *found;
}

void showEvidence(const ScanEvidence& evidence, Shown& signals) {
    signals.add("liveness", plain(evidence.liveness));
    std::string reasons;
    for (const auto reason : evidence.reasons)
        reasons += (reasons.empty() ? "" : ", ") + std::string(reasonName(reason));
    signals.add("liveness.reasons", plain(reasons));
    signals.add("score", number(evidence.score));
    for (const auto& [name, value] : evidence.signals) signals.add("signal." + plain(name), value);
    signals.add("similarity", evidence.similarity);
    signals.add("band", plain(evidence.band));
    std::string steps;
    for (const auto& step : evidence.challenge) {
        steps += (steps.empty() ? "" : ", ") + std::string(actionName(step.action));
        if (!step.result.empty()) steps += " " + step.result;
    }
    signals.add("challenge.steps", plain(steps));
    signals.add("challenge.attempt", std::to_string(evidence.attempt));
    if (evidence.terms.reduced) signals.add("challenge.reduced", std::string("true"));
    signals.add("camera.rule", plain(evidence.cameraRule));
    for (const auto& [name, value] : evidence.capture) signals.add("capture." + plain(name), number(value));
    signals.add("policy", plain(evidence.policy));
    signals.add("thresholds", plain(evidence.thresholds));
}

}  // namespace

void showValues(const OpenedRecord& opened, OpenedCase& into) {
    const auto& all = opened.payload.fields;
    Shown fields(into.fields);
    fields.take(part(all, "details"), {"purchase", "document_kind", "document_number", "name", "address",
                                       "msisdn", "iccid", "imei", "language"});
    fields.take(part(all, "guardian"), {"name", "document_number", "role"}, "guardian.");
    fields.take(part(all, "consent"), {"notice_version", "language", "at", "forwarding"}, "consent.");
    fields.take(part(all, "other_way"), {"reason", "second_clerk", "supporting_picture"}, "other_way.");
    fields.take(all, {"clerk", "tries", "finished_at", "practice", "without_scan"});

    Shown signals(into.signals);
    signals.take(all, {"decision", "reasons"}, "counter.");
    const auto& header = opened.header;
    signals.add("route", std::string(scanRouteName(header.route)));
    signals.add("challenge", std::string(challengeOutcomeName(opened.challenge)));
    if (header.evidence) showEvidence(*header.evidence, signals);
    signals.add("camera.virtual", std::string(header.camera.virtualDevice ? "true" : "false"));
    signals.add("camera.driver", plain(header.camera.driver));
    if (header.camera.width > 0) {
        signals.add("camera.size",
                    std::to_string(header.camera.width) + "x" + std::to_string(header.camera.height));
    }
    signals.add("key", std::string(keyProtectionName(header.keyProtection)));
    // Shown beside the signed ones only where they say something else.
    const auto sealedLiveness = textOf(part(part(all, "liveness"), "decision"));
    const auto sealedBand = textOf(part(part(all, "match"), "band"));
    const bool differs = !header.evidence || sealedLiveness != header.evidence->liveness ||
                         sealedBand != header.evidence->band;
    if (!differs) return;
    signals.add("sealed.liveness", sealedLiveness);
    signals.add("sealed.band", sealedBand);
    signals.add("sealed.similarity", textOf(part(part(all, "match"), "similarity")));
}

}  // namespace countersign
