// What departs from what is usual at one shop, found in what its counters signed anyway: routes, tries, times
// and two hashes. Statistics on the shop's own history: no shop is held against another, no fitted constant
// decides, and no face, name or number is looked at. A finding is a question with its numbers. Pure functions
// over values; any thread.
//
// Shares (on other terms, without a scan, more than one try, quick ones): the last 28 days of a clerk, or of
// the counter, against the shop's own 180 days before. With K of N before and Jeffreys' prior the share is
// Beta(K + 1/2, N - K + 1/2), and "k or more of n" has a beta-binomial chance: it knows that 3 of 60 says
// less than 30 of 600. Registrations of a day are alike (an outing of pensioners, a market), so both counts
// are divided by the design effect of days (Rao and Scott, A simple method for the analysis of clustered
// binary data, Biometrics 48, 1992). And no single day makes a finding: what is told holds also without the
// 24 hours that have most of it. A clerk who has a history of his own must depart from that one too: whoever
// always serves those who need other ways does so usually.
//
// The limit of chance: less than one question in ten years at a shop where nothing changed. Ten years are
// 3650 daily looks; each looks at four kinds and so many clerks and the counter as a whole; by Bonferroni's
// bound, which holds however the looks hang together, each test has 1 / (3650 * 4 * (clerks + 1)).
//
// Tried on made shops (tests/unit/operator/conduct_test.cpp holds a smaller trial): 120 shop-years of daily
// looks at one to four clerks, half of the shops with market days of four times the share, gave no question.
// One of two clerks who goes from 3 % to 25 % without a scan, at three registrations a day, is asked about
// after three weeks and a half; from 3 % to 15 % in one case of three only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/scan_route.h"
#include "protocol/conduct_question.h"
#include "protocol/device_id.h"
#include "protocol/envelope.h"
#include "protocol/hash.h"

namespace countersign {

// Half a year: long enough for a small shop to have a history, short enough that a changed neighbourhood
// becomes usual.
inline constexpr std::chrono::days kConductBefore{180};
// Below this the share before is hardly known: after 0 of 50, Jeffreys' interval still reaches to 5 %.
inline constexpr std::uint32_t kLeastBefore = 50;
// Below this people know better than numbers what happened.
inline constexpr std::uint32_t kLeastNow = 20;
inline constexpr double kDailyLooksInTenYears = 3650;

// One record that is not a practice one.
struct ConductRow {
    DeviceId counter;
    RecordId record;
    std::uint64_t sequence = 0;
    WallTime receivedAt;  // by the operator's clock: which span it is of, so that no counter's clock moves it
    // When it was signed as far as is known, never after receivedAt; says only which rows are of one day.
    WallTime at;
    BootTime signedAt;  // by the clock that nobody sets; boot empty: not told
    ScanRoute route = ScanRoute::Usual;
    std::uint32_t attempt = 0;       // challenges shown; 0: no scan
    std::optional<Millis> scanTook;  // at least
    std::optional<Sha256> evidence;  // evidenceFingerprint
    std::optional<Sha256> border;
    std::string clerk;  // by the journal; empty: not known
    bool operator==(const ConductRow&) const = default;
};
// Of an envelope's header; `receivedAt` by the operator's clock. Empty for practice.
[[nodiscard]] std::optional<ConductRow> conductRow(const EnvelopeHeader& header, WallTime receivedAt);

// SHA-256 of everything that was measured of a scan: moments to the millisecond, signals, likeness, how
// frames came. Left out is what differs or is alike by nature: try, binding, terms, rules, versions, the
// border. A dozen real numbers of a live camera are never all the same twice. Empty where too little was
// measured for that: a scan that broke off.
[[nodiscard]] std::optional<Sha256> evidenceFingerprint(const ScanEvidence& evidence);

struct ConductFinding {
    ConductKind kind = ConductKind::Exceptions;
    DeviceId counter;   // of a shop's counters the one that registered last
    std::string clerk;  // empty: about the counter as a whole
    WallTime from, until;
    ConductNumbers numbers;
    double chance = 0;  // of so much or more without any change; 0: can't happen by chance
    // Of two that are alike the newer and the oldest one; of Overlap the newest.
    std::vector<RecordId> records;
    bool operator==(const ConductFinding&) const = default;
};

// Rows of one shop: of a counter and of those whose place it took; of any age, in any order. Rows of the
// future (the operator's clock was set) and of before the spans count for nothing.
[[nodiscard]] std::vector<ConductFinding> findDepartures(std::span<const ConductRow> rows, WallTime now);

// Records of any shops that share a hash with another one; one finding for each newer record of the window.
// A live camera's pixels are noisy: two pictures never have the same border to the last bit, and two scans
// never the same figures. Either the camera was no camera, or one scan was used twice.
// Tried on films of people (tests/unit/vision/border_hash_test.cpp): of 2,941 borders in ten films none came
// twice.
[[nodiscard]] std::vector<ConductFinding> findTwins(std::span<const ConductRow> rows, WallTime now);

// P(X >= k) for X of n trials whose share is Beta(a, b). By sums of logarithms of gamma functions, exact to
// their rounding.
[[nodiscard]] double betaBinomialTail(std::uint32_t k, std::uint32_t n, double a, double b);

}  // namespace countersign
