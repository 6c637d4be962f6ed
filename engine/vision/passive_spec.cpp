#include "vision/passive_spec.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "vision/vision_errors.h"

namespace countersign {
namespace {

// Thrown inside this file only: a parser of many keys would otherwise be mostly checks.
struct Wrong {
    std::string why;
};

// An object whose keys must all be asked for.
class Section {
  public:
    Section(const nlohmann::json& json, std::string name) : m_json(json), m_name(std::move(name)) {
        if (!json.is_object()) throw Wrong{m_name + " is not an object"};
    }
    void allow(const std::vector<std::string_view>& keys) const {
        for (const auto& [key, value] : m_json.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                throw Wrong{"unknown key " + m_name + "." + key.substr(0, 40)};
        }
    }
    [[nodiscard]] const nlohmann::json& at(const char* key) const {
        const auto found = m_json.find(key);
        if (found == m_json.end()) throw Wrong{m_name + "." + key + " is missing"};
        return *found;
    }
    [[nodiscard]] std::string text(const char* key) const {
        const auto& value = at(key);
        if (!value.is_string() || value.get<std::string>().empty())
            throw Wrong{m_name + "." + key + " is not a word"};
        return value.get<std::string>();
    }
    [[nodiscard]] double number(const char* key, double low, double high) const {
        return numberIn(at(key), key, low, high);
    }
    [[nodiscard]] int whole(const char* key, int low, int high) const {
        if (!at(key).is_number_integer()) throw Wrong{m_name + "." + key + " is not a whole number"};
        return static_cast<int>(number(key, low, high));
    }
    template <class Value>
    [[nodiscard]] Value oneOf(const nlohmann::json& value, const char* key,
                              const std::vector<std::pair<std::string_view, Value>>& names) const {
        for (const auto& [name, meaning] : names) {
            if (value.is_string() && value.get<std::string>() == name) return meaning;
        }
        throw Wrong{m_name + "." + key + " is none of the known words"};
    }
    [[nodiscard]] double numberIn(const nlohmann::json& value, const char* key, double low,
                                  double high) const {
        const double number = value.is_number() ? value.get<double>() : std::nan("");
        if (!(number >= low && number <= high))
            throw Wrong{m_name + "." + key + " is not a number in its range"};
        return number;
    }

  private:
    const nlohmann::json& m_json;
    std::string m_name;
};

void readInput(const nlohmann::json& json, PassiveSpec& spec) {
    const Section input(json, "input");
    input.allow({"side", "crop_factor", "crops", "channels", "mean", "scale"});
    spec.side = input.whole("side", 16, 1024);
    spec.cropFactor = static_cast<float>(input.number("crop_factor", 1, 8));
    spec.channels = input.oneOf<ChannelOrder>(input.at("channels"), "channels",
                                              {{"bgr", ChannelOrder::Bgr}, {"rgb", ChannelOrder::Rgb}});
    spec.scale = input.number("scale", 1e-6, 1e3);
    const auto& crops = input.at("crops");
    if (!crops.is_array() || crops.empty() || crops.size() > 2)
        throw Wrong{"input.crops is not a list of one or two"};
    spec.crops.clear();
    for (const auto& crop : crops) {
        const auto shape =
            input.oneOf<CropShape>(crop, "crops", {{"box", CropShape::Box}, {"square", CropShape::Square}});
        if (std::find(spec.crops.begin(), spec.crops.end(), shape) != spec.crops.end())
            throw Wrong{"input.crops names one twice"};
        spec.crops.push_back(shape);
    }
    const auto& mean = input.at("mean");
    if (!mean.is_array() || mean.size() != 3) throw Wrong{"input.mean is not a list of three"};
    for (std::size_t i = 0; i < 3; ++i) spec.mean[i] = input.numberIn(mean[i], "mean", -255, 255);
}

void readOutput(const nlohmann::json& json, PassiveSpec& spec) {
    const Section output(json, "output");
    output.allow({"count", "live_index", "activation"});
    spec.outputs = static_cast<std::size_t>(output.whole("count", 1, 1000));
    spec.liveOutput = static_cast<std::size_t>(output.whole("live_index", 0, 999));
    spec.activation =
        output.oneOf<Activation>(output.at("activation"), "activation",
                                 {{"softmax", Activation::Softmax}, {"sigmoid", Activation::Sigmoid}});
    if (spec.liveOutput >= spec.outputs) throw Wrong{"output.live_index lies beyond output.count"};
    if (spec.activation == Activation::Softmax && spec.outputs < 2)
        throw Wrong{"a softmax over one output is always 1"};
}

PassiveManifest manifestFrom(const nlohmann::json& json) {
    const Section top(json, "the manifest");
    top.allow(
        {"schema", "id", "version", "file", "sha256", "source", "licence", "input", "output", "calibration"});
    if (top.text("schema") != "countersign.passive/1") throw Wrong{"another schema"};
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
        const Section calibration(top.at("calibration"), "calibration");
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
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) return bad("not JSON");
    try {
        return manifestFrom(json);
    } catch (const Wrong& wrong) {
        return bad(wrong.why);
    } catch (const nlohmann::json::exception&) {
        return bad("not the expected JSON");
    }
}

}  // namespace countersign
