// The clerks who may sign in at this counter, kept in one small file; PINs only as argon2id hashes. GUI
// thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace countersign {

struct Clerk {
    std::string id;    // lower-case letters, digits, - and _; stored with each record
    std::string name;  // UTF-8, shown on the screen only
};

[[nodiscard]] bool isClerkId(std::string_view id);

class ClerkList {
  public:
    // A missing file is an empty list; a damaged one is an error and stays as it is.
    [[nodiscard]] static Result<ClerkList> load(const std::filesystem::path& file);

    // Adds or replaces; the file is written durably with mode 0600. ClerkRejected: id or PIN of a wrong shape
    // (PIN: 4 to 12 digits).
    [[nodiscard]] Status put(const Clerk& clerk, std::string_view pin);

    // Takes about 60 ms (argon2id), also for an unknown id, so that time tells nothing.
    [[nodiscard]] std::optional<Clerk> signIn(std::string_view id, std::string_view pin) const;

    [[nodiscard]] bool empty() const { return m_entries.empty(); }

  private:
    struct Entry {
        Clerk clerk;
        std::string pinHash;
    };
    explicit ClerkList(std::filesystem::path file) : m_file(std::move(file)) {}

    std::filesystem::path m_file;
    std::vector<Entry> m_entries;
};

}  // namespace countersign
