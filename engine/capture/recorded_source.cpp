#include "capture/recorded_source.h"

namespace countersign {

Error endOfRecording() {
    return makeError(ErrorCode::EndOfRecording, "the recording has ended");
}

RecordedSource::RecordedSource(std::vector<FramePtr> frames, SourceInfo info)
    : m_frames(std::move(frames)), m_info(std::move(info)) {}

Status RecordedSource::open() {
    m_next = 0;
    return {};
}

Result<FramePtr> RecordedSource::next(std::stop_token) {
    if (m_next >= m_frames.size()) return failure(endOfRecording());
    return m_frames[m_next++];
}

void RecordedSource::close() noexcept {
    m_next = m_frames.size();
}

SourceInfo RecordedSource::info() const {
    return m_info;
}

}  // namespace countersign
