#include "readers/chip_reader.h"

#include "readers/reader_errors.h"

namespace countersign {
namespace {

class Closing {
  public:
    explicit Closing(ChipDevice& device) : m_device(device) {}
    ~Closing() { m_device.close(); }
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;

  private:
    ChipDevice& m_device;
};

}  // namespace

Result<ChipRecord> readChip(ChipDevice& device, WallTime now) {
    const Closing closing(device);
    if (const auto open = device.open(); !open) return failure(open.error());
    const auto presence = device.findCard();
    if (!presence) return failure(presence.error());
    if (*presence != CardPresence::Present) return failure(readers::noCard());
    if (const auto selected = device.selectCard(); !selected) return failure(selected.error());
    const auto bytes = device.readText();
    if (!bytes) return failure(bytes.error());
    auto text = parseChipText(*bytes, now);
    if (!text) return failure(text.error());
    auto photo = device.readPhoto();
    if (!photo) return failure(photo.error());
    if (photo->cols != kChipPhotoWidth || photo->rows != kChipPhotoHeight || photo->type() != CV_8UC3)
        return failure(readers::chipDataDamaged("the photo is not 102 x 126"));
    return ChipRecord{std::move(*text), std::move(*photo)};
}

}  // namespace countersign
