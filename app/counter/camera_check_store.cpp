#include "app/counter/camera_check_store.h"

#include <nlohmann/json.hpp>

#include "core/files.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kLargestFile = 1024U * 1024U;
constexpr std::int64_t kLatest =
    4'102'444'800;  // the year 2100; what lies beyond was not written by this program

// The numbers of a scene by name, in one place for both ways.
constexpr std::array<std::pair<const char*, double SceneMeasure::*>, 9> kScene{{
    {"light", &SceneMeasure::light},
    {"middle", &SceneMeasure::middle},
    {"around", &SceneMeasure::around},
    {"left", &SceneMeasure::left},
    {"right", &SceneMeasure::right},
    {"clipped", &SceneMeasure::clipped},
    {"sharpness", &SceneMeasure::sharpness},
    {"red", &SceneMeasure::red},
    {"blue", &SceneMeasure::blue},
}};

json jsonOf(const SceneState& state) {
    json object{{"fps", state.framesPerSecond},
                {"uneven", state.uneven},
                {"layout", state.scene.layout}};
    for (const auto& [name, member] : kScene) object[name] = state.scene.*member;
    return object;
}

SceneState stateOf(const json& object) {
    SceneState state;
    state.framesPerSecond = object.at("fps").get<double>();
    state.uneven = object.at("uneven").get<double>();
    state.scene.layout = object.at("layout").get<SceneLayout>();
    for (const auto& [name, member] : kScene) state.scene.*member = object.at(name).get<double>();
    return state;
}

CameraCheckEntry entryOf(const json& object) {
    CameraCheckEntry entry;
    const auto& at = object.at("at");
    if (!at.is_number_integer() || at < 0 || at > kLatest)
        throw std::invalid_argument("a time that can't be");
    entry.at = WallTime(std::chrono::seconds(at.get<std::int64_t>()));
    entry.camera = object.at("camera").get<std::string>();
    entry.compared = object.at("compared").get<bool>();
    for (const auto& name : object.at("findings")) {
        // A newer version may know more.
        if (const auto finding = findingFromName(name.get<std::string>())) entry.findings.push_back(*finding);
    }
    return entry;
}

}  // namespace

CameraCheckStore::CameraCheckStore(std::filesystem::path file, Log& log)
    : m_file(std::move(file)), m_log(log) {
    read();
}

void CameraCheckStore::read() {
    std::error_code ignored;
    if (!std::filesystem::exists(m_file, ignored)) return;
    try {
        const auto bytes = readFile(m_file, kLargestFile);
        if (!bytes) throw std::invalid_argument(describe(bytes.error()));
        const auto object = json::parse(bytes->begin(), bytes->end());
        for (const auto& [camera, state] : object.at("good").items()) m_good[camera] = stateOf(state);
        for (const auto& entry : object.at("checks")) m_history.push_back(entryOf(entry));
        if (m_history.size() > kKept) m_history.resize(kKept);
    } catch (const std::exception& error) {
        m_log.warn("camera",
                   std::string("the checks of the camera can't be read and begin anew: ") + error.what());
        m_good.clear();
        m_history.clear();
        std::filesystem::rename(m_file, m_file.string() + ".unreadable", ignored);
    }
}

void CameraCheckStore::write() {
    json object{{"schema", 1}, {"good", json::object()}, {"checks", json::array()}};
    for (const auto& [camera, state] : m_good) object["good"][camera] = jsonOf(state);
    for (const auto& entry : m_history) {
        json names = json::array();
        for (const auto finding : entry.findings) names.push_back(findingName(finding));
        object["checks"].push_back(
            {{"at", std::chrono::duration_cast<std::chrono::seconds>(entry.at.time_since_epoch()).count()},
             {"camera", entry.camera},
             {"compared", entry.compared},
             {"findings", names}});
    }
    const auto text = object.dump(-1, ' ', false, json::error_handler_t::replace);
    if (const auto written = writeFileDurably(m_file, Bytes(text.begin(), text.end())); !written)
        m_log.warn("camera", describe(written.error()));
}

std::optional<SceneState> CameraCheckStore::good(const std::string& camera) const {
    const auto found = m_good.find(camera);
    return found == m_good.end() ? std::nullopt : std::optional(found->second);
}

void CameraCheckStore::keepGood(const std::string& camera, const SceneState& state) {
    m_good[camera] = state;
    write();
}

void CameraCheckStore::add(const CameraCheckEntry& entry) {
    m_history.insert(m_history.begin(), entry);
    if (m_history.size() > kKept) m_history.resize(kKept);
    write();
}

}  // namespace countersign
