#include "counter_commands.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/body_store.h"
#include "operator/certificates.h"
#include "operator/chain_check.h"
#include "operator/enrolment_desk.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"

namespace countersign {
namespace {

using nlohmann::json;

struct Found {
    std::unique_ptr<Ledger> ledger;
    DeviceRow counter;
};

Result<Found> find(const CounterName& name) {
    auto ledger = openLedger(name.place);
    if (!ledger) return failure(ledger.error());
    const auto all = (*ledger)->devices();
    if (!all) return failure(all.error());
    const auto* row = counterNamed(*all, name.counter);
    if (row == nullptr) return failure(counterUnknown());
    return Found{std::move(*ledger), *row};
}

const char* stateName(const DeviceRow& row) {
    if (row.state == DeviceState::Off) return "off";
    if (row.replacedAt) return "replaced";
    return row.setAside ? "set aside" : "active";
}

json counterJson(const DeviceRow& row) {
    json object{{"device", row.id.hex()},
                {"code", row.id.shortCode()},
                {"state", stateName(row)},
                {"key", algorithmName(row.key.algorithm)},
                {"key_protection", keyProtectionName(row.keyProtection)},
                {"application", row.application},
                {"enrolled_at", toRfc3339(row.enrolledAt)}};
    if (row.lastContact) object["last_contact"] = toRfc3339(*row.lastContact);
    if (row.keysVersion) object["keys_version"] = *row.keysVersion;
    if (row.replacedAt) object["replaced_at"] = toRfc3339(*row.replacedAt);
    if (row.replaces) object["replaces"] = row.replaces->hex();
    return object;
}

const DeviceRow* successorOf(const std::vector<DeviceRow>& all, const DeviceId& id) {
    const auto found = std::ranges::find_if(all, [&](const DeviceRow& row) { return row.replaces == id; });
    return found == all.end() ? nullptr : &*found;
}

// "  replaced by 7F3K", "  in the place of 22QD"
std::string placeOf(const DeviceRow& row, const std::vector<DeviceRow>& all) {
    std::string text;
    if (row.replaces) text += "  in the place of " + row.replaces->shortCode();
    if (!row.replacedAt) return text;
    const auto* successor = successorOf(all, row.id);
    return text + (successor != nullptr ? "  by " + successor->id.shortCode()
                                        : "  nobody enrolled in its place yet");
}

}  // namespace

const DeviceRow* counterNamed(const std::vector<DeviceRow>& all, const std::string& name) {
    std::string code = name;
    std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::toupper(c); });
    const DeviceRow* found = nullptr;
    for (const auto& row : all) {
        if (row.id.hex() != name && row.id.shortCode() != code) continue;
        if (found != nullptr) return nullptr;
        found = &row;
    }
    return found;
}

Status countersCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    const auto all = (*ledger)->devices();
    if (!all) return failure(all.error());
    if (form == OutputForm::Json) {
        json list = json::array();
        for (const auto& row : *all) list.push_back(counterJson(row));
        out << list.dump(2) << "\n";
        return {};
    }
    for (const auto& row : *all) {
        out << row.id.shortCode() << "  " << stateName(row) << "  version " << row.application << "  key in "
            << keyProtectionName(row.keyProtection) << "  last contact "
            << (row.lastContact ? toRfc3339(*row.lastContact) : "never") << placeOf(row, *all) << "\n";
    }
    out << all->size() << (all->size() == 1 ? " counter" : " counters") << "\n";
    return {};
}

Status orderCommand(const CounterName& name, const Order& order, std::ostream& out) {
    const auto found = find(name);
    if (!found) return failure(found.error());
    const auto number = found->ledger->addOrder(found->counter.id, order, SystemClock().wall());
    if (!number) return failure(number.error());
    out << "Order " << *number << " goes to counter " << found->counter.id.shortCode()
        << " with its next contact.\n";
    return {};
}

Status deviceCertificateCommand(const CounterName& name, std::ostream& out) {
    const auto found = find(name);
    if (!found) return failure(found.error());
    const SystemClock clock;
    if (auto ensured = ensureCounterAuthority(name.place.folder, clock); !ensured) return ensured;
    const auto identity = openOperatorFolder(name.place.folder);
    if (!identity) return failure(identity.error());
    const auto made = makeDeviceCertificate(identity->counterAuthority.value(), found->counter.key,
                                            found->counter.id, clock.wall());
    if (!made) return failure(made.error());
    out << *made;
    return {};
}

Status releaseCommand(const CounterName& name, std::ostream& out) {
    const auto found = find(name);
    if (!found) return failure(found.error());
    if (auto released = found->ledger->release(found->counter.id); !released) return released;
    out << "Records of counter " << found->counter.id.shortCode() << " are taken again.\n";
    return {};
}

Status replaceCounterCommand(const CounterName& name, std::chrono::hours validFor, std::ostream& out) {
    const auto found = find(name);
    if (!found) return failure(found.error());
    const auto& lost = found->counter;
    const auto all = found->ledger->devices();
    if (!all) return failure(all.error());
    if (const auto* successor = successorOf(*all, lost.id); successor != nullptr)
        return failure(folderUnusable("this counter was replaced already, by " + successor->id.shortCode() +
                                      ": if that one is lost too, replace that one"));
    const SystemClock clock;
    const auto code = issueReplacementCode(*found->ledger, lost.id, clock, validFor);
    if (!code) return failure(code.error());
    out << *code << "\n"
        << "With this code another computer, or the same one again, takes the place of counter "
        << lost.id.shortCode() << ".\n"
        << "The old counter registers nobody from its next contact on. Records that still come from it are "
           "kept,\n"
           "acknowledged and marked in `list`: a person decides on each of them, since nobody knows who made "
           "it.\n";
    if (lost.lastContact)
        out << "When last heard of, " << toRfc3339(*lost.lastContact)
            << ", it had given out the numbers up to " << lost.lastReserved << ".\n";
    return {};
}

Status allotCommand(const CounterName& name, std::uint64_t records, std::ostream& out) {
    const auto found = find(name);
    if (!found) return failure(found.error());
    const auto highest = found->ledger->highestSequence(found->counter.id);
    if (!highest) return failure(highest.error());
    const std::uint64_t limit = records == 0 ? 0 : *highest + records;
    if (auto set = found->ledger->setSequenceLimit(found->counter.id, limit); !set) return set;
    out << "Counter " << found->counter.id.shortCode()
        << (limit == 0 ? std::string(" may use any number")
                       : " may use numbers up to " + std::to_string(limit))
        << "; it hears of it with its next contact.\n";
    return {};
}

Status verifyCommand(const CounterName& name, std::ostream& out) {
    const auto bodies = FileBodyStore::open(OperatorPaths(name.place.folder).bodies);
    const auto ledger = openLedger(name.place);
    if (!ledger) return failure(ledger.error());
    if (!bodies) return failure(bodies.error());
    auto counters = (*ledger)->devices();
    if (!counters) return failure(counters.error());
    if (!name.counter.empty()) {
        auto found = find(name);
        if (!found) return failure(found.error());
        *counters = {std::move(found->counter)};
    }
    int suspicious = 0;
    for (const auto& counter : *counters) {
        const auto report = checkChain(**ledger, *bodies, counter.id);
        if (!report) return failure(report.error());
        out << counter.id.shortCode() << ": " << report->records << " records, " << report->withdrawn
            << " taken back, " << report->journalLines << " journal lines\n";
        for (const auto& each : report->findings) {
            const bool line = each.fault == ChainFault::JournalGap;
            out << "  " << (line ? "line " : "#") << each.number << " " << chainFaultName(each.fault) << ": "
                << each.detail << "\n";
            suspicious += isSuspicious(each.fault);
        }
    }
    if (suspicious > 0) return failure(chainNotWhole(suspicious));
    return {};
}

}  // namespace countersign
