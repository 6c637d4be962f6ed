#include "app/counter/shop_settling.h"

#include <QSettings>
#include <string>
#include <vector>

#include "app/counter/known_office.h"
#include "app/counter/look_keys.h"
#include "app/counter/shop_file.h"
#include "core/files.h"
#include "store/device_identity.h"

namespace countersign {

namespace fs = std::filesystem;

Result<FolderLock> holdSetUp(const fs::path& state) {
    return FolderLock::take(state / kSetUpLock);
}

Status settleShop(const std::filesystem::path& state) {
    const auto pending = readPendingShop(state);
    if (!pending) return {};
    const auto& first = pending->first;
    {
        QSettings settings(QString::fromStdString((state / kSettingsFile).string()), QSettings::IniFormat);
        const auto put = [&settings](const char* name, const QVariant& value) {
            if (!settings.contains(QLatin1String(name))) settings.setValue(QLatin1String(name), value);
        };
        if (!first.language.empty()) put(kLanguageKey, QString::fromStdString(first.language));
        if (!first.theme.empty()) put(kThemeKey, QString::fromStdString(first.theme));
        if (first.textPercent != 0) put(kTextKey, first.textPercent);
        settings.sync();
        if (settings.status() != QSettings::NoError)
            return failure(fileUnwritable(state / kSettingsFile, "the first settings are not kept"));
    }
    if (const auto written = writeShopFile(state, pending->shop); !written) return written;
    dropPendingShop(state);
    return {};
}

void finishShop(const std::filesystem::path& state, Log& log) {
    const auto pending = readPendingShop(state);
    if (!pending) return;
    const auto mark = IdentityFolder(state / "identity").mark();
    if (mark.empty() || mark == pending->enrolledAs) return;  // it was not enrolled by that
    if (const auto done = settleShop(state); !done)
        log.warn("provisioning", "the shop's file is still missing: " + describe(done.error()));
    else
        log.info("provisioning", "finished what was broken off: shop " + pending->shop.shop);
}

void dropKeptSetUp(const fs::path& state) {
    std::error_code gone;
    fs::remove(state / kKeptProvisioning, gone);
    // Kept for that file alone: an enrolled counter knows its office by the enrolment.
    fs::remove(state / kKeptOffice, gone);
}

void tidySetUp(const fs::path& state) {
    const auto lock = FolderLock::takeIfThere(state / kSetUpLock);
    if (!lock) return;
    std::vector<fs::path> halves;
    std::error_code code;
    for (fs::directory_iterator each(state, code), end; !code && each != end; each.increment(code)) {
        const auto name = each->path().filename().string();
        for (const auto* of : {kKeptProvisioning, kKeptOffice, kPendingShopFile}) {
            if (name.starts_with(of + std::string(kHalfWritten))) halves.push_back(each->path());
        }
    }
    for (const auto& half : halves) fs::remove(half, code);
    if (IdentityFolder(state / "identity").hasEnrolment()) dropKeptSetUp(state);
}

}  // namespace countersign
