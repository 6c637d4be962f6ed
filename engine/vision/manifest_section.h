// Strict reading of a model's manifest: every key is asked for, and unknown ones are refused. Only for the
// parsers of manifests, which turn what is thrown here into an Error. Any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vision/passive_spec.h"

namespace countersign {

// Thrown inside the parsers only: many keys would otherwise be mostly checks.
struct WrongManifest {
    std::string why;
};

// An object whose keys must all be asked for.
class ManifestSection {
  public:
    ManifestSection(const nlohmann::json& json, std::string name) : m_json(json), m_name(std::move(name)) {
        if (!json.is_object()) throw WrongManifest{m_name + " is not an object"};
    }
    void allow(const std::vector<std::string_view>& keys) const {
        for (const auto& [key, value] : m_json.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                throw WrongManifest{"unknown key " + m_name + "." + key.substr(0, 40)};
        }
    }
    [[nodiscard]] const nlohmann::json& at(const char* key) const {
        const auto found = m_json.find(key);
        if (found == m_json.end()) throw WrongManifest{m_name + "." + key + " is missing"};
        return *found;
    }
    [[nodiscard]] std::string text(const char* key) const {
        const auto& value = at(key);
        if (!value.is_string() || value.get<std::string>().empty())
            throw WrongManifest{m_name + "." + key + " is not a word"};
        return value.get<std::string>();
    }
    [[nodiscard]] double number(const char* key, double low, double high) const {
        return numberIn(at(key), key, low, high);
    }
    [[nodiscard]] int whole(const char* key, int low, int high) const {
        if (!at(key).is_number_integer()) throw WrongManifest{m_name + "." + key + " is not a whole number"};
        return static_cast<int>(number(key, low, high));
    }
    template <class Value>
    [[nodiscard]] Value oneOf(const nlohmann::json& value, const char* key,
                              const std::vector<std::pair<std::string_view, Value>>& names) const {
        for (const auto& [name, meaning] : names) {
            if (value.is_string() && value.get<std::string>() == name) return meaning;
        }
        throw WrongManifest{m_name + "." + key + " is none of the known words"};
    }
    [[nodiscard]] std::array<double, 3> three(const char* key, double low, double high) const {
        const auto& list = at(key);
        if (!list.is_array() || list.size() != 3)
            throw WrongManifest{m_name + "." + key + " is not a list of three"};
        std::array<double, 3> numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = numberIn(list[i], key, low, high);
        return numbers;
    }
    [[nodiscard]] double numberIn(const nlohmann::json& value, const char* key, double low,
                                  double high) const {
        const double number = value.is_number() ? value.get<double>() : std::nan("");
        if (!(number >= low && number <= high))
            throw WrongManifest{m_name + "." + key + " is not a number in its range"};
        return number;
    }

  private:
    const nlohmann::json& m_json;
    std::string m_name;
};

[[nodiscard]] inline ChannelOrder channelsOf(const ManifestSection& input) {
    return input.oneOf<ChannelOrder>(input.at("channels"), "channels",
                                     {{"bgr", ChannelOrder::Bgr}, {"rgb", ChannelOrder::Rgb}});
}

// Runs `parse` over the JSON and turns what goes wrong into the one word on it. Wrong(std::string) makes the
// error.
template <class Manifest, class Parse, class Wrong>
[[nodiscard]] Result<Manifest> parseManifest(std::string_view text, Parse parse, Wrong wrong) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) return wrong("not JSON");
    try {
        return parse(json);
    } catch (const WrongManifest& problem) {
        return wrong(problem.why);
    } catch (const nlohmann::json::exception&) {
        return wrong("not the expected JSON");
    }
}

}  // namespace countersign
