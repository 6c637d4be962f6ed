// The page that a buyer sees under the code on the receipt, and the same for machines. Plain HTML without
// script, in English, Chinese or Arabic. Values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "operator/deletion_desk.h"
#include "protocol/refusal.h"

namespace countersign {

enum class PageLanguage { English = 1, Chinese, Arabic };

// The one of the three that the browser likes best; English where it names none of them.
[[nodiscard]] PageLanguage pageLanguage(std::string_view acceptLanguage);
[[nodiscard]] std::string_view languageTag(PageLanguage language);  // en, zh-CN, ar
// Browsers say so; whoever doesn't gets JSON.
[[nodiscard]] bool wantsPage(std::string_view accept);

// What stands on the page besides the word itself.
struct DeletionPageSetting {
    PageLanguage language = PageLanguage::English;
    std::string_view operatorName;  // UTF-8; empty: "the operator"
};
// Held or Erased.
[[nodiscard]] std::string deletionPage(const DeletionWord& word, const DeletionPageSetting& setting);
// Malformed, NotKnown or TooMany.
[[nodiscard]] std::string deletionPage(Refusal refusal, const DeletionPageSetting& setting);
// Of both: what a browser may do with them, which is nothing but show them.
[[nodiscard]] std::string_view deletionPagePolicy();  // Content-Security-Policy

// {"state":"held","version":1}
[[nodiscard]] std::string heldJson();

// The operator's public key as PEM, for openssl. Empty unless it is Ed25519.
[[nodiscard]] std::string publicKeyPem(const VerifyingKey& key);

}  // namespace countersign
