#include "provisioning_command.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <vector>

#include "core/files.h"
#include "office_commands.h"
#include "operator/enrolment_desk.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "protocol/certificate.h"
#include "protocol/device_enrolment.h"
#include "protocol/hash.h"
#include "protocol/key_text.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestList = 16U * 1024U * 1024U;
constexpr std::size_t kLargestAuthority = 64U * 1024U;

struct Shop {
    std::string id, name, language;
};

std::vector<std::string> columnsOf(const std::string& line) {
    std::vector<std::string> columns;
    std::size_t begin = 0;
    for (;;) {
        const auto end = line.find('\t', begin);
        columns.push_back(line.substr(begin, end == std::string::npos ? end : end - begin));
        if (end == std::string::npos) return columns;
        begin = end + 1;
    }
}

Result<std::vector<Shop>> shopsIn(const fs::path& file) {
    const auto bytes = readFile(file, kLargestList);
    if (!bytes) return failure(bytes.error());
    std::vector<Shop> shops;
    std::set<std::string> known;
    std::string text(bytes->begin(), bytes->end());
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        auto line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        const auto columns = columnsOf(line);
        const auto wrong = [&](const std::string& why) {
            return failure(folderUnusable("line " + std::to_string(number) + " of the shops: " + why));
        };
        if (columns.size() > 3) return wrong("more than shop, name and language");
        Shop shop{columns[0], columns.size() > 1 ? columns[1] : "", columns.size() > 2 ? columns[2] : ""};
        if (!isShopId(shop.id)) return wrong("no shop's id");
        if (!shop.language.empty() && !isLanguageTag(shop.language)) return wrong("no language");
        if (!known.insert(shop.id).second) return wrong("this shop stands there twice");
        shops.push_back(std::move(shop));
    }
    if (shops.empty()) return failure(folderUnusable("there is no shop in the list"));
    return shops;
}

// Those that counters are to believe: of the newest keys, or the one of the folder.
Result<std::vector<Bytes>> authoritiesOf(const GatewayPlace& place, const OperatorIdentity& identity) {
    if (!identity.bundles.empty() && !identity.keysRing) return identity.bundles.back().keys.authorities;
    const auto pem = readFile(OperatorPaths(place.folder).authority, kLargestAuthority);
    if (!pem) return failure(pem.error());
    return certificatesIn({reinterpret_cast<const char*>(pem->data()), pem->size()});
}

void tell(const Provisioning& made, std::ostream& out) {
    out << "Shop " << made.shop << (made.shopName.empty() ? "" : ", " + made.shopName) << "\n"
        << "operator     " << made.operatorUrl << "\n";
    for (const auto& der : made.authorities) out << "authority    " << toHex(sha256Of(der)) << "\n";
    out << "good         " << toRfc3339(made.issuedAt) << " to " << toRfc3339(made.expiresAt) << "\n";
    const auto& first = made.settings;
    if (!first.language.empty()) out << "language     " << first.language << "\n";
    if (first.textPercent != 0) out << "text size    " << first.textPercent << "\n";
    if (!first.theme.empty()) out << "theme        " << first.theme << "\n";
    if (!first.ring.empty()) out << "ring         " << first.ring << "\n";
    if (!first.updateSource.empty()) out << "updates from " << first.updateSource << "\n";
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

    [[nodiscard]] Provisioning of(const Shop& shop, std::string code) const {
        auto made = m_common;
        made.shop = shop.id;
        made.shopName = shop.name;
        if (!shop.language.empty()) made.settings.language = shop.language;
        made.code = std::move(code);
        return made;
    }
    // Before a code is given out: whether a counter would take it.
    [[nodiscard]] Status possible(const Shop& shop) const {
        const auto tried = writeProvisioningDraft(of(shop, randomEnrolmentCode()));
        return tried ? Status()
                     : Status(failure(folderUnusable("shop " + shop.id + ": " + tried.error().detail)));
    }
    [[nodiscard]] Status write(const Shop& shop, const fs::path& file) const {
        const SystemClock clock;
        const auto code = issueEnrolmentCode(m_ledger, clock, m_wanted.validFor);
        if (!code) return failure(code.error());
        const auto made = of(shop, *code);
        const auto bytes =
            m_office != nullptr ? signProvisioning(made, *m_office) : writeProvisioningDraft(made);
        if (!bytes) return failure(bytes.error());
        return writeFileDurably(file, *bytes);
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
    const Shop shop{wanted.shop, wanted.shopName, {}};
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

Status makeAll(const Maker& maker, const NewProvisioning& wanted, std::ostream& out) {
    const auto shops = shopsIn(wanted.shops);
    if (!shops) return failure(shops.error());
    for (const auto& shop : *shops) {
        if (const auto good = maker.possible(shop); !good) return good;
    }
    if (const auto made = makeFolder(wanted.out); !made) return made;
    int written = 0, before = 0;
    for (const auto& shop : *shops) {
        const auto file = wanted.out / (shop.id + maker.suffix());
        if (there(file)) {
            ++before;
            continue;
        }
        if (const auto made = maker.write(shop, file); !made) {
            out << written << " files written before that\n";
            return made;
        }
        ++written;
    }
    out << written << " files in " << wanted.out.string() << ", " << before << " were there before\n"
        << "Each holds a one-time code: keep them like passwords until they were used.\n";
    return {};
}

Status signOne(const Signer* office, const fs::path& in, const fs::path& file, std::ostream& told) {
    const auto bytes = readFile(in, kMaxProvisioningBytes);
    if (!bytes) return failure(bytes.error());
    const auto draft = readProvisioningDraft(*bytes);
    if (!draft) return failure(draft.error());
    tell(*draft, told);
    told.flush();  // seen before anything is signed
    if (office == nullptr || file.empty()) {
        told << "Only shown: nothing is signed.\n";
        return {};
    }
    const auto made = signProvisioning(*draft, *office);
    if (!made) return failure(made.error());
    if (const auto written = writeFileDurably(file, *made); !written) return written;
    told << "Signed: " << file.string() << "\n";
    return {};
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
    return wanted.shops.empty() ? makeOne(maker, wanted, office->signer(), out) : makeAll(maker, wanted, out);
}

Status signProvisioningCommand(const std::string& officeKey, const fs::path& in, const fs::path& out,
                               std::ostream& told) {
    const auto office = OfficeAtHand::read(officeKey);
    if (!office) return failure(office.error());
    std::error_code code;
    if (!fs::is_directory(in, code)) return signOne(office->signer(), in, out, told);
    if (!out.empty()) {
        if (const auto made = makeFolder(out); !made) return made;
    }
    std::set<fs::path> drafts;
    for (fs::directory_iterator each(in, code), end; !code && each != end; each.increment(code)) {
        if (each->path().extension() == kProvisioningDraftSuffix) drafts.insert(each->path());
    }
    if (code || drafts.empty()) return failure(folderUnusable("no drafts in " + in.string()));
    for (const auto& draft : drafts) {
        const auto file = out.empty() ? fs::path() : out / (draft.stem().string() + kProvisioningSuffix);
        if (const auto done = signOne(office->signer(), draft, file, told); !done) {
            told << "at " << draft.string() << "\n";
            return done;
        }
    }
    told << drafts.size() << (drafts.size() == 1 ? " draft\n" : " drafts\n");
    return {};
}

Status officePublicCommand(const std::string& officeKey, std::ostream& out) {
    const auto key = SigningKey::read(officeKey);
    if (!key) return failure(key.error());
    out << publicKeyText(key->verifyingKey()) << "\n";
    return {};
}

}  // namespace countersign
