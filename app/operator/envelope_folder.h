// Envelopes that lie in a folder one by one: what a counter gives out whose key can't be used any more, and
// what the operator did not take before. No counter stands behind the folder as a whole; each envelope is
// judged by itself, as over the network. Main thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "operator/ingest.h"

namespace countersign {

struct EnvelopesTaken {
    int stored = 0;    // new
    int repeated = 0;  // held already
    bool alarm = false;
    struct NotTaken {
        std::string file;  // its name
        std::string why;
    };
    std::vector<NotTaken> notTaken;  // they stay where they are
    [[nodiscard]] bool any() const { return stored + repeated > 0 || !notTaken.empty(); }
};

// All regular files of the folder that end in .envelope; links and others are passed over. An Error: the
// ledger or the disk failed; asked again, what was taken is only repeated.
[[nodiscard]] Result<EnvelopesTaken> takeEnvelopes(Ingest& ingest, const std::filesystem::path& folder);

}  // namespace countersign
