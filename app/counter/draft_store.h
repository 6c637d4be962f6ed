// What was typed of a registration that is not finished, so that a power cut, a restart or the next clerk
// loses nothing. Sealed on the disk, for one day; never a picture, never a consent: those are given anew, and
// what the buyer is told then is what the policy says then.
// Erased with its key as soon as the registration is finished or given up. GUI thread.
#pragma once

#include <filesystem>
#include <optional>

#include "core/clock.h"
#include "core/result.h"
#include "enrolment/registration.h"

namespace countersign {

struct KeptDraft {
    BuyerDetails details;
    std::string clerk;  // who typed it
    WallTime at;
};

class DraftStore {
  public:
    // `folder` is made when something is kept first; `clock` outlives the store.
    DraftStore(std::filesystem::path folder, const Clock& clock)
        : m_folder(std::move(folder)), m_clock(clock) {}

    // Replaces the last one. DiskFull and other write errors leave the last one as it was.
    [[nodiscard]] Status keep(const BuyerDetails& details, const std::string& clerk);
    // Empty: there is none. One that can't be read, or is older than a day or from the future, is erased.
    [[nodiscard]] std::optional<KeptDraft> load();
    // Whether anybody asks for it or not. One from the future stays: before the network is up many a
    // computer's clock is years behind.
    void eraseIfOver();
    void erase();

  private:
    [[nodiscard]] std::optional<KeptDraft> read();  // erased if it can't be
    [[nodiscard]] bool isOver(const KeptDraft& draft) const;
    [[nodiscard]] std::filesystem::path keyFile() const { return m_folder / "draft.key"; }
    [[nodiscard]] std::filesystem::path sealedFile() const { return m_folder / "draft.sealed"; }

    std::filesystem::path m_folder;
    const Clock& m_clock;
};

}  // namespace countersign
