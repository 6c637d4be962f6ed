#include "key_commands.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "office_commands.h"
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

// What comes into force with the gateway's next start, for all or for a part of the counters.
Status tellInForce(const GatewayPlace& place, std::uint64_t version, std::ostream& out) {
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    if (!identity->keysRing) {
        tellNext(version, out);
        return {};
    }
    const auto all = countersAtWork(place);
    if (!all) return failure(all.error());
    tellRing("Keys", *identity->keysRing, *all, out);
    out << "More of them: keys-rollout widen; all: keys-rollout finish.\n";
    return {};
}

struct Release {
    OfficeAtHand office;
    std::optional<Ring> ring;
    Urgency urgency;
    [[nodiscard]] KeysRelease how() const { return {office.signer(), ring, urgency}; }
};
Result<Release> releaseOf(const ReleaseOptions& options) {
    auto office = OfficeAtHand::read(options.officeKey);
    if (!office) return failure(office.error());
    auto ring = ringOf(options.place, options.ring);
    if (!ring) return failure(ring.error());
    return Release{std::move(*office), std::move(*ring), options.urgency};
}

// What is not signed yet is written for the office.
Status tellReleased(const ReleaseOptions& options, const Released& released, std::ostream& out) {
    if (released.draft.empty()) return tellInForce(options.place, released.version, out);
    const std::filesystem::path file =
        options.draft.empty() ? options.place.folder / ("keys-" + std::to_string(released.version) + ".draft")
                              : std::filesystem::path(options.draft);
    if (auto written = writeFileDurably(file, released.draft); !written) return written;
    if (!options.ring.none() && options.urgency != Urgency::Stolen)
        out << "They will begin with the part of the counters that was named now, unless take-keys names "
               "another.\n";
    out << "Nothing is in force yet: the office has to sign keys " << released.version << ", in "
        << file.string()
        << "\nCarry the file there: countersign-operator sign-keys --office-key KEY FILE SIGNED\n"
           "and back: countersign-operator take-keys --dir "
        << options.place.folder.string() << " SIGNED\n";
    return {};
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
    json signing = json::array(), sealing = json::array(), revoked = json::array(), office = json::array();
    const auto add = [](json& list, const KeyId& id, const char* state) {
        list.push_back({{"key", id}, {"state", state}});
    };
    for (const auto& key : identity->verifyingKeys)
        add(signing, key.id(), key == identity->verifyingKeys.front() ? "signs" : "made known, signs next");
    for (const auto& key : identity->retiredKeys) add(signing, key.id(), "retired");
    for (const auto& key : identity->sealingKeys)
        add(sealing, key.id(), key == identity->sealingKeys.front() ? "given out" : "still taken");
    for (const auto& key : identity->officeKeys) add(office, key.id(), "signs policies and keys");
    for (const auto& key : identity->retiredOfficeKeys) add(office, key.id(), "retired");
    for (const auto& each : keys->revoked) revoked.push_back(toHex(each));
    if (form == OutputForm::Json) {
        out << json{{"keys_version", keys->version},
                    {"signing", signing},
                    {"sealing", sealing},
                    {"office", office},
                    {"rollout", identity->keysRing.has_value()},
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
    if (identity->keysRing) out << "They go to a part of the counters only: see keys-rollout\n";
    const auto print = [&out](const char* what, const json& list) {
        for (const auto& each : list)
            out << what << each["key"].get<std::string>() << "  " << each["state"].get<std::string>() << "\n";
    };
    print("signing      ", signing);
    print("sealing      ", sealing);
    print("office       ", office);
    out << "certificate  " << toHex(*server) << "  until " << toRfc3339(*end) << "\n";
    for (const auto& each : revoked) out << "revoked      " << each.get<std::string>() << "\n";
    return {};
}

Status rotateKeysCommand(const ReleaseOptions& options, KeyUse use, std::ostream& out) {
    const auto how = releaseOf(options);
    if (!how) return failure(how.error());
    const auto made = rotateKey(options.place.folder, use, how->how());
    if (!made) return failure(made.error());
    const bool signing = use == KeyUse::Signing;
    out << (signing ? "New signing key " : "New sealing key ") << made->id << " in " << made->file.string()
        << "\n";
    if (const auto told = tellReleased(options, made->released, out); !told) return told;
    if (signing) {
        out << "The old key goes on signing meanwhile. Once `keys` says that no counter is behind, put the "
               "new one in\n"
               "its place: countersign-operator retire-key OLD. If the old key was stolen, do that now with "
               "--stolen:\n"
               "counters that come later follow all the same.\n";
    } else {
        out << "Move it away from the gateway: it opens the registrations from now on.\n"
               "Keep the old opening keys as well: counters hold records that are sealed to them, perhaps "
               "for months,\n"
               "and the gateway goes on taking those.\n";
    }
    return {};
}

Status retireKeyCommand(const ReleaseOptions& options, const std::string& key, std::ostream& out) {
    const auto before = keysInForce(options.place.folder);
    if (!before) return failure(before.error());
    const auto spread = spreadOf(options.place, before->version);
    // A stolen key can't wait for a ledger that is away: who is behind is a note only.
    if (!spread && options.urgency != Urgency::Stolen) return failure(spread.error());
    const auto how = releaseOf(options);
    if (!how) return failure(how.error());
    const auto retired = retireKey(options.place.folder, key, how->how());
    if (!retired) return failure(retired.error());
    const bool waits = !retired->released.draft.empty();
    if (retired->file.empty())
        out << "Office key " << retired->id << (waits ? " is to be retired.\n" : " is retired.\n");
    else
        out << "Signing key " << retired->id << (waits ? " is to be retired; " : " is retired; ")
            << retired->nowSigning << (waits ? " will sign.\n" : " signs.\n");
    if (!spread)
        out << "Note: the ledger can't be read (" << describe(spread.error())
            << "), so it is not known how many counters have taken keys " << before->version << ".\n";
    else if (spread->behind > 0)
        out << "Note: " << spread->behind << " of " << spread->counters << " counters had not taken keys "
            << before->version
            << " yet. They follow with their next contact; a counter with a program too old for key bundles "
               "can't, and has to be updated and enrolled again.\n";
    if (const auto told = tellReleased(options, retired->released, out); !told) return told;
    if (retired->file.empty() || waits) return {};
    out << "The retired key signs nothing any more: " << retired->file.string()
        << "\n"
           "Keep the file while a USB stick of a counter that knows no newer key may come: it opens what "
           "lies on "
           "it. Delete it then,\n"
           "or now if the key was stolen.\n";
    return {};
}

Status revokeCertificateCommand(const ReleaseOptions& options, const std::string& certificate,
                                std::ostream& out) {
    auto fingerprint = fingerprintFrom(certificate);
    if (!fingerprint) {
        const auto bytes = readFile(certificate, kMaxCertificateFile);
        if (!bytes) return failure(bytes.error());
        const auto read = certificateFingerprint(std::string(bytes->begin(), bytes->end()));
        if (!read) return failure(certificateFailed("no certificate in " + certificate));
        fingerprint = *read;
    }
    const auto how = releaseOf(options);
    if (!how) return failure(how.error());
    const auto released = revokeCertificate(options.place.folder, *fingerprint, how->how());
    if (!released) return failure(released.error());
    out << "Certificate " << toHex(*fingerprint)
        << (released->draft.empty() ? " is revoked.\n" : " is to be revoked.\n");
    if (const auto told = tellReleased(options, *released, out); !told) return told;
    out << "Until its next contact a counter still believes it.\n";
    return {};
}

Status addOfficeKeyCommand(const ReleaseOptions& options, const std::string& key, std::ostream& out) {
    const auto how = releaseOf(options);
    if (!how) return failure(how.error());
    if (key.empty()) {
        const auto* signer = how->office.signer();
        if (signer == nullptr)
            return failure(folderUnusable("say which key: --office-key FILE for the first one"));
        if (!options.ring.none())
            return failure(folderUnusable(
                "a folder's first office key goes to all counters: leave --percent and --counter away"));
        const auto version = introduceOffice(options.place.folder, *signer);
        if (!version) return failure(version.error());
        out << "From now on policies and key bundles are signed by office key " << signer->verifyingKey().id()
            << ".\nMove its file away from the gateway and keep a copy. Counters with a program of before "
               "there was an\noffice take neither policies nor keys until they are updated.\n";
        tellNext(*version, out);
        return {};
    }
    const auto parsed = officeKeyFrom(key);
    if (!parsed) return failure(parsed.error());
    const auto released = addOfficeKey(options.place.folder, *parsed, how->how());
    if (!released) return failure(released.error());
    out << "Office key " << parsed->id()
        << (released->draft.empty() ? " is made known.\n" : " is to be made known.\n");
    return tellReleased(options, *released, out);
}

Status takeKeysCommand(const GatewayPlace& place, const std::string& file, const RingWish& wish,
                       std::ostream& out) {
    const auto bytes = readFile(file, kMaxKeyBundleBytes);
    if (!bytes) return failure(bytes.error());
    const auto ring = ringOf(place, wish);
    if (!ring) return failure(ring.error());
    const auto version = takeKeys(place.folder, *bytes, *ring);
    if (!version) return failure(version.error());
    return tellInForce(place, *version, out);
}

Status keysRolloutCommand(const GatewayPlace& place, std::ostream& out) {
    const auto keys = keysInForce(place.folder);
    if (!keys) return failure(keys.error());
    const auto identity = openOperatorFolder(place.folder);
    if (!identity) return failure(identity.error());
    if (!identity->keysRing) {
        out << "Keys " << keys->version << " are everybody's.\n";
        return {};
    }
    if (identity->keysRing->stopped) {
        out << "The rollout of keys " << keys->version << " is stopped: who has them keeps them.\n";
        return {};
    }
    return tellInForce(place, keys->version, out);
}

Status widenKeysCommand(const GatewayPlace& place, const RingWish& wish, std::ostream& out) {
    const auto all = countersAtWork(place);
    if (!all) return failure(all.error());
    const auto ids = countersNamed(*all, wish.counters);
    if (!ids) return failure(ids.error());
    const auto ring = widenKeys(place.folder, wish.share(), *ids);
    if (!ring) return failure(ring.error());
    tellRing("Keys", *ring, *all, out);
    return {};
}

Status stopKeysCommand(const GatewayPlace& place, std::ostream& out) {
    if (auto stopped = stopKeys(place.folder); !stopped) return stopped;
    out << "Stopped, from the gateway's next start on: no other counter gets these keys, who has them keeps "
           "them.\n"
           "The way back is a newer bundle: retire the new signing or office key, or rotate the sealing key "
           "once more.\n"
           "It goes to all counters, and these keys come along with it. Or finish: they become "
           "everybody's.\n";
    return {};
}

Status finishKeysCommand(const GatewayPlace& place, std::ostream& out) {
    const auto version = finishKeys(place.folder);
    if (!version) return failure(version.error());
    tellNext(*version, out);
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
