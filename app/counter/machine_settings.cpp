#include "app/counter/machine_settings.h"

#include <pwd.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/files.h"
#include "pages/settings_page.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPath = 1024;
constexpr std::size_t kMaxUser = 32;  // useradd(8)
constexpr std::array kFields{"version",  "state",     "user",  "shop", "operator",
                             "language", "text_size", "theme", "ring"};

Error bad(const std::string& what) {
    return makeError(ErrorCode::MachineSettingsBad, what);
}

bool isUserName(std::string_view name) {
    if (name.empty() || name.size() > kMaxUser || name.front() == '-') return false;
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

// Absolute and as short as it can be said: a folder that ".." leads to is another than the one that is read.
bool isPlainPath(const std::string& text) {
    const fs::path path(text);
    return text.size() > 1 && path.is_absolute() && path == path.lexically_normal() && path.has_filename();
}

std::string nameOf(uid_t user) {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, space.data(), space.size(), &found) == 0 && found != nullptr)
        return entry.pw_name;
    return "number " + std::to_string(user);
}

std::optional<uid_t> userNamed(const std::string& name) {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwnam_r(name.c_str(), &entry, space.data(), space.size(), &found) == 0 && found != nullptr)
        return entry.pw_uid;
    return std::nullopt;
}

}  // namespace

Result<MachineSettings> parseMachineSettings(ByteView text) {
    if (text.size() > kMaxMachineFile) return failure(bad("it is larger than 16 KB"));
    const auto parsed = protocol::parseObject(protocol::asText(text));
    if (!parsed) return failure(bad(parsed.error().detail));
    for (const auto& [name, value] : parsed->items()) {
        if (std::ranges::none_of(kFields, [&](const char* known) { return name == known; }))
            return failure(bad("unknown field \"" + name.substr(0, kMaxUser) + "\""));
    }
    protocol::FieldReader fields(*parsed);
    fields.number("version", 1, 1);
    // "" is what a form left empty; here it would mean that a field has nothing to say.
    const auto word = [&](const char* name, std::size_t limit, const auto& good) {
        auto value = fields.optionalText(name, limit);
        if (parsed->contains(name) && !good(value)) fields.reject(name);
        return value;
    };
    MachineSettings machine;
    machine.state = word("state", kMaxPath, isPlainPath);
    machine.user = word("user", kMaxUser, isUserName);
    machine.shop = word("shop", kMaxShopBytes, isShopId);
    machine.operatorUrl = word("operator", kMaxAddressBytes, isGatewayAddress);
    machine.first.language = word("language", 16, isLanguageTag);
    machine.first.theme =
        word("theme", 16, [](const std::string& theme) { return theme == "light" || theme == "dark"; });
    machine.first.ring = word("ring", 32, isRingName);
    if (parsed->contains("text_size")) {
        machine.first.textPercent = static_cast<int>(fields.number("text_size", 1, 1000));
        const auto& sizes = ui::textSizes();
        if (std::ranges::find(sizes, machine.first.textPercent) == sizes.end()) fields.reject("text_size");
    }
    if (const auto good = fields.finish(); !good) return failure(bad(good.error().detail));
    // Of a folder in somebody's home its owner says whose it is: this would be silently nothing.
    if (!machine.user.empty() && machine.state.empty())
        return failure(bad("\"user\" says nothing without \"state\": name both or neither"));
    return machine;
}

Result<MachineSettings> readMachineSettings(const fs::path& file) {
    std::error_code code;
    if (!fs::exists(fs::symlink_status(file, code)) &&
        (!code || code == std::errc::no_such_file_or_directory))
        return MachineSettings{};
    const auto bytes = readFile(file, kMaxMachineFile);
    if (!bytes) return failure(bytes.error());
    return parseMachineSettings(*bytes);
}

Status refuseWithoutSettings(const fs::path& file, const fs::path& state) {
    std::error_code code;
    if (fs::exists(fs::symlink_status(file, code))) return {};
    if (!fs::exists(state / "queue", code) && !fs::exists(state / "identity", code)) return {};
    return failure(bad("it is missing, and a counter's records lie in " + state.string() +
                       "; to make it anew: sudo countersign-setup --repair"));
}

fs::path officeFileBeside(const fs::path& machineFile) {
    return machineFile.parent_path() / "office.pub";
}

fs::path authorityFileBeside(const fs::path& machineFile) {
    return machineFile.parent_path() / "operator-ca.pem";
}

std::optional<std::string> otherOwner(const MachineSettings& machine, const fs::path& state, uid_t self) {
    if (!machine.user.empty() && state == machine.state) {
        if (userNamed(machine.user) != self) return machine.user;
        return std::nullopt;
    }
    struct stat info{};
    auto place = state;
    bool found = ::stat(place.c_str(), &info) == 0;
    // Nobody is kept from making one but root: in somebody's home it would stand in that user's way.
    while (!found && self == 0 && place.has_relative_path()) {
        place = place.parent_path();
        found = ::stat(place.empty() ? "." : place.c_str(), &info) == 0;
    }
    if (!found || info.st_uid == self) return std::nullopt;
    return nameOf(info.st_uid);
}

Error counterOfAnotherUser(const std::string& user) {
    return makeError(ErrorCode::CounterOfAnotherUser, "this counter belongs to the user " + user +
                                                          ": run the program as that user, sudo -u " + user +
                                                          " countersign");
}

}  // namespace countersign
