// `retain` dies by SIGKILL at each step of erasing; the next one finishes, nothing of the pictures is left in
// any file or table, and the signed deletion is there once.

#include <csignal>
#include <nlohmann/json.hpp>

#include "contract/review/left_bytes.h"
#include "contract/review/review_chain.h"
#include "operator/deletion_certificate.h"
#include "operator/erasure_steps.h"
#include "support/certificate_parts.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

bool isSigned(const std::string& deletion) {
    return !deletion.empty() && deletion.find("Nothing of this record") == std::string::npos;
}

struct DyingChain : ReviewChain {
    DyingChain() : ReviewChain(R"({"policy_version":1,"retention":{"pictures_days":0}})") {}

    void dieAt(ErasurePoint point) const {
        const auto died = runProgram({COUNTERSIGN_DYING_RETAIN, folder.string(), openingKey.string(),
                                      indexKey.string(), std::to_string(static_cast<int>(point))});
        INFO(died.errors);
        REQUIRE(died.exitCode == -SIGKILL);
    }
    [[nodiscard]] json retained(const std::vector<std::string>& more = {}, int exitCode = 0) const {
        std::vector<std::string> arguments{"--once", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto done = run("retain", arguments);
        INFO(done.errors);
        REQUIRE(done.exitCode == exitCode);
        return json::parse(done.output);
    }
    [[nodiscard]] fs::path fileOf(const Bytes& envelope, const char* ending) const {
        const auto name = toHex(sha256Of(envelope));
        return OperatorPaths(folder).bodies / name.substr(0, 2) / (name + ending);
    }
    [[nodiscard]] std::string deletion(const SellingCounter::Sold& sold) const {
        return plainly({"deletion", sold.record.hex()}).output;
    }
};

}  // namespace

TEST_CASE("killed at each step of erasing, run again: all of it is gone, and signed for once") {
    for (const auto point : {ErasurePoint::Marked, ErasurePoint::RowWritten, ErasurePoint::HeadKept,
                             ErasurePoint::BodyGone, ErasurePoint::Finished}) {
        INFO("point " << static_cast<int>(point));
        const DyingChain chain;
        SellingCounter counter(*chain.gateway);
        const std::vector<SellingCounter::Sold> all{counter.sell(1, 1), counter.sell(2, 2)};
        REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
        for (const auto& sold : all)
            REQUIRE(filesWith(chain.folder, parseEnvelope(sold.envelope).value().sealedPayload) == 1);

        chain.dieAt(point);
        // One was begun. What was signed before the kill is not signed again.
        std::vector<std::string> before;
        for (const auto& sold : all) before.push_back(chain.deletion(sold));
        CHECK(std::ranges::count_if(before, [](const std::string& each) { return isSigned(each); }) ==
              (point == ErasurePoint::Marked ? 0 : 1));
        const auto counts = chain.retained();
        const bool finishes = point == ErasurePoint::RowWritten || point == ErasurePoint::HeadKept ||
                              point == ErasurePoint::BodyGone;
        CHECK(counts["finished"] == (finishes ? 1 : 0));
        CHECK(counts["erased"]["pictures"] == (point == ErasurePoint::Marked ? 2 : 1));

        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto sealed = parseEnvelope(all[i].envelope).value().sealedPayload;
            // Any piece of it, in whatever file it might lie, whole or half.
            for (std::size_t at = 0; at + 32 <= sealed.size(); at += sealed.size() / 5) {
                CHECK(filesWith(chain.folder, ByteView(sealed).subspan(at, 32)) == 0);
                CHECK(rowsWith(chain.folder, ByteView(sealed).subspan(at, 32)) == 0);
            }
            CHECK_FALSE(fs::exists(chain.fileOf(all[i].envelope, ".cse")));
            CHECK(fs::exists(chain.fileOf(all[i].envelope, ".head")));
            const auto after = chain.deletion(all[i]);
            if (isSigned(before[i])) CHECK(after == before[i]);
            const auto word =
                verifyDeletion(toBytes(after.substr(0, after.size() - 1)), counter.enrolment().operatorKeys)
                    .value();
            CHECK(word.recordId == all[i].record);
            CHECK(erasedParts(word) == PartNames{"portrait", "best_frame"});
            CHECK(keptParts(word) == PartNames{"details", "signed_head"});
            // The counter gets its receipt, and brings nothing back.
            CHECK(counter.post(all[i]).status == 200);
            CHECK_FALSE(fs::exists(chain.fileOf(all[i].envelope, ".cse")));
            CHECK(json::parse(chain.plainly({"show", all[i].record.hex()}).output)["signature"] == "valid");
        }
        CHECK(fs::is_empty(OperatorPaths(chain.folder).bodies / "erasing"));
        const auto again = chain.retained();
        CHECK(again["erased"]["pictures"] == 0);
        CHECK(again["finished"] == 0);
        CHECK(again["swept"]["erased_before"] == 0);
    }
}

TEST_CASE("a gateway that is killed between body and row leaves a body that the sweep takes after a day") {
    const auto died = [](ReviewChain& chain, SellingCounter& counter) {
        REQUIRE(chain.gateway->terminate() == 0);
        chain.gateway.emplace(chain.folder, GatewayProcess::DieAt::BodyWritten);
        const auto envelope = counter.envelope();
        CHECK(HttpClient(*chain.gateway).post(std::string(kRecordsRoute), envelope).status == 0);
        REQUIRE(chain.gateway->wait() == -SIGKILL);
        chain.gateway.emplace(chain.folder);
        return envelope;
    };
    DyingChain chain;
    SellingCounter counter(*chain.gateway);
    const auto held = counter.sell(1, 1);
    const auto left = died(chain, counter);
    const auto file = chain.fileOf(left, ".cse");
    REQUIRE(fs::exists(file));
    CHECK(chain.retained()["swept"]["unnamed"] == 0);  // it may still arrive
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(25));
    fs::last_write_time(chain.fileOf(held.envelope, ".cse"),
                        fs::file_time_type::clock::now() - std::chrono::hours(25));
    chain.dieAt(ErasurePoint::MovedAside);
    CHECK_FALSE(fs::exists(file));
    CHECK(filesWith(chain.folder, ByteView(left).last(64)) == 1);  // aside
    // One of two is much: told, and not erased before somebody has looked.
    CHECK(chain.retained({}, 1)["swept"]["left_too_many_unnamed"] == 1);
    const auto told = chain.run("retain", {"--once"});
    CHECK(told.exitCode == 1);
    CHECK(told.output.find("retain --once --sweep-unnamed") != std::string::npos);
    CHECK(filesWith(chain.folder, ByteView(left).last(64)) == 1);
    const auto counts = chain.retained({"--sweep-unnamed"});
    CHECK(counts["swept"]["unnamed"] == 1);
    CHECK(counts["swept"]["left_strange"] == 0);
    CHECK(filesWith(chain.folder, ByteView(left).last(64)) == 0);
    CHECK(fs::exists(chain.fileOf(held.envelope, ".cse")));
    // It was never acknowledged: the counter sends it again and it is held as any other.
    const HttpClient http(*chain.gateway);
    const auto answer = http.post(std::string(kRecordsRoute), left);
    REQUIRE(answer.status == 200);
    CHECK(counter.verify(answer.body, left));
    CHECK(fs::exists(file));
    CHECK(chain.run("retain", {"--once"}).output.find("bodies looked at; swept away: 0") !=
          std::string::npos);
}
