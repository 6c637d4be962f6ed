#include "app/counter/draft_keeper.h"

#include <chrono>
#include <utility>

namespace countersign {
namespace {

// After the last key: no write for each letter, and little to lose.
constexpr int kSoonMillis = 1'500;
constexpr std::chrono::hours kLookEvery{1};

}  // namespace

DraftKeeper::DraftKeeper(DraftKeeperParts parts, QObject* parent) : QObject(parent), m(std::move(parts)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMillis);
    connect(&m_soon, &QTimer::timeout, this, &DraftKeeper::keep);
    const auto look = [this] {
        for (auto* store : m.all) store->eraseIfOver();
    };
    look();
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, look);
    m_look.start();
    connect(&m.page, &ui::DetailsPage::edited, this, [this] { m_soon.start(); });
}

void DraftKeeper::keep() {
    m_soon.stop();
    const auto details = m.typed();
    if (!details) return;
    if (details->nothingTyped()) {
        m.store().erase();
    } else if (const auto kept = m.store().keep(*details, m.clerk()); !kept) {
        m.log.warn("counter", "what was typed could not be kept: " + describe(kept.error()));
    }
}

bool DraftKeeper::offer() {
    const auto kept = m.store().load();
    if (!kept) return false;
    m.page.setDetails(kept->details);
    m_soon.stop();
    return true;
}

void DraftKeeper::erase() {
    m_soon.stop();
    if (m.typed()) m.store().erase();
}

void DraftKeeper::eraseSaved() {
    m_soon.stop();
    m.store().erase();
}

}  // namespace countersign
