#include "provisioning_command.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include "core/files.h"
#include "office_commands.h"
#include "operator/enrolment_desk.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "protocol/certificate.h"
#include "protocol/device_enrolment.h"
#include "protocol/key_text.h"
#include "shop_list.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestAuthority = 64U * 1024U;

// Those that counters are to believe: of the newest keys, or the one of the folder.
Result<std::vector<Bytes>> authoritiesOf(const GatewayPlace& place, const OperatorIdentity& identity) {
    if (!identity.bundles.empty() && !identity.keysRing) return identity.bundles.back().keys.authorities;
    const auto pem = readFile(OperatorPaths(place.folder).authority, kLargestAuthority);
    if (!pem) return failure(pem.error());
    return certificatesIn({reinterpret_cast<const char*>(pem->data()), pem->size()});
}

bool there(const fs::path& file) {
    std::error_code code;
    return fs::exists(fs::symlink_status(file, code));
}

Status makeFolder(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (!code && fs::is_directory(folder, code)) return {};
    return failure(folderUnusable("can't make " + folder.string()));
}

// One shop after the other; all of what they have in common is known.
class Maker {
  public:
    Maker(const NewProvisioning& wanted, Ledger& ledger, const Signer* office, Provisioning common)
        : m_wanted(wanted), m_ledger(ledger), m_office(office), m_common(std::move(common)) {}

    [[nodiscard]] Provisioning of(const ShopToProvision& shop, std::string code) const {
        auto made = m_common;
        made.shop = shop.id;
        made.shopName = shop.name;
        if (!shop.language.empty()) made.settings.language = shop.language;
        made.code = std::move(code);
        return made;
    }
    // Before a code is given out: whether a counter would take it.
    [[nodiscard]] Status possible(const ShopToProvision& shop) const {
        const auto tried = writeProvisioningDraft(of(shop, randomEnrolmentCode()));
        return tried ? Status()
                     : Status(failure(folderUnusable("shop " + shop.id + ": " + tried.error().detail)));
    }
    [[nodiscard]] Status write(const ShopToProvision& shop, const fs::path& file) const {
        const SystemClock clock;
        const auto code = issueEnrolmentCode(m_ledger, clock, m_wanted.validFor);
        if (!code) return failure(code.error());
        const auto made = of(shop, *code);
        const auto bytes =
            m_office != nullptr ? signProvisioning(made, *m_office) : writeProvisioningDraft(made);
        if (!bytes) return failure(bytes.error());
        return writeFileDurably(file, *bytes);
    }
    // Whether this is a file of ours for this shop.
    [[nodiscard]] bool isFor(const ShopToProvision& shop, const fs::path& file) const {
        const auto bytes = readFile(file, kMaxProvisioningBytes);
        if (!bytes) return false;
        const auto made = m_office != nullptr ? verifyProvisioning(*bytes, {m_office->verifyingKey()})
                                              : readProvisioningDraft(*bytes);
        return made && made->shop == shop.id;
    }
    [[nodiscard]] const char* suffix() const {
        return m_office != nullptr ? kProvisioningSuffix : kProvisioningDraftSuffix;
    }

  private:
    const NewProvisioning& m_wanted;
    Ledger& m_ledger;
    const Signer* m_office;
    Provisioning m_common;
};

Status makeOne(const Maker& maker, const NewProvisioning& wanted, const Signer* office, std::ostream& out) {
    const ShopToProvision shop{wanted.shop, wanted.shopName, {}, 1};
    if (!isShopId(shop.id)) return failure(folderUnusable("no shop's id: " + shop.id));
    if (there(wanted.out))
        return failure(folderUnusable("there is a file of that name already: " + wanted.out.string()));
    if (const auto good = maker.possible(shop); !good) return good;
    if (const auto made = maker.write(shop, wanted.out); !made) return made;
    out << (office != nullptr ? "Signed for shop " : "Draft for shop ") << shop.id << ": "
        << wanted.out.string() << "\n"
        << (office != nullptr ? "It holds a one-time code: keep it like a password until it was used.\n"
                              : "It holds a one-time code. No counter takes it before the office has signed "
                                "it: sign-provisioning.\n");
    return {};
}

// Whether this counter's file was made by an earlier run. A shop that had one counter and gets more, or the
// other way round, keeps the file that it has, if that is its own: another shop's may have the same name.
bool wasMade(const ShopToProvision& shop, const std::string& stem, const NewProvisioning& wanted,
             const Maker& maker) {
    const auto fileOf = [&](const std::string& name) { return wanted.out / (name + maker.suffix()); };
    if (there(fileOf(stem))) return true;
    const auto first = shop.id + "-1";
    if (shop.counters > 1 && stem != first) return false;
    return maker.isFor(shop, fileOf(shop.counters == 1 ? first : shop.id));
}

Status makeAll(const Maker& maker, const NewProvisioning& wanted, const std::vector<ShopToProvision>& shops,
               std::ostream& out) {
    for (const auto& shop : shops) {
        if (const auto good = maker.possible(shop); !good) return good;
    }
    if (const auto made = makeFolder(wanted.out); !made) return made;
    int written = 0, before = 0;
    for (const auto& shop : shops) {
        for (const auto& stem : fileStemsOf(shop)) {
            if (wasMade(shop, stem, wanted, maker)) {
                ++before;
                continue;
            }
            if (const auto made = maker.write(shop, wanted.out / (stem + maker.suffix())); !made) {
                out << written << " files written before that\n";
                return made;
            }
            ++written;
        }
    }
    out << written << " files in " << wanted.out.string() << ", " << before << " were there before\n"
        << "Each holds a one-time code: keep them like passwords until they were used.\n";
    return {};
}

Status makeWanted(const Maker& maker, const NewProvisioning& wanted, const Signer* office,
                  std::ostream& out) {
    if (wanted.shops.empty() && wanted.counters == 1) return makeOne(maker, wanted, office, out);
    if (!wanted.shops.empty()) {
        const auto shops = readShopList(wanted.shops, wanted.counters);
        return shops ? makeAll(maker, wanted, *shops, out) : Status(failure(shops.error()));
    }
    const ShopToProvision shop{wanted.shop, wanted.shopName, {}, wanted.counters};
    for (const auto& stem : fileStemsOf(shop)) {
        if (!isShopId(stem)) return failure(folderUnusable("no shop's id: " + stem));
    }
    return makeAll(maker, wanted, {shop}, out);
}

}  // namespace

Status newProvisioningCommand(const NewProvisioning& wanted, std::ostream& out) {
    const auto office = OfficeAtHand::read(wanted.officeKey);
    if (!office) return failure(office.error());
    const auto identity = openOperatorFolder(wanted.place.folder);
    if (!identity) return failure(identity.error());
    if (office->signer() != nullptr) {
        const auto& known = identity->officeKeys;
        if (std::ranges::find(known, office->signer()->verifyingKey()) == known.end())
            return failure(
                folderUnusable("this is not the key of the office of " + wanted.place.folder.string()));
    }
    auto authorities = authoritiesOf(wanted.place, *identity);
    if (!authorities) return failure(authorities.error());
    if (!isGatewayAddress(wanted.operatorUrl))
        return failure(
            folderUnusable("an address is https://HOST or https://HOST:PORT and nothing after it"));
    const auto ledger = openLedger(wanted.place);
    if (!ledger) return failure(ledger.error());
    Provisioning common;
    common.operatorUrl = wanted.operatorUrl;
    common.authorities = std::move(*authorities);
    common.issuedAt = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
    common.expiresAt = common.issuedAt + wanted.validFor;
    common.settings = wanted.settings;
    const Maker maker(wanted, **ledger, office->signer(), std::move(common));
    return makeWanted(maker, wanted, office->signer(), out);
}

Status officePublicCommand(const std::string& officeKey, std::ostream& out) {
    const auto key = SigningKey::read(officeKey);
    if (!key) return failure(key.error());
    out << publicKeyText(key->verifyingKey()) << "\n";
    return {};
}

}  // namespace countersign
