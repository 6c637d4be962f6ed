#include "regulator_command.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/operator_folder.h"
#include "stop_signals.h"

namespace countersign {

using nlohmann::json;

Status regulatorCommand(const RegulatorOptions& options, Log& log, std::ostream& out) {
    const StopSignals stop;
    std::vector<VerifyingKey> operators;
    for (const auto& folder : options.operators) {
        const auto identity = openOperatorFolder(folder);
        if (!identity) return failure(identity.error());
        operators.insert(operators.end(), identity->verifyingKeys.begin(), identity->verifyingKeys.end());
    }
    const auto simulator = RegulatorSimulator::start(options.folder, options.address, options.port,
                                                     std::move(operators), options.faults, log);
    if (!simulator) return failure(simulator.error());
    const auto port = std::to_string((*simulator)->port());
    if (!options.portFile.empty()) {
        if (auto written = writeFileDurably(options.portFile, toBytes(port)); !written) return written;
    }
    out << "Listening on https://" << options.address << ":" << port << std::endl;
    stop.wait();
    log.info("regulator", "stopping");
    return {};
}

Status regulatorListCommand(const std::filesystem::path& folder, OutputForm form, std::ostream& out) {
    const auto items = RegulatorSimulator::received(folder);
    if (!items) return failure(items.error());
    json list = json::array();
    for (const auto& each : *items) {
        const auto& a = each.attestation;
        if (form == OutputForm::Text) {
            out << a.key.record.shortCode() << "  " << regulatorWordName(each.word.word) << "  "
                << each.word.reason << (each.word.reason.empty() ? "" : "  ") << toRfc3339(each.word.at)
                << "  " << forwardContentName(a.content()) << "  " << attestedResultName(a.result)
                << (each.stands ? "" : "  replaced or refused") << (a.practice ? "  practice" : "")
                << "  came " << each.times << (each.times == 1 ? " time" : " times") << "\n";
            continue;
        }
        list.push_back({{"record", a.key.record.hex()},
                        {"counter", a.key.device.hex()},
                        {"revision", a.key.revision},
                        {"operator", each.operatorId},
                        {"name", a.name},
                        {"document_kind", a.documentKind},
                        {"document_number", a.documentNumber},
                        {"msisdn", a.msisdn},
                        {"iccid", a.iccid},
                        {"imei", a.imei},
                        {"content", forwardContentName(a.content())},
                        {"result", attestedResultName(a.result)},
                        {"stands", each.stands},
                        {"portrait_bytes", a.portraitJpeg.size()},
                        {"legal_ground", a.legalGround},
                        {"practice", a.practice},
                        {"word", regulatorWordName(each.word.word)},
                        {"reason", each.word.reason},
                        {"at", toRfc3339(each.word.at)},
                        {"times", each.times}});
    }
    if (form == OutputForm::Json) {
        out << list.dump(2) << "\n";
    } else {
        out << items->size() << (items->size() == 1 ? " item\n" : " items\n");
    }
    return {};
}

}  // namespace countersign
