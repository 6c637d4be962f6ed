// The operator's key bundles: whole messages as they come in a notice, and bytes taken for a body that the
// operator has signed.

#include "protocol/key_bundle.h"

#include <algorithm>
#include <set>

#include "protocol/certificate.h"
#include "protocol/key_draft.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void lookAt(ByteView bytes) {
    holdSignatureRules(bytes, "keys");
    hold(!verifyKeyBundle(bytes, std::vector<VerifyingKey>()), "nobody's keys verify nothing");
    hold(!verifyKeyBundle(bytes, {strangersKey().verifyingKey()}), "a stranger signed nothing");
    const std::vector trusted{strangersKey().verifyingKey(), operatorKey().verifyingKey()};
    const auto bundle = verifyKeyBundle(bytes, trusted);
    if (!bundle) return;
    hold(bundle->version >= 1, "versions begin with one");
    hold(!bundle->verifyingKeys.empty() && bundle->verifyingKeys.size() <= kMaxOperatorKeys, "keys");
    std::set<KeyId> ids;
    for (const auto& key : bundle->verifyingKeys) ids.insert(key.id());
    hold(ids.size() == bundle->verifyingKeys.size(), "each key once");
    hold(bundle->sealingKey.bytes.size() == 32, "a sealing key");
    hold(!bundle->authorities.empty() && bundle->authorities.size() <= kMaxAuthorities, "authorities");
    hold(bundle->revoked.size() <= kMaxRevoked, "revoked");
    // What a counter hands to its TLS library is what was signed.
    hold(certificatesIn(toPem(bundle->authorities)) == bundle->authorities, "authorities through PEM");
    KeyBundle present;
    present.verifyingKeys = trusted;
    present.version = bundle->version;
    hold(!followKeys(present, bytes), "versions only rise");
    --present.version;
    hold(followKeys(present, bytes).has_value(), "the next follows");
    hold(bundle->officeKeys.size() <= kMaxOfficeKeys, "office keys");
    for (const auto& key : bundle->officeKeys) hold(!ids.contains(key.id()), "no key at both places");
    present.officeKeys = {strangersKey().verifyingKey()};
    hold(!followKeys(present, bytes), "where there is an office nobody else's follow");
    present.verifyingKeys = {strangersKey().verifyingKey()};
    present.officeKeys = {operatorKey().verifyingKey()};
    hold(followKeys(present, bytes).has_value() == !bundle->officeKeys.empty(),
         "the office's do, with its keys");
    const KeyDraft draft{*bundle, Bytes(bytes.begin(), bytes.end())};
    const auto written = writeKeyDraft(draft);
    hold(written && readKeyDraft(*written) == draft, "what is carried to the office arrives");
    const auto packed = signKeyBundle(*bundle, operatorKey());
    if (packed) hold(verifyKeyBundle(*packed, trusted) == *bundle, "packed again it is the same");
}

// What comes to the office's computer from a gateway that may be in wrong hands.
void lookAtDraft(ByteView bytes) {
    const auto draft = readKeyDraft(bytes);
    if (!draft) return;
    const auto made = signKeyBundle(draft->bundle, operatorKey());
    if (made)
        hold(verifyKeyBundle(*made, std::vector{operatorKey().verifyingKey()}) == draft->bundle,
             "signed as shown");
    const auto written = writeKeyDraft(*draft);
    hold(written && readKeyDraft(*written) == *draft, "written again it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    const auto text = textOf(data, size);
    lookAt(bytes);
    lookAtDraft(bytes);
    if (const auto made = signMessage("keys", kKeyBundleVersion, text, operatorKey())) lookAt(*made);
    static_cast<void>(certificatesIn(text));
    static_cast<void>(checkCertificate(bytes));
    return 0;
}
