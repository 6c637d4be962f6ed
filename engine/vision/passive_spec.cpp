#include "vision/passive_spec.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "vision/manifest_section.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

void readInput(const nlohmann::json& json, PassiveSpec& spec) {
    const ManifestSection input(json, "input");
    input.allow({"side", "crop_factor", "crops", "channels", "mean", "scale"});
    spec.side = input.whole("side", 16, 1024);
    spec.cropFactor = static_cast<float>(input.number("crop_factor", 1, 8));
    spec.channels = channelsOf(input);
    spec.scale = input.number("scale", 1e-6, 1e3);
    const auto& crops = input.at("crops");
    if (!crops.is_array() || crops.empty() || crops.size() > 2)
        throw WrongManifest{"input.crops is not a list of one or two"};
    spec.crops.clear();
    for (const auto& crop : crops) {
        const auto shape =
            input.oneOf<CropShape>(crop, "crops", {{"box", CropShape::Box}, {"square", CropShape::Square}});
        if (std::find(spec.crops.begin(), spec.crops.end(), shape) != spec.crops.end())
            throw WrongManifest{"input.crops names one twice"};
        spec.crops.push_back(shape);
    }
    spec.mean = input.three("mean", -255, 255);
}

void readOutput(const nlohmann::json& json, PassiveSpec& spec) {
    const ManifestSection output(json, "output");
    output.allow({"count", "live_index", "activation"});
    spec.outputs = static_cast<std::size_t>(output.whole("count", 1, 1000));
    spec.liveOutput = static_cast<std::size_t>(output.whole("live_index", 0, 999));
    spec.activation =
        output.oneOf<Activation>(output.at("activation"), "activation",
                                 {{"softmax", Activation::Softmax}, {"sigmoid", Activation::Sigmoid}});
    if (spec.liveOutput >= spec.outputs) throw WrongManifest{"output.live_index lies beyond output.count"};
    if (spec.activation == Activation::Softmax && spec.outputs < 2)
        throw WrongManifest{"a softmax over one output is always 1"};
}

PassiveManifest manifestFrom(const nlohmann::json& json) {
    const ManifestSection top(json, "the manifest");
    top.allow(
        {"schema", "id", "version", "file", "sha256", "source", "licence", "input", "output", "calibration"});
    if (top.text("schema") != "countersign.passive/1") throw WrongManifest{"another schema"};
    PassiveManifest manifest{top.text("id"),
                             top.text("version"),
                             top.text("file"),
                             top.text("sha256"),
                             top.text("source"),
                             top.text("licence"),
                             {}};
    readInput(top.at("input"), manifest.spec);
    readOutput(top.at("output"), manifest.spec);
    if (json.contains("calibration")) {
        const ManifestSection calibration(top.at("calibration"), "calibration");
        calibration.allow({"scale", "offset"});
        manifest.spec.calibrationScale = calibration.number("scale", 0.001, 1000);
        manifest.spec.calibrationOffset = calibration.number("offset", -100, 100);
    }
    return manifest;
}

}  // namespace

Result<PassiveManifest> parsePassiveManifest(std::string_view text) {
    const auto bad = [](const std::string& why) {
        return failure(vision::manifestBad(std::string(kPassiveManifestFile) + ": " + why));
    };
    return parseManifest<PassiveManifest>(text, manifestFrom, bad);
}

}  // namespace countersign
