#include "vision/embedder_spec.h"

#include "vision/manifest_section.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

EmbedderManifest manifestFrom(const nlohmann::json& json) {
    const ManifestSection top(json, "the manifest");
    top.allow({"schema", "id", "version", "file", "sha256", "source", "licence", "input", "output", "bands"});
    if (top.text("schema") != "countersign.embedder/1") throw WrongManifest{"another schema"};
    EmbedderManifest manifest{top.text("id"),
                              top.text("version"),
                              top.text("file"),
                              top.text("sha256"),
                              top.text("source"),
                              top.text("licence"),
                              {},
                              {}};
    const ManifestSection input(top.at("input"), "input");
    input.allow({"channels", "mean", "scale"});
    manifest.spec.channels = channelsOf(input);
    manifest.spec.mean = input.three("mean", -255, 255);
    manifest.spec.scale = input.number("scale", 1e-6, 1e3);
    const ManifestSection output(top.at("output"), "output");
    output.allow({"count"});
    manifest.spec.numbers = static_cast<std::size_t>(output.whole("count", 16, 4096));
    const ManifestSection bands(top.at("bands"), "bands");
    bands.allow({"same", "unsure", "same_face"});
    manifest.bands.same = bands.number("same", -1, 1);
    manifest.bands.unsure = bands.number("unsure", -1, 1);
    manifest.bands.sameFace = bands.number("same_face", -1, 1);
    if (manifest.bands.unsure > manifest.bands.same) throw WrongManifest{"bands are the wrong way round"};
    return manifest;
}

}  // namespace

Result<EmbedderManifest> parseEmbedderManifest(std::string_view text) {
    const auto bad = [](const std::string& why) {
        return failure(vision::manifestBad(std::string(kEmbedderManifestFile) + ": " + why));
    };
    return parseManifest<EmbedderManifest>(text, manifestFrom, bad);
}

}  // namespace countersign
