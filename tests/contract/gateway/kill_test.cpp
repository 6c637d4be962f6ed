// The gateway dies by SIGKILL at each named point of taking a record in; the counter sends again; the record
// is held exactly once and its receipt holds.

#include <csignal>
#include <nlohmann/json.hpp>

#include "enrolled_counter.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

TEST_CASE("killed while taking in, started again: exactly once") {
    for (const auto point : {GatewayProcess::DieAt::Verified, GatewayProcess::DieAt::BodyWritten,
                             GatewayProcess::DieAt::RowWritten}) {
        const TemporaryFolder folder;
        const auto place = folder.path() / "gateway";
        auto gateway = std::make_unique<GatewayProcess>(place);
        EnrolledCounter counter(*gateway);
        const auto before = counter.envelope();
        REQUIRE(HttpClient(*gateway).post(std::string(kRecordsRoute), before).status == 200);
        REQUIRE(gateway->terminate() == 0);

        gateway = std::make_unique<GatewayProcess>(place, point);
        const auto envelope = counter.envelope();
        INFO("point " << static_cast<int>(point));
        CHECK(HttpClient(*gateway).post(std::string(kRecordsRoute), envelope).status == 0);  // no answer
        REQUIRE(gateway->wait() == -SIGKILL);

        gateway = std::make_unique<GatewayProcess>(place);
        const bool stored = point == GatewayProcess::DieAt::RowWritten;
        CHECK(json::parse(gateway->recordsAsJson()).size() == (stored ? 2U : 1U));
        const HttpClient http(*gateway);
        const auto answer = http.post(std::string(kRecordsRoute), envelope);
        REQUIRE(answer.status == 200);
        CHECK(counter.verify(answer.body, envelope));
        CHECK(http.post(std::string(kRecordsRoute), envelope).body == answer.body);
        const auto list = json::parse(gateway->recordsAsJson());
        REQUIRE(list.size() == 2);
        for (const auto& record : list) {
            CHECK(
                runProgram({operatorProgram(), "show", "--dir", place.string(), record["record"]}).exitCode ==
                0);
        }
    }
}
