// The clerks who may sign in at this counter, kept in one small file; PINs only as argon2id hashes. A value;
// one thread at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clerk_role.h"
#include "core/result.h"

namespace countersign {

struct Clerk {
    std::string id;    // lower-case letters, digits, - and _; stored with each record
    std::string name;  // UTF-8, shown on the screen only
    ClerkRole role = ClerkRole::Clerk;
    bool operator==(const Clerk&) const = default;
};

[[nodiscard]] bool isClerkId(std::string_view id);

class ClerkList {
  public:
    // A missing file is an empty list; a damaged one is an error and stays as it is.
    // An entry without a role, as versions before there were roles wrote them, is a clerk: they register on
    // as before, and nobody gets to manage the others unasked. A supervisor comes from the command line, as
    // every clerk came until then. A role that this version doesn't know is damage: no guess is right.
    [[nodiscard]] static Result<ClerkList> load(const std::filesystem::path& file);

    // Each writes the file durably, with mode 0600, before the list changes. ClerkRejected: id or PIN of a
    // wrong shape (PIN: 4 to 12 digits), an id that is there already, or one that is not. put() replaces.
    [[nodiscard]] Status put(const Clerk& clerk, std::string_view pin);
    [[nodiscard]] Status add(const Clerk& clerk, std::string_view pin);
    [[nodiscard]] Status changePin(std::string_view id, std::string_view pin);
    [[nodiscard]] Status changeRole(std::string_view id, ClerkRole role);
    [[nodiscard]] Status remove(std::string_view id);

    // Takes about 60 ms (argon2id), also for an unknown id, so that time tells nothing.
    [[nodiscard]] std::optional<Clerk> signIn(std::string_view id, std::string_view pin) const;

    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::vector<Clerk> clerks() const;  // in the order in which they came
    [[nodiscard]] std::optional<Clerk> find(std::string_view id) const;
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

    // What was changed at the command line, where there is no journal: put() marks it, and it stays marked
    // until somebody has noted it.
    enum class Noted { Yes = 1, NotYet };
    [[nodiscard]] Status put(const Clerk& clerk, std::string_view pin, Noted noted);
    [[nodiscard]] std::vector<Clerk> notNoted() const;
    [[nodiscard]] Status setNoted();

  private:
    struct Entry {
        Clerk clerk;
        std::string pinHash;
        bool noted = true;
    };
    explicit ClerkList(std::filesystem::path file) : m_file(std::move(file)) {}
    [[nodiscard]] Status write(std::vector<Entry> entries);

    std::filesystem::path m_file;
    std::vector<Entry> m_entries;
};

}  // namespace countersign
