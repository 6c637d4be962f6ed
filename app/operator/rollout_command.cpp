#include "rollout_command.h"

#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "counter_commands.h"
#include "office_commands.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"

namespace countersign {
namespace {

using nlohmann::json;

double percentOf(int share) {
    return 100.0 * share / kWholeShare;
}

}  // namespace

int RingWish::share() const {
    return static_cast<int>(std::lround(percent.value_or(0) * kWholeShare / 100));
}

Result<std::vector<DeviceRow>> countersAtWork(const GatewayPlace& place) {
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    auto all = (*ledger)->devices();
    if (!all) return failure(all.error());
    std::erase_if(*all, [](const DeviceRow& row) { return row.state == DeviceState::Off || row.replacedAt; });
    return all;
}

Result<std::vector<DeviceId>> countersNamed(const std::vector<DeviceRow>& all,
                                            const std::vector<std::string>& names) {
    std::vector<DeviceId> ids;
    for (const auto& name : names) {
        const auto* row = counterNamed(all, name);
        if (row == nullptr) return failure(counterUnknown());
        ids.push_back(row->id);
    }
    return ids;
}

Result<std::optional<Ring>> ringOf(const GatewayPlace& place, const RingWish& wish) {
    if (wish.none()) return std::optional<Ring>();
    const auto all = countersAtWork(place);
    if (!all) return failure(all.error());
    const auto ids = countersNamed(*all, wish.counters);
    if (!ids) return failure(ids.error());
    Ring ring;
    ring.widen(wish.share(), *ids);
    return std::optional(std::move(ring));
}

void tellRing(const char* what, const Ring& ring, const std::vector<DeviceRow>& all, std::ostream& out) {
    const auto reached =
        std::ranges::count_if(all, [&](const DeviceRow& row) { return ring.reaches(row.id); });
    out << what << " " << ring.version << " for " << reached << " of " << all.size()
        << " counters: " << ring.counters.size() << " named, and " << percentOf(ring.share)
        << " % of the others.\n"
        << "In force from the gateway's next start on (on each node: systemctl restart "
           "countersign-operator), "
        << "with each counter's\nnext contact.\n";
}

Status rolloutStatusCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    const auto policy = verifyPolicy(identity->policy, identity->policyRules());
    if (!policy) return failure(policy.error());
    const auto all = countersAtWork(place);
    if (!all) return failure(all.error());
    const auto& rollout = identity->rollout;
    if (form == OutputForm::Json) {
        json object{{"policy", policy->version}, {"counters", all->size()}};
        if (rollout) {
            json reached = json::array();
            for (const auto& row : *all) {
                if (rollout->reaches(row.id)) reached.push_back(row.id.hex());
            }
            object["rollout"] = {{"policy", rollout->version},
                                 {"percent", percentOf(rollout->share)},
                                 {"named", rollout->counters.size()},
                                 {"stopped", rollout->stopped},
                                 {"reached", std::move(reached)}};
        }
        out << object.dump(2) << "\n";
        return {};
    }
    out << "Policy " << policy->version << " is everybody's.\n";
    if (!rollout) return {};
    if (rollout->stopped)
        out << "The rollout of policy " << rollout->version << " is stopped: who has it keeps it.\n";
    else
        tellRing("Policy", *rollout, *all, out);
    return {};
}

Status startRolloutCommand(const RolloutOptions& options, std::ostream& out) {
    const auto bytes = readFile(options.policyFile, kMaxMessageBytes);
    if (!bytes) return failure(bytes.error());
    const auto all = countersAtWork(options.place);
    if (!all) return failure(all.error());
    const auto ids = countersNamed(*all, options.ring.counters);
    if (!ids) return failure(ids.error());
    const auto office = OfficeAtHand::read(options.officeKey);
    if (!office) return failure(office.error());
    const auto rollout =
        startRollout(options.place.folder, *bytes, options.ring.share(), *ids, office->signer());
    if (!rollout) return failure(rollout.error());
    tellRing("Policy", *rollout, *all, out);
    return {};
}

Status widenRolloutCommand(const RolloutOptions& options, std::ostream& out) {
    const auto all = countersAtWork(options.place);
    if (!all) return failure(all.error());
    const auto ids = countersNamed(*all, options.ring.counters);
    if (!ids) return failure(ids.error());
    const auto rollout = widenRollout(options.place.folder, options.ring.share(), *ids);
    if (!rollout) return failure(rollout.error());
    tellRing("Policy", *rollout, *all, out);
    return {};
}

Status stopRolloutCommand(const GatewayPlace& place, std::ostream& out) {
    if (auto stopped = stopRollout(place.folder); !stopped) return stopped;
    out << "Stopped, from the gateway's next start on: nobody else gets it, who has it keeps it.\n"
        << "The way back is a newer policy with the old content: set-policy, or rollout start.\n";
    return {};
}

Status finishRolloutCommand(const GatewayPlace& place, std::ostream& out) {
    const auto policy = finishRollout(place.folder);
    if (!policy) return failure(policy.error());
    out << "Policy " << policy->version << " is everybody's from the gateway's next start on.\n";
    return {};
}

}  // namespace countersign
