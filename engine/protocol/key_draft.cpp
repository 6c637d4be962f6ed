#include "protocol/key_draft.h"

#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kKind = "keys-draft";

}  // namespace

Result<Bytes> writeKeyDraft(const KeyDraft& draft) {
    const auto text = writeKeyBundle(draft.bundle);
    if (!text) return failure(text.error());
    json object{{"kind", kKind}, {"version", kKeyDraftVersion}, {"bundle", toBase64(toBytes(*text))}};
    if (!draft.before.empty()) object["before"] = toBase64(draft.before);
    auto written = dump(object);
    if (!written) return failure(written.error());
    if (written->size() >= kMaxKeyDraftBytes) return failure(tooLarge("keys to sign"));
    return toBytes(*written + "\n");
}

Result<KeyDraft> readKeyDraft(ByteView bytes) {
    if (bytes.size() > kMaxKeyDraftBytes) return failure(tooLarge("keys to sign"));
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    if (fields.text("kind", 64) != kKind) fields.reject("kind");
    const auto version = fields.number("version", 1, 65535);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (version > kKeyDraftVersion)
        return failure(versionUnsupported("keys-draft version " + std::to_string(version)));
    const auto text = fields.base64("bundle");
    KeyDraft draft;
    if (parsed->contains("before")) {
        draft.before = fields.base64("before");
        if (draft.before.empty()) fields.reject("before");
    }
    if (const auto good = fields.finish(); !good) return failure(good.error());
    auto bundle = readKeyBundle(asText(text));
    if (!bundle) return failure(bundle.error());
    draft.bundle = std::move(*bundle);
    return draft;
}

}  // namespace countersign
