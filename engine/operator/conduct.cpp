#include "operator/conduct.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/challenge_draw.h"

namespace countersign {
namespace {

constexpr double kPrior = 0.5;  // Jeffreys'
constexpr Millis kDay = std::chrono::hours(24);
// "Quick" is what one in twenty was before: rare enough that a rush shows, and with kLeastBefore it has
// happened.
constexpr std::size_t kQuickOneIn = 20;
constexpr std::array kRateKinds{ConductKind::Exceptions, ConductKind::WithoutScan, ConductKind::Retries,
                                ConductKind::Pace};
// Without these a scan broke off before anything was measured that could not come twice.
constexpr std::size_t kLeastStepsDone = 2;
constexpr std::size_t kLeastSignals = 3;

// One registration as one kind of question sees it.
struct Trial {
    WallTime at;
    std::string_view clerk;
    bool hit = false;
};

struct Period {
    std::vector<Trial> before, now;
};

struct Counts {
    std::uint32_t k = 0, n = 0;
};

Counts count(std::span<const Trial> trials) {
    Counts counts;
    counts.n = static_cast<std::uint32_t>(trials.size());
    for (const auto& trial : trials) counts.k += trial.hit ? 1U : 0U;
    return counts;
}

// How much more the days' shares differ than chance has it: Rao and Scott's ratio estimator over clusters. At
// least 1: days that differ less than chance are chance too. Unknown for fewer than two days: 1.
double designEffect(std::span<const Trial> trials) {
    std::map<std::int64_t, Counts> days;
    for (const auto& trial : trials) {
        auto& day = days[std::chrono::floor<std::chrono::days>(trial.at).time_since_epoch().count()];
        ++day.n;
        day.k += trial.hit ? 1U : 0U;
    }
    const auto all = count(trials);
    const auto m = static_cast<double>(days.size());
    if (m < 2 || all.k == 0 || all.k == all.n) return 1;
    const double share = double{1} * all.k / all.n;
    double squares = 0;
    for (const auto& [day, each] : days) {
        const double residual = each.k - each.n * share;
        squares += residual * residual;
    }
    // n v / (p (1 - p)) with v = m / (m - 1) / n^2 * squares
    return std::max(1.0, m / (m - 1) * squares / (all.n * share * (1 - share)));
}

double chanceOf(const Counts& now, const Counts& before, double effect) {
    // Rounded away from a finding.
    const auto k = static_cast<std::uint32_t>(std::floor(now.k / effect));
    const auto n = static_cast<std::uint32_t>(std::ceil(now.n / effect));
    return betaBinomialTail(k, n, before.k / effect + kPrior, (before.n - before.k) / effect + kPrior);
}

// Without the 24 hours that have most hits: a day at the market is no conduct.
std::vector<Trial> withoutWorstDay(std::vector<Trial> trials) {
    std::ranges::sort(trials, {}, &Trial::at);
    std::size_t worst = 0, worstEnd = 0, first = 0;
    int most = 0, hits = 0;
    for (std::size_t end = 0; end < trials.size(); ++end) {
        hits += trials[end].hit ? 1 : 0;
        for (; trials[end].at - trials[first].at >= kDay; ++first) hits -= trials[first].hit ? 1 : 0;
        if (hits > most) {
            most = hits;
            worst = first;
            worstEnd = end + 1;
        }
    }
    trials.erase(trials.begin() + static_cast<std::ptrdiff_t>(worst),
                 trials.begin() + static_cast<std::ptrdiff_t>(worstEnd));
    return trials;
}

// The chance that `now` is as `before`; 1 where there is too little to say.
double chanceAgainst(std::span<const Trial> now, std::span<const Trial> before) {
    const auto past = count(before);
    if (past.n < kLeastBefore || count(now).n < kLeastNow) return 1;
    const double effect = std::max(designEffect(now), designEffect(before));
    const auto rest = withoutWorstDay({now.begin(), now.end()});
    return std::max(chanceOf(count(now), past, effect), chanceOf(count(rest), past, effect));
}

std::vector<Trial> ofClerk(std::span<const Trial> trials, std::string_view clerk) {
    std::vector<Trial> own;
    std::ranges::copy_if(trials, std::back_inserter(own),
                         [&](const Trial& trial) { return trial.clerk == clerk; });
    return own;
}

// From the record before it at the same counter and in the same start of its computer.
struct Gap {
    const ConductRow* row = nullptr;
    Millis time{};
};

std::vector<Gap> gapsOf(std::span<const ConductRow* const> rows) {
    std::vector<Gap> gaps;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& a = *rows[i - 1];
        const auto& b = *rows[i];
        if (a.counter != b.counter || b.sequence != a.sequence + 1) continue;
        if (a.signedAt.boot.empty() || a.signedAt.boot != b.signedAt.boot) continue;
        // Backwards is for the check of the chain.
        if (b.signedAt.since < a.signedAt.since) continue;
        gaps.push_back({&b, b.signedAt.since - a.signedAt.since});
    }
    return gaps;
}

// One shop's look at one day.
class Look {
  public:
    Look(std::span<const ConductRow> rows, WallTime now)
        : m_until(now), m_from(now - kConductWindow), m_earliest(m_from - kConductBefore) {
        for (const auto& row : rows) {
            if (row.receivedAt <= m_earliest || row.receivedAt > now) continue;
            m_rows.push_back(&row);
        }
        std::ranges::sort(m_rows, {},
                          [](const ConductRow* row) { return std::tuple(row->counter, row->sequence); });
        const auto newest = std::ranges::max_element(
            m_rows, {}, [](const ConductRow* row) { return std::tuple(row->receivedAt, row->sequence); });
        if (newest != m_rows.end()) m_counter = (*newest)->counter;
        m_gaps = gapsOf(m_rows);
        for (const auto* row : m_rows) {
            if (isNow(*row) && !row->clerk.empty()) m_clerks.insert(row->clerk);
        }
    }

    std::vector<ConductFinding> findings() {
        if (m_rows.empty()) return {};
        for (const auto kind : kRateKinds) {
            std::uint32_t seconds = 0;
            const auto trials = trialsOf(kind, seconds);
            lookAt(kind, trials, seconds);
        }
        lookForOverlaps();
        return std::move(m_findings);
    }

  private:
    [[nodiscard]] bool isNow(const ConductRow& row) const { return row.receivedAt > m_from; }

    static void add(Period& period, bool now, const ConductRow& row, bool hit) {
        (now ? period.now : period.before).push_back({row.at, row.clerk, hit});
    }

    Period trialsOf(ConductKind kind, std::uint32_t& seconds) const {
        if (kind == ConductKind::Pace) return paceTrials(seconds);
        Period period;
        for (const auto* row : m_rows) {
            if (kind == ConductKind::Retries) {
                if (row->attempt > 0) add(period, isNow(*row), *row, row->attempt > 1);
            } else {
                const auto route =
                    kind == ConductKind::WithoutScan ? ScanRoute::NoScan : ScanRoute::OtherTerms;
                add(period, isNow(*row), *row, row->route == route);
            }
        }
        return period;
    }

    // What counts as quick is the shop's own: sooner than one in twenty was before.
    Period paceTrials(std::uint32_t& seconds) const {
        std::vector<Millis> before;
        for (const auto& gap : m_gaps) {
            if (!isNow(*gap.row)) before.push_back(gap.time);
        }
        if (before.size() < kLeastBefore) return {};
        const auto place = before.begin() + static_cast<std::ptrdiff_t>(before.size() / kQuickOneIn);
        std::ranges::nth_element(before, place);
        // Whole seconds, upwards: what is told is what was counted.
        const auto limit = std::chrono::ceil<std::chrono::seconds>(*place);
        if (limit.count() < 1 || limit > std::chrono::hours(24)) return {};
        seconds = static_cast<std::uint32_t>(limit.count());
        Period period;
        for (const auto& gap : m_gaps) add(period, isNow(*gap.row), *gap.row, gap.time < limit);
        return period;
    }

    void lookAt(ConductKind kind, const Period& all, std::uint32_t seconds) {
        // One clerk alone is the counter: naming adds nothing.
        std::vector<std::string_view> tested;
        if (m_clerks.size() > 1) {
            for (const auto& clerk : m_clerks) {
                if (ofClerk(all.now, clerk).size() >= kLeastNow) tested.push_back(clerk);
            }
        }
        const double limit =
            1 / (kDailyLooksInTenYears * kRateKinds.size() * (static_cast<double>(tested.size()) + 1));
        std::vector<Trial> rest = all.now;
        for (const auto clerk : tested) {
            const auto now = ofClerk(all.now, clerk);
            double chance = chanceAgainst(now, all.before);
            if (chance > limit) continue;
            if (const auto own = ofClerk(all.before, clerk); own.size() >= kLeastBefore)
                chance = std::max(chance, chanceAgainst(now, own));
            if (chance > limit) continue;
            tell(kind, std::string(clerk), now, all.before, seconds, chance);
            std::erase_if(rest, [&](const Trial& trial) { return trial.clerk == clerk; });
        }
        // What one clerk's registrations explain is not asked a second time about all.
        const double chance = chanceAgainst(rest, all.before);
        if (chance <= limit) tell(kind, {}, rest, all.before, seconds, chance);
    }

    void tell(ConductKind kind, std::string clerk, std::span<const Trial> now, std::span<const Trial> before,
              std::uint32_t seconds, double chance) {
        const auto is = count(now);
        const auto was = count(before);
        m_findings.push_back({kind,
                              m_counter,
                              std::move(clerk),
                              m_from,
                              m_until,
                              {is.k, is.n, was.k, was.n, seconds},
                              chance,
                              {}});
    }

    // A counter scans one buyer at a time, and signs what it scanned when it was decided: by one clock that
    // nobody sets, a scan can't have begun before the record before it was signed.
    void lookForOverlaps() {
        ConductNumbers numbers;
        const ConductRow* newest = nullptr;
        std::set<std::string_view> clerks;
        for (const auto& gap : m_gaps) {
            if (!gap.row->scanTook) continue;
            const bool overlaps = *gap.row->scanTook > gap.time;
            if (!isNow(*gap.row)) {
                ++numbers.nBefore;
                numbers.kBefore += overlaps ? 1U : 0U;
                continue;
            }
            ++numbers.n;
            if (!overlaps) continue;
            ++numbers.k;
            clerks.insert(gap.row->clerk);
            if (newest == nullptr || gap.row->receivedAt >= newest->receivedAt) newest = gap.row;
        }
        if (newest == nullptr) return;
        const bool one = m_clerks.size() > 1 && clerks.size() == 1;
        m_findings.push_back({ConductKind::Overlap,
                              newest->counter,
                              one ? std::string(*clerks.begin()) : std::string(),
                              m_from,
                              m_until,
                              numbers,
                              0,
                              {newest->record}});
    }

    WallTime m_until, m_from, m_earliest;
    std::vector<const ConductRow*> m_rows;  // by counter and number
    std::vector<Gap> m_gaps;
    std::set<std::string> m_clerks;  // of the window
    DeviceId m_counter;
    std::vector<ConductFinding> m_findings;
};

void findAlike(std::span<const ConductRow> rows, WallTime now, ConductKind kind,
               std::optional<Sha256> ConductRow::* hash, std::set<RecordId>& told,
               std::vector<ConductFinding>& findings) {
    const WallTime from = now - kConductWindow;
    std::map<Sha256, std::vector<const ConductRow*>> alike;
    for (const auto& row : rows) {
        if (row.receivedAt <= now && row.*hash) alike[*(row.*hash)].push_back(&row);
    }
    for (auto& [value, group] : alike) {
        std::ranges::sort(group, {}, [](const ConductRow* row) {
            return std::tuple(row->receivedAt, row->counter, row->sequence);
        });
        // The same record twice is one.
        std::vector<const ConductRow*> records;
        std::set<RecordId> seen;
        std::ranges::copy_if(group, std::back_inserter(records),
                             [&](const ConductRow* row) { return seen.insert(row->record).second; });
        for (std::size_t i = 1; i < records.size(); ++i) {
            const auto& newer = *records[i];
            if (newer.receivedAt <= from || !told.insert(newer.record).second) continue;
            const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(i + 1, kMostConductCount));
            findings.push_back({kind,
                                newer.counter,
                                newer.clerk,
                                from,
                                now,
                                {count, count, 0, 0, 0},
                                0,
                                {newer.record, records.front()->record}});
        }
    }
}

}  // namespace

std::optional<ConductRow> conductRow(const EnvelopeHeader& header, WallTime receivedAt) {
    if (header.practice) return std::nullopt;
    ConductRow row;
    row.counter = header.deviceId;
    row.record = header.recordId;
    row.sequence = header.sequence;
    row.receivedAt = receivedAt;
    row.at = header.createdAt;
    if (header.clock) {
        row.signedAt = header.clock->boot;
        // The operator's word and the time since it: set by nobody at the counter.
        if (header.clock->toldAt && header.clock->toldSince && *header.clock->toldAt <= receivedAt &&
            *header.clock->toldSince <= std::chrono::hours(24 * 3650))
            row.at = *header.clock->toldAt + *header.clock->toldSince;
    }
    row.at = std::min(row.at, receivedAt);
    row.route = header.route;
    if (const auto& evidence = header.evidence) {
        row.attempt = evidence->attempt;
        for (const auto& step : evidence->challenge) {
            const auto& last = step.doneMs ? step.doneMs : step.askedMs;
            if (last) row.scanTook = std::max(row.scanTook.value_or(Millis(0)), Millis(*last));
        }
        row.evidence = evidenceFingerprint(*evidence);
        row.border = evidence->border;
    }
    return row;
}

std::optional<Sha256> evidenceFingerprint(const ScanEvidence& evidence) {
    const auto done = std::ranges::count_if(evidence.challenge,
                                            [](const EvidenceStep& step) { return step.doneMs.has_value(); });
    const auto signals =
        std::ranges::count_if(evidence.signals, [](const auto& signal) { return signal.second.has_value(); });
    if (static_cast<std::size_t>(done) < kLeastStepsDone ||
        static_cast<std::size_t>(signals) < kLeastSignals || !evidence.similarity)
        return std::nullopt;
    auto object = protocol::evidenceJson(evidence);
    for (const char* name : {"attempt", "binding", "terms", "camera_rule", "policy", "thresholds", "border"})
        object.erase(name);
    // Names in alphabetical order and numbers as short as they come back: one text for one set of figures.
    const auto text = object.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    return sha256Of(toBytes(text));
}

std::vector<ConductFinding> findDepartures(std::span<const ConductRow> rows, WallTime now) {
    return Look(rows, now).findings();
}

std::vector<ConductFinding> findTwins(std::span<const ConductRow> rows, WallTime now) {
    std::vector<ConductFinding> findings;
    // One question about one record: the same figures say more than the same background.
    std::set<RecordId> told;
    findAlike(rows, now, ConductKind::SameEvidence, &ConductRow::evidence, told, findings);
    findAlike(rows, now, ConductKind::SameBorder, &ConductRow::border, told, findings);
    return findings;
}

double betaBinomialTail(std::uint32_t k, std::uint32_t n, double a, double b) {
    if (k == 0) return 1;
    if (k > n) return 0;
    // log of B(x + a, n - x + b) / B(a, b) * (n over x), each from the one before it.
    const auto logBeta = [](double x, double y) {
        return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y);
    };
    double term = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                  logBeta(k + a, n - k + b) - logBeta(a, b);
    double sum = 0;
    for (std::uint32_t x = k;; ++x) {
        sum += std::exp(term);
        if (x == n) return std::min(1.0, sum);
        const double left = n - x;
        term += std::log(left / (x + 1.0)) + std::log((x + a) / (left - 1 + b));
    }
}

}  // namespace countersign
