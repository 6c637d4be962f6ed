#include "capture/frame_stats.h"

#include "support/catch.h"

using namespace countersign;

TEST_CASE("even frames have a rate and no jitter") {
    FrameStats stats;
    for (std::uint64_t i = 0; i < 31; ++i) stats.add(i + 1, FrameTime(1000000 + 40000 * i));
    const auto summary = stats.summary();
    CHECK(summary.frames == 31);
    CHECK(summary.framesPerSecond == Approx(25));
    CHECK(summary.dropped == 0);
    CHECK(summary.largestGap == FrameTime(40000));
    CHECK(summary.meanInterval == FrameTime(40000));
    CHECK(summary.jitter == FrameTime(0));
}

TEST_CASE("gaps, drops and jitter are told") {
    FrameStats stats;
    stats.add(1, FrameTime(0));
    stats.add(2, FrameTime(30000));
    stats.add(5, FrameTime(130000));
    stats.add(6, FrameTime(160000));
    const auto summary = stats.summary();
    CHECK(summary.dropped == 2);
    CHECK(summary.largestGap == FrameTime(100000));
    CHECK(summary.framesPerSecond == Approx(18.75));
    CHECK(summary.meanInterval == FrameTime(53333));
    CHECK(summary.jitter == FrameTime(32998));  // standard deviation of 30, 100, 30 ms
}

TEST_CASE("nothing, one frame, and a source that breaks its promise") {
    FrameStats stats;
    CHECK(stats.summary().frames == 0);
    CHECK(stats.summary().framesPerSecond == 0);
    stats.add(1, FrameTime(5));
    CHECK(stats.summary().framesPerSecond == 0);
    stats.add(1, FrameTime(10));
    stats.add(2, FrameTime(5));
    CHECK(stats.summary().notRising == 2);
    CHECK(stats.summary().frames == 1);
    stats.reset();
    CHECK(stats.summary().notRising == 0);
}
