// What whoever installed this computer said of its counter: /etc/countersign/counter.json, and the operator's
// public files beside it. Read once in main, before there is a log; values.
//
//   {"version": 1, "state": "/var/lib/countersign-counter", "user": "countersign-counter", "shop": "S-0172",
//    "operator": "https://…", "language": "ar", "text_size": 150, "theme": "dark", "ring": "stable"}
// Every field but the version may be missing, and the user stands with its state only. One that this program
// doesn't know is refused by its name: a mistyped setting that silently does nothing costs a technician a
// day.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "protocol/keys.h"
#include "protocol/provisioning.h"

namespace countersign {

inline constexpr const char* kMachineFile = "/etc/countersign/counter.json";
// The state folder that an installation names in it.
inline constexpr const char* kMachineState = "/var/lib/countersign-counter";
inline constexpr std::size_t kMaxMachineFile = 16U * 1024U;

struct MachineSettings {
    std::filesystem::path state;  // empty: the user's own folder
    std::string user;             // whose it is; empty: whoever owns the state folder
    std::string shop;
    std::string operatorUrl;
    FirstSettings first;  // until somebody at the counter chooses otherwise
    bool operator==(const MachineSettings&) const = default;
};

// MachineSettingsBad names what is wrong.
[[nodiscard]] Result<MachineSettings> parseMachineSettings(ByteView text);
// A missing file is no settings. Errors: FileUnreadable, and those of parseMachineSettings.
[[nodiscard]] Result<MachineSettings> readMachineSettings(const std::filesystem::path& file);

// A counter's records lie in `state`, and `file`, which would say so, is missing: whoever goes on as if
// nothing had been set up would be told that nothing waits. MachineSettingsBad; good where nothing can be
// seen there.
[[nodiscard]] Status refuseWithoutSettings(const std::filesystem::path& file,
                                           const std::filesystem::path& state);

// Beside the machine's file: the public keys of the operator's office, and the authority of its gateway.
[[nodiscard]] std::filesystem::path officeFileBeside(const std::filesystem::path& machineFile);
[[nodiscard]] std::filesystem::path authorityFileBeside(const std::filesystem::path& machineFile);

// Whose this counter is, if it is another user's than `self`: the name that the machine's file gives, or else
// the owner of the state folder; for root also of the folder in which it would have to be made. Empty: it may
// be used.
[[nodiscard]] std::optional<std::string> otherOwner(const MachineSettings& machine,
                                                    const std::filesystem::path& state, uid_t self);
// CounterOfAnotherUser with what to do: run `command` as that user.
[[nodiscard]] Error counterOfAnotherUser(const std::string& user);

}  // namespace countersign
