// Which model files belong to this build, and proof that the ones on disk are those. Any thread; immutable
// after load.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.h"
#include "vision/embedder_spec.h"
#include "vision/passive_spec.h"

namespace countersign {

enum class ModelStage { FaceDetector = 1, CoarseLandmarks, FineLandmarks, EyeState, PassiveAttack, Embedder };

[[nodiscard]] std::string_view modelStageName(ModelStage stage);  // as in manifest.json: "face_detector" ...

struct ModelEntry {
    std::string id;  // stable, goes into the evidence: "rfb320"
    std::string version;
    ModelStage stage = ModelStage::FaceDetector;
    std::string file;    // plain file name inside the models folder
    std::string sha256;  // 64 lower-case hex digits
    std::string source;  // package it is taken from
    std::string licence;
};

class ModelCatalogue {
  public:
    // The manifest that was compiled in: cannot be altered together with the models. If the folder holds
    // passive_attack.json or embedder.json, the net is the one named there: the folder belongs to whoever
    // installs the program, and the record names the net by its id. Error: ModelManifestBad.
    [[nodiscard]] static Result<ModelCatalogue> builtIn(std::filesystem::path folder);
    // A manifest from elsewhere (an operator's own models). Every stage must be present exactly once, file
    // names must be plain and digests well-formed. Error: ModelManifestBad.
    [[nodiscard]] static Result<ModelCatalogue> parse(std::string_view manifestJson,
                                                      std::filesystem::path folder);

    [[nodiscard]] const ModelEntry& entry(ModelStage stage) const;
    [[nodiscard]] const std::vector<ModelEntry>& entries() const { return m_entries; }
    // Of all models together, as hex: templates of other models are not these.
    [[nodiscard]] std::string fingerprint() const;
    [[nodiscard]] const PassiveSpec& passiveSpec() const { return m_passiveSpec; }
    [[nodiscard]] const EmbedderSpec& embedderSpec() const { return m_embedderSpec; }
    // Of the operator's own embedder; empty: the shipped one, whose limits stand in the policy.
    [[nodiscard]] const std::optional<EmbedderBands>& ownBands() const { return m_ownBands; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

    // The whole file, read once and checked, so that what is used is what was checked.
    // Errors: ModelMissing, ModelAltered; both name the file and how to repair.
    [[nodiscard]] Result<Bytes> read(ModelStage stage) const;

  private:
    template <class Parse, class Take>
    [[nodiscard]] Status takeOwn(std::string_view name, ModelStage stage, Parse parseOwn, Take take);

    std::filesystem::path m_folder;
    PassiveSpec m_passiveSpec;
    EmbedderSpec m_embedderSpec;
    std::optional<EmbedderBands> m_ownBands;
    std::set<ModelStage> m_own;  // stages that the operator's manifests replaced
    std::vector<ModelEntry> m_entries;
};

}  // namespace countersign
