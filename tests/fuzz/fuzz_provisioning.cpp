// Files by which a computer becomes a shop's counter: whole ones from a stick, bytes taken for a body that
// the office has signed, drafts as they come to the office, and the file of the office's public keys.

#include "protocol/provisioning.h"

#include <set>

#include "protocol/certificate.h"
#include "protocol/device_enrolment.h"
#include "protocol/key_bundle.h"
#include "protocol/key_text.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

bool plain(std::string_view text) {
    return text.find('/') == std::string_view::npos && text.find('\\') == std::string_view::npos &&
           text != "." && text != "..";
}

void holdLimits(const Provisioning& made) {
    hold(!made.shop.empty() && printable(made.shop, 32) && plain(made.shop), "a shop may name a file");
    hold(printable(made.shopName, 200), "a name that can be shown");
    hold(made.operatorUrl.starts_with("https://") && printable(made.operatorUrl, 512), "an address");
    hold(made.operatorUrl.find('@') == std::string::npos && made.operatorUrl.find(' ') == std::string::npos,
         "nobody's name in it");
    hold(made.operatorUrl.find('/', 8) == std::string::npos, "and no path");
    hold(!made.authorities.empty() && made.authorities.size() <= kMaxAuthorities, "authorities");
    hold(certificatesIn(toPem(made.authorities)) == made.authorities, "authorities through PEM");
    hold(normaliseEnrolmentCode(made.code).has_value(), "a code");
    hold(made.expiresAt > made.issuedAt && made.expiresAt - made.issuedAt <= kLongestProvisioning, "a while");
    const auto& first = made.settings;
    hold(plain(first.language) && printable(first.language, 16), "a language may name a file");
    hold(first.theme.empty() || first.theme == "light" || first.theme == "dark", "a theme");
    hold(first.textPercent >= 0 && first.textPercent <= 400, "a size");
    hold(printable(first.ring, 32) && plain(first.ring), "a ring");
    hold(printable(first.updateSource, 512) &&
             first.updateSource.find_first_of(" \t\"'#[]") == std::string::npos,
         "a source is one word");
}

void lookAt(ByteView bytes) {
    holdSignatureRules(bytes, "provisioning");
    hold(!verifyProvisioning(bytes, {}), "nobody's keys verify nothing");
    hold(!verifyProvisioning(bytes, {strangersKey().verifyingKey()}), "a stranger signed nothing");
    const std::vector trusted{strangersKey().verifyingKey(), operatorKey().verifyingKey()};
    const auto made = verifyProvisioning(bytes, trusted);
    if (!made) return;
    holdLimits(*made);
    const auto again = signProvisioning(*made, operatorKey());
    hold(again && verifyProvisioning(*again, trusted) == *made, "signed again it is the same");
    const auto draft = writeProvisioningDraft(*made);
    hold(draft && readProvisioningDraft(*draft) == *made, "drawn up again it is the same");
}

// What comes to the office's computer from a gateway that may be in wrong hands.
void lookAtDraft(ByteView bytes) {
    const auto draft = readProvisioningDraft(bytes);
    if (!draft) return;
    holdLimits(*draft);
    const auto made = signProvisioning(*draft, operatorKey());
    hold(made && verifyProvisioning(*made, {operatorKey().verifyingKey()}) == *draft, "signed as shown");
}

void lookAtKeys(std::string_view text) {
    const auto keys = publicKeysIn(text);
    if (!keys) return;
    hold(!keys->empty() && keys->size() <= kMaxOfficeKeys, "keys");
    std::set<KeyId> ids;
    std::string lines;
    for (const auto& key : *keys) {
        ids.insert(key.id());
        lines += publicKeyText(key) + "\n";
    }
    hold(ids.size() == keys->size(), "each key once");
    hold(publicKeysIn(lines) == *keys, "written again they are the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    const auto text = textOf(data, size);
    lookAt(bytes);
    lookAtDraft(bytes);
    lookAtKeys(text);
    if (const auto made = signMessage("provisioning", kProvisioningVersion, text, operatorKey()))
        lookAt(*made);
    return 0;
}
