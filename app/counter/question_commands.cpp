#include "app/counter/question_commands.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "app/counter/in_use.h"
#include "app/counter/self_check.h"
#include "store/unsent.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr int kCantTell = 1;

json timeJson(const std::optional<WallTime>& time) {
    return time ? json(toRfc3339(*time)) : json();
}

int cantTell(const Error& error) {
    std::cerr << "countersign: " << describe(error) << "\n";
    return kCantTell;
}

void print(const Options& options, const json& answer, const std::string& words) {
    if (options.form == AnswerForm::Json)
        std::cout << answer.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
    else
        std::cout << words << std::endl;
}

}  // namespace

int runUnsent(const Options& options) {
    const auto unsent = countUnsent(options.state / "queue");
    if (!unsent) return cantTell(unsent.error());
    std::string words = "nothing waits";
    if (unsent->any())
        words = std::to_string(unsent->records) + " records wait for the operator" +
                (unsent->oldest ? ", the oldest since " + toRfc3339(*unsent->oldest) : "") +
                (unsent->damaged > 0 ? "; damaged files kept: " + std::to_string(unsent->damaged) : "");
    print(options,
          {{"schema", "countersign.unsent/1"},
           {"records", unsent->records},
           {"bytes", unsent->bytes},
           {"damaged", unsent->damaged},
           {"oldest", timeJson(unsent->oldest)}},
          words);
    return unsent->any() ? kYes : 0;
}

int runInUse(const Options& options) {
    const auto found = askInUse(options.state);
    if (!found) return cantTell(found.error());
    const auto since = found->since ? " since " + toRfc3339(*found->since) : std::string();
    print(
        options,
        {{"schema", "countersign.in-use/1"}, {"in_use", found->underWay}, {"since", timeJson(found->since)}},
        found->underWay ? "this counter is in use" + since : "this counter is not in use");
    return found->underWay ? kYes : 0;
}

int runSchema(const Options& options) {
    const auto schema = queueSchema(options.state / "queue");
    if (!schema) return cantTell(schema.error());
    print(options,
          {{"schema", "countersign.schema/1"},
           {"newest", schema->newest},
           {"on_disk", schema->onDisk ? json(*schema->onDisk) : json()},
           {"readable", schema->readable()}},
          "newest " + std::to_string(schema->newest) + "\non disk " +
              (schema->onDisk ? std::to_string(*schema->onDisk) : "none"));
    return schema->readable() ? 0 : kNewer;
}

int runSelfCheck(const Options& options) {
    const auto lines = selfCheck(options);
    json checks = json::array();
    std::string words;
    for (const auto& line : lines) {
        checks.push_back({{"what", line.what}, {"grade", checkGradeName(line.grade)}, {"told", line.told}});
        words += std::string(checkGradeName(line.grade)) + "  " + line.what + ": " + line.told + "\n";
    }
    words += allGood(lines) ? "All is well." : "Something is wrong with this counter.";
    print(options,
          {{"schema", "countersign.self-check/1"},
           {"version", COUNTERSIGN_VERSION},
           {"good", allGood(lines)},
           {"checks", std::move(checks)}},
          words);
    return allGood(lines) ? 0 : 1;
}

}  // namespace countersign
