#include "courier_command.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "core/files.h"
#include "envelope_folder.h"
#include "operator/courier_desk.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// A name from a stranger's stick must not drive the terminal.
std::string shown(const std::string& name) {
    std::string text = name.substr(0, 120);
    std::ranges::replace_if(text, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return text;
}

// A folder in it of this name, or it itself. Never where a link leads.
fs::path placeOn(const fs::path& stick, std::string_view name) {
    std::error_code code;
    const auto within = stick / name;
    return fs::is_directory(within, code) && !fs::is_symlink(within, code) ? within : stick;
}

std::vector<fs::path> filesOn(const fs::path& folder, std::error_code& code) {
    std::vector<fs::path> files;
    for (fs::directory_iterator it(folder, code), end; it != end && !code; it.increment(code)) {
        std::error_code ignored;
        if (it->path().extension() == kCourierOut && it->is_regular_file(ignored) && !it->is_symlink(ignored))
            files.push_back(it->path());
    }
    std::ranges::sort(files);
    return files;
}

void flush(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::syncfs(fd);  // the answers themselves are durable already
    ::close(fd);
}

struct Totals {
    int files = 0, stored = 0, repeated = 0, refused = 0, notTaken = 0;
};

// Envelopes that no counter's file holds together.
Status takeSingle(Ingest& ingest, const fs::path& folder, Totals& totals, json& told, std::ostream* out) {
    const auto taken = takeEnvelopes(ingest, folder);
    if (!taken) return failure(taken.error());
    json refused = json::array();
    for (const auto& each : taken->notTaken) {
        refused.push_back({{"file", shown(each.file)}, {"why", each.why}});
        if (out != nullptr) *out << shown(each.file) << ": not taken: " << each.why << "\n";
    }
    totals.stored += taken->stored;
    totals.repeated += taken->repeated;
    totals.notTaken += static_cast<int>(taken->notTaken.size());
    told = {{"stored", taken->stored},
            {"held_already", taken->repeated},
            {"not_taken", std::move(refused)},
            {"alarm", taken->alarm}};
    if (out != nullptr && taken->any())
        *out << "envelopes one by one: " << taken->stored << " new, " << taken->repeated << " held already, "
             << taken->notTaken.size() << " not taken" << (taken->alarm ? "  ALARM" : "")
             << (taken->stored + taken->repeated > 0 ? "; whether one is missing, verify tells\n" : "\n");
    return {};
}

}  // namespace

Result<int> courierCommand(const GatewayPlace& place, const fs::path& stick, OutputForm form,
                           std::ostream& out) {
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    auto bodies = FileBodyStore::open(OperatorPaths(place.folder).bodies);
    if (!bodies) return failure(bodies.error());
    std::error_code code;
    const auto where = placeOn(stick, kCourierFolder);
    const auto files = filesOn(where, code);
    if (code) return failure(folderUnusable("the stick: " + code.message()));

    const SystemClock clock;
    NoIngestPoints points;
    // No bucket of tokens: what a stick holds came in weeks, and nobody else waits for this process.
    Ingest ingest(**ledger, *bodies, identity->signingKey, identity->sealingKeys, clock, points);
    ContactDesk contacts(**ledger, *identity, clock);
    CourierDesk desk(**ledger, ingest, contacts, *identity);

    Totals totals;
    json list = json::array();
    for (const auto& file : files) {
        const auto name = shown(file.filename().string());
        const auto bytes = readFile(file, kMaxCourierBytes);
        const auto outcome = bytes ? desk.take(*bytes) : Result<CourierOutcome>(failure(bytes.error()));
        Status answered;
        if (outcome) {
            const auto stem = courierFileStem(outcome->deviceId, outcome->part);
            answered = writeFileDurably(where / (stem + std::string(kCourierIn)), outcome->answer);
        }
        json object{{"file", name}};
        if (outcome) {
            ++totals.files;
            totals.stored += outcome->stored;
            totals.repeated += outcome->repeated;
            totals.refused += outcome->refused;
            object["device"] = outcome->deviceId.hex();
            object["part"] = outcome->part;
            object["stored"] = outcome->stored;
            object["held_already"] = outcome->repeated;
            object["refused"] = outcome->refused;
            object["alarm"] = outcome->alarm;
            object["answered"] = answered.has_value();
        }
        const auto fault = !outcome ? outcome.error() : !answered ? answered.error() : Error();
        if (fault.code != ErrorCode::Invalid) {
            ++totals.notTaken;
            object["error"] = describe(fault);
        }
        if (form == OutputForm::Json) {
            list.push_back(std::move(object));
            continue;
        }
        if (!outcome) {
            out << name << ": not taken: " << describe(fault) << "\n";
            continue;
        }
        out << "counter " << outcome->deviceId.shortCode() << " file " << outcome->part << ": "
            << outcome->stored << " new, " << outcome->repeated << " held already, " << outcome->refused
            << " refused" << (outcome->alarm ? "  ALARM" : "") << "\n";
        if (!answered) out << name << ": no answer on the stick: " << describe(fault) << "\n";
    }
    json single;
    if (const auto done = takeSingle(ingest, placeOn(stick, kEnvelopesFolder), totals, single,
                                     form == OutputForm::Json ? nullptr : &out);
        !done)
        return failure(done.error());
    flush(where);
    if (form == OutputForm::Json) {
        out << json{{"files", std::move(list)},  {"envelopes", std::move(single)},
                    {"stored", totals.stored},   {"held_already", totals.repeated},
                    {"refused", totals.refused}, {"not_taken", totals.notTaken}}
                   .dump(2)
            << "\n";
        return totals.notTaken;
    }
    out << totals.files << (totals.files == 1 ? " file, " : " files, ") << totals.stored << " new records, "
        << totals.notTaken << " not taken or not answered\n";
    return totals.notTaken;
}

}  // namespace countersign
