// Reads the source tree and holds it against ARCHITECTURE.md: who may include whom, where each library may be
// named, how long a file may be, and that every error code is raised once and explained.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "source_tree.h"
#include "support/catch.h"

using namespace countersign::test;

namespace {

// What a folder may include of the project. Everyone may include itself.
const std::map<std::string, std::set<std::string>> kMayInclude{
    {"core", {}},
    {"capture", {"core"}},
    {"vision", {"core", "capture"}},
    {"liveness", {"core", "capture", "vision"}},
    {"matching", {"core", "capture", "vision"}},
    {"calibration", {"core", "capture", "vision", "matching"}},
    {"identity", {"core"}},
    {"documents", {"core", "capture", "vision", "identity"}},
    {"readers", {"core", "identity"}},
    {"practice", {"core", "capture", "identity"}},
    {"enrolment", {"core", "capture", "vision", "liveness", "matching", "identity", "documents"}},
    {"protocol", {"core"}},
    {"store", {"core", "protocol"}},
    {"sync", {"core", "protocol", "store"}},
    {"operator", {"core", "identity", "protocol", "store"}},
};
const std::set<std::string> kUiMayInclude{"core",     "capture",   "vision",   "liveness", "matching",
                                          "identity", "enrolment", "protocol", "store"};
// Of the engine's folders the UI sees values only: these headers.
const std::set<std::string> kUiValueHeaders{
    "capture/frame.h",          "vision/face_types.h",        "vision/camera_check_types.h",
    "liveness/session_types.h", "matching/match_types.h",     "enrolment/other_way.h",
    "enrolment/registration.h", "enrolment/workflow.h",       "store/queue_types.h",
    "store/stick_types.h",      "protocol/conduct_question.h"};

std::string engineFolder(const std::string& include) {
    const auto slash = include.find('/');
    const auto head = include.substr(0, slash);
    return slash != std::string::npos && kMayInclude.contains(head) ? head : std::string();
}

}  // namespace

TEST_CASE("a folder of the engine includes only the folders below it") {
    for (const auto& source : sources({"engine"})) {
        const auto own = source.folder.substr(std::string("engine/").size());
        REQUIRE(kMayInclude.contains(own));
        for (const auto& include : includesOf(source.text)) {
            INFO(source.path << " includes " << include);
            CHECK_FALSE(startsWith(include, "ui/"));
            CHECK_FALSE(startsWith(include, "app/"));
            const auto other = engineFolder(include);
            if (!other.empty() && other != own) CHECK(kMayInclude.at(own).contains(other));
        }
    }
}

TEST_CASE("the windows know values and never engines") {
    for (const auto& source : sources({"ui"})) {
        for (const auto& include : includesOf(source.text)) {
            const auto other = engineFolder(include);
            if (other.empty()) continue;
            INFO(source.path << " includes " << include);
            CHECK(kUiMayInclude.contains(other));
            if (other != "core" && other != "identity") CHECK(kUiValueHeaders.contains(include));
        }
    }
}

TEST_CASE("only the programs include the windows, and nobody includes a program") {
    for (const auto& source : sources({"engine", "ui", "app"})) {
        for (const auto& include : includesOf(source.text)) {
            INFO(source.path << " includes " << include);
            if (startsWith(include, "ui/"))
                CHECK((source.folder == "ui" || source.folder == "app/counter" ||
                       source.folder == "app/voices" || source.folder == "app/handbook"));
            if (startsWith(include, "app/")) CHECK(startsWith(include, source.folder + "/"));
        }
    }
}

TEST_CASE("each library is named only where it belongs") {
    for (const auto& source : sources({"engine", "ui", "app"})) {
        const auto engine = startsWith(source.folder, "engine/") ? source.folder.substr(7) : std::string();
        for (const auto& include : includesOf(source.text)) {
            INFO(source.path << " includes " << include);
            if (startsWith(include, "opencv2/")) {
                const std::set<std::string> allowed{
                    "engine/calibration", "engine/capture", "engine/vision",   "engine/liveness",
                    "engine/documents",   "engine/readers", "engine/matching", "engine/practice",
                    "engine/enrolment",   "app/check",      "app/counter"};
                CHECK(allowed.contains(source.folder));
                if (include == "opencv2/imgcodecs.hpp" || include == "opencv2/videoio.hpp" ||
                    include == "opencv2/highgui.hpp") {
                    CHECK(source.folder == "app/check");
                }
            }
            if (startsWith(include, "dlib/")) CHECK(engine == "vision");
            if (startsWith(include, "ZXing/")) CHECK(source.path == "engine/readers/sim_codes.cpp");
            if (startsWith(include, "tss2/")) CHECK(source.path == "engine/store/tpm_session.cpp");
            if (startsWith(include, "gnutls/")) {
                const std::set<std::string> allowed{
                    "engine/protocol/certificate.cpp", "engine/protocol/ecdsa_p256.cpp",
                    "engine/protocol/hash.cpp", "engine/operator/certificates.cpp",
                    "engine/vision/model_catalogue.cpp"};
                CHECK(allowed.contains(source.path));
            }
            if (include == "dlfcn.h") CHECK(source.path == "engine/readers/vendor_reader.cpp");
            if (startsWith(include, "tesseract/")) CHECK(source.path == "engine/documents/text_reader.cpp");
            if (include == "ft2build.h") CHECK(source.path == "engine/practice/text_painter.cpp");
            if (include == "sqlite3.h") CHECK(startsWith(source.path, "engine/store/sqlite"));
            if (startsWith(include, "curl/")) CHECK(source.path == "app/operator/regulator_http.cpp");
            if (startsWith(include, "libpq")) CHECK(source.path == "engine/operator/postgres_connection.cpp");
            if (include[0] == 'Q' && std::isupper(static_cast<unsigned char>(include[1])) != 0) {
                CHECK((engine == "sync" || source.folder == "ui" || source.folder == "app/counter" ||
                       source.folder == "app/voices" || source.folder == "app/handbook"));
            }
            if (engine == "sync") CHECK_FALSE(startsWith(include, "QWidget"));
        }
    }
}

TEST_CASE("no file is longer than 1000 lines") {
    for (const auto& source : sources({"engine", "ui", "app", "tests"})) {
        INFO(source.path);
        CHECK(std::count(source.text.begin(), source.text.end(), '\n') <= 1000);
    }
}

TEST_CASE("forbidden ways of doing things are not used") {
    const std::vector<std::string> words{
        "BlockingQueuedConnection", "processEvents", "->exec()", "QEventLoop", ".detach()",
        "QThread::terminate",       "->terminate()"};
    for (const auto& source : sources({"engine", "ui", "app"})) {
        for (const auto& word : words) {
            INFO(source.path << " contains " << word);
            CHECK(source.text.find(word) == std::string::npos);
        }
    }
}

TEST_CASE("no colour is written outside the palette") {
    const std::regex hexColour("\"#[0-9A-Fa-f]{6}\"");
    for (const auto& source : sources({"ui", "app"})) {
        if (startsWith(source.path, "ui/theme/palette")) continue;
        INFO(source.path);
        CHECK_FALSE(std::regex_search(source.text, hexColour));
    }
}

TEST_CASE("every error code is raised in one place and explained in the help") {
    const auto header = readText(kRoot / "engine/core/error.h");
    const auto help = readText(kRoot / "resources/help/errors.md");
    static const std::regex entry("^\\s+([A-Z][A-Za-z0-9]+) = (\\d+),");
    std::map<std::string, int> codes;
    std::istringstream in(header);
    for (std::string row; std::getline(in, row);) {
        std::smatch match;
        if (std::regex_search(row, match, entry)) codes[match[1]] = std::stoi(match[2]);
    }
    REQUIRE(codes.size() > 10);
    REQUIRE(codes.at("Invalid") == 0);
    codes.erase("Invalid");

    std::map<std::string, int> raised;
    std::map<std::string, int>
        named;  // some codes are stored as a record's state and never travel in an Error
    const std::regex name("ErrorCode::([A-Za-z0-9]+)");
    const std::regex raise("makeError\\(\\s*ErrorCode::([A-Za-z0-9]+)");
    for (const auto& source : sources({"engine", "app"})) {
        for (std::sregex_iterator it(source.text.begin(), source.text.end(), raise), end; it != end; ++it) {
            ++raised[(*it)[1]];
        }
        for (std::sregex_iterator it(source.text.begin(), source.text.end(), name), end; it != end; ++it) {
            ++named[(*it)[1]];
        }
    }
    std::set<int> numbers;
    for (const auto& [code, number] : codes) {
        INFO("E" << number << " " << code);
        CHECK(numbers.insert(number).second);
        CHECK(raised[code] <= 1);
        CHECK(named[code] >= 1);
        CHECK(help.find("| " + std::to_string(number) + " |") != std::string::npos);
    }
}

TEST_CASE("nothing in the sources compares one person with other people") {
    // The promise: one buyer against that buyer's own document. A gallery, an index of faces or a
    // nearest-neighbour search would have to be named somehow.
    const std::regex search(
        "(gallery|knnMatch|faiss|nearestNeighbou?r|searchFaces|identifyPerson|deduplicateFaces)",
        std::regex::icase);
    for (const auto& source :
         sources({"engine", "ui", "app/counter", "app/operator", "app/voices", "app/handbook"})) {
        INFO(source.path);
        CHECK_FALSE(std::regex_search(source.text, search));
    }
}
