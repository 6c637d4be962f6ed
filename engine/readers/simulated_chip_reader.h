// A chip reader that is none: gives the card it was given, or does wrong what real ones do. For practice and
// tests. One thread.
#pragma once

#include "readers/chip_reader.h"

namespace countersign {

enum class ChipMishap {
    None = 1,
    NoDevice,  // the cable is out
    NoCard,
    CardTaken,    // between selecting and reading
    TextCut,      // fewer bytes than there should be
    TextGarbled,  // bytes changed on the way
    PhotoBroken,  // a photo of another size
};

class SimulatedChipReader final : public ChipDevice {
  public:
    // `card`: as it is to be read; portraits of another size are made 102 x 126.
    explicit SimulatedChipReader(ChipRecord card, ChipMishap mishap = ChipMishap::None);

    [[nodiscard]] Status open() override;
    [[nodiscard]] Result<CardPresence> findCard() override;
    [[nodiscard]] Status selectCard() override;
    [[nodiscard]] Result<Bytes> readText() override;
    [[nodiscard]] Result<cv::Mat> readPhoto() override;
    void close() noexcept override { m_open = false; }
    [[nodiscard]] bool isOpen() const { return m_open; }

  private:
    ChipRecord m_card;
    ChipMishap m_mishap;
    bool m_open = false;
};

}  // namespace countersign
