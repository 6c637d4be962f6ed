#include "console_cases.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace countersign {
namespace {

using nlohmann::json;

constexpr int kPageSize = 25;
constexpr std::string_view kWord = "word";  // as the case book notes one person's word on an exception

bool accepts(ReceiptStatus status) {
    return status == ReceiptStatus::Accepted || status == ReceiptStatus::Activated;
}

std::string cursorText(const CaseCursor& cursor) {
    const auto millis = std::chrono::duration_cast<Millis>(cursor.receivedAt.time_since_epoch()).count();
    return std::to_string(millis) + "." + cursor.deviceId.hex() + "." + cursor.recordId.hex();
}

std::optional<CaseCursor> cursorFrom(std::string_view text) {
    const auto first = text.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = text.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    std::int64_t millis = -1;
    const char* end = text.data() + first;
    const auto parsed = std::from_chars(text.data(), end, millis);
    // Until the year 2262, where WallTime ends.
    constexpr std::int64_t kLatest = 9'223'372'036'854;
    const auto device = DeviceId::parse(text.substr(first + 1, second - first - 1));
    const auto record = RecordId::parse(text.substr(second + 1));
    if (parsed.ec != std::errc() || parsed.ptr != end || millis < 0 || millis > kLatest || !device || !record)
        return std::nullopt;
    return CaseCursor{WallTime(Millis(millis)), *device, *record};
}

// "refused not_the_same_person" as the case book writes a word.
std::pair<std::string, std::string> answerAndReason(const std::string& detail) {
    const auto space = detail.find(' ');
    if (space == std::string::npos) return {detail, {}};
    return {detail.substr(0, space), detail.substr(space + 1)};
}

std::string nameOf(const std::string& id, const ReviewerNames& names) {
    const auto found = names.find(id);
    return found == names.end() ? id : found->second;
}

json valuesJson(const std::vector<ShownValue>& values) {
    json rows = json::array();
    for (const auto& each : values) rows.push_back({{"name", each.name}, {"value", each.value}});
    return rows;
}

json historyJson(const CaseHistory& history, const CaseStand& stand, const ReviewerNames& names) {
    struct Row {
        WallTime at;
        json object;
    };
    std::vector<Row> rows;
    for (const auto& each : history.decisions) {
        json row{{"at", toRfc3339(each.at)},
                 {"who", nameOf(each.by, names)},
                 // No reviewer's id, whatever a reviewer may be called.
                 {"by", each.by == kByPolicy || each.by == "regulator" ? each.by : std::string()},
                 {"action", "decision"},
                 {"status", receiptStatusName(each.status)},
                 {"reason", each.reason}};
        if (!each.confirmedBy.empty()) row["confirmed"] = nameOf(each.confirmedBy, names);
        rows.push_back({each.at, std::move(row)});
    }
    for (const auto& each : stand.log) {
        // Stands there as a decision already.
        if (each.action == "decided") continue;
        json row{{"at", toRfc3339(each.at)}, {"who", nameOf(each.reviewer, names)}, {"action", each.action}};
        if (each.action == kWord) {
            const auto [answer, reason] = answerAndReason(each.detail);
            row["status"] = answer;
            row["reason"] = reason;
        }
        rows.push_back({each.at, std::move(row)});
    }
    std::ranges::stable_sort(rows, {}, &Row::at);
    json list = json::array();
    for (auto& each : rows) list.push_back(std::move(each.object));
    return list;
}

}  // namespace

std::optional<CaseName> caseNameIn(const json& object) {
    const auto text = [&](const char* name) -> std::string_view {
        const auto found = object.find(name);
        if (found == object.end() || !found->is_string()) return {};
        return found->get_ref<const std::string&>();
    };
    const auto device = DeviceId::parse(text("device"));
    const auto record = RecordId::parse(text("record"));
    if (!device || !record) return std::nullopt;
    return CaseName{*device, *record};
}

Result<ReviewerNames> reviewerNames(ReviewerBook& book) {
    const auto rows = book.all();
    if (!rows) return failure(rows.error());
    ReviewerNames names;
    for (const auto& each : *rows) names[each.id] = each.name;
    return names;
}

Result<std::optional<json>> queuePage(CaseBook& book, std::string_view state, std::string_view after,
                                      std::string_view reviewer) {
    const auto wanted = caseStateFromName(state);
    if (wanted != CaseState::Review && wanted != CaseState::Second) return std::optional<json>();
    std::optional<CaseCursor> cursor;
    if (!after.empty()) {
        cursor = cursorFrom(after);
        if (!cursor) return std::optional<json>();
    }
    const auto page = book.cases(*wanted, cursor, kPageSize);
    if (!page) return failure(page.error());
    json rows = json::array();
    for (const auto& each : page->cases) {
        json row{{"device", each.record.deviceId.hex()},
                 {"record", each.record.recordId.hex()},
                 {"code", each.record.recordId.shortCode()},
                 {"counter", each.record.deviceId.shortCode()},
                 {"received_at", toRfc3339(each.record.receivedAt)},
                 {"reasons", each.reasons},
                 {"exception", each.exception},
                 {"practice", each.record.practice}};
        row["spoken"] = each.first && each.first->by == reviewer;
        rows.push_back(std::move(row));
    }
    json object{{"cases", std::move(rows)}};
    if (page->next) object["next"] = cursorText(*page->next);
    return std::optional<json>(std::move(object));
}

CaseStand standFor(const Case& row, const CaseHistory& history, const ReviewerRow& me) {
    CaseStand stand;
    const bool supervisor = me.role == ReviewerRole::Supervisor;
    const std::vector<std::string_view> all{"accepted", "refused", "come_back"};
    std::vector<ReviewLogRow> words;
    std::ranges::copy_if(history.log, std::back_inserter(words),
                         [](const ReviewLogRow& each) { return each.action == kWord; });
    const bool spoken =
        std::ranges::any_of(words, [&](const ReviewLogRow& each) { return each.reviewer == me.id; });
    bool seesWords = spoken;
    if (row.state == CaseState::Decided) {
        stand.stand = "decided";
        seesWords = true;
        if (supervisor && accepts(row.record.status)) stand.may = {"refused", "come_back"};
    } else if (row.state == CaseState::Waiting) {
        stand.stand = "waiting";
    } else if (!row.exception) {
        stand.stand = "single";
        stand.may = all;
    } else if (words.size() > 1) {
        // Whoever settles a dispute has to know what it is about.
        stand.stand = "dispute";
        seesWords = spoken || supervisor;
        if (supervisor && !spoken) stand.may = all;
    } else if (spoken) {
        stand.stand = "spoken";
    } else {
        stand.stand = "open";
        stand.may = all;
    }
    if (seesWords) stand.words = words;
    // Who opened the case is no word on it.
    std::ranges::copy_if(history.log, std::back_inserter(stand.log),
                         [&](const ReviewLogRow& each) { return seesWords || each.action != kWord; });
    return stand;
}

json wordsJson(const std::vector<ReviewLogRow>& words, const ReviewerNames& names) {
    json list = json::array();
    for (const auto& each : words) {
        const auto [answer, reason] = answerAndReason(each.detail);
        list.push_back({{"name", nameOf(each.reviewer, names)},
                        {"answer", answer},
                        {"reason", reason},
                        {"at", toRfc3339(each.at)}});
    }
    return list;
}

json caseJson(const Case& row, const OpenedCase* opened, const CaseHistory& history, const CaseStand& stand,
              const ReviewerNames& names) {
    const auto& record = row.record;
    json object{{"device", record.deviceId.hex()},
                {"record", record.recordId.hex()},
                {"code", record.recordId.shortCode()},
                {"counter", record.deviceId.shortCode()},
                {"revision", record.revision},
                {"state", caseStateName(row.state)},
                {"status", receiptStatusName(record.status)},
                {"practice", record.practice},
                {"exception", row.exception},
                {"reasons", row.reasons},
                {"received_at", toRfc3339(record.receivedAt)},
                {"created_at", toRfc3339(record.createdAt)},
                {"application", record.application},
                {"stand", stand.stand},
                {"may", stand.may},
                {"words", wordsJson(stand.words, names)},
                {"history", historyJson(history, stand, names)},
                {"forwarding", history.forwarding},
                {"not_forwarded", history.notForwarded},
                {"opened", opened != nullptr},
                {"genuine", opened != nullptr && opened->genuine},
                {"pictures", false},
                {"fields", json::array()},
                {"signals", json::array()}};
    if (opened == nullptr) return object;
    object["pictures"] = !opened->portrait.empty() || !opened->frame.empty() || !opened->supporting.empty();
    object["fields"] = valuesJson(opened->fields);
    object["signals"] = valuesJson(opened->signals);
    return object;
}

std::string_view outcomeName(DecideResult result) {
    switch (result) {
        case DecideResult::Decided:
            return "decided";
        case DecideResult::FirstOfTwo:
            return "first_of_two";
        case DecideResult::SamePerson:
            return "same_person";
        case DecideResult::Disagreed:
            return "disagreed";
        case DecideResult::SupervisorNeeded:
            return "supervisor_needed";
        case DecideResult::NotJudgedYet:
            return "not_judged_yet";
        case DecideResult::SettledElsewhere:
            return "settled_elsewhere";
        case DecideResult::DocumentLimit:
            return "document_limit";
        case DecideResult::NumberTaken:
            return "number_taken";
        case DecideResult::RegulatorKeyNeeded:
            return "regulator_key_needed";
    }
    return "invalid";
}

std::string_view takenBackName(TakenBack takenBack) {
    switch (takenBack) {
        case TakenBack::Unsent:
            return "unsent";
        case TakenBack::Told:
            return "told";
        case TakenBack::Untold:
            return "untold";
    }
    return "invalid";
}

Bytes packPictures(const OpenedCase& opened) {
    const std::array parts{&opened.portrait, &opened.frame, &opened.supporting};
    std::size_t total = 0;
    for (const auto* part : parts) total += 4 + part->size();
    Bytes packed;
    packed.reserve(total);  // no copy of a picture is left behind by growing
    for (const auto* part : parts) {
        for (int shift = 24; shift >= 0; shift -= 8)
            packed.push_back(static_cast<std::uint8_t>(part->size() >> static_cast<unsigned>(shift)));
    }
    for (const auto* part : parts) packed.insert(packed.end(), part->begin(), part->end());
    return packed;
}

}  // namespace countersign
