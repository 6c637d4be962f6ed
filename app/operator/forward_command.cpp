#include "forward_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/forwarder.h"
#include "operator/operator_folder.h"
#include "operator/operator_rules.h"
#include "stop_signals.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxKeysFile = 64U * 1024U;
constexpr int kPageSize = 500;
// How soon a new row is seen: the query reads an index of what waits.
constexpr Millis kIdle{2'000};

json rowJson(const OutboxRow& row) {
    json object{{"record", row.key.record.hex()},
                {"code", row.key.record.shortCode()},
                {"device", row.key.device.hex()},
                {"revision", row.key.revision},
                {"content", forwardContentName(row.content)},
                {"ground", row.ground},
                {"bytes", row.itemBytes},
                {"created_at", toRfc3339(row.createdAt)},
                {"attempts", row.attempts}};
    if (row.nextAttempt) object["next_attempt"] = toRfc3339(*row.nextAttempt);
    if (row.answeredAt) object["answered_at"] = toRfc3339(*row.answeredAt);
    if (const auto word = parseAcknowledgement(row.answer); word && !word->reason.empty())
        object["reason"] = word->reason;
    return object;
}

Result<json> rowsOf(Outbox& outbox, OutboxState state) {
    json rows = json::array();
    for (std::int64_t after = 0;;) {
        const auto page = outbox.list(state, after, kPageSize);
        if (!page) return failure(page.error());
        if (page->rows.empty()) return rows;
        for (const auto& row : page->rows) rows.push_back(rowJson(row));
        after = page->next;
    }
}

Result<json> unsentRecords(Outbox& outbox) {
    json rows = json::array();
    for (std::optional<UnsentRecord> after;;) {
        const auto page = outbox.notForwarded(after, kPageSize);
        if (!page) return failure(page.error());
        if (page->empty()) return rows;
        for (const auto& row : *page) {
            rows.push_back({{"record", row.record.hex()},
                            {"code", row.record.shortCode()},
                            {"device", row.device.hex()},
                            {"reason", row.reason},
                            {"at", toRfc3339(row.at)}});
        }
        after = page->back();
    }
}

void printRows(const json& rows, std::string_view word, const char* time, std::ostream& out) {
    for (const auto& row : rows) {
        out << row.at("code").get<std::string>() << "  " << word << "  " << row.value(time, "");
        if (row.contains("reason")) out << "  " << row.at("reason").get<std::string>();
        if (row.value("attempts", 0U) > 0) out << "  tried in vain: " << row.at("attempts");
        out << "\n";
    }
}

struct Totals {
    std::size_t activated = 0, kept = 0, refused = 0, later = 0;
    void add(const ForwardRound& round) {
        activated += round.activated;
        kept += round.kept;
        refused += round.refused;
        later += round.later;
    }
};

Status once(Forwarder& forwarder, const StopSignals& stop, std::ostream& out) {
    Totals totals;
    std::optional<Error> fault;
    while (!stop.requested()) {
        const auto round = forwarder.round();
        if (!round) return failure(round.error());
        totals.add(*round);
        if (round->fault) fault = round->fault;
        if (round->claimed == 0 || round->pause) break;
    }
    out << totals.activated + totals.kept << " acknowledged (" << totals.activated << " activated), "
        << totals.refused << " refused, " << totals.later << " to be sent again\n";
    return fault ? Status(failure(*fault)) : Status();
}

}  // namespace

Status forwardCommand(const ForwardOptions& options, Log& log, std::ostream& out) {
    const StopSignals stop;
    const auto identity = openOperatorFolder(options.place.folder);
    if (!identity) return failure(identity.error());
    const auto keysText = readFile(options.regulatorKeys, kMaxKeysFile);
    if (!keysText) return failure(keysText.error());
    const auto keys = readRegulatorKeys(*keysText);
    if (!keys) return failure(keys.error());
    const auto policy = verifyPolicy(identity->policy, identity->policyRules());
    if (!policy) return failure(policy.error());
    const auto rules = readOperatorRules(*policy);
    if (!rules) return failure(rules.error());
    const auto outbox = openOutbox(options.place);
    if (!outbox) return failure(outbox.error());
    const auto client = RegulatorHttp::open(options.regulator, [&] { return stop.requested(); });
    if (!client) return failure(client.error());

    const SystemClock clock;
    // Every vain request may take its whole time; the good ones between them are quick.
    const Millis lease = kMaxVainRequests * options.regulator.timeout + Millis(std::chrono::minutes(5));
    const auto operatorId =
        options.operatorId.empty() ? identity->signingKey.verifyingKey().id() : options.operatorId;
    Forwarder forwarder(**outbox, **client, identity->signingKey, {operatorId, *keys, lease},
                        {identity->signingKey, policy->version, rules->picturesKept()},
                        RetryPolicy({}, systemRandom()), clock, log);
    if (options.run == ForwardOptions::Run::Once) return once(forwarder, stop, out);

    log.info("forward", "started");
    const RetryPolicy retry({}, systemRandom());
    for (int failures = 0;;) {
        const auto round = forwarder.round();
        Millis wait = kIdle;
        if (!round) {
            // The ledger's disk is full, or somebody holds it: what was claimed comes free by itself.
            log.error("forward", describe(round.error()));
            wait = retry.delay(++failures, {});
        } else {
            failures = 0;
            if (round->claimed > 0) wait = round->pause.value_or(Millis(0));
        }
        if (stop.wait(wait)) break;
    }
    log.info("forward", "stopping");
    return {};
}

Status outboxCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto outbox = openOutbox(place);
    if (!outbox) return failure(outbox.error());
    const auto counts = (*outbox)->counts();
    if (!counts) return failure(counts.error());
    const auto waiting = rowsOf(**outbox, OutboxState::Waiting);
    if (!waiting) return failure(waiting.error());
    const auto refused = rowsOf(**outbox, OutboxState::Refused);
    if (!refused) return failure(refused.error());
    const auto unsent = unsentRecords(**outbox);
    if (!unsent) return failure(unsent.error());
    if (form == OutputForm::Json) {
        json object{{"acknowledged", counts->acknowledged},
                    {"waiting", *waiting},
                    {"refused", *refused},
                    {"not_forwarded", *unsent}};
        if (counts->oldestWaiting) object["oldest_waiting"] = toRfc3339(*counts->oldestWaiting);
        out << object.dump(2) << "\n";
        return {};
    }
    printRows(*waiting, "waits", "created_at", out);
    printRows(*refused, "refused", "answered_at", out);
    printRows(*unsent, "not sent", "at", out);
    out << counts->waiting << " waiting, " << counts->acknowledged << " acknowledged, " << counts->refused
        << " refused, " << counts->notForwarded << " not sent\n";
    return {};
}

}  // namespace countersign
