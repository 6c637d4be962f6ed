#include "film_source.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "capture/recorded_source.h"
#include "command.h"

namespace countersign::check {
namespace {

constexpr double kLowestFps = 0.5;
constexpr double kHighestFps = 1000;
constexpr double kMissingShare = 0.05;  // a length estimated from the duration may be a little off

}  // namespace

FilmSource::FilmSource(std::filesystem::path file) : m_file(std::move(file)) {}

Status FilmSource::open() {
    close();
    std::error_code problem;
    if (!std::filesystem::is_regular_file(m_file, problem))
        return failure(inputUnreadable(
            m_file, std::filesystem::exists(m_file, problem) ? "not a file" : "there is no such file"));
    if (std::filesystem::file_size(m_file, problem) == 0)
        return failure(inputUnreadable(m_file, "the file is empty"));
    try {
        if (!m_capture.open(std::filesystem::absolute(m_file).string(), cv::CAP_FFMPEG) ||
            !m_capture.isOpened()) {
            return failure(inputUnreadable(m_file, "not a film, or a damaged one"));
        }
        // OpenCV 4.6 turns films with a rotation tag the wrong way: read the tag and turn them here.
        m_capture.set(cv::CAP_PROP_ORIENTATION_AUTO, 0);
        const auto degrees = static_cast<int>(std::lround(m_capture.get(cv::CAP_PROP_ORIENTATION_META)));
        m_quarterTurns = ((degrees / 90) % 4 + 4) % 4;
        const double fps = m_capture.get(cv::CAP_PROP_FPS);
        m_info.framesPerSecond = fps >= kLowestFps && fps <= kHighestFps ? fps : 0;
        m_declaredFrames = m_capture.get(cv::CAP_PROP_FRAME_COUNT);
    } catch (const cv::Exception&) {
        return failure(inputUnreadable(m_file, "not a film, or a damaged one"));
    }
    m_info.kind = SourceKind::Recorded;
    m_info.id = "film";
    m_info.label = "film";
    m_info.driver = "file";
    m_info.width = static_cast<int>(m_capture.get(cv::CAP_PROP_FRAME_WIDTH));
    m_info.height = static_cast<int>(m_capture.get(cv::CAP_PROP_FRAME_HEIGHT));
    if (m_quarterTurns % 2 == 1) std::swap(m_info.width, m_info.height);
    const int longest = std::max(m_info.width, m_info.height);
    if (longest > kFilmMaxSide) {
        m_info.width = m_info.width * kFilmMaxSide / longest;
        m_info.height = m_info.height * kFilmMaxSide / longest;
    }
    m_sequence = 0;
    m_last = FrameTime(-1);
    return {};
}

Result<FramePtr> FilmSource::next(std::stop_token) {
    cv::Mat picture;
    try {
        if (!m_capture.read(picture) || picture.empty()) {
            const auto read = static_cast<double>(m_sequence);
            if (m_sequence == 0) return failure(inputUnreadable(m_file, "the film holds no picture"));
            if (m_declaredFrames > 0 &&
                read + std::max(2.0, kMissingShare * m_declaredFrames) < m_declaredFrames) {
                return failure(inputUnreadable(m_file, "the film is truncated"));
            }
            return failure(endOfRecording());
        }
        auto frame = std::make_shared<Frame>();
        switch (m_quarterTurns) {
            case 1:
                cv::rotate(picture, frame->bgr, cv::ROTATE_90_CLOCKWISE);
                break;
            case 2:
                cv::rotate(picture, frame->bgr, cv::ROTATE_180);
                break;
            case 3:
                cv::rotate(picture, frame->bgr, cv::ROTATE_90_COUNTERCLOCKWISE);
                break;
            default:
                frame->bgr = picture;
        }
        const int longest = std::max(frame->bgr.cols, frame->bgr.rows);
        if (longest > kFilmMaxSide) {
            const double scale = static_cast<double>(kFilmMaxSide) / longest;
            cv::resize(frame->bgr, frame->bgr, cv::Size(), scale, scale, cv::INTER_AREA);
        }
        frame->sequence = ++m_sequence;
        frame->capturedAt = timeOfFrame();
        m_last = frame->capturedAt;
        return frame;
    } catch (const cv::Exception&) {
        return failure(inputUnreadable(m_file, "a frame cannot be decoded"));
    }
}

// The container's own stamp where it rises; films without stamps run at their frame rate, or at 30 a second.
FrameTime FilmSource::timeOfFrame() const {
    const double fps = m_info.framesPerSecond > 0 ? m_info.framesPerSecond : 30;
    const FrameTime stamp(std::llround(m_capture.get(cv::CAP_PROP_POS_MSEC) * 1000));
    if (stamp > m_last) return stamp;
    return m_last + FrameTime(std::llround(1e6 / fps));
}

void FilmSource::close() noexcept {
    try {
        m_capture.release();
    } catch (const std::exception&) {
        // Nothing is left to do with a film that cannot be closed.
    }
}

SourceInfo FilmSource::info() const {
    return m_info;
}

}  // namespace countersign::check
