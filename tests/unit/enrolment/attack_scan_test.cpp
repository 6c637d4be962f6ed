// Made attacks against the whole engine: each is refused, and for what it is. The attacker obeys as far as
// his tool allows and holds a picture of the person whose document it is, so likeness never stops him. Needs
// the models and the practice people; skips without them. COUNTERSIGN_SEEDS: how many of each (default 1;
// paper is judged by 100).

#include <iostream>
#include <map>
#include <opencv2/imgcodecs.hpp>

#include "practice/attack_source.h"
#include "practice/made_document.h"
#include "practice/specimen_document.h"
#include "scan_world.h"

using namespace countersign;
using namespace countersign::test;

namespace {

using Orders = std::vector<std::vector<Action>>;
// Without a blink, which paper cannot do: the flat check stands alone.
const Orders kTurns{{Action::TurnLeft, Action::TurnRight}, {Action::TurnRight, Action::TurnLeft}};

struct Attempt {
    AttackSettings settings;
    AttackMaterial material;
    std::optional<Embedding> document;
    std::vector<Action> order{};  // empty: as drawn
};

ScanResult attempt(World& w, const Attempt& what) {
    AttackSource source(what.material, what.settings);
    SeededPicker picker(what.settings.seed * 1000 + 13);
    auto policy = shippedPolicy().challenge;
    if (!what.order.empty()) policy.actions = what.order;
    auto plan = drawChallenge(policy, picker);
    for (std::size_t i = 0; i < what.order.size(); ++i) plan.steps[i].action = what.order[i];
    ScanRunner runner(*w.vision, shippedPolicy(), std::move(plan), what.document);
    const auto result = runScan(source, runner, &source);
    REQUIRE(result);
    return *result;
}

Attempt againstPerson(World& w, AttackKind kind, int seed) {
    const auto person = static_cast<std::size_t>(seed) % w.people.size();
    Attempt what;
    what.settings.kind = kind;
    what.settings.seed = static_cast<std::uint64_t>(seed);
    what.material = {w.people[person], w.people[(person + 1) % w.people.size()], {}};
    what.document = w.documents[person];
    return what;
}

// A run without COUNTERSIGN_SEEDS is short: the first kind stands for its like.
std::vector<AttackKind> judged(std::vector<AttackKind> kinds) {
    if (std::getenv("COUNTERSIGN_SEEDS") == nullptr) kinds.resize(1);
    return kinds;
}

// How the attempts of one kind ended; printed, so that a run with many seeds gives figures.
struct Tally {
    std::map<std::string, int> ends, reasons;
    int accepted = 0, notRefused = 0, all = 0;

    void add(const ScanResult& result, const std::string& who) {
        ++all;
        accepted += result.decision == Decision::Accepted ? 1 : 0;
        notRefused += result.decision != Decision::Refused ? 1 : 0;
        ++ends[std::string(decisionName(result.decision))];
        ++reasons[result.reasons.empty() ? "none" : std::string(reasonName(result.reasons.front()))];
        if (std::getenv("COUNTERSIGN_TELL") || result.decision != Decision::Refused)
            std::cerr << who << ": " << told(result) << '\n';
    }
    void print(const std::string& name) const {
        std::cerr << "== " << name << ": " << all;
        for (const auto& [end, count] : ends) std::cerr << ", " << end << ' ' << count;
        std::cerr << ';';
        for (const auto& [reason, count] : reasons) std::cerr << ' ' << reason << ' ' << count;
        std::cerr << '\n';
    }
};

// A recording cannot obey: what it does comes unasked, is another action or does not come.
bool disobeyed(const ScanResult& result) {
    return has(result, Reason::WrongAction) || has(result, Reason::ActionTooEarly) ||
           has(result, Reason::ActionNotSeenInTime);
}

Tally paper(World& w, AttackKind kind, int count) {
    Tally tally;
    for (int seed = 1; seed <= count; ++seed) {
        auto what = againstPerson(w, kind, seed);
        what.order = kTurns[static_cast<std::size_t>(seed) % kTurns.size()];
        const auto result = attempt(w, what);
        tally.add(result, std::string(attackName(kind)) + " seed " + std::to_string(seed));
    }
    tally.print(std::string(attackName(kind)) + ", turns only");
    return tally;
}

}  // namespace

TEST_CASE("a rigid print turned to the side asked is never accepted", "[plane]") {
    NEEDS_WORLD();
    const auto tally = paper(*w, AttackKind::FlatPrint, seedsWanted(1));
    CHECK(tally.accepted == 0);
}

// The buyer's own card before the camera, so near that its portrait is as large as a face, and turned as
// asked.
TEST_CASE("a document held up to the camera is not a face", "[document]") {
    NEEDS_WORLD();
    Tally tally;
    for (int seed = 1; seed <= seedsWanted(1); ++seed) {
        auto what = againstPerson(*w, AttackKind::FlatPrint, seed);
        const auto& person = *what.material.person;
        const auto card =
            drawSpecimen(specimenText(person, SpecimenKind::ResidentCard, 0), portraitOnly(person));
        REQUIRE(card);
        const auto read = w->vision->readPortrait(card->bgr);
        REQUIRE(read);
        REQUIRE(read->faceRect);
        const cv::Rect2f& face = *read->faceRect;
        what.material.still =
            pictureOfStill(card->bgr, {face.x + 0.3F * face.width, face.y + 0.42F * face.height},
                           {face.x + 0.7F * face.width, face.y + 0.42F * face.height}, Finish::AsIs);
        what.document = read->embedding;
        what.order = kTurns[static_cast<std::size_t>(seed) % kTurns.size()];
        tally.add(attempt(*w, what), "document seed " + std::to_string(seed));
    }
    tally.print("document held up, turns only");
    CHECK(tally.accepted == 0);
}

TEST_CASE("a bent print turned to the side asked is hardly ever accepted", "[bent]") {
    NEEDS_WORLD();
    const auto tally = paper(*w, AttackKind::BentPrint, seedsWanted(1));
    CHECK(tally.accepted * 100 <= 5 * tally.all);
}

TEST_CASE("a folded print turned to the side asked is hardly ever accepted", "[folded]") {
    NEEDS_WORLD();
    const auto tally = paper(*w, AttackKind::FoldedPrint, seedsWanted(1));
    CHECK(tally.accepted * 100 <= 5 * tally.all);
}

TEST_CASE("a still whose eyes are painted shut for two frames never passes", "[painted]") {
    NEEDS_WORLD();
    Tally tally;
    for (int seed = 1; seed <= seedsWanted(1); ++seed) {
        const auto result = attempt(*w, againstPerson(*w, AttackKind::PaintedEyes, seed));
        tally.add(result, "painted_eyes seed " + std::to_string(seed));
        INFO(told(result));
        CHECK(result.decision != Decision::Accepted);
    }
    tally.print("painted_eyes, whole challenge");
}

TEST_CASE("paper fails at the blink where one is asked", "[paper]") {
    NEEDS_WORLD();
    for (const auto kind : judged({AttackKind::FlatPrint, AttackKind::BentPrint, AttackKind::FoldedPrint})) {
        Tally tally;
        for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed) {
            const auto result = attempt(*w, againstPerson(*w, kind, seed));
            tally.add(result, std::string(attackName(kind)) + " seed " + std::to_string(seed));
            INFO(told(result));
            CHECK(result.decision == Decision::Refused);
        }
        tally.print(std::string(attackName(kind)) + ", whole challenge");
    }
}

TEST_CASE("paper with holes for living eyes is not accepted", "[holes]") {
    NEEDS_WORLD();
    for (const auto kind : judged({AttackKind::BentEyeHoles, AttackKind::EyeHoles})) {
        Tally tally;
        for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed)
            tally.add(attempt(*w, againstPerson(*w, kind, seed)),
                      std::string(attackName(kind)) + " seed " + std::to_string(seed));
        tally.print(std::string(attackName(kind)) + ", whole challenge");
        CHECK(tally.accepted == 0);
    }
}

TEST_CASE("films and screens are refused for not obeying", "[films]") {
    NEEDS_WORLD();
    for (const auto kind : judged({AttackKind::ScreenReplayFull, AttackKind::ScreenReplay,
                                   AttackKind::SlowFilm, AttackKind::FastFilm})) {
        Tally tally;
        for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed) {
            const auto result = attempt(*w, againstPerson(*w, kind, seed));
            tally.add(result, std::string(attackName(kind)) + " seed " + std::to_string(seed));
            if (result.decision == Decision::Accepted) continue;
            INFO(attackName(kind) << " seed " << seed << ": " << told(result));
            CHECK(result.decision == Decision::Refused);
            CHECK((disobeyed(result) || has(result, Reason::ScreenOrPrintSuspected) ||
                   has(result, Reason::CameraNotTrusted) || has(result, Reason::CameraTooSlowOrSmall)));
        }
        tally.print(std::string(attackName(kind)) + ", whole challenge");
        // A recording may happen to do what is drawn: at most what a blind guess has.
        CHECK(static_cast<std::uint64_t>(tally.accepted) * kLeastOrders <=
              static_cast<std::uint64_t>(tally.all));
    }
}

// A measurement and no test: who forges a person live on a screen obeys, and only passive cues can tell.
TEST_CASE("a screen on which the person obeys", "[.puppet]") {
    NEEDS_WORLD();
    Tally tally;
    for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed)
        tally.add(attempt(*w, againstPerson(*w, AttackKind::ScreenPuppet, seed)),
                  "screen_puppet seed " + std::to_string(seed));
    tally.print("screen_puppet, whole challenge");
}

TEST_CASE("a person who is put in for another in the middle is refused as that", "[swap]") {
    NEEDS_WORLD();
    for (const auto kind : judged({AttackKind::FaceSwapReplay, AttackKind::FaceSwap})) {
        Tally tally;
        for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed) {
            const auto result = attempt(*w, againstPerson(*w, kind, seed));
            tally.add(result, std::string(attackName(kind)) + " seed " + std::to_string(seed));
            INFO(attackName(kind) << " seed " << seed << ": " << told(result));
            CHECK(result.decision == Decision::Refused);
            CHECK((has(result, Reason::AnotherFaceAppeared) || disobeyed(result)));
        }
        tally.print(std::string(attackName(kind)) + ", whole challenge");
    }
}

TEST_CASE("pictures that come again to the bit are told from a camera's", "[injected]") {
    NEEDS_WORLD();
    for (const auto kind : judged({AttackKind::LoopedFilm, AttackKind::FrozenFrames})) {
        for (const auto repeats : {Repeats::Exact, Repeats::WithNoise}) {
            Tally tally;
            for (int seed = 1; seed <= std::min(20, seedsWanted(1)); ++seed) {
                auto what = againstPerson(*w, kind, seed);
                what.settings.repeats = repeats;
                const auto result = attempt(*w, what);
                tally.add(result, std::string(attackName(kind)) + " seed " + std::to_string(seed));
                INFO(attackName(kind) << " seed " << seed << ": " << told(result));
                CHECK(result.decision == Decision::Refused);
                const bool repeated = has(result, Reason::CameraNotTrusted);
                CHECK((repeated || disobeyed(result)));
                CHECK(repeated == (repeats == Repeats::Exact));
            }
            tally.print(std::string(attackName(kind)) +
                        (repeats == Repeats::Exact ? ", to the bit" : ", with noise"));
        }
    }
}

// Prints of real people: read where they lie, nothing is kept.
TEST_CASE("prints of real pictures turned to the side asked are hardly ever accepted", "[stills]") {
    NEEDS_WORLD();
    const auto data = sharedData();
    if (!data) {
        WARN("skipped: no evaluation data, see CONTRIBUTING.md");
        return;
    }
    std::vector<std::filesystem::path> files;
    for (const auto* set : {"frontal", "casual"}) {
        const auto folder = *data / "match" / set;
        if (!std::filesystem::is_directory(folder)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().filename().string().find("_1.") != std::string::npos)
                files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
        WARN("skipped: no pictures in the evaluation data");
        return;
    }
    const auto count = static_cast<std::size_t>(seedsWanted(1));
    for (const auto kind : judged({AttackKind::FlatPrint, AttackKind::BentPrint, AttackKind::FoldedPrint})) {
        Tally tally;
        for (std::size_t i = 0; i < std::min(count, files.size()); ++i) {
            const auto bgr = cv::imread(files[i].string());
            if (bgr.empty()) continue;
            auto portrait = w->vision->readPortrait(bgr);
            REQUIRE(portrait);
            if (!portrait->face || portrait->quarterTurns != 0 || !portrait->faceRect) continue;
            // The reading is of a smaller picture: back to the pixels of the file.
            const auto& face = *portrait->face;
            const float back = portrait->faceRect->width / face.box.rect.width;
            const auto eye = [&](std::size_t first) {
                cv::Point2f sum;
                for (std::size_t p = first; p < first + 6; ++p) sum += face.coarse[p];
                return sum * (back / 6);
            };
            Attempt what;
            what.settings.kind = kind;
            what.settings.seed = i + 1;
            what.material.person = w->people.front();
            what.material.still = pictureOfStill(bgr, eye(36), eye(42), Finish::Printed);
            what.document = portrait->embedding;
            what.order = kTurns[i % kTurns.size()];
            tally.add(attempt(*w, what),
                      std::string(attackName(kind)) + " of " + files[i].filename().string());
        }
        tally.print(std::string(attackName(kind)) + " of real pictures, turns only");
        if (kind == AttackKind::FlatPrint)
            CHECK(tally.accepted == 0);
        else
            CHECK(tally.accepted * 100 <= 5 * tally.all);
    }
}
