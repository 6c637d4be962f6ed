// Looks at the built programs: what they drag in when they start.

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "support/catch.h"

namespace {

#ifdef COUNTERSIGN_HAS_UI
std::string output(const std::string& command) {
    struct Close {
        void operator()(FILE* pipe) const { ::pclose(pipe); }
    };
    const std::unique_ptr<FILE, Close> pipe(::popen(command.c_str(), "r"));
    REQUIRE(pipe);
    std::string text;
    std::array<char, 4096> part{};
    while (const std::size_t got = std::fread(part.data(), 1, part.size(), pipe.get()))
        text.append(part.data(), got);
    return text;
}

TEST_CASE("the counter program loads neither Qt 5 nor the film libraries") {
    const std::string program = std::string(COUNTERSIGN_BINARY_DIR) + "/app/counter/countersign";
    REQUIRE(std::filesystem::exists(program));
    const auto libraries = output("ldd " + program);
    REQUIRE(libraries.find("libQt6Widgets") != std::string::npos);
    for (const char* unwanted :
         {"libQt5", "opencv_highgui", "opencv_imgcodecs", "opencv_videoio", "libgdal", "libavcodec"}) {
        INFO(unwanted);
        CHECK(libraries.find(unwanted) == std::string::npos);
    }
}
#endif

}  // namespace
