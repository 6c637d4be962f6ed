#include "hot_plugs.h"

#include <thread>

namespace countersign::test {

void hotPlugTwentyTimes(const CameraDescription& camera, ErrorCode loss, const PlugActions& actions) {
    constexpr int kRounds = 20;
    const auto filesBefore = openFiles(), threadsBefore = runningThreads();
    {
        ProductCapture product(camera.identity.text());
        product.await("the first pictures and list",
                      [](const Seen& seen) { return seen.streamingAfter(0) && seen.told > 0; });
        const auto files = openFiles(), threads = runningThreads();
        for (int round = 1; round <= kRounds; ++round) {
            INFO("round " << round);
            const auto lives = product.seen().lives.size();
            actions.fault();
            product.await("the loss", [&](const Seen& seen) { return seen.lives.back().lost.has_value(); });
            CHECK(product.seen().lives.back().lost == loss);
            // In use: capture or the monitor looks at it just now, and both tell when they have.
            while (actions.unplug && !actions.unplug()) {
                const auto refused = product.seen().refusals.size();
                product.await("the camera to be left alone",
                              [&](const Seen& seen) { return seen.refusals.size() > refused; });
            }
            product.await("the empty list", [](const Seen& seen) { return seen.present.empty(); });
            const auto plugged = monotonicNow();
            actions.plug();
            product.await("the list with the camera",
                          [](const Seen& seen) { return seen.present.size() == 1; });
            if (actions.feed) actions.feed();
            // Listing opens a file now and then; what leaks stays open.
            product.await(
                "pictures again, and no more open files and threads than at first", [&](const Seen& seen) {
                    return seen.streamingAfter(lives) && openFiles() <= files && runningThreads() <= threads;
                });
            const auto seen = product.seen();
            CHECK(seen.present[0].identity == camera.identity);
            CHECK(seen.lives.back().info.id == camera.identity.text());
            CHECK(seen.lives.back().first > plugged);  // no picture from before
        }
        const auto seen = product.seen();
        CHECK(seen.notRising == 0);
        CHECK(seen.told >= 2 * kRounds + 1);
    }
    CHECK(openFiles() == filesBefore);
    // A thread that was joined stands in /proc for a moment more.
    const auto guard = monotonicNow() + kHangGuard;
    while (runningThreads() != threadsBefore && monotonicNow() < guard) std::this_thread::yield();
    CHECK(runningThreads() == threadsBefore);
}

}  // namespace countersign::test
