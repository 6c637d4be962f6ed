// Inside the folder only: how an item is named in what goes to the regulator and comes back.
#pragma once

#include "protocol/json_reader.h"
#include "protocol/regulator.h"

namespace countersign::protocol {

// `device` names the field of the counter. What is wrong is remembered by `fields`.
[[nodiscard]] inline ItemKey readItemKey(FieldReader& fields, const char* device) {
    return {fields.deviceId(device), fields.recordId("record"),
            static_cast<std::uint32_t>(fields.number("revision", 1, 0xffffffffU))};
}

}  // namespace countersign::protocol
