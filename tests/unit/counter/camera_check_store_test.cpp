#include "app/counter/camera_check_store.h"

#include <fstream>

#include "core/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace {

CameraCheckEntry entry(int hour, std::vector<CameraFinding> findings = {}) {
    return {WallTime(std::chrono::hours(500'000 + hour)), "usb-1.2", std::move(findings), true};
}

SceneState state(double light) {
    SceneState made;
    made.framesPerSecond = 29.97;
    made.scene.light = light;
    made.scene.layout[17] = 0.25F;
    return made;
}

void put(const std::filesystem::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("what was called good and what was found come back after a restart") {
    const TempFolder folder;
    const auto file = folder.path() / "camera_checks.json";
    const auto log = discardLog();
    {
        CameraCheckStore store(file, *log);
        CHECK_FALSE(store.good("usb-1.2"));
        store.keepGood("usb-1.2", state(0.2));
        store.keepGood("usb-1.3", state(0.3));
        for (int hour = 0; hour < 70; ++hour)
            store.add(entry(hour, {CameraFinding::Moved, CameraFinding::Blurred}));
    }
    CameraCheckStore store(file, *log);
    REQUIRE(store.good("usb-1.2"));
    CHECK(store.good("usb-1.2")->scene.light == 0.2);
    CHECK(store.good("usb-1.2")->framesPerSecond == 29.97);
    CHECK(store.good("usb-1.2")->scene.layout[17] == 0.25F);
    CHECK(store.good("usb-1.3")->scene.light == 0.3);
    CHECK_FALSE(store.good("another"));
    REQUIRE(store.history().size() == CameraCheckStore::kKept);
    CHECK(store.history().front().at == entry(69).at);  // newest first, the oldest are gone
    CHECK(store.history().front().findings == std::vector{CameraFinding::Moved, CameraFinding::Blurred});
    // Numbers only: a file of sixty checks and two good states is small.
    CHECK(std::filesystem::file_size(file) < 20'000);
}

TEST_CASE("a file that can't be read is put aside, and checking goes on") {
    for (const std::string_view text :
         {"", "{", "[]", "null", R"({"good":{},"checks":{"at":1}})",
          R"({"good":{"a":{"fps":"x"}},"checks":[]})",
          R"({"good":{"a":{"fps":1,"uneven":1,"layout":[1,2]}},"checks":[]})",
          R"({"good":{},"checks":[{"at":1e300,"camera":1,"compared":0,"findings":[7]}]})",
          R"({"good":{},"checks":[{"at":9223372036854775807,"camera":"a","compared":true,"findings":[]}]})",
          R"({"good":{},"checks":[{"at":-5,"camera":"a","compared":true,"findings":[]}]})"}) {
        INFO(text);
        const TempFolder folder;
        const auto file = folder.path() / "camera_checks.json";
        put(file, text);
        const auto log = discardLog();
        CameraCheckStore store(file, *log);
        CHECK(store.history().empty());
        CHECK_FALSE(store.good("a"));
        CHECK(std::filesystem::exists(folder.path() / "camera_checks.json.unreadable"));
        store.add(entry(1));
        CHECK(CameraCheckStore(file, *log).history().size() == 1);
    }
    // What a newer version found is passed over.
    const TempFolder folder;
    put(folder.path() / "c.json",
        R"({"good":{},"checks":[{"at":1,"camera":"a","compared":true,"findings":["moved","on_fire"]}]})");
    const auto log = discardLog();
    CHECK(CameraCheckStore(folder.path() / "c.json", *log).history().front().findings ==
          std::vector{CameraFinding::Moved});
}
