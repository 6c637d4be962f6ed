#include "liveness/person_watch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace countersign {

void PersonWatch::follow(const FrameReading& reading) {
    const auto& box = reading.face->box.rect;
    if (m_lastAt && m_lastBox.width > 0) {
        const cv::Point2f moved = (box.tl() + box.br()) * 0.5F - (m_lastBox.tl() + m_lastBox.br()) * 0.5F;
        // A gap in the frames lets a person move on honestly: the limit is for neighbouring frames.
        const double widths = cv::norm(moved) / static_cast<double>(m_lastBox.width);
        const double scale = std::abs(std::log(static_cast<double>(box.width / m_lastBox.width)));
        if (widths > m_thresholds.jump || scale > m_thresholds.jump) {
            ++m_jumps;
            m_mustCompare = true;
        }
    }
    m_lastAt = reading.capturedAt;
    m_lastBox = box;
}

bool PersonWatch::wantsEmbedding(FrameTime at, Pace pace) const {
    if (m_mustCompare || !m_embeddedAt) return true;
    // Neighbouring frames are alike: a doubt is followed up soon, but by another moment.
    const bool hurry = m_doubts > 0 || (pace == Pace::Finishing && !enough());
    return at - *m_embeddedAt >= (hurry ? m_thresholds.embedFaster : m_thresholds.embedEvery);
}

Continuity PersonWatch::push(FrameTime at, const Embedding& embedding) {
    m_embeddedAt = at;
    m_mustCompare = false;
    if (m_mean && m_mean->size() != embedding.size()) {
        ++m_doubts;
        return Continuity::Doubtful;
    }
    if (!m_mean) {
        m_mean = embedding;
        m_count = 1;
        m_provenAt = at;
        return Continuity::Same;
    }
    const double cosine = std::inner_product(embedding.begin(), embedding.end(), m_mean->begin(), 0.0);
    if (cosine < m_thresholds.sameFace) {
        ++m_doubts;
        return Continuity::Doubtful;
    }
    m_doubts = 0;
    m_least = std::min(m_least, cosine);
    m_provenAt = at;
    // The mean of several is far steadier than the first frame alone.
    const auto weight = static_cast<float>(std::min(m_count, 8));
    ++m_count;
    double length = 0;
    for (std::size_t i = 0; i < embedding.size(); ++i) {
        auto& value = (*m_mean)[i];
        value = (value * weight + embedding[i]) / (weight + 1);
        length += static_cast<double>(value) * static_cast<double>(value);
    }
    length = std::sqrt(length);
    if (length > 0) {
        for (auto& value : *m_mean) value = static_cast<float>(static_cast<double>(value) / length);
    }
    return Continuity::Same;
}

// 0 at the limit, 1 at an unmistakable likeness of 0.9.
std::optional<double> PersonWatch::signal() const {
    if (m_doubts > 0) return 0;
    if (m_count < 2) return {};
    const double likeness = (m_least - m_thresholds.sameFace) / (0.9 - m_thresholds.sameFace);
    return std::clamp(likeness, 0.0, 1.0);
}

void PersonWatch::forget() {
    *this = PersonWatch(m_thresholds);
}

}  // namespace countersign
