#include "operator/console_sessions.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace countersign {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kSessionsOfReviewer = 3;  // an office, a laptop, a forgotten one
constexpr std::size_t kMostEntries = 4096;      // of the brake: what strangers name must not fill the memory
constexpr std::chrono::hours kRemembered{24};   // how long waits in a row are one row

std::string randomToken() {
    std::array<std::uint8_t, kTokenBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    auto text = toHex(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return text;
}

ByteView viewOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

Sha256 SessionList::markOf(std::string_view passwordHash) {
    return sha256Of(viewOf(passwordHash));
}

void SessionList::forgetOld(Millis now) {
    std::erase_if(m_entries, [now](const auto& each) {
        return now - each.second.usedAt >= kSessionIdle || now - each.second.begunAt >= kSessionLongest;
    });
}

SessionList::Begun SessionList::begin(std::string_view reviewer, std::string_view passwordHash) {
    const auto now = m_clock.boot().since;
    Begun begun{randomToken(), {std::string(reviewer), randomToken(), markOf(passwordHash)}};
    const std::lock_guard lock(m_mutex);
    forgetOld(now);
    for (;;) {
        auto oldest = m_entries.end();
        std::size_t own = 0;
        for (auto each = m_entries.begin(); each != m_entries.end(); ++each) {
            if (each->second.session.reviewer != reviewer) continue;
            ++own;
            if (oldest == m_entries.end() || each->second.begunAt < oldest->second.begunAt) oldest = each;
        }
        if (own < kSessionsOfReviewer) break;
        m_entries.erase(oldest);
    }
    m_entries[sha256Of(viewOf(begun.token))] = {begun.session, now, now};
    return begun;
}

std::optional<Session> SessionList::use(std::string_view token) {
    const auto now = m_clock.boot().since;
    const std::lock_guard lock(m_mutex);
    forgetOld(now);
    const auto found = m_entries.find(sha256Of(viewOf(token)));
    if (found == m_entries.end()) return std::nullopt;
    found->second.usedAt = now;
    return found->second.session;
}

void SessionList::end(std::string_view token) {
    const std::lock_guard lock(m_mutex);
    m_entries.erase(sha256Of(viewOf(token)));
}

SignInBrake::Entry& SignInBrake::entryOf(std::map<std::string, Entry, std::less<>>& entries,
                                         std::string_view key, Millis now) {
    const auto found = entries.find(key);
    if (found != entries.end()) {
        if (now - found->second.at >= kRemembered) found->second = {};
        return found->second;
    }
    if (entries.size() >= kMostEntries) {
        std::erase_if(entries, [now](const auto& each) { return now - each.second.at >= kRemembered; });
        // The one that rested longest; whoever fills the list with names waits by the address meanwhile.
        if (entries.size() >= kMostEntries) {
            entries.erase(
                std::ranges::min_element(entries, {}, [](const auto& each) { return each.second.at; }));
        }
    }
    return entries[std::string(key)];
}

std::chrono::seconds SignInBrake::tryNow(std::string_view account, std::string_view address) {
    const auto now = m_clock.boot().since;
    const std::lock_guard lock(m_mutex);
    auto& ofAccount = entryOf(m_accounts, account, now);
    auto& ofAddress = entryOf(m_addresses, address, now);
    const auto left = std::max(ofAccount.until, ofAddress.until) - now;
    if (left > Millis(0)) return std::chrono::ceil<std::chrono::seconds>(left);
    const auto count = [now](Entry& entry, int most) {
        entry.at = now;
        if (++entry.wrong < most) return;
        entry.wrong = 0;
        const auto wait = kFirstWait * (1 << std::min(entry.waits, 10));
        entry.until = now + std::min<Millis>(wait, kLongestSignInWait);
        ++entry.waits;
    };
    count(ofAccount, kWrongBeforeWait);
    count(ofAddress, kWrongOfAddressBeforeWait);
    return std::chrono::seconds(0);
}

void SignInBrake::right(std::string_view account, std::string_view address) {
    const auto now = m_clock.boot().since;
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_accounts.find(account); found != m_accounts.end()) m_accounts.erase(found);
    auto& ofAddress = entryOf(m_addresses, address, now);
    // The one that began a wait by being counted was right after all.
    if (ofAddress.wrong > 0) {
        --ofAddress.wrong;
    } else if (ofAddress.waits > 0 && ofAddress.until > now) {
        --ofAddress.waits;
        ofAddress.until = now;
        ofAddress.wrong = kWrongOfAddressBeforeWait - 1;
    }
}

}  // namespace countersign
