#include "vision/model_catalogue.h"

#include <gnutls/crypto.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "vision/vision_errors.h"

namespace countersign {

extern const std::string_view kBuiltinManifest;

namespace {

struct StageName {
    ModelStage stage;
    std::string_view name;
};
constexpr std::array kStages{StageName{ModelStage::FaceDetector, "face_detector"},
                             StageName{ModelStage::CoarseLandmarks, "coarse_landmarks"},
                             StageName{ModelStage::FineLandmarks, "fine_landmarks"},
                             StageName{ModelStage::EyeState, "eye_state"},
                             StageName{ModelStage::PassiveAttack, "passive_attack"},
                             StageName{ModelStage::Embedder, "embedder"}};

constexpr std::size_t kLargestManifest = 64U << 10U;  // bytes
constexpr std::size_t kLargestModel = 512U << 20U;    // bytes; five times the largest one known

// GnuTLS and not libsodium: it uses the processor's own SHA instructions, and 100 MB are hashed at every
// start.
std::string hexDigest(ByteView bytes) {
    std::array<std::uint8_t, 32> digest{};
    if (gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes.data(), bytes.size(), digest.data()) != 0) return {};
    return toHex(digest);
}

bool isPlainName(const std::string& file) {
    return !file.empty() && file.front() != '.' && file.find('/') == std::string::npos &&
           file.find('\0') == std::string::npos;
}

bool isDigest(const std::string& text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<ModelStage> stageFromName(const std::string& name) {
    for (const auto& known : kStages) {
        if (known.name == name) return known.stage;
    }
    return std::nullopt;
}

Result<ModelEntry> entryFrom(const nlohmann::json& row) {
    ModelEntry entry;
    const auto stageName = row.at("stage").get<std::string>();
    const auto stage = stageFromName(stageName);
    if (!stage) return failure(vision::manifestBad("unknown stage"));
    entry.stage = *stage;
    entry.id = row.at("id").get<std::string>();
    entry.version = row.at("version").get<std::string>();
    entry.file = row.at("file").get<std::string>();
    entry.sha256 = row.at("sha256").get<std::string>();
    entry.source = row.at("source").get<std::string>();
    entry.licence = row.at("licence").get<std::string>();
    if (entry.id.empty()) return failure(vision::manifestBad("a model without id"));
    if (!isPlainName(entry.file)) return failure(vision::manifestBad("a file name with a folder in it"));
    if (!isDigest(entry.sha256)) return failure(vision::manifestBad("no SHA-256 for " + entry.file));
    return entry;
}

}  // namespace

std::string_view modelStageName(ModelStage stage) {
    for (const auto& known : kStages) {
        if (known.stage == stage) return known.name;
    }
    return "invalid";
}

Result<ModelCatalogue> ModelCatalogue::builtIn(std::filesystem::path folder) {
    auto catalogue = parse(kBuiltinManifest, std::move(folder));
    if (!catalogue) return catalogue;
    const auto passive =
        catalogue->takeOwn(kPassiveManifestFile, ModelStage::PassiveAttack, parsePassiveManifest,
                           [&](PassiveManifest own) { catalogue->m_passiveSpec = std::move(own.spec); });
    if (!passive) return failure(passive.error());
    const auto embedder = catalogue->takeOwn(kEmbedderManifestFile, ModelStage::Embedder,
                                             parseEmbedderManifest, [&](EmbedderManifest own) {
                                                 catalogue->m_embedderSpec = own.spec;
                                                 catalogue->m_ownBands = own.bands;
                                             });
    if (!embedder) return failure(embedder.error());
    return catalogue;
}

template <class Parse, class Take>
Status ModelCatalogue::takeOwn(std::string_view name, ModelStage stage, Parse parseOwn, Take take) {
    const auto file = m_folder / name;
    std::error_code ignored;
    // Not exists(): a link that leads nowhere was meant to be a manifest.
    const auto type = std::filesystem::symlink_status(file, ignored).type();
    if (type == std::filesystem::file_type::not_found || type == std::filesystem::file_type::none) return {};
    const auto bad = [&](const std::string& why) {
        return failure(vision::manifestBad(std::string(name) + ": " + why));
    };
    const auto bytes = readFile(file, kLargestManifest);
    if (!bytes) return bad("cannot be read (" + bytes.error().detail + ")");
    auto own = parseOwn({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!own) return failure(own.error());
    if (!isPlainName(own->file)) return bad("a file name with a folder in it");
    if (!isDigest(own->sha256)) return bad("no SHA-256 for the file");
    const auto place = std::find_if(m_entries.begin(), m_entries.end(),
                                    [stage](const ModelEntry& entry) { return entry.stage == stage; });
    // Id and version are the operator's words; records must tell this net, with its calibration, from any
    // other.
    const auto print = hexDigest(*bytes).substr(0, 16);
    *place = {own->id, own->version + "@" + print, stage, own->file, own->sha256, own->source, own->licence};
    take(std::move(*own));
    m_own.insert(stage);
    return {};
}

Result<ModelCatalogue> ModelCatalogue::parse(std::string_view manifestJson, std::filesystem::path folder) {
    ModelCatalogue catalogue;
    catalogue.m_folder = std::move(folder);
    try {
        const auto json = nlohmann::json::parse(manifestJson);
        if (json.at("schema").get<std::string>() != "countersign.models/1") {
            return failure(vision::manifestBad("another schema"));
        }
        for (const auto& row : json.at("models")) {
            auto entry = entryFrom(row);
            if (!entry) return failure(entry.error());
            catalogue.m_entries.push_back(std::move(*entry));
        }
    } catch (const nlohmann::json::exception&) {
        return failure(vision::manifestBad("not the expected JSON"));
    }
    for (const auto& known : kStages) {
        const auto count = std::count_if(catalogue.m_entries.begin(), catalogue.m_entries.end(),
                                         [&](const ModelEntry& entry) { return entry.stage == known.stage; });
        if (count != 1) {
            return failure(vision::manifestBad(std::string(known.name) + " is listed " +
                                               std::to_string(count) + " times"));
        }
    }
    return catalogue;
}

const ModelEntry& ModelCatalogue::entry(ModelStage stage) const {
    // parse() made sure that every stage is there.
    return *std::find_if(m_entries.begin(), m_entries.end(),
                         [&](const ModelEntry& known) { return known.stage == stage; });
}

std::string ModelCatalogue::fingerprint() const {
    std::string all;
    for (const auto& entry : m_entries) all += entry.sha256 + '\n';
    return toHex(sha256(toBytes(all)));
}

Result<Bytes> ModelCatalogue::read(ModelStage stage) const {
    const auto& known = entry(stage);
    auto bytes = readFile(m_folder / known.file, kLargestModel);
    if (!bytes) return failure(vision::modelMissing(known.file, bytes.error().detail));
    const auto digest = hexDigest(*bytes);
    if (digest != known.sha256 && m_own.contains(stage))
        return failure(vision::ownModelAltered(known.file, digest.substr(0, 16) + "..."));
    if (digest != known.sha256)
        return failure(vision::modelAltered(known.file, digest.substr(0, 16) + "..."));
    return bytes;
}

}  // namespace countersign
