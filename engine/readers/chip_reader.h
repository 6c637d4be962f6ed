// A device that reads the chip of a resident ID card. Values and an interface; an instance serves one thread.
// Calls block for as long as the device takes (about a second), so never on the windows' thread.
#pragma once

#include <opencv2/core.hpp>

#include "core/result.h"
#include "readers/chip_text.h"

namespace countersign {

inline constexpr int kChipPhotoWidth = 102, kChipPhotoHeight = 126;  // px, as every such chip holds

struct ChipRecord {
    ChipText text;
    cv::Mat portrait;  // CV_8UC3, BGR, 102 x 126
};

enum class CardPresence { Absent = 1, Present };

// What a device has to do, in this order; any call may fail with ReaderFailed or NoCardOnReader.
class ChipDevice {
  public:
    virtual ~ChipDevice() = default;
    [[nodiscard]] virtual Status open() = 0;  // finds and claims the device; again after a failure
    [[nodiscard]] virtual Result<CardPresence> findCard() = 0;
    [[nodiscard]] virtual Status selectCard() = 0;
    [[nodiscard]] virtual Result<Bytes> readText() = 0;     // the 256 bytes of chip_text.h
    [[nodiscard]] virtual Result<cv::Mat> readPhoto() = 0;  // decoded
    virtual void close() noexcept = 0;
};

// Opens, waits for nothing, reads one card and closes again. The text is parsed and held against itself, the
// photo's size and depth are checked: half a record is none. Errors: NoCardOnReader (also when it was taken
// away in between), ReaderFailed, ChipDataDamaged.
[[nodiscard]] Result<ChipRecord> readChip(ChipDevice& device, WallTime now);

}  // namespace countersign
