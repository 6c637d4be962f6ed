// Inside the folder only: public keys as they stand in signed messages.
#pragma once

#include <nlohmann/json.hpp>

#include "core/result.h"
#include "protocol/keys.h"

namespace countersign::protocol {

[[nodiscard]] nlohmann::json keyJson(const VerifyingKey& key);
[[nodiscard]] nlohmann::json keyJson(const SealingKey& key);
// AlgorithmUnknown, MessageMalformed.
[[nodiscard]] Result<VerifyingKey> readVerifyingKey(const nlohmann::json& object);
[[nodiscard]] Result<SealingKey> readSealingKey(const nlohmann::json& object);

}  // namespace countersign::protocol
