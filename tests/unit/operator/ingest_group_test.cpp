// Records that arrive while the disk is waited for go along with the next write, and one that can't be stored
// fails alone.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "made_operator.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// A disk whose first write lasts until the test lets it go.
class HeldBodies final : public BodyStore {
  public:
    explicit HeldBodies(BodyStore& real) : m_real(real) {}
    Status put(std::span<const Body> bodies) override {
        std::unique_lock lock(m_mutex);
        sizes.push_back(bodies.size());
        m_begun.notify_all();
        m_released.wait(lock, [this] { return m_free; });
        for (const auto& body : bodies) {
            if (poison && body.hash == *poison) {
                return failure(makeError(ErrorCode::FileUnwritable, "this one can't be written"));
            }
        }
        return m_real.put(bodies);
    }
    Result<Bytes> get(const Sha256& hash) const override { return m_real.get(hash); }
    Status drop(const Sha256& hash) override { return m_real.drop(hash); }
    Result<Bytes> beginning(const Sha256& hash) const override { return m_real.beginning(hash); }
    bool usable() const override { return m_real.usable(); }
    bool readable() const override { return m_real.readable(); }
    Result<Bytes> head(const Sha256& hash) const override { return m_real.head(hash); }
    Status beginErasing(const Sha256& hash, ByteView head) override {
        return m_real.beginErasing(hash, head);
    }
    Status keepHead(const Sha256& hash, ByteView head) override { return m_real.keepHead(hash, head); }
    Status endErasing(const Sha256& hash) override { return m_real.endErasing(hash); }
    Result<std::vector<Erasing>> erasing() const override { return m_real.erasing(); }

    void waitForFirst() {
        std::unique_lock lock(m_mutex);
        m_begun.wait(lock, [this] { return !sizes.empty(); });
    }
    void release() {
        const std::lock_guard lock(m_mutex);
        m_free = true;
        m_released.notify_all();
    }
    std::vector<std::size_t> sizes;  // of each write, in order
    std::optional<Sha256> poison;

  private:
    BodyStore& m_real;
    std::mutex m_mutex;
    std::condition_variable m_begun, m_released;
    bool m_free = false;
};

constexpr std::size_t kOthers = 6;

struct Crowd {
    MadeOperator made;
    HeldBodies bodies{made.bodies};
    Ingest ingest{*made.ledger, bodies,     made.identity.signingKey, made.identity.sealingKeys,
                  made.clock,   made.points};
    std::vector<Bytes> envelopes;
    std::vector<std::optional<Result<IngestOutcome>>> outcomes;

    Crowd() {
        for (std::size_t i = 0; i <= kOthers; ++i) envelopes.push_back(made.counter.envelope());
        outcomes.resize(envelopes.size());
    }
    // The first holds the disk until all others have arrived.
    void run() {
        std::vector<std::jthread> threads;
        const auto send = [this](std::size_t i) { outcomes[i] = ingest.take(envelopes[i]); };
        threads.emplace_back(send, std::size_t{0});
        bodies.waitForFirst();
        for (std::size_t i = 1; i <= kOthers; ++i) threads.emplace_back(send, i);
        while (ingest.groups().waiting < kOthers) std::this_thread::yield();
        bodies.release();
    }
    [[nodiscard]] bool receiptIsOf(std::size_t i) const {
        const auto head = parseEnvelope(envelopes[i]).value().header;
        return verifyReceipt(outcomes[i]->value().receipt, made.identity.verifyingKeys,
                             {head.recordId, head.deviceId, head.sequence, head.payloadHash})
            .has_value();
    }
};

}  // namespace

TEST_CASE("who arrives while the disk is waited for shares one write, and each gets its own receipt") {
    Crowd crowd;
    crowd.run();
    CHECK(crowd.bodies.sizes == std::vector<std::size_t>{1, kOthers});
    for (std::size_t i = 0; i <= kOthers; ++i) {
        REQUIRE(crowd.outcomes[i]->has_value());
        CHECK_FALSE(crowd.outcomes[i]->value().repeated);
        CHECK(crowd.receiptIsOf(i));
    }
    CHECK(crowd.made.held() == kOthers + 1);
    CHECK(crowd.made.bodyFiles() == kOthers + 1);
    const auto figures = crowd.ingest.groups();
    CHECK(figures.records == kOthers + 1);
    CHECK(figures.groups[0] == 1);  // the first, alone
    CHECK(figures.groups[3] == 1);  // six: up to eight
    CHECK(figures.waiting == 0);
}

TEST_CASE("one that can't be stored fails alone; the others of its group are stored once") {
    Crowd crowd;
    crowd.bodies.poison = sha256Of(crowd.envelopes[3]);
    crowd.run();
    for (std::size_t i = 0; i <= kOthers; ++i) {
        INFO(i);
        CHECK(crowd.outcomes[i]->has_value() == (i != 3));
        if (i != 3) CHECK(crowd.receiptIsOf(i));
    }
    CHECK(crowd.made.held() == kOthers);
    // It heals like any other.
    crowd.bodies.poison.reset();
    CHECK(crowd.ingest.take(crowd.envelopes[3]).has_value());
    CHECK(crowd.made.held() == kOthers + 1);
}

TEST_CASE("the same envelope twice in one group is held once, and both get the same receipt") {
    Crowd crowd;
    crowd.envelopes[2] = crowd.envelopes[1];
    crowd.run();
    REQUIRE(crowd.outcomes[1]->has_value());
    REQUIRE(crowd.outcomes[2]->has_value());
    CHECK(crowd.outcomes[1]->value().receipt == crowd.outcomes[2]->value().receipt);
    CHECK(crowd.outcomes[1]->value().repeated != crowd.outcomes[2]->value().repeated);
    CHECK(crowd.made.held() == kOthers);
}
