// One whole registration: the counter program with its real windows (offscreen), the practice buyer before
// the camera, the gateway in a process of its own over TLS. What is asserted is what clerk, buyer and
// operator would notice.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "support/catch.h"
#include "support/gateway_process.h"
#include "support/shared_data.h"

using namespace countersign::test;
namespace fs = std::filesystem;

namespace {

// Of practice person "anna" (resources/practice/people.json): must be found nowhere but sealed.
constexpr std::string_view kCanaryName = "Anna Specimen";
constexpr std::string_view kCanaryNumber = "110000199704120024";

std::string readAll(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class Counter {
  public:
    Counter(const fs::path& state, const GatewayProcess& gateway, fs::path models = COUNTERSIGN_MODELS_DIR)
        : m_state(state), m_models(std::move(models)), m_gateway(gateway) {}

    [[nodiscard]] ProgramResult run(const std::string& arguments, const std::string& input = {}) const {
        const std::string line = "printf '" + input + "' | " + std::string(COUNTERSIGN_PROGRAM) +
                                 " --state '" + m_state.string() + "' --models '" + m_models.string() +
                                 "' --operator " + m_gateway.url() + " " + arguments;
        return runProgram({"/bin/sh", "-c", line});
    }
    [[nodiscard]] ProgramResult enrol() const {
        return run("--ca '" + m_gateway.caFile().string() + "' --enrol " + m_gateway.newCode());
    }
    [[nodiscard]] const fs::path& state() const { return m_state; }

  private:
    fs::path m_state, m_models;
    const GatewayProcess& m_gateway;
};

bool modelsAreThere() {
    return fs::is_directory(fs::path(COUNTERSIGN_MODELS_DIR) / "people");
}

}  // namespace

TEST_CASE("a registration goes from the clerk's first key to the operator's verified receipt") {
    if (!modelsAreThere()) {
        WARN("skipped: no models; packaging/models makes them");
        return;
    }
    const TemporaryFolder folder;
    const GatewayProcess gateway(folder.path() / "operator");
    const Counter counter(folder.path() / "counter", gateway);
    const auto enrolled = counter.enrol();
    INFO(enrolled.errors);
    REQUIRE(enrolled.exitCode == 0);
    REQUIRE(counter.run("--add-clerk lina --clerk-name 'Li Na'", "2468").exitCode == 0);

    const auto shots = folder.path() / "shots";
    const auto demo = counter.run("--language en --demo '" + shots.string() + "'", "lina 2468");
    INFO(demo.output << demo.errors);
    REQUIRE(demo.exitCode == 0);
    CHECK(holds(demo.output, "liveness: passed"));
    CHECK(holds(readAll(counter.state() / "countersign.log"), "in force: shipped-4+operator-1"));
    CHECK(holds(demo.output, "match: same"));
    CHECK(holds(demo.output, "queue: sent, payload erased"));
    CHECK(holds(demo.output, "receipt: received, signature and record verified"));
    CHECK(std::distance(fs::directory_iterator(shots), {}) >= 9);

    const auto at = demo.output.find("record id: ");
    REQUIRE(at != std::string::npos);
    const auto record = demo.output.substr(at + 11, 32);
    const auto held = nlohmann::json::parse(gateway.recordsAsJson());
    REQUIRE(held.size() == 1);
    CHECK(held[0]["record"] == record);
    CHECK(held[0]["practice"] == true);
    CHECK(held[0]["challenge"] == "matches");  // drawn again by the operator from what both share

    // Nothing of the buyer is readable: not in the counter's files, not in the gateway's.
    for (const auto& root : {counter.state(), gateway.folder()}) {
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = readAll(entry.path());
            INFO(entry.path().string());
            CHECK_FALSE(holds(bytes, kCanaryName));
            CHECK_FALSE(holds(bytes, kCanaryNumber));
        }
    }
}

TEST_CASE("wrong arguments, codes and PINs are told and change nothing") {
    const TemporaryFolder folder;
    const GatewayProcess gateway(folder.path() / "operator");
    const Counter counter(folder.path() / "counter", gateway);

    CHECK(counter.run("--help").exitCode == 0);
    CHECK(holds(counter.run("--version").output, "countersign "));
    CHECK(counter.run("--no-such-thing").exitCode == 2);
    CHECK(counter.run("--enrol ABCD").exitCode == 2);  // without the authority's certificate

    const auto wrong = counter.run("--ca '" + gateway.caFile().string() + "' --enrol AAAA-AAAA-AAAA");
    CHECK(wrong.exitCode == 1);
    CHECK_FALSE(wrong.errors.empty());
    REQUIRE(counter.enrol().exitCode == 0);

    CHECK(counter.run("--add-clerk lina", "12").exitCode == 1);
    CHECK_FALSE(fs::exists(counter.state() / "clerks.json"));
}

TEST_CASE("a missing model is named, and the program ends without a crash") {
    if (!modelsAreThere()) {
        WARN("skipped: no models; packaging/models makes them");
        return;
    }
    const TemporaryFolder folder;
    const GatewayProcess gateway(folder.path() / "operator");
    // All but the embedder.
    const auto models = folder.path() / "models";
    fs::create_directories(models);
    for (const auto& entry : fs::directory_iterator(COUNTERSIGN_MODELS_DIR)) {
        if (entry.path().filename() != "fr_feature.onnx") {
            fs::create_symlink(entry.path(), models / entry.path().filename());
        }
    }
    const Counter counter(folder.path() / "counter", gateway, models);
    REQUIRE(counter.enrol().exitCode == 0);
    REQUIRE(counter.run("--add-clerk lina", "2468").exitCode == 0);
    const auto demo = counter.run("--demo '" + (folder.path() / "shots").string() + "'", "lina 2468");
    CHECK(demo.exitCode == 1);
    CHECK(holds(readAll(counter.state() / "countersign.log"), "fr_feature.onnx"));
    CHECK(nlohmann::json::parse(gateway.recordsAsJson()).empty());
}
