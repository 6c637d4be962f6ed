#include "app/counter/draft_store.h"

#include <sodium.h>

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/files.h"
#include "identity/document_number.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kLargestFile = 64U * 1024U;
constexpr std::chrono::hours kKept{24};
// A clock that was set back a little must not cost the form.
constexpr std::chrono::hours kClockSlack{24};
// What the clock's nanoseconds can hold, with room for the two above.
constexpr std::chrono::seconds kEarliest{0};
constexpr std::chrono::seconds kLatest{9'000'000'000};

json detailsJson(const KeptDraft& draft) {
    const auto& d = draft.details;
    return {{"schema", 1},
            {"clerk", draft.clerk},
            {"at", std::chrono::duration_cast<std::chrono::seconds>(draft.at.time_since_epoch()).count()},
            {"purchase", static_cast<int>(d.purchase)},
            {"document_kind", documentKindName(d.documentKind)},
            {"document_number", d.documentNumber},
            {"name", d.name},
            {"msisdn", d.msisdn},
            {"iccid", d.iccid},
            {"imei", d.imei},
            {"language", d.buyerLanguage}};
}

// Sealed and so written by this program; an older or newer version may still have named things otherwise.
std::optional<KeptDraft> draftOf(const json& object) {
    try {
        if (object.at("schema") != 1) return std::nullopt;
        KeptDraft draft;
        draft.clerk = object.at("clerk").get<std::string>();
        // A number with a fraction or beyond 64 bits is kept as a double, and none fits where it is asked
        // for.
        if (!object.at("at").is_number_integer() || !object.at("purchase").is_number_integer())
            return std::nullopt;
        const std::chrono::seconds at(object.at("at").get<std::int64_t>());
        if (at < kEarliest || at > kLatest) return std::nullopt;
        draft.at = WallTime(at);
        const auto purchase = object.at("purchase").get<std::int64_t>();
        const auto kind = documentKindFromName(object.at("document_kind").get<std::string>());
        if (!kind || purchase < static_cast<std::int64_t>(Purchase::SimCard) ||
            purchase > static_cast<std::int64_t>(Purchase::SimAndPhone))
            return std::nullopt;
        auto& d = draft.details;
        d.purchase = static_cast<Purchase>(purchase);
        d.documentKind = *kind;
        for (const auto& [name, to] : std::initializer_list<std::pair<const char*, std::string*>>{
                 {"document_number", &d.documentNumber},
                 {"name", &d.name},
                 {"msisdn", &d.msisdn},
                 {"iccid", &d.iccid},
                 {"imei", &d.imei},
                 {"language", &d.buyerLanguage}})
            *to = object.at(name).get<std::string>();
        return draft;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

}  // namespace

Status DraftStore::keep(const BuyerDetails& details, const std::string& clerk) {
    std::error_code problem;
    std::filesystem::create_directories(m_folder, problem);
    std::filesystem::permissions(m_folder, std::filesystem::perms::owner_all, problem);
    auto text =
        detailsJson({details, clerk, m_clock.wall()}).dump(-1, ' ', false, json::error_handler_t::replace);
    // One key for the whole life of a draft, written before anything is sealed with it: at every moment the
    // draft on the disk, if there is one, can be opened.
    auto known = readFile(keyFile(), kLargestFile);
    const bool fresh = !known || known->size() != crypto_secretbox_KEYBYTES;
    Bytes key = fresh ? Bytes(crypto_secretbox_KEYBYTES) : std::move(*known);
    if (fresh) randombytes_buf(key.data(), key.size());
    Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size());
    randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES,
                          reinterpret_cast<const unsigned char*>(text.data()), text.size(), sealed.data(),
                          key.data());
    sodium_memzero(text.data(), text.size());
    Status written;
    if (fresh) written = writeFileDurably(keyFile(), key);
    if (written) written = writeFileDurably(sealedFile(), sealed);
    wipe(key);
    return written;
}

std::optional<KeptDraft> DraftStore::load() {
    auto draft = read();
    if (!draft) return std::nullopt;
    if (isOver(*draft) || draft->at - m_clock.wall() > kClockSlack) {
        erase();
        return std::nullopt;
    }
    return draft;
}

bool DraftStore::isOver(const KeptDraft& draft) const {
    return m_clock.wall() - draft.at > kKept;
}

std::optional<KeptDraft> DraftStore::read() {
    std::error_code ignored;
    if (!std::filesystem::exists(sealedFile(), ignored) && !std::filesystem::exists(keyFile(), ignored))
        return std::nullopt;
    auto key = readFile(keyFile(), kLargestFile);
    const auto sealed = readFile(sealedFile(), kLargestFile);
    constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!key || !sealed || key->size() != crypto_secretbox_KEYBYTES || sealed->size() < kOverhead) {
        erase();
        return std::nullopt;
    }
    Bytes plain(sealed->size() - kOverhead);
    const bool opened = crypto_secretbox_open_easy(plain.data(), sealed->data() + crypto_secretbox_NONCEBYTES,
                                                   sealed->size() - crypto_secretbox_NONCEBYTES,
                                                   sealed->data(), key->data()) == 0;
    wipe(*key);
    auto draft = opened ? draftOf(json::parse(plain.begin(), plain.end(), nullptr, false)) : std::nullopt;
    wipe(plain);
    if (!draft) erase();
    return draft;
}

void DraftStore::eraseIfOver() {
    auto draft = read();
    if (!draft) return;
    if (isOver(*draft)) erase();
    // Opened only for its time.
    for (auto* text : {&draft->details.documentNumber, &draft->details.name, &draft->details.msisdn,
                       &draft->details.iccid, &draft->details.imei})
        sodium_memzero(text->data(), text->size());
}

void DraftStore::erase() {
    std::error_code ignored;
    // The key first: without it the rest says nothing.
    std::filesystem::remove(keyFile(), ignored);
    std::filesystem::remove(sealedFile(), ignored);
}

}  // namespace countersign
