#include "scan_setup.h"

#include "engine_setup.h"

#include <cmath>

#include "film_source.h"
#include "picture_reader.h"
#include "statistics.h"

namespace countersign::check {

Result<ScanSetup> setUpScan(const CommonOptions& common, const std::filesystem::path& portrait) {
    ScanSetup setup;
    auto policy = setUpPolicy(common);
    if (!policy) return failure(policy.error());
    setup.policy = std::move(*policy);
    const auto picture = readPicture(portrait);
    if (!picture) return failure(picture.error());
    auto vision = loadScanVision(common.models, setup.policy.portrait);
    if (!vision) return failure(vision.error());
    setup.vision = std::move(*vision);
    auto prepared = setup.vision->readPortrait(*picture);
    if (!prepared) return failure(prepared.error());
    setup.portrait = std::move(*prepared);
    return setup;
}

void refuseBadPortrait(const PreparedPortrait& portrait, ScanResult& result) {
    if (portrait.reasons.empty()) return;
    result.decision = Decision::Refused;
    std::erase(result.reasons, Reason::UnsureAPersonMustLook);
    for (auto reason = portrait.reasons.rbegin(); reason != portrait.reasons.rend(); ++reason)
        putFirst(result.reasons, *reason);
}

Result<ReadFilm> readFilm(const std::filesystem::path& film, ScanSetup& setup, EmbedFrames embed,
                          const CommonOptions& common) {
    FilmSource source(film);
    if (const auto opened = source.open(); !opened) return failure(opened.error());
    setup.vision->reset();
    ReadFilm read;
    // Neutral poses differ by some degrees from straight ahead: beyond the session's own limit by that much.
    const double farthest = setup.policy.liveness.continuity.embedYaw + 15;
    while (true) {
        const auto frame = source.next({});
        if (!frame) {
            if (frame.error().code == ErrorCode::EndOfRecording) break;
            return failure(frame.error());
        }
        if (!*frame) continue;
        const double before = processCpuMillis();
        auto reading = setup.vision->analyse(**frame);
        if (!reading) return failure(reading.error());
        read.frameCpuMillis.push_back(processCpuMillis() - before);
        std::optional<Embedding> embedding;
        if (embed == EmbedFrames::NearFront && reading->face &&
            std::abs(static_cast<double>(reading->face->pose.yaw)) < farthest) {
            auto made = setup.vision->embed(**frame, *reading->face);
            if (!made) return failure(made.error());
            embedding = std::move(*made);
        }
        read.readings.push_back(std::move(*reading));
        read.embeddings.push_back(std::move(embedding));
        if (read.readings.size() % 100 == 0)
            progress(common, std::to_string(read.readings.size()) + " frames read");
    }
    return read;
}

}  // namespace countersign::check
