// The operator's side on a disk that is really full: what can't be kept is not acknowledged, nothing half
// stays, all goes on once there is room, and who only reads and decides goes on as long as the ledger has
// any.

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "contract/gateway/enrolled_counter.h"
#include "core/files.h"
#include "made_review.h"
#include "protocol/batch.h"
#include "small_disk.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

// In the child there is no test to fail: it tells where and ends.
#define MUST(what)                                                                  \
    do {                                                                            \
        if (!(what)) {                                                              \
            std::cerr << __FILE__ << ":" << __LINE__ << ": " << #what << std::endl; \
            return 1;                                                               \
        }                                                                           \
    } while (false)

struct OnDisk {
    std::size_t whole = 0, other = 0;
};
// Every body fits its name, and nothing else lies about.
OnDisk bodiesIn(const fs::path& folder) {
    OnDisk found;
    for (const auto& entry : fs::recursive_directory_iterator(OperatorPaths(folder).bodies)) {
        if (!entry.is_regular_file() || entry.path().filename() == "complete") continue;
        const auto bytes = readFile(entry.path(), kMaxEnvelopeBytes);
        const bool fits = bytes && entry.path().filename().string() == toHex(sha256Of(*bytes)) + ".cse";
        ++(fits ? found.whole : found.other);
    }
    return found;
}

int status(const HttpClient& http, const std::string& route, ByteView body) {
    return http.post(route, body).status;
}

// The files in which the test keeps the disk full, in pieces that can be given back.
fs::path ballast(const fs::path& disk, int piece) {
    return disk / ("ballast-" + std::to_string(piece));
}

}  // namespace

TEST_CASE("a gateway on a full disk acknowledges nothing that it does not keep, and goes on with room") {
    onSmallDisk(48, [](const fs::path& disk) {
        ::setenv("COUNTERSIGN_TEST_LEDGER", "", 1);  // this one's ledger is on the disk
        const auto place = disk / "gateway";
        auto gateway = std::make_unique<GatewayProcess>(place);
        EnrolledCounter counter(*gateway);
        const HttpClient http(*gateway);
        const std::string records(kRecordsRoute);
        std::vector<Bytes> acknowledged;
        for (int i = 0; i < 3; ++i) {
            acknowledged.push_back(counter.envelope());
            MUST(status(http, records, acknowledged.back()) == 200);
        }
        MUST(http.get(std::string(kHealthRoute)).status == 200);

        constexpr int kPieces = 60;
        constexpr std::size_t kPiece = 128UL * 1024;
        for (int i = 1; i <= kPieces; ++i) MUST(writeFileDurably(ballast(disk, i), Bytes(kPiece, 0x55)));
        fillToTheLastByte(ballast(disk, 0));

        // To the last byte: one by one, in a batch, and a health that says so.
        std::vector<Bytes> waiting;
        for (const std::size_t size : {1000U, 20000U, 400000U}) {
            waiting.push_back(counter.envelope(size));
            MUST(status(http, records, waiting.back()) == 503);
        }
        const std::vector<ByteView> together(waiting.begin(), waiting.end());
        MUST(status(http, std::string(kBatchRoute), packBatch(together).value()) == 503);
        MUST(http.get(std::string(kHealthRoute)).status == 503);
        // What is held is told again all the same.
        for (const auto& envelope : acknowledged) {
            const auto again = http.post(records, envelope);
            MUST(again.status == 200 || again.status == 503);
            if (again.status == 200) MUST(counter.verify(again.body, envelope));
        }
        MUST(bodiesIn(place).whole == acknowledged.size());
        MUST(bodiesIn(place).other == 0);

        // Room that comes back bit by bit is soon enough for a body, and never for one without its row.
        std::size_t refused = 0, taken = 0;
        for (int i = 1; i <= kPieces; ++i) {
            fs::remove(ballast(disk, i));
            auto envelope = counter.envelope(10000);
            const auto answer = http.post(records, envelope);
            if (answer.status == 200) {
                MUST(counter.verify(answer.body, envelope));
                acknowledged.push_back(std::move(envelope));
                ++taken;
            } else {
                MUST(answer.status == 503);
                waiting.push_back(std::move(envelope));
                ++refused;
            }
            MUST(bodiesIn(place).whole == acknowledged.size());
            MUST(bodiesIn(place).other == 0);
        }
        std::cerr << "with room bit by bit: " << taken << " acknowledged, " << refused << " refused\n";
        MUST(taken > 0 && refused > 0);

        // What was acknowledged outlives the gateway.
        gateway->kill();
        for (int i = 0; i <= kPieces; ++i) fs::remove(ballast(disk, i));
        gateway = std::make_unique<GatewayProcess>(place);
        const HttpClient roomy(*gateway);
        MUST(roomy.get(std::string(kHealthRoute)).status == 200);
        const auto held = json::parse(gateway->recordsAsJson());
        for (const auto& envelope : acknowledged) {
            const auto id = parseEnvelope(envelope).value().header.recordId.hex();
            MUST(std::ranges::any_of(held, [&](const json& each) { return each["record"] == id; }));
            const auto again = roomy.post(records, envelope);
            MUST(again.status == 200);
            MUST(counter.verify(again.body, envelope));
        }
        for (const auto& envelope : waiting) {
            const auto answer = roomy.post(records, envelope);
            MUST(answer.status == 200);
            MUST(counter.verify(answer.body, envelope));
        }
        MUST(json::parse(gateway->recordsAsJson()).size() == acknowledged.size() + waiting.size());
        MUST(bodiesIn(place).whole == acknowledged.size() + waiting.size());
        MUST(bodiesIn(place).other == 0);
        return 0;
    });
}

TEST_CASE("the judge and the eraser go on where there is too little room for what a counter may send") {
    onSmallDisk(7, [](const fs::path& disk) {
        ::setenv("TMPDIR", disk.c_str(), 1);
        MadeReview made;
        const auto broken = made.registered(1);
        const auto good = made.registered(2);
        MUST(made.bodies.readable());
        MUST(!made.bodies.usable());  // 7 MB, and an envelope may have more
        const auto name = toHex(broken.bodyHash);
        fs::resize_file(OperatorPaths(made.folder).bodies / name.substr(0, 2) / (name + ".cse"), 10);
        const auto count = made.judged();
        MUST(count.failed == 1);
        MUST(count.activated == 1);
        MUST(made.now(good).status == ReceiptStatus::Activated);
        // Not there at all: nothing is said of any record.
        fs::rename(OperatorPaths(made.folder).bodies, disk / "unmounted");
        MUST(!made.bodies.readable());
        return 0;
    });
}
