#include "readers/simulated_chip_reader.h"

#include <opencv2/imgproc.hpp>

#include "readers/reader_errors.h"

namespace countersign {

SimulatedChipReader::SimulatedChipReader(ChipRecord card, ChipMishap mishap)
    : m_card(std::move(card)), m_mishap(mishap) {
    const cv::Size size(kChipPhotoWidth, kChipPhotoHeight);
    if (!m_card.portrait.empty() && m_card.portrait.size() != size)
        cv::resize(m_card.portrait, m_card.portrait, size, 0, 0, cv::INTER_AREA);
}

Status SimulatedChipReader::open() {
    if (m_mishap == ChipMishap::NoDevice) return failure(readers::readerFailed("simulated: no device"));
    m_open = true;
    return {};
}

Result<CardPresence> SimulatedChipReader::findCard() {
    return m_mishap == ChipMishap::NoCard ? CardPresence::Absent : CardPresence::Present;
}

Status SimulatedChipReader::selectCard() {
    return {};
}

Result<Bytes> SimulatedChipReader::readText() {
    if (m_mishap == ChipMishap::CardTaken) return failure(readers::noCard());
    auto bytes = chipTextBytes(m_card.text);
    if (!bytes) return failure(bytes.error());
    if (m_mishap == ChipMishap::TextCut) bytes->resize(bytes->size() / 2);
    if (m_mishap == ChipMishap::TextGarbled) {
        for (std::size_t i = 1; i < bytes->size(); i += 16) (*bytes)[i] ^= 0xD8U;
    }
    return bytes;
}

Result<cv::Mat> SimulatedChipReader::readPhoto() {
    if (m_mishap == ChipMishap::PhotoBroken)
        return m_card.portrait.rowRange(0, m_card.portrait.rows / 2).clone();
    return m_card.portrait.clone();
}

}  // namespace countersign
