#include "operator/channel.h"

namespace countersign {

Result<bool> mayBring(Ledger& ledger, const std::optional<DeviceId>& channel, const DeviceRow& of) {
    if (!channel || *channel == of.id) return true;
    const auto present = ledger.device(*channel);
    if (!present) return failure(present.error());
    return *present && (*present)->state == DeviceState::Active && (*present)->key == of.key;
}

}  // namespace countersign
