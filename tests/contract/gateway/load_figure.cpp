// Not run by ctest: `contract_gateway "[.load]"` prints how many envelopes of 150 KiB a second the shipped
// gateway takes over TLS on loopback, and how much processor time each costs it. No assertion on time.

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/files.h"
#include "enrolled_counter.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

double processorSeconds(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(in, text);
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

TEST_CASE("load figure", "[.load]") {
    constexpr int kConnections = 8;
    constexpr int kEach = 100;
    const TemporaryFolder folder;
    GatewayProcess gateway(folder.path() / "gateway");
    // One curl process a connection, kept alive over all of its requests.
    std::vector<std::vector<std::string>> commands;
    for (int c = 0; c < kConnections; ++c) {
        EnrolledCounter counter(gateway);
        const auto config = folder.path() / ("config" + std::to_string(c));
        std::ofstream out(config);
        for (int i = 0; i < kEach; ++i) {
            const auto file = folder.path() / (std::to_string(c) + "-" + std::to_string(i));
            REQUIRE(writeFileDurably(file, counter.envelope(75U * 1024U)));
            if (i > 0) out << "next\n";
            out << "silent\nfail\nnoproxy=\"*\"\noutput=/dev/null\ncacert=" << gateway.caFile().string()
                << "\ndata-binary=@" << file.string() << "\nurl=" << gateway.url() << kRecordsRoute << "\n";
        }
        commands.push_back({"/usr/bin/curl", "--config", config.string()});
    }
    const auto before = processorSeconds(gateway.pid());
    const auto start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (const auto& command : commands) {
            threads.emplace_back([&command] { static_cast<void>(runProgram(command)); });
        }
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const auto processor = processorSeconds(gateway.pid()) - before;
    const auto list = gateway.recordsAsJson();
    std::size_t held = 0;
    for (auto at = list.find("\"record\""); at != std::string::npos; at = list.find("\"record\"", at + 1))
        ++held;
    CHECK(held == kConnections * kEach);
    std::printf("%d envelopes of 150 KiB, %d connections: %.0f/s, %.2f ms of processor time each\n",
                kConnections * kEach, kConnections, kConnections * kEach / seconds.count(),
                1000 * processor / (kConnections * kEach));
}
