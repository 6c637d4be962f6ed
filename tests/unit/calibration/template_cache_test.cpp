#include <fstream>

#include "calibration/template_cache.h"
#include "core/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;

namespace {

const FaceTemplate kMade{TemplateProblem::None, {0.6F, -0.8F, 0.0F}};

}  // namespace

TEST_CASE("what was made is found again, for the same file and the same models only") {
    const test::TempFolder folder;
    const auto picture = folder.write("p.jpg", "picture");
    const auto other = folder.write("q.jpg", "picture");
    const auto file = folder.path() / "cache.bin";
    {
        TemplateCache cache(file, "models 1");
        CHECK_FALSE(cache.find(picture));
        cache.add(picture, kMade);
        cache.add(other, {TemplateProblem::NoFace, {}});
        REQUIRE(cache.save());
    }
    const TemplateCache again(file, "models 1");
    REQUIRE(again.find(picture));
    CHECK(again.find(picture)->embedding == kMade.embedding);
    CHECK(again.find(other)->problem == TemplateProblem::NoFace);
    CHECK_FALSE(TemplateCache(file, "models 2").find(picture));
    folder.write("p.jpg", "another picture");
    CHECK_FALSE(again.find(picture));
}

TEST_CASE("a damaged cache is an empty one, whatever byte is wrong and wherever it is cut") {
    const test::TempFolder folder;
    const auto picture = folder.write("p.jpg", "picture");
    const auto file = folder.path() / "cache.bin";
    TemplateCache cache(file, "m");
    cache.add(picture, kMade);
    REQUIRE(cache.save());
    const auto whole = *readFile(file, 1U << 20U);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto damaged = whole;
        damaged[i] ^= 0x41U;
        folder.write("cache.bin", std::string(damaged.begin(), damaged.end()));
        CHECK_FALSE(TemplateCache(file, "m").find(picture));
        folder.write("cache.bin", std::string(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(i)));
        CHECK_FALSE(TemplateCache(file, "m").find(picture));
    }
    folder.write("cache.bin", std::string(whole.begin(), whole.end()));
    CHECK(TemplateCache(file, "m").find(picture));
}
