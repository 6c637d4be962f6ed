// A reviewer's password, asked for on the terminal without being shown, or read from a file; never an
// argument, which every user of the computer could read. Main thread.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"

namespace countersign {

// Overwritten when it goes.
struct Password {
    std::string text;
    Password() = default;
    Password(Password&&) = default;
    Password& operator=(Password&&) = default;
    Password(const Password&) = delete;
    Password& operator=(const Password&) = delete;
    ~Password();
};

// For an account; on the terminal it is asked for twice. ReviewerRejected: there is no terminal, or the two
// were not the same; and what reading the file raises.
[[nodiscard]] Result<Password> newPassword(const std::filesystem::path& file);
// Of an account that is there; the same errors.
[[nodiscard]] Result<Password> passwordOf(const std::string& reviewer, const std::filesystem::path& file);

}  // namespace countersign
