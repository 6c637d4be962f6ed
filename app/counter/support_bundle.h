// `countersign --support-bundle FILE`: what support wants to know of a counter, in a tar file that people can
// look into before they send it. Versions, the log's lines, the self-check, counts, names of cameras, sizes
// of screens. Nothing of a buyer or a clerk, no key, no record's id: what is taken is taken by name, and the
// log goes through a sieve of its own.
#pragma once

#include <string>
#include <string_view>

#include "app/counter/options.h"
#include "core/log.h"

namespace countersign {

// Of one line of the log what may leave the shop: numbers, long hex words, codes of records, ids of clerks
// and names in paths are masked.
[[nodiscard]] std::string sieved(std::string_view line);

// The exit status: 0 written, 1 not.
[[nodiscard]] int runSupportBundle(const Options& options, Log& log);

}  // namespace countersign
