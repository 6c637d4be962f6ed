// Are the people good enough to stand in for buyers? Judged by the product's own models.
#include <opencv2/core.hpp>

#include "practice/made_document.h"
#include "practice/renderer.h"
#include "support/catch.h"
#include "support/shared_data.h"
#include "vision/still_analyser.h"

using namespace countersign;

namespace {

struct Looked {
    std::string key;
    StillReading document, live;
    PersonPtr person;
};

struct Studio {
    VisionModels models;
    std::vector<Looked> people;
};

// Everything is loaded once for all cases of this file.
Studio* studio() {
    static std::unique_ptr<Studio> shared = []() -> std::unique_ptr<Studio> {
        const auto folder = test::modelsDir();
        if (!folder) return nullptr;
        const auto files = findPeople(*folder / "people");
        const auto catalogue = ModelCatalogue::builtIn(*folder);
        if (!files || !catalogue) return nullptr;
        limitComputeThreads(1);
        auto models = loadVisionModels(*catalogue, VisionSettings{});
        if (!models) {
            WARN(describe(models.error()));
            return nullptr;
        }
        auto made = std::make_unique<Studio>();
        made->models = std::move(*models);
        StillAnalyser analyser(made->models);
        for (const auto& file : *files) {
            Looked looked;
            looked.person = loadPerson(file).value();
            looked.key = looked.person->key;
            looked.document = analyser.analyse(documentPicture(*looked.person)).value();
            looked.live = analyser.analyse(renderStill(looked.person, Scene{}, {}, 1)).value();
            made->people.push_back(std::move(looked));
        }
        return made;
    }();
    if (!shared) WARN("skipped: no models or no exported people; run packaging/models");
    return shared.get();
}

}  // namespace

TEST_CASE("every person is found and matches the made document well above the band of same") {
    Studio* const all = studio();
    if (all == nullptr) return;
    for (const Looked& one : all->people) {
        INFO(one.key);
        REQUIRE(one.live.faces.size() == 1);
        REQUIRE(one.document.face);
        CHECK(one.document.face->box.rect.width > 80);
        CHECK(cosine(one.live.embedding, one.document.embedding) > 0.7F);
    }
}

TEST_CASE("a document lying on its side or upside down is read as if it stood") {
    Studio* const all = studio();
    if (all == nullptr) return;
    StillAnalyser analyser(all->models);
    for (const Looked& one : all->people) {
        INFO(one.key);
        CHECK(one.document.quarterTurns == 0);
        const auto document = documentPicture(*one.person);
        for (int quarter = 1; quarter < 4; ++quarter) {
            cv::Mat turned;
            cv::rotate(document, turned, quarter - 1);
            const auto reading = analyser.analyse(turned).value();
            REQUIRE(reading.face);
            CHECK(reading.quarterTurns == 4 - quarter);
            CHECK(reading.picture.size() == one.document.picture.size());
            CHECK(cosine(reading.embedding, one.document.embedding) > 0.99F);
        }
    }
}

// Nobody's live face comes into the policy's "unsure" with somebody else's document.
constexpr float kUnsure = 0.45F;

TEST_CASE("no two people look alike to the embedder") {
    Studio* const all = studio();
    if (all == nullptr) return;
    CHECK(all->people.size() >= 6);
    for (const Looked& a : all->people)
        for (const Looked& b : all->people) {
            if (a.key >= b.key) continue;
            INFO(a.key << " and " << b.key);
            CHECK(cosine(a.live.embedding, b.document.embedding) < kUnsure);
            CHECK(cosine(b.live.embedding, a.document.embedding) < kUnsure);
            CHECK(cosine(a.live.embedding, b.live.embedding) < kUnsure);
        }
}

TEST_CASE("the eye net sees open eyes open and shut eyes shut") {
    Studio* const all = studio();
    if (all == nullptr) return;
    StillAnalyser analyser(all->models);
    for (const Looked& one : all->people) {
        BuyerPose pose;
        pose.leftEyeClosed = pose.rightEyeClosed = 1;
        const auto shut = analyser.analyse(renderStill(one.person, Scene{}, pose, 1)).value();
        INFO(one.key);
        REQUIRE(one.live.face);
        REQUIRE(shut.face);
        CHECK(one.live.face->leftEye.closedMinusOpen < 0);
        CHECK(one.live.face->rightEye.closedMinusOpen < 0);
        CHECK(shut.face->leftEye.closedMinusOpen > 0);
        CHECK(shut.face->rightEye.closedMinusOpen > 0);
    }
}

TEST_CASE("a turn to the left is measured as one, and to the right too") {
    Studio* const all = studio();
    if (all == nullptr) return;
    StillAnalyser analyser(all->models);
    for (const Looked& one : all->people) {
        REQUIRE(one.live.face);
        for (const float yaw : {-20.F, 20.F}) {
            BuyerPose pose;
            pose.yaw = yaw;
            const auto turned = analyser.analyse(renderStill(one.person, Scene{}, pose, 1)).value();
            INFO(one.key << " turned by " << yaw);
            REQUIRE(turned.face);
            const float measured = turned.face->pose.yaw - one.live.face->pose.yaw;
            CHECK(measured * yaw > 0);
            CHECK(std::abs(measured) > 10);
            CHECK(std::abs(measured) < 32);
        }
    }
}
