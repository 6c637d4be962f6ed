// A body store that does as the test says where it says, and as the real one otherwise.
#pragma once

#include <functional>
#include <set>

#include "operator/body_store.h"

namespace countersign::test {

class HookedBodies final : public BodyStore {
  public:
    explicit HookedBodies(BodyStore& real) : m_real(real) {}
    std::function<void(const Sha256&)> beforeGet{};
    std::function<void()> beforeMark{};
    std::optional<Sha256> away{};  // this one can't be read, and neither can anybody tell why
    std::optional<Sha256> ill{};   // can't be read, all others can
    bool roomLeft = true;
    std::set<Sha256> stuck{};        // can't be removed
    std::optional<Sha256> marked{};  // whose mark can't be read

    Status put(std::span<const Body> bodies) override { return m_real.put(bodies); }
    Result<Bytes> get(const Sha256& hash) const override {
        if (const auto hook = beforeGet) hook(hash);  // a copy: it may take itself away
        if (away == hash || ill == hash) return failure(makeError(ErrorCode::FileUnreadable, "away"));
        return m_real.get(hash);
    }
    Status drop(const Sha256& hash) override {
        if (stuck.contains(hash))
            return failure(makeError(ErrorCode::OperatorFolderUnusable, "not permitted"));
        return m_real.drop(hash);
    }
    Result<Bytes> beginning(const Sha256& hash) const override { return m_real.beginning(hash); }
    bool usable() const override { return roomLeft && m_real.usable(); }
    bool readable() const override { return !away && m_real.readable(); }
    Result<Bytes> head(const Sha256& hash) const override { return m_real.head(hash); }
    Status beginErasing(const Sha256& hash, ByteView head) override {
        if (const auto hook = beforeMark) hook();
        return m_real.beginErasing(hash, head);
    }
    Status keepHead(const Sha256& hash, ByteView head) override { return m_real.keepHead(hash, head); }
    Status endErasing(const Sha256& hash) override { return m_real.endErasing(hash); }
    Result<std::vector<Erasing>> erasing() const override {
        auto all = m_real.erasing();
        if (!all || !marked) return all;
        for (auto& each : *all) {
            if (each.hash == marked)
                each = {each.hash, {}, makeError(ErrorCode::FileUnreadable, "input/output error")};
        }
        return all;
    }

  private:
    BodyStore& m_real;
};

}  // namespace countersign::test
