#include "app/counter/clerk_list.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/files.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestFile = 1U << 20U;

bool goodPin(std::string_view pin) {
    return pin.size() >= 4 && pin.size() <= 12 &&
           std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string hashPin(std::string_view pin) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return {};
    }
    hash.resize(hash.find('\0'));
    return hash;
}

Error rejected(const char* why) {
    return makeError(ErrorCode::ClerkRejected, why);
}

template <class Entries>
auto entryOf(Entries& entries, std::string_view id) {
    return std::find_if(entries.begin(), entries.end(),
                        [id](const auto& known) { return known.clerk.id == id; });
}

Result<std::string> hashOf(std::string_view pin) {
    if (!goodPin(pin)) return failure(rejected("a PIN is 4 to 12 digits"));
    auto hash = hashPin(pin);
    if (hash.empty()) return failure(rejected("not enough memory to hash the PIN"));
    return hash;
}

}  // namespace

bool isClerkId(std::string_view id) {
    return !id.empty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

Result<ClerkList> ClerkList::load(const std::filesystem::path& file) {
    ClerkList list(file);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return list;
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return failure(bytes.error());
    const auto json = nlohmann::json::parse(bytes->begin(), bytes->end(), nullptr, false);
    const auto damaged = [] {
        return failure(makeError(ErrorCode::ClerkListDamaged, "clerks.json is damaged"));
    };
    if (!json.is_object() || !json.contains("clerks") || !json["clerks"].is_array()) return damaged();
    for (const auto& item : json["clerks"]) {
        if (!item.is_object()) return damaged();
        const auto text = [&item](const char* key) {
            return item.contains(key) && item[key].is_string() ? item[key].get<std::string>() : std::string();
        };
        const auto role = item.contains("role") ? clerkRoleFromName(text("role")) : ClerkRole::Clerk;
        if (!role) return damaged();
        Entry entry{{text("id"), text("name"), *role}, text("pin_hash"), !item.contains("not_noted")};
        if (!isClerkId(entry.clerk.id) || entry.pinHash.empty()) return damaged();
        if (entryOf(list.m_entries, entry.clerk.id) != list.m_entries.end()) return damaged();
        list.m_entries.push_back(std::move(entry));
    }
    return list;
}

Status ClerkList::put(const Clerk& clerk, std::string_view pin) {
    return put(clerk, pin, Noted::Yes);
}

Status ClerkList::put(const Clerk& clerk, std::string_view pin, Noted noted) {
    if (!isClerkId(clerk.id)) return failure(rejected("a clerk's id is 1 to 32 of a-z 0-9 - _"));
    auto hash = hashOf(pin);
    if (!hash) return failure(hash.error());
    auto entries = m_entries;
    Entry entry{clerk, std::move(*hash), noted == Noted::Yes};
    const auto known = entryOf(entries, clerk.id);
    if (known == entries.end())
        entries.push_back(std::move(entry));
    else
        *known = std::move(entry);
    return write(std::move(entries));
}

Status ClerkList::add(const Clerk& clerk, std::string_view pin) {
    if (find(clerk.id)) return failure(rejected("this id is taken"));
    return put(clerk, pin);
}

Status ClerkList::changePin(std::string_view id, std::string_view pin) {
    auto entries = m_entries;
    const auto known = entryOf(entries, id);
    if (known == entries.end()) return failure(rejected("no clerk has this id"));
    auto hash = hashOf(pin);
    if (!hash) return failure(hash.error());
    known->pinHash = std::move(*hash);
    return write(std::move(entries));
}

Status ClerkList::changeRole(std::string_view id, ClerkRole role) {
    auto entries = m_entries;
    const auto known = entryOf(entries, id);
    if (known == entries.end()) return failure(rejected("no clerk has this id"));
    known->clerk.role = role;
    return write(std::move(entries));
}

Status ClerkList::remove(std::string_view id) {
    auto entries = m_entries;
    const auto known = entryOf(entries, id);
    if (known == entries.end()) return failure(rejected("no clerk has this id"));
    entries.erase(known);
    return write(std::move(entries));
}

Status ClerkList::setNoted() {
    auto entries = m_entries;
    for (auto& entry : entries) entry.noted = true;
    return write(std::move(entries));
}

Status ClerkList::write(std::vector<Entry> entries) {
    nlohmann::json json{{"schema", 1}, {"clerks", nlohmann::json::array()}};
    for (const auto& known : entries) {
        nlohmann::json item{{"id", known.clerk.id},
                            {"name", known.clerk.name},
                            {"role", clerkRoleName(known.clerk.role)},
                            {"pin_hash", known.pinHash}};
        if (!known.noted) item["not_noted"] = true;
        json["clerks"].push_back(std::move(item));
    }
    const auto text = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    if (auto written = writeFileDurably(m_file, toBytes(text)); !written) return written;
    m_entries = std::move(entries);
    return {};
}

std::vector<Clerk> ClerkList::clerks() const {
    std::vector<Clerk> found;
    for (const auto& entry : m_entries) found.push_back(entry.clerk);
    return found;
}

std::optional<Clerk> ClerkList::find(std::string_view id) const {
    const auto known = entryOf(m_entries, id);
    return known == m_entries.end() ? std::nullopt : std::optional(known->clerk);
}

std::vector<Clerk> ClerkList::notNoted() const {
    std::vector<Clerk> found;
    for (const auto& entry : m_entries) {
        if (!entry.noted) found.push_back(entry.clerk);
    }
    return found;
}

std::optional<Clerk> ClerkList::signIn(std::string_view id, std::string_view pin) const {
    // An unknown id costs the same work, against a hash that no PIN has.
    static const std::string kNobody = hashPin("no such clerk");
    const Entry* found = nullptr;
    for (const auto& entry : m_entries) {
        if (entry.clerk.id == id) found = &entry;
    }
    std::string hash = found != nullptr ? found->pinHash : kNobody;
    hash.resize(crypto_pwhash_STRBYTES, '\0');
    const bool right = crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
    if (!right || found == nullptr) return std::nullopt;
    return found->clerk;
}

}  // namespace countersign
