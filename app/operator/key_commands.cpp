#include "key_commands.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/certificates.h"
#include "operator/operator_errors.h"
#include "protocol/certificate.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxCertificateFile = 64U * 1024U;

// Counters at work that have not said yet that they took the newest bundle.
struct Spread {
    int behind = 0;
    int counters = 0;
};
Result<Spread> spreadOf(const GatewayPlace& place, std::uint64_t version) {
    const auto ledger = openLedger(place);
    if (!ledger) return failure(ledger.error());
    const auto all = (*ledger)->devices();
    if (!all) return failure(all.error());
    Spread spread;
    for (const auto& row : *all) {
        if (row.state == DeviceState::Off || row.replacedAt) continue;
        ++spread.counters;
        spread.behind += row.keysVersion.value_or(0) < version ? 1 : 0;
    }
    return spread;
}

void tellNext(std::uint64_t version, std::ostream& out) {
    out << "Restart the gateway: with their next contact the counters take keys " << version << ".\n";
}

// "AB:CD:…" or "abcd…"; empty if it is neither.
std::optional<Sha256> fingerprintFrom(std::string text) {
    std::erase(text, ':');
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    Sha256 fingerprint{};
    if (!fromHex(text, fingerprint)) return std::nullopt;
    return fingerprint;
}

}  // namespace

Status keysCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    const auto keys = keysInForce(place.folder);
    if (!keys) return failure(keys.error());
    const auto server = certificateFingerprint(identity->server.certificatePem);
    if (!server) return failure(server.error());
    const auto end = endOf(identity->server.certificatePem);
    if (!end) return failure(end.error());
    const auto spread = spreadOf(place, keys->version);
    if (!spread) return failure(spread.error());
    json signing = json::array(), sealing = json::array(), revoked = json::array();
    const auto add = [](json& list, const KeyId& id, const char* state) {
        list.push_back({{"key", id}, {"state", state}});
    };
    for (const auto& key : identity->verifyingKeys)
        add(signing, key.id(), key == identity->verifyingKeys.front() ? "signs" : "made known, signs next");
    for (const auto& key : identity->retiredKeys) add(signing, key.id(), "retired");
    for (const auto& key : identity->sealingKeys)
        add(sealing, key.id(), key == identity->sealingKeys.front() ? "given out" : "still taken");
    for (const auto& each : keys->revoked) revoked.push_back(toHex(each));
    if (form == OutputForm::Json) {
        out << json{{"keys_version", keys->version},
                    {"signing", signing},
                    {"sealing", sealing},
                    {"certificate", {{"sha256", toHex(*server)}, {"valid_until", toRfc3339(*end)}}},
                    {"revoked", revoked},
                    {"counters", spread->counters},
                    {"counters_behind", spread->behind}}
                   .dump(2)
            << "\n";
        return {};
    }
    out << "Keys " << keys->version << "; " << spread->behind << " of " << spread->counters
        << " counters have not taken them yet\n";
    const auto print = [&out](const char* what, const json& list) {
        for (const auto& each : list)
            out << what << each["key"].get<std::string>() << "  " << each["state"].get<std::string>() << "\n";
    };
    print("signing      ", signing);
    print("sealing      ", sealing);
    out << "certificate  " << toHex(*server) << "  until " << toRfc3339(*end) << "\n";
    for (const auto& each : revoked) out << "revoked      " << each.get<std::string>() << "\n";
    return {};
}

Status rotateKeysCommand(const std::filesystem::path& folder, KeyUse use, std::ostream& out) {
    const auto made = rotateKey(folder, use);
    if (!made) return failure(made.error());
    const bool signing = use == KeyUse::Signing;
    out << (signing ? "New signing key " : "New sealing key ") << made->id << " in " << made->file.string()
        << "\n";
    tellNext(made->keysVersion, out);
    if (signing) {
        out << "The old key goes on signing meanwhile. Once `keys` says that no counter is behind, put the "
               "new one in\n"
               "its place: countersign-operator retire-key OLD. If the old key was stolen, do that now: "
               "counters that\n"
               "come later follow all the same.\n";
    } else {
        out << "Move it away from the gateway: it opens the registrations from now on.\n"
               "Keep the old opening keys as well: counters hold records that are sealed to them, perhaps "
               "for months,\n"
               "and the gateway goes on taking those.\n";
    }
    return {};
}

Status retireKeyCommand(const GatewayPlace& place, const std::string& key, std::ostream& out) {
    const auto before = keysInForce(place.folder);
    if (!before) return failure(before.error());
    const auto spread = spreadOf(place, before->version);
    if (!spread) return failure(spread.error());
    const auto retired = retireKey(place.folder, key);
    if (!retired) return failure(retired.error());
    out << "Signing key " << retired->id << " is retired; " << retired->nowSigning << " signs.\n";
    if (spread->behind > 0)
        out << "Note: " << spread->behind << " of " << spread->counters << " counters had not taken keys "
            << before->version
            << " yet. They follow with their next contact; a counter with a program too old for key bundles "
               "can't, and has to be updated and enrolled again.\n";
    tellNext(retired->keysVersion, out);
    out << "The retired key signs nothing any more: " << retired->file.string()
        << "\n"
           "Keep the file while a USB stick of a counter that knows no newer key may come: it opens what "
           "lies on "
           "it. Delete it then,\n"
           "or now if the key was stolen.\n";
    return {};
}

Status revokeCertificateCommand(const std::filesystem::path& folder, const std::string& certificate,
                                std::ostream& out) {
    auto fingerprint = fingerprintFrom(certificate);
    if (!fingerprint) {
        const auto bytes = readFile(certificate, kMaxCertificateFile);
        if (!bytes) return failure(bytes.error());
        const auto read = certificateFingerprint(std::string(bytes->begin(), bytes->end()));
        if (!read) return failure(certificateFailed("no certificate in " + certificate));
        fingerprint = *read;
    }
    const auto version = revokeCertificate(folder, *fingerprint);
    if (!version) return failure(version.error());
    out << "Certificate " << toHex(*fingerprint) << " is revoked.\n";
    tellNext(*version, out);
    out << "Until its next contact a counter still believes it.\n";
    return {};
}

Status renewCertificateCommand(const std::filesystem::path& folder, const std::vector<std::string>& hosts,
                               std::ostream& out) {
    const auto renewed = renewCertificate(folder, hosts, SystemClock());
    if (!renewed) return failure(renewed.error());
    out << "New certificate " << toHex(renewed->now) << " for";
    for (const auto& host : renewed->hosts) out << " " << host;
    out << "\nThe gateway shows it from its next start on.\n"
           "If the old one or its key was stolen, revoke it now, before that start:\n"
           "countersign-operator revoke-certificate --dir "
        << folder.string() << " " << toHex(renewed->before) << "\n";
    return {};
}

}  // namespace countersign
