#include "core/challenge_draw.h"

#include <sodium.h>

#include <algorithm>
#include <limits>

namespace countersign {
namespace {

// Values at the uneven end of the range are drawn again, or small ones would come more often.
template <class Next>
std::uint32_t evenly(std::uint32_t bound, Next next) {
    const std::uint32_t uneven = (std::numeric_limits<std::uint32_t>::max() - bound + 1) % bound;
    std::uint32_t value = next();
    while (value < uneven) value = next();
    return value % bound;
}

void appendNumber(Bytes& bytes, std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

bool isBlink(Action action) {
    return action == Action::Blink;
}

bool mixed(const std::vector<Action>& actions) {
    return std::any_of(actions.begin(), actions.end(), isBlink) &&
           !std::all_of(actions.begin(), actions.end(), isBlink);
}

// At least one blink, and no more of them than of the rest: they come by themselves, also in a recording.
bool balanced(const std::vector<Action>& sequence) {
    const auto blinks = std::count_if(sequence.begin(), sequence.end(), isBlink);
    return blinks > 0 && 2 * blinks <= static_cast<std::ptrdiff_t>(sequence.size());
}

}  // namespace

ChallengeKey ChallengeKey::random() {
    ChallengeKey key;
    randombytes_buf(key.m_bytes.data(), key.m_bytes.size());
    return key;
}

std::optional<ChallengeKey> ChallengeKey::fromBytes(ByteView bytes) {
    ChallengeKey key;
    if (bytes.size() != key.m_bytes.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), key.m_bytes.begin());
    return key;
}

ChallengeKey::~ChallengeKey() {
    sodium_memzero(m_bytes.data(), m_bytes.size());
}

bool ChallengeKey::operator==(const ChallengeKey& other) const {
    return sodium_memcmp(m_bytes.data(), other.m_bytes.data(), m_bytes.size()) == 0;
}

RecordPicker::RecordPicker(const ChallengeKey& key, const RecordId& record, std::uint32_t attempt)
    : m_key(key), m_message(toBytes("countersign challenge 1")) {
    for (const auto byte : record.bytes()) m_message.push_back(byte);
    appendNumber(m_message, attempt);
}

RecordPicker::~RecordPicker() {
    sodium_memzero(m_block.data(), m_block.size());
}

std::uint32_t RecordPicker::next() {
    static_assert(crypto_auth_hmacsha256_KEYBYTES == 32 && crypto_auth_hmacsha256_BYTES == 32);
    if (m_used == m_block.size()) {
        auto message = m_message;
        appendNumber(message, m_number++);
        crypto_auth_hmacsha256(m_block.data(), message.data(), message.size(), m_key.view().data());
        m_used = 0;
    }
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += 8)
        value |= static_cast<std::uint32_t>(m_block[m_used++]) << shift;
    return value;
}

std::uint32_t RecordPicker::below(std::uint32_t bound) {
    return evenly(bound, [this] { return next(); });
}

// SplitMix64 (Steele, Lea, Flood 2014), written out because the standard's distributions differ between
// libraries.
std::uint32_t SeededPicker::below(std::uint32_t bound) {
    return evenly(bound, [this] {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return static_cast<std::uint32_t>((z ^ (z >> 31U)) >> 32U);
    });
}

std::uint64_t possibleOrders(const std::vector<Action>& actions, int length) {
    const auto power = [](std::uint64_t base, int exponent) {
        std::uint64_t product = 1;
        for (int i = 0; i < exponent; ++i) product *= base;
        return product;
    };
    const auto all = static_cast<std::uint64_t>(actions.size());
    if (all == 0 || length <= 0) return 0;
    if (!mixed(actions)) return power(all, length);
    std::uint64_t orders = 0, places = 1;  // for so many blinks among the steps
    for (int blinks = 1; 2 * blinks <= length; ++blinks) {
        places =
            places * static_cast<std::uint64_t>(length - blinks + 1) / static_cast<std::uint64_t>(blinks);
        orders += places * power(all - 1, length - blinks);
    }
    return orders;
}

std::optional<int> challengeLength(const std::vector<Action>& actions, int wished) {
    if (actions.size() < 2) return std::nullopt;
    for (int length = std::max(wished, 1); length <= kLongestChallenge; ++length) {
        if (possibleOrders(actions, length) >= kLeastOrders) return length;
    }
    return std::nullopt;
}

std::vector<DrawnStep> drawSteps(const ChallengeTerms& terms, ChallengePicker& picker) {
    const int wished = std::max(terms.length, 1);
    const auto length =
        terms.reduced ? wished : challengeLength(terms.actions, terms.length).value_or(wished);
    const auto choices = static_cast<std::uint32_t>(terms.actions.size());
    std::vector<Action> sequence(static_cast<std::size_t>(length));
    const bool balance = mixed(terms.actions) && length > 1;
    do {  // drawing the unbalanced ones again leaves the others equally likely
        for (auto& action : sequence) action = terms.actions[picker.below(choices)];
    } while (balance && !balanced(sequence));

    constexpr std::chrono::microseconds kGrain{10'000};
    const auto range = std::max(terms.longestPause - terms.shortestPause, std::chrono::microseconds{0});
    std::vector<DrawnStep> steps;
    for (const Action action : sequence) {
        const auto grains = picker.below(static_cast<std::uint32_t>(range / kGrain) + 1);
        steps.push_back({action, terms.shortestPause + grains * kGrain});
    }
    return steps;
}

}  // namespace countersign
