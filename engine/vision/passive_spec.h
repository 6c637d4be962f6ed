// How a passive net is called, and the file by which an operator puts another one in its place. Plain values;
// any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace countersign {

enum class CropShape {
    Box = 1,  // the detector's box, taller than wide
    Square    // the square around it
};
enum class ChannelOrder { Bgr = 1, Rgb };
enum class Activation { Softmax = 1, Sigmoid };

// The defaults call the net that is shipped. Over several crops the logits are averaged.
struct PassiveSpec {
    int side = 128;           // px of the input
    float cropFactor = 2.7F;  // times the face box
    std::vector<CropShape> crops{CropShape::Box, CropShape::Square};
    ChannelOrder channels = ChannelOrder::Bgr;
    std::array<double, 3> mean{0, 0, 0};  // in the net's order of channels
    double scale = 1;                     // input = (pixel - mean) * scale
    std::size_t outputs = 3;
    std::size_t liveOutput = 0;
    Activation activation = Activation::Softmax;
    double calibrationScale = 1;  // logit = scale * raw + offset
    double calibrationOffset = 0;
};

struct PassiveManifest {
    std::string id, version, file, sha256, source, licence;
    PassiveSpec spec;
};

// The file's name inside the models folder.
inline constexpr std::string_view kPassiveManifestFile = "passive_attack.json";

// "countersign.passive/1"; every key is required but calibration, and unknown ones are refused: a slip in a
// name must not leave a default in force. Error: ModelManifestBad, which says what is wrong.
[[nodiscard]] Result<PassiveManifest> parsePassiveManifest(std::string_view json);

}  // namespace countersign
