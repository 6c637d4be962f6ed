// How far a counted share can be believed. Pure functions; any thread.
#pragma once

#include <cstdint>

namespace countersign {

struct Interval {
    double low = 0;
    double high = 1;
};

// 95 % limits of a share of which `hits` of `all` were seen: Clopper-Pearson, and Wilson's score interval
// where more than 1,000 were seen and missed (they differ by less than a hundredth of the share there). Where
// nothing or everything was seen the open side is the one-sided limit: the rule of three. 0..1 for no trials.
// Trials count as independent; pairs that share a picture are not quite, which makes the truth somewhat
// wider.
[[nodiscard]] Interval confidence95(std::int64_t hits, std::int64_t all);

}  // namespace countersign
