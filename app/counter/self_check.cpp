#include "app/counter/self_check.h"

#include <algorithm>
#include <chrono>

#include "capture/camera_list.h"
#include "enrolment/operator_policy.h"
#include "enrolment/scan_vision.h"
#include "store/device_identity.h"
#include "store/doctor.h"
#include "store/unsent.h"
#include "vision/model_catalogue.h"

namespace countersign {
namespace {

CheckLine good(const char* what, std::string told) {
    return {what, CheckGrade::Good, std::move(told)};
}
CheckLine note(const char* what, std::string told) {
    return {what, CheckGrade::Note, std::move(told)};
}
CheckLine bad(const char* what, const Error& error) {
    return {what, CheckGrade::Bad, describe(error)};
}

CheckLine checkModels(const Options& options) {
    const auto catalogue = ModelCatalogue::builtIn(options.models);
    if (!catalogue) return bad("models", catalogue.error());
    const auto begun = std::chrono::steady_clock::now();
    // Reads each file once, holds it against its sum, and loads what it has read.
    const auto vision = loadScanVision(options.models, policyFor(catalogue->ownBands()).portrait);
    if (!vision) return bad("models", vision.error());
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    return good("models", std::to_string(catalogue->entries().size()) +
                              " models are as they should be, loaded in " + std::to_string(took.count()) +
                              " ms");
}

CheckLine checkSchema(const Options& options) {
    const auto schema = queueSchema(options.state / "queue");
    if (!schema) return bad("schema", schema.error());
    const auto newest = std::to_string(schema->newest);
    if (!schema->onDisk) return note("schema", "there is no queue yet; this program makes form " + newest);
    const auto onDisk = std::to_string(*schema->onDisk);
    if (!schema->readable())
        return {"schema", CheckGrade::Bad,
                "the queue has form " + onDisk + ", this program reads up to " + newest +
                    ": install the newer program"};
    return good("schema", "the queue has form " + onDisk + ", this program reads up to " + newest);
}

// Of the doctor's findings what speaks of the disk's content; the key is looked at by itself.
std::vector<CheckLine> checkQueue(const Options& options) {
    std::error_code code;
    if (!std::filesystem::is_directory(options.state, code))
        return {note("queue", "nothing was stored here yet")};
    DoctorSettings settings;
    settings.state = options.state;
    const auto report = examineCounter(settings);
    if (!report && report.error().code == ErrorCode::QueueInUse)
        return {note("queue", "the counter is running and has it open")};
    if (!report) return {bad("queue", report.error())};
    std::vector<CheckLine> lines;
    for (const auto& finding : report->findings) {
        const bool ofIdentity =
            finding.code >= DoctorCode::NotEnrolled && finding.code <= DoctorCode::KeyUnusable;
        if (finding.grade != DoctorGrade::Bad || ofIdentity) continue;
        CheckLine line{"queue", CheckGrade::Bad,
                       std::string(doctorCodeName(finding.code)) + ": --support-bundle says more"};
        if (std::ranges::find(lines, line.told, &CheckLine::told) == lines.end())
            lines.push_back(std::move(line));
    }
    if (!lines.empty()) return lines;
    const auto room = std::to_string(report->freeBytes / 1'000'000) + " MB free";
    if (std::ranges::any_of(report->findings,
                            [](const auto& each) { return each.code == DoctorCode::SpaceLow; }))
        return {note("queue", room + ", which is little: make room before it is full")};
    std::uint64_t rows = 0;
    for (const auto& [state, number] : report->rowsByState) rows += number;
    return {good("queue", std::to_string(rows) + " records known, " + std::to_string(report->payloads) +
                              " kept sealed, " + room)};
}

CheckLine checkKey(const Options& options) {
    const auto identity = IdentityFolder(options.state / "identity", {options.tpm, {}}).load();
    if (!identity && identity.error().code == ErrorCode::NotEnrolled)
        return note("key", "this counter is not enrolled yet");
    if (!identity) return bad("key", identity.error());
    const auto text = toBytes("countersign self-check");
    const auto signature = identity->signer->sign(text);
    if (!signature) return bad("key", signature.error());
    if (const auto fits = verifySignature(identity->signer->verifyingKey(), text, *signature); !fits)
        return bad("key", fits.error());
    return good("key", "signs, kept by " + std::string(keyProtectionName(identity->signer->protection())));
}

CheckLine checkCameras() {
    const auto cameras = SystemCameraLister().list();
    if (cameras.empty()) return note("cameras", "no camera is plugged in");
    const auto software = std::ranges::count_if(cameras, [](const auto& each) { return each.virtualDevice; });
    return good("cameras", std::to_string(cameras.size()) + " found" +
                               (software > 0 ? ", of them software: " + std::to_string(software) : ""));
}

}  // namespace

std::string_view checkGradeName(CheckGrade grade) {
    switch (grade) {
        case CheckGrade::Good:
            return "good";
        case CheckGrade::Note:
            return "note";
        case CheckGrade::Bad:
            break;
    }
    return "bad";
}

std::vector<CheckLine> selfCheck(const Options& options) {
    std::vector<CheckLine> lines{checkModels(options), checkSchema(options)};
    for (auto& line : checkQueue(options)) lines.push_back(std::move(line));
    lines.push_back(checkKey(options));
    lines.push_back(checkCameras());
    return lines;
}

bool allGood(const std::vector<CheckLine>& lines) {
    return std::ranges::none_of(lines, [](const CheckLine& line) { return line.grade == CheckGrade::Bad; });
}

}  // namespace countersign
