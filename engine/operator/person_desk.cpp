#include "operator/person_desk.h"

#include <sys/stat.h>

#include "core/files.h"
#include "identity/document_number.h"
#include "operator/operator_errors.h"
#include "operator/registration_facts.h"

namespace countersign {
namespace {

using nlohmann::json;

// Written with mode 0600.
Status writeText(const std::filesystem::path& file, const json& object) {
    auto bytes = toBytes(object.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    auto written = writeFileDurably(file, bytes);
    wipe(bytes);
    return written;
}

// Who looked is the operator's staff: their names are theirs.
json historyJson(const CaseHistory& history) {
    json decisions = json::array(), looks = json::array();
    for (const auto& each : history.decisions) {
        decisions.push_back({{"at", toRfc3339(each.at)},
                             {"status", receiptStatusName(each.status)},
                             {"reason", each.reason},
                             {"by", each.by == kByPolicy || each.by == "regulator" ? each.by : "a person"},
                             {"confirmed_by_a_second_person", !each.confirmedBy.empty()}});
    }
    for (const auto& each : history.log) {
        // A court's order may be against this very person.
        if (each.action == kHoldAction || each.action == kUnholdAction) continue;
        looks.push_back({{"at", toRfc3339(each.at)}, {"action", each.action}, {"detail", each.detail}});
    }
    return {
        {"decisions", decisions},
        {"looked_at", looks},
        {"forwarded_to_regulator", history.forwarding.empty() ? json(nullptr) : json(history.forwarding)},
        {"not_forwarded_because", history.notForwarded.empty() ? json(nullptr) : json(history.notForwarded)}};
}

json textOrNull(const Bytes& bytes) {
    return bytes.empty() ? json(nullptr) : json(std::string(bytes.begin(), bytes.end()));
}

// Whether it is held shows nowhere: neither by a word nor by a time that is over.
json retentionJson(const std::optional<RetentionRow>& kept, WallTime now) {
    if (!kept) return nullptr;
    const bool toCome = kept->picturesUntil && *kept->picturesUntil > now;
    return {{"pictures_until", toCome ? json(toRfc3339(*kept->picturesUntil)) : json(nullptr)},
            {"erasure_asked_at", kept->askedAt ? json(toRfc3339(*kept->askedAt)) : json(nullptr)},
            {"service_ended_at", kept->serviceEnded ? json(toRfc3339(*kept->serviceEnded)) : json(nullptr)},
            {"erased_at", kept->erasedAt ? json(toRfc3339(*kept->erasedAt)) : json(nullptr)},
            {"certificate_of_deletion", textOrNull(kept->certificate)}};
}

}  // namespace

Result<std::vector<RecordRow>> PersonDesk::find(DocumentKind kind, std::string_view number, WallTime now) {
    // What was no usable number is filed as it came.
    auto rows = m_book.recordsOfPerson(m_index.document(kind, number));
    const auto check = checkDocumentNumber(kind, number, now);
    if (!rows || !check.usable() || m_index.document(kind, check.value) == m_index.document(kind, number))
        return rows;
    auto plain = m_book.recordsOfPerson(m_index.document(kind, check.value));
    if (!plain) return plain;
    for (auto& row : *rows) plain->push_back(std::move(row));
    return plain;
}

Result<std::vector<RecordRow>> PersonDesk::lookUp(DocumentKind kind, std::string_view number,
                                                  const std::string& who, WallTime now) {
    auto rows = find(kind, number, now);
    if (!rows) return rows;
    for (const auto& row : *rows) {
        const auto noted = m_book.note({now, who, "found", {}}, row.deviceId, row.recordId);
        if (!noted) return failure(noted.error());
    }
    return rows;
}

Status PersonDesk::exportRecord(const std::filesystem::path& folder, const RecordRow& row,
                                const std::string& who, WallTime now, json& summary) {
    // As at the console: no row, no picture.
    if (auto noted = m_book.note({now, who, "exported", {}}, row.deviceId, row.recordId); !noted)
        return noted;
    std::error_code code;
    if (!std::filesystem::create_directory(folder, code)) return failure(folderUnusable(code.message()));
    const auto history = m_book.history(row.deviceId, row.recordId);
    if (!history) return failure(history.error());
    const auto kept = m_book.retention(row.deviceId, row.recordId);
    if (!kept) return failure(kept.error());
    json about{{"record", row.recordId.hex()},
               {"code", row.recordId.shortCode()},
               {"registered_at", idsAlone(row) ? json(nullptr) : json(toRfc3339(row.createdAt))},
               {"received_at", toRfc3339(row.receivedAt)},
               {"status", receiptStatusName(row.status)},
               {"reason", row.reason},
               {"practice", row.practice},
               {"receipt", textOrNull(row.receipt)},
               {"history", historyJson(*history)},
               {"retention", retentionJson(*kept, now)}};
    const auto opened = m_opener.open(row);
    // One that is lost must not keep all the others from the person.
    if (!opened && !m_opener.isForGood(opened.error())) return failure(opened.error());
    about["readable"] = opened.has_value();
    summary.push_back(about);
    if (opened) {
        about["measured"] = json::array();
        if (const auto& evidence = opened->header.evidence)
            about["measured"] = protocol::evidenceJson(*evidence);
        about["registration"] = opened->payload.fields;
        for (const auto& [name, picture] :
             {std::pair{"portrait.jpg", &opened->payload.portraitJpeg},
              std::pair{"best_frame.jpg", &opened->payload.bestFrameJpeg},
              std::pair{"supporting_picture.jpg", &opened->payload.supportingJpeg}}) {
            if (picture->empty()) continue;
            if (auto written = writeFileDurably(folder / name, *picture); !written) return written;
        }
    }
    auto written = writeText(folder / "registration.json", about);
    wipe(about);
    return written;
}

Status PersonDesk::exportTo(const std::filesystem::path& folder, const std::vector<RecordRow>& rows,
                            const std::string& who, WallTime now) {
    if (::mkdir(folder.c_str(), 0700) != 0)
        return failure(folderUnusable("cannot make a new folder: " + folder.filename().string()));
    json summary = json::array();
    Status done;
    for (const auto& row : rows) {
        // Codes are for people; the id keeps two apart.
        done = exportRecord(folder / (row.recordId.shortCode() + "-" + row.recordId.hex().substr(0, 8)), row,
                            who, now, summary);
        if (!done) break;
    }
    if (done) {
        done = writeText(folder / "person.json", {{"made_at", toRfc3339(now)}, {"records", summary}});
    }
    if (done) return {};
    std::error_code code;
    std::filesystem::remove_all(folder, code);
    return done;
}

PersonDesk::Erased PersonDesk::eraseOne(const RecordRow& row) {
    Erased each{row.recordId};
    const auto failed = [&](const Error& error) {
        each.failure = error;
        return each;
    };
    const auto result = m_erasure.eraseOnRequest(row);
    if (!result) return failed(result.error());
    each.result = *result;
    const auto kept = m_book.retention(row.deviceId, row.recordId);
    if (!kept) return failed(kept.error());
    each.detailsKept = *kept && (*kept)->erasedAt && !(*kept)->details.empty();
    if (!each.detailsKept) return each;
    const auto wanted = m_erasure.lawWantsDetails(row, **kept);
    if (!wanted) return failed(wanted.error());
    each.byLaw = *wanted;
    return each;
}

std::vector<PersonDesk::Erased> PersonDesk::erase(const std::vector<RecordRow>& rows, const std::string& who,
                                                  WallTime now) {
    std::vector<Status> asked;
    for (const auto& row : rows)
        asked.push_back(m_book.askErasure({now, who, "erase_asked", {}}, row.deviceId, row.recordId));
    std::vector<Erased> all;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (asked[i]) {
            all.push_back(eraseOne(rows[i]));
            all.back().asked = true;
        } else {
            all.push_back({rows[i].recordId});
            all.back().failure = asked[i].error();
        }
    }
    return all;
}

}  // namespace countersign
