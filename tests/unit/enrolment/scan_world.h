// What tests need that scan practice people with the real models: both loaded once, and what a scan ended as
// in words. Skips, saying so, where either is missing. One thread.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "enrolment/scan_runner.h"
#include "practice/made_document.h"
#include "practice/person.h"
#include "support/catch.h"
#include "support/shared_data.h"
#include "vision/vision_models.h"

namespace countersign::test {

struct World {
    std::unique_ptr<ScanVision> vision;
    std::vector<PersonPtr> people;
    std::vector<std::optional<Embedding>> documents;
};

// Loaded once: models take a second, six people some more.
inline World* world() {
    static const std::unique_ptr<World> made = []() -> std::unique_ptr<World> {
        const auto models = modelsDir();
        if (!models) return nullptr;
        const auto files = findPeople(*models / "people");
        if (!files) return nullptr;
        limitComputeThreads(1);
        auto vision = loadScanVision(*models, shippedPolicy().portrait);
        if (!vision) return nullptr;
        auto result = std::make_unique<World>();
        result->vision = std::move(*vision);
        for (const auto& file : *files) {
            auto person = loadPerson(file);
            REQUIRE(person);
            auto portrait = result->vision->readPortrait(documentPicture(**person));
            REQUIRE(portrait);
            result->people.push_back(*person);
            result->documents.push_back(portrait->embedding);
        }
        return result;
    }();
    return made.get();
}

// COUNTERSIGN_SEEDS: how many seeds; releases are judged by 100.
inline int seedsWanted(int usual) {
    const char* wanted = std::getenv("COUNTERSIGN_SEEDS");
    return wanted ? std::max(1, std::atoi(wanted)) : usual;
}

inline std::string told(const ScanResult& result) {
    std::string text = "decision " + std::to_string(static_cast<int>(result.decision));
    for (const auto reason : result.reasons) text += " " + std::string(reasonName(reason));
    for (const auto& step : result.liveness.steps) {
        text += " " + std::string(actionName(step.action)) + ":" +
                (step.result ? std::to_string(static_cast<int>(*step.result)) : "-");
    }
    for (const auto& note : result.liveness.notes) text += " | " + note;
    if (result.match.similarity) text += " | likeness " + std::to_string(*result.match.similarity);
    return text;
}

inline bool has(const ScanResult& result, Reason reason) {
    return std::find(result.reasons.begin(), result.reasons.end(), reason) != result.reasons.end();
}

}  // namespace countersign::test

#define NEEDS_WORLD()                                                                       \
    auto* const w = countersign::test::world();                                             \
    if (!w) {                                                                               \
        WARN("skipped: models or practice people are missing, run packaging/models first"); \
        return;                                                                             \
    }
