#include "support/catch.h"
#include "vision/vision_settings.h"

using namespace countersign;

TEST_CASE("vision settings keep their defaults where the file says nothing") {
    const VisionSettings shipped;
    const auto empty = parseVisionSettings("{}");
    REQUIRE(empty);
    CHECK(empty->redetectEvery == shipped.redetectEvery);
    const auto some = parseVisionSettings(R"({"vision":{"redetect_ms":200,"fine_passes":3},"other":1})");
    REQUIRE(some);
    CHECK(some->redetectEvery.count() == 200);
    CHECK(some->finePasses == 3);
    CHECK(some->trackScore == shipped.trackScore);
}

TEST_CASE("vision settings out of range or of a wrong kind are named") {
    for (const auto* text : {"", "[]", R"({"vision":7})", R"({"vision":{"redetect_ms":900}})",
                             R"({"vision":{"redetect_ms":"300"}})", R"({"vision":{"fine_passes":0}})",
                             R"({"vision":{"track_score":-1}})", R"({"vision":{"new_face_score":null}})"}) {
        INFO(text);
        const auto settings = parseVisionSettings(text);
        REQUIRE_FALSE(settings);
        CHECK(settings.error().code == ErrorCode::ThresholdsBad);
    }
    CHECK(parseVisionSettings(R"({"vision":{"redetect_ms":900}})").error().detail.find("redetect_ms") !=
          std::string::npos);
}
