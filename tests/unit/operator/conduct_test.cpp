// What departs from what is usual at one shop: found with its numbers, and not found where people are only
// unlike.
#include "operator/conduct.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <random>

#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kToday(std::chrono::seconds(1795504525));

Sha256 hashOf(int seed) {
    Sha256 hash{};
    hash.fill(static_cast<std::uint8_t>(seed));
    return hash;
}

// A shop with one counter. Registrations are put on days before today.
struct Shop {
    DeviceId counter = DeviceId::random();
    std::vector<ConductRow> rows;
    std::uint64_t sequence = 0;

    ConductRow& add(WallTime at, const std::string& clerk, ScanRoute route = ScanRoute::Usual) {
        ConductRow row;
        row.counter = counter;
        row.record = RecordId::random();
        row.sequence = ++sequence;
        row.receivedAt = row.at = at;
        row.route = route;
        row.attempt = route == ScanRoute::NoScan ? 0U : 1U;
        row.clerk = clerk;
        rows.push_back(row);
        return rows.back();
    }
    // `perDay` on each of so many days that end `untilDaysAgo` days ago; every `every`-th goes another way.
    void usual(int days, int untilDaysAgo, int perDay, const std::string& clerk, int every,
               ScanRoute route = ScanRoute::NoScan) {
        int count = 0;
        for (int day = days; day > 0; --day) {
            for (int i = 0; i < perDay; ++i) {
                const bool other = every > 0 && ++count % every == 0;
                add(kToday - 24h * (untilDaysAgo + day - 1) - 20min * (i + 1), clerk,
                    other ? route : ScanRoute::Usual);
            }
        }
    }
    [[nodiscard]] std::vector<ConductFinding> look() const { return findDepartures(rows, kToday); }
};

ScanEvidence fullEvidence() {
    ScanEvidence evidence;
    evidence.terms = {{Action::Blink, Action::TurnLeft, Action::TurnRight}, 4, 400ms, 1600ms};
    evidence.challenge = {{Action::Blink, 1200, 2100, "done"}, {Action::TurnLeft, 3000, 4100, "done"}};
    evidence.liveness = "accepted";
    evidence.score = 0.93125;
    evidence.signals = {{"passive", 0.91}, {"flatness", 0.7}, {"timing", 0.99}, {"capture", std::nullopt}};
    evidence.similarity = 0.6123;
    evidence.band = "same";
    evidence.capture = {{"frames", 300}, {"interval_jitter", 0.0123}};
    evidence.cameraRule = "trusted";
    evidence.policy = "shipped-3";
    evidence.thresholds = "0123";
    return evidence;
}

}  // namespace

TEST_CASE("the beta-binomial tail is exact") {
    // Reckoned with fractions of whole numbers.
    const auto tail = [](std::uint32_t k, std::uint32_t n, double kBefore, double nBefore) {
        return betaBinomialTail(k, n, kBefore + 0.5, nBefore - kBefore + 0.5);
    };
    const auto near = [](double is, double wanted) { return std::abs(is / wanted - 1) < 1e-9; };
    CHECK(near(tail(9, 20, 3, 100), 1.4411076806571332e-06));
    CHECK(near(tail(1, 1, 0, 0), 0.5));
    CHECK(near(tail(3, 20, 0, 50), 0.0072346021697218986));
    CHECK(near(tail(30, 400, 10, 1000), 5.116327900846878e-10));
    CHECK(near(tail(20, 20, 50, 50), 0.8457581295970109));
    CHECK(near(tail(60, 300, 100, 2000), 1.8865697636840821e-16));
    CHECK(tail(0, 20, 3, 100) == 1.0);
    CHECK(tail(21, 20, 3, 100) == 0.0);
    CHECK(tail(1, 40'000, 0, 250'000) < 1.0);
}

TEST_CASE(
    "a clerk who registers without a scan far more often than the shop did is asked about, with the "
    "numbers") {
    Shop shop;
    shop.usual(150, 28, 1, "lina", 33);
    shop.usual(27, 0, 2, "lina", 33);
    for (int day = 25; day > 0; --day)
        shop.add(kToday - 24h * day, "omar", day % 2 == 0 ? ScanRoute::NoScan : ScanRoute::Usual);
    const auto findings = shop.look();
    REQUIRE(findings.size() == 1);
    const auto& finding = findings.front();
    CHECK(finding.kind == ConductKind::WithoutScan);
    CHECK(finding.clerk == "omar");
    CHECK(finding.counter == shop.counter);
    CHECK(finding.numbers == ConductNumbers{12, 25, 4, 150, 0});
    CHECK(finding.until == kToday);
    CHECK(finding.from == kToday - kConductWindow);
    CHECK(finding.chance > 0);
    CHECK(finding.chance < 1e-6);
    // What a reader of the numbers reckons is at most what was told: spreading makes the chance greater.
    CHECK(betaBinomialTail(12, 25, 4.5, 146.5) <= finding.chance);
}

TEST_CASE("other terms and repeated tries are questions of their own") {
    Shop shop;
    shop.usual(150, 28, 1, "lina", 0);
    for (int day = 26; day > 0; --day) {
        shop.add(kToday - 24h * day, "lina", day % 2 == 0 ? ScanRoute::OtherTerms : ScanRoute::Usual);
        shop.add(kToday - 24h * day - 2h, "lina").attempt = 3;
    }
    const auto findings = shop.look();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].kind == ConductKind::Exceptions);
    CHECK(findings[0].numbers == ConductNumbers{13, 52, 0, 150, 0});
    CHECK(findings[1].kind == ConductKind::Retries);
    CHECK(findings[1].numbers == ConductNumbers{26, 52, 0, 150, 0});
    // One clerk alone is the shop: nobody is named.
    CHECK(findings[0].clerk.empty());
}

TEST_CASE(
    "fair to clerks: new ones, small shops, shops without a past, those who always serve other people") {
    SECTION("no past, no question") {
        Shop shop;
        shop.usual(28, 0, 5, "omar", 2);
        CHECK(shop.look().empty());
    }
    SECTION("49 before are too few, 50 are enough") {
        for (const int before : {49, 50}) {
            Shop shop;
            shop.usual(before, 28, 1, "omar", 0);
            shop.usual(27, 0, 3, "omar", 2);
            CHECK(shop.look().size() == (before == 50 ? 1U : 0U));
        }
    }
    SECTION("19 now are too few") {
        Shop shop;
        shop.usual(170, 28, 5, "omar", 0);
        shop.usual(19, 0, 1, "omar", 1);
        CHECK(shop.look().empty());
        shop.add(kToday - 20h, "omar", ScanRoute::NoScan);
        CHECK(shop.look().size() == 1);
    }
    SECTION("a new clerk with a few more is no question") {
        Shop shop;
        shop.usual(170, 28, 4, "lina", 20);
        shop.usual(25, 0, 3, "lina", 20);
        shop.usual(25, 0, 1, "omar", 8);  // 3 of 25 where 1.25 are usual
        CHECK(shop.look().empty());
    }
    SECTION("who always served those who need other ways does so usually") {
        Shop shop;
        shop.usual(170, 28, 6, "lina", 0);
        shop.usual(170, 28, 1, "omar", 2);
        shop.usual(25, 0, 6, "lina", 0);
        shop.usual(25, 0, 1, "omar", 2);
        CHECK(shop.look().empty());
    }
    SECTION("one market day is no conduct, however much came on it") {
        Shop shop;
        shop.usual(170, 28, 4, "omar", 40);
        shop.usual(27, 0, 4, "omar", 40);
        // Across midnight in UTC: a day is any 24 hours.
        const auto midnight = std::chrono::floor<std::chrono::days>(kToday) - 24h * 4;
        for (int i = 0; i < 60; ++i) shop.add(midnight - 5h + 10min * i, "omar", ScanRoute::NoScan);
        CHECK(shop.look().empty());
    }
    SECTION("market days that always were there") {
        Shop shop;
        for (int week = 0; week < 29; ++week) {
            for (int i = 0; i < 30; ++i)
                shop.add(kToday - 24h * 7 * week - 24h - 10min * i, "omar",
                         i % 2 == 0 && week % 2 == 0 ? ScanRoute::NoScan : ScanRoute::Usual);
        }
        CHECK(shop.look().empty());
    }
    SECTION("a clerk whose registrations explain it is asked about alone") {
        Shop shop;
        shop.usual(170, 28, 5, "lina", 0);
        shop.usual(25, 0, 3, "lina", 0);
        shop.usual(25, 0, 3, "omar", 2);
        const auto findings = shop.look();
        REQUIRE(findings.size() == 1);
        CHECK(findings.front().clerk == "omar");
    }
}

TEST_CASE("times of the future, of long ago and set clocks change nothing") {
    Shop shop;
    shop.usual(100, 28, 1, "omar", 0);
    shop.usual(27, 0, 2, "omar", 2);
    const auto before = shop.look();
    REQUIRE(before.size() == 1);
    shop.add(kToday + 24h * 400, "omar", ScanRoute::NoScan);
    shop.add(kToday - 24h * 209, "omar", ScanRoute::NoScan);
    CHECK(shop.look() == before);

    // Which span a record is of says the operator's clock; a counter's clock can't move it out.
    EnvelopeHeader header;
    header.createdAt = kToday + 24h * 3650;
    CHECK(conductRow(header, kToday)->at == kToday);
    CHECK(conductRow(header, kToday)->receivedAt == kToday);
    header.createdAt = kToday - 24h * 3650;
    header.clock = EnvelopeClock{{"0123456789abcdef0123456789abcdef", 90min}, kToday - 3h, Millis(2h)};
    const auto row = conductRow(header, kToday);
    CHECK(row->at == kToday - 1h);  // by the operator's word and the time since
    CHECK(row->signedAt.since == 90min);
    header.practice = true;
    CHECK_FALSE(conductRow(header, kToday));
}

TEST_CASE("a rush is seen by the clock that nobody sets, and a scan longer than the time there was") {
    const std::string boot = "0123456789abcdef0123456789abcdef";
    const auto made = [&](int quickEvery) {
        Shop shop;
        std::mt19937 random(7);
        std::uniform_int_distribution<int> usual(200, 900);
        for (int day = 200; day > 0; --day) {
            auto since = Millis(1h);
            const std::string start = boot + std::to_string(day);
            for (int i = 0; i < 6; ++i) {
                const bool now = day <= 27;
                const bool quick = now && quickEvery > 0 && (day * 6 + i) % quickEvery == 0;
                since += std::chrono::seconds(quick ? 60 : usual(random));
                auto& row = shop.add(kToday - 24h * day + since, "omar");
                row.signedAt = {start, since};
                row.scanTook = 12s;
            }
        }
        return shop;
    };
    CHECK(made(0).look().empty());
    auto rushed = made(2);
    const auto findings = rushed.look();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().kind == ConductKind::Pace);
    const auto& is = findings.front().numbers;
    CHECK(is.n == 28 * 5);  // the first of a start follows nothing
    CHECK(is.k >= 54);
    CHECK(is.seconds >= 200);
    CHECK(is.seconds <= 300);
    CHECK(is.nBefore == 172 * 5);
    CHECK(is.kBefore * 20 >= is.nBefore - 200);  // one in twenty, by the shop's own past
    CHECK(is.kBefore * 20 <= is.nBefore);

    // One that took longer than the time since the one before it: enough for a question.
    auto overlapping = made(0);
    auto& last = overlapping.rows.back();
    last.scanTook = last.signedAt.since - overlapping.rows[overlapping.rows.size() - 2].signedAt.since + 1ms;
    const auto found = overlapping.look();
    REQUIRE(found.size() == 1);
    CHECK(found.front().kind == ConductKind::Overlap);
    CHECK(found.front().records == std::vector{last.record});
    CHECK(found.front().numbers.k == 1);
    CHECK(found.front().chance == 0);
    last.scanTook = *last.scanTook - 1ms;
    CHECK(overlapping.look().empty());
    // Another start of the computer, a number missing between, a clock that runs backwards: nothing to hold
    // it against.
    for (const int what : {0, 1, 2, 3}) {
        auto shop = overlapping;
        auto& row = shop.rows.back();
        row.scanTook = 5h;
        if (what == 0) row.signedAt.boot = "another";
        if (what == 1) row.signedAt.boot.clear();
        if (what == 2) ++row.sequence;
        if (what == 3) row.signedAt.since = 1ms;
        CHECK(shop.look().empty());
    }
}

TEST_CASE("the same figures or the same background in two records is a question, once for each record") {
    std::vector<ConductRow> rows(4);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].counter = DeviceId::random();
        rows[i].record = RecordId::random();
        rows[i].receivedAt = kToday - 24h * static_cast<int>(40 - 10 * i);
    }
    CHECK(findTwins(rows, kToday).empty());  // no hash is no likeness
    rows[0].border = rows[2].border = rows[3].border = hashOf(1);
    rows[1].border = hashOf(2);
    rows[1].evidence = rows[2].evidence = hashOf(3);
    const auto findings = findTwins(rows, kToday);
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].kind == ConductKind::SameEvidence);
    CHECK(findings[0].counter == rows[2].counter);
    CHECK(findings[0].records == std::vector{rows[2].record, rows[1].record});
    CHECK(findings[0].numbers.k == 2);
    // Of the third the same figures are told already; the fourth has the background of two before it.
    CHECK(findings[1].kind == ConductKind::SameBorder);
    CHECK(findings[1].records == std::vector{rows[3].record, rows[0].record});
    CHECK(findings[1].numbers.k == 3);
    // Out of the window nothing is asked; the same record read twice is one.
    CHECK(findTwins(rows, kToday + 24h * 40).empty());
    const std::vector<ConductRow> twice{rows[3], rows[3]};
    CHECK(findTwins(twice, kToday).empty());
}

TEST_CASE("the fingerprint of a scan holds all that was measured and nothing else") {
    const auto evidence = fullEvidence();
    const auto print = evidenceFingerprint(evidence);
    REQUIRE(print);
    auto alike = evidence;
    alike.attempt = 9;
    alike.binding = ChallengeBinding::Record;
    alike.terms.length = 5;
    alike.cameraRule = "flagged";
    alike.policy = "shipped-4";
    alike.thresholds = "4567";
    alike.border = hashOf(1);
    CHECK(evidenceFingerprint(alike) == print);
    // The last digit of any figure.
    const std::vector<std::function<void(ScanEvidence&)>> changes{
        [](auto& is) { ++*is.challenge[0].doneMs; },
        [](auto& is) { ++*is.challenge[1].askedMs; },
        [](auto& is) { is.score = std::nextafter(is.score, 1.0); },
        [](auto& is) { is.signals["passive"] = std::nextafter(*is.signals["passive"], 1.0); },
        [](auto& is) { is.similarity = std::nextafter(*is.similarity, 1.0); },
        [](auto& is) { is.capture["interval_jitter"] = std::nextafter(is.capture["interval_jitter"], 1.0); },
        [](auto& is) { is.capture["frames"] += 1; },
        [](auto& is) { is.band = "unsure"; },
        [](auto& is) { is.reasons = {Reason::ScreenOrPrintSuspected}; },
    };
    for (const auto& change : changes) {
        auto other = evidence;
        change(other);
        CHECK(evidenceFingerprint(other) != print);
    }
    // Too little was measured to say that it can't come twice.
    auto broken = evidence;
    broken.similarity.reset();
    CHECK_FALSE(evidenceFingerprint(broken));
    broken = evidence;
    broken.challenge[1].doneMs.reset();
    CHECK_FALSE(evidenceFingerprint(broken));
    broken = evidence;
    broken.signals["timing"].reset();
    CHECK_FALSE(evidenceFingerprint(broken));
}

// Shops where nothing changes. The promise is less than one question a shop in ten
// years.
TEST_CASE("shops where nothing changes are left alone") {
    std::mt19937 random(20261129);
    constexpr int kShops = 12;
    constexpr int kDays = 730;
    constexpr int kStep = 4;  // looks hang together: the days between find little that is new
    int questions = 0;
    for (int s = 0; s < kShops; ++s) {
        Shop shop;
        const int clerks = 1 + s % 4;
        const double share = s % 3 == 0 ? 0.01 : s % 3 == 1 ? 0.05 : 0.15;
        const bool market = s % 2 == 0;
        std::poisson_distribution<int> customers(3.0 * clerks);
        for (int day = 0; day < kDays + 208; ++day) {
            // On market days the share is four times as high and twice as many come.
            const bool busy = market && day % 7 == 3 && random() % 2 == 0;
            std::bernoulli_distribution other(std::min(0.9, busy ? 4 * share : share));
            const int count = customers(random) * (busy ? 2 : 1);
            for (int i = 0; i < count; ++i) {
                const auto at = kToday + 24h * day + 5min * i;
                auto& row = shop.add(at, "clerk" + std::to_string(random() % static_cast<unsigned>(clerks)),
                                     other(random) ? ScanRoute::NoScan : ScanRoute::Usual);
                if (row.attempt > 0 && other(random)) row.attempt = 2;
            }
        }
        // The rows are in the order of time: each day looks at the last 208.
        auto first = shop.rows.begin();
        auto end = shop.rows.begin();
        for (int day = 208; day < kDays + 208; day += kStep) {
            const auto today = kToday + 24h * day;
            while (first != shop.rows.end() && first->receivedAt < today - 24h * 208) ++first;
            while (end != shop.rows.end() && end->receivedAt <= today) ++end;
            questions += static_cast<int>(findDepartures({first, end}, today).size());
        }
    }
    std::cout << "questions in " << kShops * kDays / 365 << " shop-years without any change: " << questions
              << "\n";
    // 24 shop-years at less than one in ten, and a question that stays is counted at each look here.
    CHECK(questions <= 2);
}
