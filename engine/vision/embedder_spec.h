// How an embedder is called, and the file by which an operator puts another one in its place. Plain values;
// any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/result.h"
#include "vision/passive_spec.h"

namespace countersign {

// The defaults call the net that is shipped. The input is the aligned face, 112x112 (embedder.h).
struct EmbedderSpec {
    ChannelOrder channels = ChannelOrder::Bgr;
    std::array<double, 3> mean{127, 127, 127};  // in the net's order of channels
    double scale = 1.0 / 128;                   // input = (pixel - mean) * scale
    std::size_t numbers = 512;                  // of the embedding
};

// Limits on the similarity that this net gives, found with `countersign-check identities --propose`: those of
// the shipped net mean nothing for it.
struct EmbedderBands {
    double same = 0, unsure = 0;  // as in the policy
    double sameFace = 0;          // as liveness.continuity.same_face: below it two frames are of two people
};

struct EmbedderManifest {
    std::string id, version, file, sha256, source, licence;
    EmbedderSpec spec;
    EmbedderBands bands;
};

// The file's name inside the models folder.
inline constexpr std::string_view kEmbedderManifestFile = "embedder.json";

// "countersign.embedder/1"; every key is required and unknown ones are refused. Error: ModelManifestBad,
// which says what is wrong.
[[nodiscard]] Result<EmbedderManifest> parseEmbedderManifest(std::string_view json);

}  // namespace countersign
