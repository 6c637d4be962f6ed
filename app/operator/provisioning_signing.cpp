#include "provisioning_signing.h"

#include <algorithm>
#include <istream>
#include <map>
#include <ostream>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/files.h"
#include "office_commands.h"
#include "operator/operator_errors.h"
#include "protocol/hash.h"
#include "protocol/provisioning.h"
#include "provisioning_command.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNamed = 8;

struct Draft {
    Provisioning made;
    fs::path file;  // where to
};

// Drafts come from the gateway, which somebody may have broken into: what they say drives no terminal and
// turns no line around. Control characters (C0, DEL, C1) and those of text direction become question marks.
std::string shown(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = [&](std::size_t i) {
            return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
        };
        std::size_t bad = 0;
        if (byte(0) < 0x20 || byte(0) == 0x7f) bad = 1;
        if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) <= 0x9f) bad = 2;
        if (byte(0) == 0xd8 && byte(1) == 0x9c) bad = 2;  // U+061C
        // U+200E, 200F, 2028 to 202E; U+2066 to 2069.
        if (byte(0) == 0xe2 && byte(1) == 0x80 &&
            (byte(2) == 0x8e || byte(2) == 0x8f || (byte(2) >= 0xa8 && byte(2) <= 0xae)))
            bad = 3;
        if (byte(0) == 0xe2 && byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9) bad = 3;
        plain += bad == 0 ? text[at] : '?';
        at += std::max<std::size_t>(bad, 1);
    }
    return plain;
}

void tell(const Provisioning& made, std::ostream& out) {
    out << "Shop " << made.shop << (made.shopName.empty() ? "" : ", " + shown(made.shopName)) << "\n"
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

// "S-1, S-2 and 5 more", each with how often.
std::string listed(const std::map<std::string, int>& counts) {
    std::string text;
    std::size_t named = 0;
    for (const auto& [name, count] : counts) {
        if (named == kMostNamed) {
            text += " and " + std::to_string(counts.size() - named) + " more";
            break;
        }
        text += (named++ == 0 ? "" : ", ") + name + (count > 1 ? " (" + std::to_string(count) + ")" : "");
    }
    return text;
}

// What stands last on the screen before the question: all of them together, so that one that is not like the
// others shows.
void tellAll(const std::vector<Draft>& drafts, std::ostream& out) {
    std::map<std::string, int> shops, operators, rings, sources, authorities;
    auto first = drafts.front().made.expiresAt, last = first;
    for (const auto& draft : drafts) {
        const auto& made = draft.made;
        ++shops[made.shop];
        ++operators[made.operatorUrl];
        ++rings[made.settings.ring.empty() ? "none" : made.settings.ring];
        ++sources[made.settings.updateSource.empty() ? "none" : made.settings.updateSource];
        for (const auto& der : made.authorities) ++authorities[toHex(sha256Of(der)).substr(0, 16)];
        first = std::min(first, made.expiresAt);
        last = std::max(last, made.expiresAt);
    }
    out << "\nTo be signed: " << drafts.size() << (drafts.size() == 1 ? " file" : " files") << " for "
        << shops.size() << (shops.size() == 1 ? " shop: " : " shops: ") << listed(shops) << "\n"
        << "good until   " << toRfc3339(first) << (last == first ? "" : " to " + toRfc3339(last)) << "\n"
        << "ring         " << listed(rings) << "\n"
        << "updates from " << listed(sources) << "\n"
        << "operator     " << listed(operators) << "\n"
        << "authority    " << listed(authorities) << "\n"
        << "Each of them makes one computer a counter of that operator's.\n";
}

// A file's name decides which technician takes it along: of shop S-1 it is "S-1", or "S-1-2" of several.
bool isStemFor(std::string_view stem, const std::string& shop) {
    if (!stem.starts_with(shop)) return false;
    stem.remove_prefix(shop.size());
    if (stem.empty()) return true;
    return stem.size() > 1 && stem.size() <= 6 && stem[0] == '-' &&
           std::ranges::all_of(stem.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::vector<Draft>> draftsIn(const ProvisioningToSign& wanted) {
    std::error_code code;
    std::vector<std::pair<fs::path, fs::path>> files;
    if (fs::is_directory(wanted.in, code)) {
        std::set<fs::path> found;
        for (fs::directory_iterator each(wanted.in, code), end; !code && each != end; each.increment(code)) {
            if (each->path().extension() == kProvisioningDraftSuffix) found.insert(each->path());
        }
        if (code || found.empty()) return failure(folderUnusable("no drafts in " + wanted.in.string()));
        for (const auto& draft : found)
            files.emplace_back(draft, wanted.out / (draft.stem().string() + kProvisioningSuffix));
    } else {
        files.emplace_back(wanted.in, wanted.out);
    }
    std::vector<Draft> drafts;
    for (const auto& [from, to] : files) {
        const auto bytes = readFile(from, kMaxProvisioningBytes);
        if (!bytes) return failure(bytes.error());
        auto draft = readProvisioningDraft(*bytes);
        if (!draft) {
            auto error = draft.error();
            error.detail = shown(from.filename().string()) + ": " + error.detail;
            return failure(std::move(error));
        }
        // Of one that is named by itself the office says where to.
        if (from != wanted.in && !isStemFor(from.stem().string(), draft->shop))
            return failure(
                folderUnusable(shown(from.filename().string()) + ": it is for shop " + draft->shop));
        drafts.push_back({std::move(*draft), to});
    }
    return drafts;
}

}  // namespace

Result<bool> signProvisioningCommand(const ProvisioningToSign& wanted, std::istream& answers,
                                     std::ostream& told) {
    const auto office = OfficeAtHand::read(wanted.officeKey);
    if (!office) return failure(office.error());
    const auto drafts = draftsIn(wanted);
    if (!drafts) return failure(drafts.error());
    for (const auto& draft : *drafts) tell(draft.made, told);
    if (office->signer() == nullptr || wanted.out.empty()) {
        told << drafts->size() << (drafts->size() == 1 ? " draft" : " drafts")
             << ", only shown: nothing is signed.\n";
        return true;
    }
    tellAll(*drafts, told);
    if (wanted.confirmation == Confirmation::Asked) {
        told << "Sign? Type yes: " << std::flush;
        std::string answer;
        std::getline(answers, answer);
        if (answer != "yes") {
            told << "\nNothing was signed.\n";
            return false;
        }
    }
    std::error_code code;
    if (fs::is_directory(wanted.in, code)) {
        fs::create_directories(wanted.out, code);
        if (code || !fs::is_directory(wanted.out, code))
            return failure(folderUnusable("can't make " + wanted.out.string()));
    }
    std::size_t done = 0;
    for (const auto& draft : *drafts) {
        const auto made = signProvisioning(draft.made, *office->signer());
        const auto written = made ? writeFileDurably(draft.file, *made) : Status(failure(made.error()));
        if (!written) {
            told << done << " signed before that\n";
            return failure(written.error());
        }
        ++done;
    }
    told << done << (done == 1 ? " draft" : " drafts") << " signed: " << wanted.out.string() << "\n";
    return true;
}

}  // namespace countersign
