#include "deletion_page.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/markup.h"
#include "operator/erasure_desk.h"

namespace countersign {
namespace {

struct Words {
    std::string_view tag, direction, title, operatorName, erased, onRequest, onTime, erasedOn, kept,
        keptByLaw, keptUntilAsked, keptNothing, signedBy, held, heldNext, notKnown, notKnownNext, malformed,
        malformedNext, tooMany, tooManyNext, check, saveText, saveKey, run, portrait, bestFrame, supporting,
        details, damaged, filing, signedHead, keptAsProof;
};

constexpr std::array<Words, 3> kWords{{
    {.tag = "en",
     .direction = "ltr",
     .title = "What was erased",
     .operatorName = "the operator",
     .erased = "Erased",
     .onRequest = "A request was made.",
     .onTime = "Their time was over.",
     .erasedOn = "On",
     .kept = "Kept",
     .keptByLaw = "During the service and for two years after it, as the law wants.",
     .keptUntilAsked = "Until you ask that they are erased.",
     .keptNothing = "Nothing.",
     .signedBy = "Signed by %1 with the key",
     .held = "Not erased yet",
     .heldNext = "The pictures are still kept. They are erased when their time is over; look again later.",
     .notKnown = "Nothing is known under this code",
     .notKnownNext =
         "Compare it with the receipt, letter by letter. A shop without a network may take days to send.",
     .malformed = "This is no code of a receipt",
     .malformedNext =
         "It has twelve letters and digits, such as 7F3K-22QD-K4P1: the record code and the check code.",
     .tooMany = "Too many tries",
     .tooManyNext = "Please come back in some minutes.",
     .check = "How to check the signature",
     .saveText = "Save this text as deletion.json:",
     .saveKey = "Save the operator's public key as key.pem. Compare it with the one that the operator has "
                "published:",
     .run = "Then run:",
     .portrait = "The portrait on your document",
     .bestFrame = "The picture of your face",
     .supporting = "The picture of the document that was shown besides",
     .details = "Name and numbers",
     .damaged = "The whole registration: it was damaged, and nobody could read it any more",
     .filing = "That a line stands in your name, without your name",
     .signedHead =
         "The signed note of when it was made and what was measured, without picture, name or number",
     .keptAsProof = "For good: it proves that the registration was made and checked."},
    {.tag = "zh-CN",
     .direction = "ltr",
     .title = "已删除的内容",
     .operatorName = "运营商",
     .erased = "已删除",
     .onRequest = "因收到删除请求。",
     .onTime = "保存期限已满。",
     .erasedOn = "时间",
     .kept = "保留",
     .keptByLaw = "按法律要求，在服务期间及其后两年内保留。",
     .keptUntilAsked = "保留至您要求删除为止。",
     .keptNothing = "无。",
     .signedBy = "由%1签名，密钥",
     .held = "尚未删除",
     .heldNext = "照片仍在保存，保存期满后即删除，请稍后再查。",
     .notKnown = "此代码下没有任何记录",
     .notKnownNext = "请与收据逐字核对。没有网络的营业厅可能需要数天才能发送。",
     .malformed = "这不是收据代码",
     .malformedNext = "代码共十二位字母和数字，例如 7F3K-22QD-K4P1：登记码加校验码。",
     .tooMany = "查询次数过多",
     .tooManyNext = "请几分钟后再来。",
     .check = "如何验证签名",
     .saveText = "将以下文本保存为 deletion.json：",
     .saveKey = "将运营商的公钥保存为 key.pem，并与运营商公布的公钥核对：",
     .run = "然后运行：",
     .portrait = "您证件上的照片",
     .bestFrame = "您的面部照片",
     .supporting = "另行出示的证件照片",
     .details = "姓名和号码",
     .damaged = "整份登记：它已损坏，任何人都无法再读取",
     .filing = "您名下有号码这一事实，不含您的姓名",
     .signedHead = "登记时间和测量数据的签名记录，不含照片、姓名和号码",
     .keptAsProof = "长期保留：用以证明该登记已办理并核验。"},
    {.tag = "ar",
     .direction = "rtl",
     .title = "ما الذي مُحي",
     .operatorName = "المشغّل",
     .erased = "مُحي",
     .onRequest = "ورد طلب بذلك.",
     .onTime = "انتهت مدّتها.",
     .erasedOn = "في",
     .kept = "يبقى محفوظًا",
     .keptByLaw = "أثناء الخدمة ولسنتين بعدها كما يوجب القانون.",
     .keptUntilAsked = "إلى أن تطلب محوها.",
     .keptNothing = "لا شيء.",
     .signedBy = "وقّعه %1 بالمفتاح",
     .held = "لم يُمحَ بعد",
     .heldNext = "ما زالت الصور محفوظة، وتُمحى عند انتهاء مدّتها. انظر لاحقًا.",
     .notKnown = "لا يُعرف شيء بهذا الرمز",
     .notKnownNext = "قارنه بالإيصال حرفًا حرفًا. قد يحتاج متجر بلا شبكة إلى أيام كي يرسل.",
     .malformed = "هذا ليس رمز إيصال",
     .malformedNext = "هو اثنا عشر حرفًا ورقمًا، مثل 7F3K-22QD-K4P1: رمز السجل ورمز التحقق.",
     .tooMany = "محاولات كثيرة جدًا",
     .tooManyNext = "عُد بعد بضع دقائق.",
     .check = "كيف تتحقق من التوقيع",
     .saveText = "احفظ هذا النص باسم deletion.json:",
     .saveKey = "احفظ المفتاح العام للمشغّل باسم key.pem وقارنه بما نشره المشغّل:",
     .run = "ثم شغّل:",
     .portrait = "الصورة التي على وثيقتك",
     .bestFrame = "صورة وجهك",
     .supporting = "صورة الوثيقة التي قُدّمت أيضًا",
     .details = "الاسم والأرقام",
     .damaged = "التسجيل كله: كان تالفًا ولم يعد أحد يستطيع قراءته",
     .filing = "أنّ خطًا مسجّل لك، من دون اسمك",
     .signedHead = "مذكّرة موقّعة بوقت التسجيل وما قيس فيه، بلا صورة ولا اسم ولا رقم",
     .keptAsProof = "تبقى دائمًا: تُثبت أنّ التسجيل أُجري وفُحص."},
}};

// No file but the page itself: nothing is loaded from anywhere.
constexpr std::string_view kStyle =
    "body{margin:2rem auto;max-width:42rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#15211c;"
    "background:#fff}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}dt{font-weight:600;margin-top:"
    "1rem}"
    "dd{margin:0}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f2f5f3;padding:.75rem;"
    "font-size:.85rem;text-align:left}"
    "@media(prefers-color-scheme:dark){body{color:#e8efeb;background:#121815}pre{background:#1e2723}}";

const Words& wordsOf(PageLanguage language) {
    switch (language) {
        case PageLanguage::English:
            break;
        case PageLanguage::Chinese:
            return kWords[1];
        case PageLanguage::Arabic:
            return kWords[2];
    }
    return kWords[0];
}

std::string base64(ByteView bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the zero at its end
    return text;
}

// Codes, dates and names keep their own direction inside a sentence.
std::string apart(std::string_view text) {
    return "<bdi>" + escapedMarkup(text) + "</bdi>";
}

std::string with(std::string_view sentence, const std::string& html) {
    auto text = escapedMarkup(sentence);
    const auto at = text.find("%1");
    return at == std::string::npos ? text : text.replace(at, 2, html);
}

std::string_view partName(const Words& words, std::string_view part) {
    if (part == kPortraitPart) return words.portrait;
    if (part == kBestFramePart) return words.bestFrame;
    if (part == kSupportingPart) return words.supporting;
    if (part == kDetailsPart) return words.details;
    if (part == kDamagedPart) return words.damaged;
    if (part == kFilingPart) return words.filing;
    if (part == kSignedHeadPart) return words.signedHead;
    return part;  // of a later version
}

std::string line(const std::string& html) {
    return "<dd>" + html + "</dd>\n";
}
std::string heading(std::string_view text) {
    return "<dt>" + escapedMarkup(text) + "</dt>\n";
}

std::string page(const Words& words, const DeletionPageSetting& setting, const std::string& body) {
    std::string html =
        "<!doctype html>\n<html lang=\"" + std::string(words.tag) + "\" dir=\"" +
        std::string(words.direction) +
        "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>" +
        escapedMarkup(words.title) + "</title><style>" + std::string(kStyle) + "</style></head>\n<body>\n";
    if (!setting.operatorName.empty()) html += "<p>" + apart(setting.operatorName) + "</p>\n";
    return html + body + "</body>\n</html>\n";
}

std::string paragraph(std::string_view heading, const std::string& html) {
    return "<h1>" + escapedMarkup(heading) + "</h1>\n<p>" + html + "</p>\n";
}

// What people do who believe neither this page nor its server. Runs with any POSIX shell and OpenSSL 3.
std::string checkSection(const Words& words, const DeletionWord& word) {
    const auto pem = publicKeyPem(word.key);
    if (pem.empty()) return {};
    const auto field = [](const char* name, const char* file) {
        return std::string("sed 's/.*\"") + name +
               "\":\"\\([^\"]*\\)\".*/\\1/' deletion.json | openssl base64 -d -A > " + file + "\n";
    };
    const auto commands =
        field("body", "body.json") + field("signature", "signature") + "(printf 'countersign-" +
        std::string(kDeletionKind) + "-v" + std::to_string(word.certificate.version) +
        "\\0'; cat body.json) > signed\n"
        "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile signature\n";
    const std::string text(word.signedBytes.begin(), word.signedBytes.end());
    return "<h2>" + escapedMarkup(words.check) + "</h2>\n<p>" + escapedMarkup(words.saveText) +
           "</p>\n<pre id=\"certificate\" dir=\"ltr\">" + escapedMarkup(text) + "</pre>\n<p>" +
           escapedMarkup(words.saveKey) + "</p>\n<pre id=\"key\" dir=\"ltr\">" + escapedMarkup(pem) +
           "</pre>\n<p>" + escapedMarkup(words.run) + "</p>\n<pre id=\"check\" dir=\"ltr\">" +
           escapedMarkup(commands) + "</pre>\n";
}

std::string momentOf(WallTime at) {
    const auto text = toRfc3339(at);
    return "<time datetime=\"" + text + "\">" +
           apart(text.substr(0, 10) + " " + text.substr(11, 5) + " UTC") + "</time>";
}

// What went together, with its time and cause; what went later after it.
std::string erasedList(const Words& words, const DeletionCertificate& said) {
    std::string list = heading(words.erased);
    if (said.erased.empty()) list += line(escapedMarkup(words.keptNothing));
    const auto when = [&](WallTime at, ErasureCause cause) {
        return heading(words.erasedOn) + line(momentOf(at)) +
               line(escapedMarkup(cause == ErasureCause::Request ? words.onRequest : words.onTime));
    };
    for (std::size_t i = 0; i < said.erased.size(); ++i) {
        const auto& part = said.erased[i];
        list += line(escapedMarkup(partName(words, part.part)));
        const bool last = i + 1 == said.erased.size();
        if (!last && said.erased[i + 1].at == part.at && said.erased[i + 1].cause == part.cause) continue;
        list += when(part.at, part.cause);
        if (!last) list += heading(words.erased);
    }
    return said.erased.empty() ? list + when(said.at, said.cause) : list;
}

std::string_view reasonName(const Words& words, std::string_view because) {
    if (because == kServiceAndTwoYears) return words.keptByLaw;
    if (because == kUntilAsked) return words.keptUntilAsked;
    if (because == kProof) return words.keptAsProof;
    return because;  // of a later version
}

std::string keptList(const Words& words, const DeletionCertificate& said) {
    auto kept = said.kept;
    // The first version did not name the head; of what was damaged there may be none.
    if (said.version == 1 &&
        std::ranges::find(said.erased, kDamagedPart, &ErasedPart::part) == said.erased.end())
        kept.push_back({std::string(kSignedHeadPart), std::string(kProof)});
    std::string list = heading(words.kept);
    if (kept.empty()) list += line(escapedMarkup(words.keptNothing));
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto& part = kept[i];
        list += line(escapedMarkup(partName(words, part.part)));
        const bool alike = i + 1 < kept.size() && kept[i + 1].because == part.because;
        if (!alike && !part.because.empty()) list += line(escapedMarkup(reasonName(words, part.because)));
    }
    return list;
}

// "zh-Hans-CN" → Chinese
std::optional<PageLanguage> languageOf(std::string_view tag) {
    const auto primary = tag.substr(0, tag.find('-'));
    const auto is = [&](std::string_view wanted) {
        return std::ranges::equal(primary, wanted, [](char a, char b) { return (a | 0x20) == b; });
    };
    if (is("en")) return PageLanguage::English;
    if (is("zh")) return PageLanguage::Chinese;
    if (is("ar")) return PageLanguage::Arabic;
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "q=0.8" in thousandths; RFC 9110, 12.4.2. What can't be read is not wanted.
int weightOf(std::string_view parameter) {
    const auto text = trimmed(parameter);
    if (!text.starts_with("q=") && !text.starts_with("Q=")) return 1000;
    const auto value = text.substr(2);
    if (value.empty() || value.size() > 5 || (value[0] != '0' && value[0] != '1')) return 0;
    int weight = value[0] == '1' ? 1000 : 0;
    if (value.size() == 1) return weight;
    int thousandths = 0;
    const auto digits = value.substr(2);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), thousandths);
    if (value[1] != '.' || (!digits.empty() && read.ptr != digits.data() + digits.size()) || thousandths < 0)
        return 0;
    for (auto i = digits.size(); i < 3; ++i) thousandths *= 10;
    weight += thousandths;
    return std::min(weight, 1000);
}

}  // namespace

PageLanguage pageLanguage(std::string_view acceptLanguage) {
    auto best = PageLanguage::English;
    int weight = 0;
    while (!acceptLanguage.empty()) {
        const auto end = acceptLanguage.find(',');
        const auto part = acceptLanguage.substr(0, end);
        acceptLanguage = end == std::string_view::npos ? std::string_view() : acceptLanguage.substr(end + 1);
        const auto semicolon = part.find(';');
        const auto language = languageOf(trimmed(part.substr(0, semicolon)));
        const int own = semicolon == std::string_view::npos ? 1000 : weightOf(part.substr(semicolon + 1));
        if (!language || own <= weight) continue;
        best = *language;
        weight = own;
    }
    return best;
}

std::string_view languageTag(PageLanguage language) {
    return wordsOf(language).tag;
}

bool wantsPage(std::string_view accept) {
    return accept.find("text/html") != std::string_view::npos;
}

std::string deletionPage(const DeletionWord& word, const DeletionPageSetting& setting) {
    const auto& words = wordsOf(setting.language);
    if (word.state != DeletionState::Erased)
        return page(words, setting, paragraph(words.held, escapedMarkup(words.heldNext)));
    const auto& said = word.certificate;
    const auto own =
        setting.operatorName.empty() ? escapedMarkup(words.operatorName) : apart(setting.operatorName);
    std::string body = "<h1>" + escapedMarkup(words.title) + " · " + apart(said.recordId.shortCode()) +
                       "</h1>\n<dl>\n" + erasedList(words, said) + keptList(words, said);
    body += "<dt>" + with(words.signedBy, own) + "</dt>\n<dd>" + apart(word.key.id()) + "</dd>\n</dl>\n";
    return page(words, setting, body + checkSection(words, word));
}

std::string deletionPage(Refusal refusal, const DeletionPageSetting& setting) {
    const auto& words = wordsOf(setting.language);
    if (refusal == Refusal::Malformed)
        return page(words, setting, paragraph(words.malformed, escapedMarkup(words.malformedNext)));
    if (refusal == Refusal::TooMany)
        return page(words, setting, paragraph(words.tooMany, escapedMarkup(words.tooManyNext)));
    return page(words, setting, paragraph(words.notKnown, escapedMarkup(words.notKnownNext)));
}

std::string_view deletionPagePolicy() {
    static const std::string policy = "default-src 'none'; style-src 'sha256-" +
                                      base64(sha256Of(toBytes(kStyle))) +
                                      "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return policy;
}

std::string heldJson() {
    return nlohmann::json{{"state", "held"}, {"version", 1}}.dump();
}

std::string publicKeyPem(const VerifyingKey& key) {
    if (key.algorithm != SignatureAlgorithm::Ed25519 || key.bytes.size() != 32) return {};
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410): this head and the 32 bytes.
    Bytes der{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    der.insert(der.end(), key.bytes.begin(), key.bytes.end());
    return "-----BEGIN PUBLIC KEY-----\n" + base64(der) + "\n-----END PUBLIC KEY-----\n";
}

}  // namespace countersign
